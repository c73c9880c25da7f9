"""``bystander evaluate``: a trial becomes findings, a page, and the curves behind its charts."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from bystander.api.study_files import study_files
from bystander.cli.output import check_directory, progress, write_outputs
from bystander.cli.study_options import drawing_options, level_option, output_option
from bystander.cli.telling import tell
from bystander.cli.trial_options import already_searches, holds_searches, open_searches, open_trial, trial_options
from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.findings import Study

PASSES = 3  # over the rows of a large trial: what is in it, the survey, the selection of thresholds
GROUP_PASSES = 2  # of every attribute that errors are told apart by: who is in which group, and the errors
SEARCH_PASSES = 4  # what is in it, who is searched, the best scores, and who else matters
DRAWING = ("seed", "replicates")
TARGET = click.FloatRange(0, 1, min_open=True)


@click.command("evaluate", short_help="A trial: its error rates, with their doubt.")
@trial_options
@output_option()
@click.option(
    "--threshold",
    "thresholds",
    metavar="T",
    type=float,
    multiple=True,
    help="A threshold that the system is used with; may be repeated.",
)
@click.option(
    "--target-fmr",
    "targets",
    metavar="X",
    type=TARGET,
    multiple=True,
    help="A false match rate that must not be exceeded; may be repeated. "
    "[default: 0.01, 0.001 and so on, as far as the trial can speak]",
)
@click.option(
    "--target-fpir",
    "fpir_targets",
    metavar="X",
    type=TARGET,
    multiple=True,
    help="Of searches: a rate of false alerts that must not be exceeded; may be repeated. "
    "[default: 0.1, 0.01 and so on, as far as the trial can speak]",
)
@click.option(
    "--rank",
    metavar="R",
    type=click.IntRange(min=1),
    help="Of searches: how many candidates are looked at. [default: all that are listed]",
)
@click.option(
    "--accept",
    type=click.Choice(["ge", "gt"]),
    default="ge",
    show_default=True,
    help="A comparison is accepted when its score is at or above (ge), or only above (gt), the threshold.",
)
@click.option(
    "--failures",
    type=click.Choice(["fold", "exclude"]),
    default="fold",
    show_default=True,
    help="A comparison whose image could not be used counts as never accepted (fold), or is left out "
    "and reported (exclude).",
)
@click.option(
    "--by",
    "by",
    metavar="NAMES",
    help="Tell errors apart by what people are recorded as: sex,ethnicity for each, 'sex*ethnicity' for combinations.",
)
@click.option(
    "--people",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A table of people for --by and --cluster: a column subject, and one of each attribute. "
    "[default: columns of EVIDENCE, probe_sex and reference_sex; of searches, sex]",
)
@click.option(
    "--cluster",
    metavar="NAME",
    help="What people share who may err together, such as family: they count as one. Read as the names of --by are.",
)
@click.option(
    "--small-cell",
    metavar="N",
    type=click.IntRange(min=2),
    default=10,
    show_default=True,
    help="Groups of fewer people are named, and not estimated.",
)
@level_option()
@drawing_options
@click.option(
    "--threads",
    metavar="N",
    type=click.IntRange(min=1),
    default=None,
    help="How many to use. The findings do not depend on it. [default: as many as there are]",
)
@click.pass_context
def command(context: click.Context, /, output: Path, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Evaluate a trial: comparisons, or searches of a watchlist, whose truth is known; or a tally of one.

    Candidate lists are searches; of a score matrix or a table of pairs, --searches makes every probe one. Writes
    findings.json, report.html, curves.parquet and provenance.json into DIR: all of them, or none.

    \b
    Examples (bystander demo writes the files):
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o evaluated --target-fmr 0.001
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o groups --by sex --threshold 45
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o families --cluster family --people bystander-demo/people.csv
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o searched --searches --non-mated leave-mate-out
    """  # noqa: E501 - an example is one line, to be copied
    started = perf_counter()
    check_directory(output)
    both = ("thresholds", "accept", "failures", "level", "small_cell", *DRAWING)
    asked = {name: options.pop(name) for name in (*both, "targets", "fpir_targets", "rank", "threads")}
    if options["by"] is None and context.get_parameter_source("small_cell") is ParameterSource.COMMANDLINE:
        raise UsageError("--small-cell goes with --by, which names the groups")
    study = _tally(context, options, asked)
    if study is None:
        studied = _searches if holds_searches(options) else _comparisons
        study = studied(options, asked, both)
    written = write_outputs(output, study_files(study, seconds=perf_counter() - started))
    tell(study.document, written)


