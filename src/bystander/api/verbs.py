"""The library: the same work as the command line, for Python.

Where a file is named, a table serves as well: anything with the Arrow PyCapsule interface (pandas, polars,
duckdb, pyarrow). Nothing is written unless a path is given, and no bare number is handed out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bystander.api.command import asked
from bystander.api.findings import Findings
from bystander.api.in_python import in_python, worded
from bystander.api.kinds.record import CROWD
from bystander.api.opening import (
    fitting_targets,
    is_a_record,
    is_of_searches,
    open_evidence,
    open_record,
    open_systems,
)
from bystander.api.options.option import without
from bystander.api.options.question import ACCEPTANCE, LEVEL, THRESHOLDS
from bystander.api.options.systems import DISTANCES_OF
from bystander.api.options.trial import NOT_OF_SHARDS, TRIAL
from bystander.api.options.verbs import AUDIT, CHECK, COMPARE, EVALUATE
from bystander.api.question import SMALL_CELL, Question
from bystander.api.refusals import LIBRARY
from bystander.api.requirements import of_record, of_systems, of_trial, required
from bystander.api.score_columns import system_columns, with_column
from bystander.api.spelling import takes
from bystander.errors import EvidenceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.tally.comparisons.acceptance import Accept, Failures


@in_python
@takes(*EVALUATE)
def evaluate(
    trial: Any,  # noqa: ANN401 - a Trial, a path, several paths, or any table that speaks Arrow
    *,
    targets: float | Sequence[float] = (),
    thresholds: float | Sequence[float] = (),
    accept: Accept = "ge",
    failures: Failures = "fold",
    level: float = 0.95,
    seed: int = 1,
    replicates: int = 2000,
    threads: int | None = None,
    searches: bool = False,
    fpir_targets: float | Sequence[float] = (),
    rank: int | None = None,
    by: str | Sequence[str] = (),
    people: Any = None,  # noqa: ANN401 - a path, or any table that speaks Arrow
    cluster: str = "",
    small_cell: int = SMALL_CELL,
    require: Any = (),  # noqa: ANN401 - a path, the name of one that ships, a Requirement, or several
    **declared: Any,  # noqa: ANN401 - as read_trial names and types them
) -> Findings:
    """Evaluate a trial of comparisons, of searches of a watchlist, or of passes of volunteers.

    ``trial``: what :func:`read_trial` or :func:`read_searches` gives or takes; ``declared`` is handed to it
    (``distance=True``, ...). Candidate lists are searches; ``searches`` makes every probe of comparisons one, and then
    ``fpir_targets`` are rates of false alerts at which the TPIR is asked for, and ``rank`` the candidates looked at.
    ``targets``: false match rates at which the FNMR is asked for. ``thresholds``: in the units of the scores.
    ``accept``: scores at or above ("ge") or only above ("gt") the threshold match. ``failures``: failed
    comparisons never match ("fold") or are left out and counted ("exclude"). ``level``: of the intervals.
    ``replicates``: of the bootstrap behind numbers that rest on a whole curve, drawn from ``seed``; 0: none.
    ``threads``: how many to use; the findings do not depend on it. ``by``: attributes of people that errors are told
    apart by ("sex", "sex,ethnicity", "sex*ethnicity"), from columns of the trial or from ``people``, a table with a
    column ``subject`` and one of each attribute; groups of fewer than ``small_cell`` people are named, not estimated.
    ``cluster``: an attribute, from the same place, whose bearers may err together and so count as one ("family").
    Passes of volunteers who are on the watchlist (a seeded test, :func:`read_passes`) are evaluated too, with the false
    alerts of a deployment record beside them (``record``); what is about scores does not go with them. A tally file is
    evaluated as its shards were tallied: with their ``accept`` and ``failures``. ``require``: what is required, as
    :func:`read_requirements` reads it; a finding of each says whether it is met, not met, or cannot be shown.

    Raises EvidenceError with every problem at once, UsageError for an unusable option.
    """
    asks = {
        "targets": targets, "thresholds": thresholds, "accept": accept, "failures": failures, "level": level,
        "fpir_targets": fpir_targets, "rank": rank, "seed": seed, "replicates": replicates, "threads": threads,
        "small_cell": small_cell,
    }  # fmt: skip
    told = {**declared, "by": by, "people": people, "cluster": cluster}
    requirements, question = required(require), Question.of(asks)
    opened = open_evidence(trial, told, searches=searches)
    study = of_trial(opened.evaluate(question), requirements, opened, question)
    return Findings(asked(study, [trial], {**told, **asks, "searches": searches, "require": require}))


@in_python
@takes(*without(COMPARE, DISTANCES_OF.name))
def compare(
    *systems: Any,  # noqa: ANN401 - each as for evaluate
    names: Sequence[str] = (),
    targets: float | Sequence[float] = (),
    thresholds: float | Mapping[str, float] | Sequence[float | Mapping[str, float]] = (),
    accept: Accept = "ge",
    failures: Failures = "fold",
    level: float = 0.95,
    threads: int | None = None,
    searches: bool = False,
    fpir_targets: float | Sequence[float] = (),
    rank: int | None = None,
    require: Any = (),  # noqa: ANN401 - as for evaluate
    **declared: Any,  # noqa: ANN401 - as read_trial names and types them
) -> Findings:
    """Compare two systems, or a few, on the same trial: differences and ratios of their error rates, paired by person.

    ``systems``: a trial of each, as :func:`evaluate` takes it, or what :func:`read_trial` or :func:`read_searches`
    gives, where they need reading differently; ``declared`` is handed to all that are read here. One table that holds
    the scores of all side by side is enough, with ``columns={"score": ["first", "second"]}``. ``names``: of the
    systems, where the names of their files are not wanted; tables in memory are A, B and so on. ``targets``: rates of
    false matches that each system's own threshold is to hold; of searches ``fpir_targets`` are such rates of false
    alerts (and ``targets`` are taken for them). ``thresholds``: a number for all systems, or a mapping from
    name to number; there is no common threshold by default, as systems score on scales of their own. With more than
    two systems every pair is compared; intervals of one rate at one point hold together at ``level`` (Bonferroni).
    ``require``: is held against each system by itself. The rest is as for :func:`evaluate`.

    Raises EvidenceError with every problem at once, UsageError for an unusable option.
    """
    from bystander.studies.compare.names import lettered, named_systems
    from bystander.studies.compare.study import compare as study

    sources, columns = system_columns(systems, declared)
    each = [with_column(declared, column) for column in columns] or [declared] * len(sources)
    read = open_systems(sources, each, searches=searches)
    read = read if columns else lettered(read)
    if columns and not names and all(source is sources[0] for source in sources):
        names = columns
    if not fpir_targets and is_of_searches(read):
        targets, fpir_targets = (), targets
    asks: dict[str, Any] = {"rank": rank, "accept": accept, "failures": failures, "level": level}
    both = cast("Sequence[float]", targets), cast("Sequence[float]", fpir_targets)  # one value is a list by now
    at = cast("Sequence[float | Mapping[str, float]]", thresholds)
    requirements, trials = required(require), named_systems(read, names)
    found = study(trials, targets=fitting_targets(read, *both, LIBRARY), thresholds=at, threads=threads, **asks)
    found = of_systems(found, requirements, trials, Question.of_each(trials, at, {**asks, "threads": threads}))
    told = {**declared, **asks, "thresholds": thresholds, "targets": targets, "fpir_targets": fpir_targets}
    told |= {"searches": searches, "require": require, "names": names if names != columns else ()}
    return Findings(asked(found, systems, told))


@takes(*without(TRIAL, *NOT_OF_SHARDS), THRESHOLDS, *ACCEPTANCE)
@in_python
def tally_shards(
    shards: Any,  # noqa: ANN401 - a path or several
    output: str | Path,
    *,
    key_file: str | Path | None = None,
    searches: bool = False,
    accept: Accept = "ge",
    failures: Failures = "fold",
    thresholds: float | Sequence[float] = (),
    tail: int = 2**20,
    leave_mate_out: bool = False,
    unit: str = "search",
    threads: int | None = None,
    dask: str | None = None,
    one_scale: bool = False,
    **declared: Any,  # noqa: ANN401 - as read_trial names and types them
) -> Path:
    """Tally shards of a trial into one file, which :func:`evaluate` takes and :func:`merge_tallies` merges.

    ``key_file``: the key of the pseudonyms, one for all shards; without it a random one is used and thrown away.
    ``thresholds``: at which errors are counted wherever they lie. ``tail``: highest comparisons of different people
    that are kept one by one. ``dask``: address of a scheduler. ``one_scale``: the scores of all shards are of one
    scale, though they may not look so. The rest is as for :func:`evaluate`. The file is evidence about single people;
    keep it as you keep the scores. Gives its path.
    """
    from bystander.atomic import check_not_input
    from bystander.shards.asked import Asked
    from bystander.shards.key import read_key
    from bystander.shards.spread import spread

    given = [shards] if isinstance(shards, (str, Path)) else shards
    left_out = {"non_mated": "leave-mate-out"} if leave_mate_out else {}
    asked = Asked.of(
        {**declared, "unit": unit, **left_out}, searches=searches, accept=accept, failures=failures,
        thresholds=tuple(cast("Sequence[float]", thresholds)), tail=tail, threads=threads,
        one_scale=one_scale,
    )  # fmt: skip
    if key_file is not None:
        check_not_input(Path(output), [Path(key_file)])
    key = read_key(None if key_file is None else Path(key_file))
    spread([Path(shard) for shard in given], Path(output), key, asked, dask=dask, keep=key_file is not None)
    return Path(output)


@in_python
def merge_tallies(tallies: Sequence[str | Path], output: str | Path, *, one_scale: bool = False) -> Path:
    """Merge tallies that were made with one key and the same settings into one file, and give its path.

    ``one_scale``: the scores of all shards are of one scale, though they may not look so.
    """
    from bystander.atomic import check_file, check_not_input, write_outputs
    from bystander.evidence.formats.parquet.tally_mark import is_tally
    from bystander.shards.files import merged, to_bytes

    if not tallies:
        raise UsageError("there is nothing to merge")
    files = [Path(file) for file in tallies]
    check_not_input(Path(output), files)
    check_file(Path(output), is_ours=is_tally)
    content = to_bytes(merged(files, one_scale=one_scale))
    return write_outputs(Path(output).parent, {Path(output).name: content})[0]


@takes(*AUDIT)
def audit(
    record: Any,  # noqa: ANN401 - as for evaluate
    *,
    level: float = 0.95,
    crowd: int = CROWD,
    groups: str | Sequence[str] = (),
    require: Any = (),  # noqa: ANN401 - as for evaluate
    **declared: Any,  # noqa: ANN401 - as read_record names and types them
) -> Findings:
    """Audit a deployment record, or a record of searches: what its counts do and do not support.

    ``record``: what :func:`read_record` or :func:`read_search_record` gives or takes. ``level``: of the intervals.
    ``crowd``: the number of people that natural frequencies are told for. ``groups``: endings of columns that count a
    group of people, as for :func:`read_record`; ``declared`` is handed to it too (``decimal=","``, ``columns={...}``,
    ...). ``require``: as for :func:`evaluate`.

    Raises EvidenceError with every problem at once, UsageError for an unusable option.
    """
    requirements = required(require)
    told = {"groups": groups, **declared}
    opened = open_record(record, told)
    study = of_record(opened.audit(level=level, crowd=crowd), requirements, opened, level=level)
    return Findings(asked(study, [record], {**told, "level": level, "crowd": crowd, "require": require}))


@in_python
def require(
    evidence: Any,  # noqa: ANN401 - a trial or a record, as for evaluate and audit
    requirements: Any,  # noqa: ANN401 - a path, the name of one that ships, a Requirement, or several
    *,
    level: float = 0.95,
    **declared: Any,  # noqa: ANN401 - as evaluate, or audit, names and types them
) -> Findings:
    """Say whether evidence of any kind shows what is required, beside everything else that it says.

    ``evidence``: a trial or a record. ``requirements``: a TOML file, the name of one that ships with the package
    ("eu-2019-329-fnmr"), what :func:`read_requirements` gives, or several of these. ``level``: of the intervals beside;
    each requirement has a level of its own. ``declared``: what :func:`evaluate` takes of a trial (``thresholds``,
    ``by``, ...), or :func:`audit` of a record. The findings are those of ``evaluate(..., require=...)`` or
    ``audit(..., require=...)``.

    Raises RequirementError with every mistake of the requirements, and EvidenceError and UsageError as these do.
    """
    if is_a_record(evidence, declared):
        return audit(evidence, level=level, require=requirements, **declared)
    return evaluate(evidence, level=level, require=requirements, **declared)


@takes(LEVEL)
def consequences(scenario: Any, *, level: float = 0.95) -> Findings:  # noqa: ANN401 - a Scenario or a path
    """Tell what a system does to a crowd.

    ``scenario``: a path to a TOML file, or what :func:`read_scenario` gives. ``level``: that of
    the ranges. Raises ScenarioError with every mistake at once.
    """
    from hashlib import sha256

    from bystander.crowd.scenario import Scenario
    from bystander.crowd.scenario_file import read_scenario
    from bystander.studies.crowd.days import days_of
    from bystander.studies.crowd.study import crowd as study

    if isinstance(scenario, Scenario):
        given, name, content = scenario, "scenario in memory", scenario.model_dump_json().encode()
    else:
        given, name, content = read_scenario(Path(scenario)), Path(scenario).name, Path(scenario).read_bytes()
    digest = sha256(content).hexdigest()
    found = study(given, name=name, sha256=digest, level=level, days=days_of(given))
    return Findings(asked(found, [scenario], {"level": level}))


def claim(claim: Any, *, level: float = 0.95) -> Findings:  # noqa: ANN401 - a Claim or a path
    """Tell what a claim's number stands for, what counts say of it, and the verdict.

    ``claim``: a path to a TOML file, or what :func:`read_claim` gives. ``level``: of intervals and limits.
    Raises ClaimError with every mistake at once.
    """
    from hashlib import sha256

    from bystander.claims.claim import Claim
    from bystander.claims.claim_file import read_claim
    from bystander.studies.claim.study import claim_study

    if isinstance(claim, Claim):
        given, name, content = claim, "claim in memory", claim.model_dump_json().encode()
    else:
        given, name, content = read_claim(Path(claim)), Path(claim).name, Path(claim).read_bytes()
    return Findings(claim_study(given, name=name, sha256=sha256(content).hexdigest(), level=level))


@takes(*CHECK)
def check(source: Any, *, searches: bool = False, **declared: Any) -> tuple[Problem, ...]:  # noqa: ANN401 - as for evaluate
    """Return every problem of a trial or a record, errors first; nothing is raised for what is wrong in it.

    ``source``: a path, several paths, or any table that speaks Arrow. ``declared``: as for :func:`read_trial`, and for
    :func:`read_record` where it is a record.
    An empty tuple means that nothing was found. Problems of severity "error" stop ``evaluate`` and ``audit``.
    """
    try:
        return tuple(worded(open_evidence(source, declared, searches=searches, records=True).check().problems))
    except EvidenceError as unusable:
        return tuple(worded(unusable.problems))