def _tally(context: click.Context, options: Mapping[str, Any], asked: Mapping[str, Any]) -> Study | None:
    """Evaluate a tally file; None where the evidence is none."""
    from bystander.shards.files import is_tally

    evidence = options["evidence"]
    if not any(is_tally(file) for file in evidence):
        return None
    from bystander.studies.evaluate.of_tally import evaluate_stored

    if len(evidence) > 1:
        raise UsageError("evaluate one tally; bystander merge makes one of several")
    said = {name for name in (*options, *asked) if context.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    if said & {"by", "people", "small_cell", "cluster"}:
        from bystander.api.verbs import NO_GROUPS

        raise UsageError(NO_GROUPS)
    of_evidence = sorted((said & options.keys()) - {"evidence"})
    if of_evidence:
        raise UsageError(f"{_option(of_evidence[0])} was settled when the shards were tallied")
    return evaluate_stored(evidence[0], {name: asked[name] for name in said & asked.keys() if name != "threads"})


def _option(name: str) -> str:
    short = {"failed_scores": "failed-score", "columns": "column", "form": "format"}
    return f"--{short.get(name, name.replace('_', '-'))}"


def _comparisons(options: Mapping[str, Any], asked: Mapping[str, Any], both: Sequence[str]) -> Study:
    from bystander.evidence.comparisons.watched import watched
    from bystander.studies.evaluate.comparisons.study import evaluate

    _unused(asked, {"fpir_targets": "--target-fpir", "rank": "--rank"}, "comparisons, unless --searches is given")
    trial = _read(options)
    with progress("evaluating", unit="rows") as watch:
        watch.expect((PASSES + GROUP_PASSES * len(trial.groups)) * trial.rows_used)
        return evaluate(watched(trial, watch), **_given(asked, (*both, "targets", "threads")))


def _read(options: Mapping[str, Any]) -> Trial:
    if options["subjects"] is not None:
        raise UsageError("--subjects says whose the searches of a candidate log are; this is none")
    with progress("reading the trial"):
        return open_trial(options)


def _searches(options: Mapping[str, Any], asked: Mapping[str, Any], both: Sequence[str]) -> Study:
    from bystander.evidence.comparisons.watched import watched
    from bystander.evidence.searches.read import LEAVE_MATE_OUT, read_searches
    from bystander.studies.evaluate.searches.study import evaluate_searches

    _unused(asked, {"targets": "--target-fmr"}, "searches; --target-fpir is a rate of false alerts a search")
    wanted = {**asked, "targets": asked["fpir_targets"]}
    given = _given(wanted, (*both, "targets", "rank"))
    if already_searches(options):
        with progress("reading and evaluating the searches"):
            return evaluate_searches(open_searches(options), **given)
    left_out = str(options["non_mated"]) == LEAVE_MATE_OUT
    trial = _read({**options, "non_mated": None if left_out else options["non_mated"]})
    with progress("evaluating", unit="rows") as watch:
        watch.expect(SEARCH_PASSES * trial.rows_used)
        searches = read_searches(
            watched(trial, watch), non_mated=LEAVE_MATE_OUT if left_out else None, unit=options["unit"]
        )
        return evaluate_searches(searches, **given)


def _given(asked: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: asked[name] for name in names if asked[name] not in ((), None)}


def _unused(asked: Mapping[str, Any], options: Mapping[str, str], of: str) -> None:
    for name, option in options.items():
        if asked[name] not in ((), None):
            message = f"{option} does not go with {of}"
            raise UsageError(message)
