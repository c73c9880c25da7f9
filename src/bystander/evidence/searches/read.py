"""Reading searches: the one door through which 1:N trials come in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.request import Request
from bystander.evidence.searches.not_enrolled import NotEnrolled
from bystander.evidence.tables.encoding import text_as_declared
from bystander.evidence.tables.held import held
from bystander.evidence.tables.made_up import says_made_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.people.attributes import By
    from bystander.evidence.searches.list_table import ListTable
    from bystander.evidence.searches.searches import Searches

LEAVE_MATE_OUT = "leave-mate-out"


OF_LISTS = "non_mated_subjects are those of candidate lists; of other searches it is told by who has a reference"


_OF_LISTS_ALONE = frozenset({"search", "candidate_subject"})  # roles of columns: who declares one says which kind it is


def declares_lists(columns: Mapping[str, str] | None) -> bool:
    """Return whether a column is declared that candidate lists have alone."""
    return not _OF_LISTS_ALONE.isdisjoint(columns or {})


def is_searches(source: object) -> bool:
    """Return whether evidence holds searches of its own accord: candidate lists, or a candidate log."""
    if isinstance(source, (list, tuple)) and len(source) == 1:
        source = source[0]
    if hasattr(source, "__arrow_c_stream__"):
        import pyarrow as pa

        from bystander.evidence.searches.columns import is_search_header

        # a reader can be read once only, and asking it for a stream is reading it
        reader = source if isinstance(source, pa.RecordBatchReader) else pa.RecordBatchReader.from_stream(source)
        return is_search_header(reader.schema.names)
    if not isinstance(source, (str, Path)):
        return False
    from bystander.evidence.formats.lists_told import is_lists, is_log
    from bystander.evidence.searches.vectors_told import is_embeddings

    return is_log(Path(source)) or is_lists(Path(source)) or is_embeddings(Path(source))


@text_as_declared
def read_searches(
    source: object,
    *,
    subjects: str | Path | None = None,
    non_mated: str | Path | None = None,
    unit: str = "search",
    metric: Literal["cosine", "l2"] = "cosine",
    distance: bool = False,
    columns: Mapping[str, str] | None = None,
    failed_scores: Sequence[float] = (),
    mated_is: str = "",
    part: bool = False,
    by: str | Sequence[str] = (),
    people: object = None,
    cluster: str = "",
    encoding: str = "",
    sheet: str = "",
    non_mated_subjects: Sequence[str] = (),
    **declared: Any,  # noqa: ANN401 - as read_trial names and types them
) -> Searches:
    """Read a 1:N trial.

    ``source``: candidate lists, a NIST candidate log (with ``subjects``), labelled embeddings (compared by ``metric``,
    the cosine or the squared Euclidean distance), or comparisons (a score matrix, pairs), of
    which every probe is taken as one search; those are read as `read_trial` reads them, with what it may be told
    (``declared``). ``mated_is``: which of two values of a column mated means yes. ``non_mated``: "leave-mate-out" makes
    non-mated searches of the mated ones; of candidate lists, "absent" says that whoever no list holds is not enrolled,
    "nobody" that everybody named is. ``non_mated_subjects``: subjects of candidate lists that stand for people who are
    not enrolled ("-1", "unknown"). ``unit``: what counts as one trial: "search", "track", "passage" or "person".
    ``by``: attributes of people ("sex"), read from a column of that name (and ``candidate_sex``), or from the table
    ``people``, as for `read_trial`; ``cluster``: one whose bearers do not err independently. ``encoding``: as for
    `read_trial`; ``sheet``: which one of a workbook. ``part``: the file is a shard, so what its lists lack may be in
    another.

    Searches without ground truth are left out and counted. Raises EvidenceError with every problem at once.
    """
    from bystander.evidence.searches.searches import UNITS
    from bystander.evidence.searches.vectors_told import is_embeddings

    source = held(source)

    if unit not in UNITS:
        message = f"a unit is one of {', '.join(UNITS)}, not {unit!r}"
        raise UsageError(message)
    left_out = non_mated == LEAVE_MATE_OUT
    asked, cluster = _asked(by, people, cluster)
    given_people, given_sheet = people, sheet
    people, sheet = _on_sheets(source, people, sheet)
    if not (declares_lists(columns) or is_searches(source)):
        if non_mated_subjects:
            raise UsageError(OF_LISTS)
        given = {
            "columns": columns, "failed_scores": failed_scores, "distance": distance, "by": by, "people": given_people,
            "cluster": cluster, "encoding": encoding, "mated_is": mated_is, "sheet": given_sheet, **declared,
        }  # fmt: skip
        return _of_comparisons(source, given, unit=unit, left_out=left_out, non_mated=None if left_out else non_mated)
    first = source[0] if isinstance(source, (list, tuple)) else source
    file = Path(first) if isinstance(first, (str, Path)) else None
    if file is not None and is_embeddings(file):
        if non_mated_subjects:
            raise UsageError(OF_LISTS)
        return _of_embeddings(file, metric, unit=unit, left_out=left_out, by=asked, cluster=cluster, people=people)
    unused = [name for name, value in {**declared, "failed_scores": failed_scores}.items() if value]
    if unused:
        message = f"candidate lists have no use for {unused[0].replace('_', '-')}"
        raise UsageError(message)
    told = NotEnrolled(
        subjects=tuple(str(one).strip() for one in non_mated_subjects),
        absent="" if left_out or non_mated is None else str(non_mated),
        settled=part or left_out,
    )  # fmt: skip
    from bystander.evidence.searches.lists import searches_of_lists

    request = Request(
        files=(Path("table in memory") if file is None else file,),
        truth=None if subjects is None or file is None else Path(subjects),
        distance=distance,
        columns=dict(columns or {}),
        attributes=_of_evidence(asked, cluster, people, columns or {}),
        sheet="" if file is None else sheet,
        mated_is=mated_is,
    )
    plain = unit == "search" and not (asked or cluster or part or subjects or told.subjects)
    made = _in_pieces(request, left_out=left_out, absent=told.absent) if plain and file is not None else None
    if made is not None:
        return replace(made, synthetic=says_made_up(file))
    # nobody but who makes searches of it holds the table, so that its columns can be let go of
    found = searches_of_lists(
        _list_table(None if file is not None else source, request, part=part), distance=distance, unit=unit,
        left_out=left_out, by=asked, cluster=cluster, people=people, part=part, told=told,
    )  # fmt: skip
    return replace(found, synthetic=says_made_up(source if file is None else file))


def _in_pieces(request: Request, *, left_out: bool, absent: str) -> Searches | None:
    """Return the searches of a large file of which there is nothing to say; None of any other evidence."""
    from bystander.evidence.formats.list_blocks import searches_of_text
    from bystander.evidence.formats.lists_told import is_log
    from bystander.evidence.formats.parquet.lists import searches_of_parquet

    if is_log(request.file):
        return None
    found = searches_of_text(request, left_out=left_out, absent=absent)
    return searches_of_parquet(request, left_out=left_out, absent=absent) if found is None else found


def _list_table(held: object, request: Request, *, part: bool) -> ListTable:
    """Return candidate lists of a table that is ``held`` in memory, or of the file of a request."""
    from bystander.evidence.checks import ev55_groups as ev55
    from bystander.evidence.formats.candidate_lists import of_table, read_lists
    from bystander.evidence.formats.lists_told import is_log
    from bystander.evidence.formats.nist_candidates import read_log

    if held is not None:
        import pyarrow as pa

        return of_table(pa.table(held), request, form="table in memory")
    if request.truth is not None:
        from bystander.evidence.tables.text import ensure_file

        ensure_file(request.truth)
    name = request.file.name
    if not is_log(request.file):
        return read_lists(request)
    if request.attributes:
        raise EvidenceError(name, [ev55.no_column(name, a, (a,), ()) for a in request.attributes])
    return read_log(request, request.truth, part=part)


def _on_sheets(source: object, people: object, sheet: str) -> tuple[object, str]:
    """Return the table of people with the sheet that is meant in it, and the sheet of the evidence."""
    if not sheet or not isinstance(source, (str, Path)):
        return people, sheet
    from bystander.evidence.read import on_sheets

    return on_sheets([Path(source)], people, sheet)[:2]


def _asked(by: str | Sequence[str], people: object, cluster: str) -> tuple[By, str]:
    from bystander.evidence.people.clusters import parse_cluster
    from bystander.evidence.people.groups import parse
    from bystander.evidence.read import NOTHING_ASKED

    if people is not None and not (by or cluster):
        raise UsageError(NOTHING_ASKED)
    return parse(by) if by else (), parse_cluster(cluster) if cluster else ""


def _of_evidence(by: By, cluster: str, people: object, columns: Mapping[str, str]) -> tuple[str, ...]:
    """Return the attributes that the evidence itself has to tell: all that a table of people does not."""
    from bystander.evidence.people.attributes import attributes_of, told_by

    names = attributes_of((*by, (cluster,)) if cluster else by)
    told = told_by(people, names, columns) if people is not None else set()
    return tuple(a for a in names if a not in told)


def _of_embeddings(
    file: Path, metric: Literal["cosine", "l2"], *, unit: str, left_out: bool, by: By, cluster: str, people: object
) -> Searches:
    """Read vectors, and every probe of them as a search of all references."""
    import numpy as np

    from bystander.evidence.checks.check import found_by, stop
    from bystander.evidence.comparisons.checks.ev27_written_alike import Written, present
    from bystander.evidence.people.attributes import as_groups, attributes_of, values_of
    from bystander.evidence.people.clusters import made_of
    from bystander.evidence.people.groups import doubtful
    from bystander.evidence.searches.checks.order import WRITTEN
    from bystander.evidence.searches.embeddings import read_embeddings
    from bystander.evidence.searches.searches import Searches

    if unit not in {"search", "person"}:
        message = f"embeddings do not say which {unit} they are of; --unit search or --unit person can be told"
        raise UsageError(message)
    own = _of_evidence(by, cluster, people, {})
    told = [a for a in attributes_of((*by, (cluster,)) if cluster else by) if a not in own]
    read = read_embeddings(file, metric=metric, attributes=own)
    made = values_of(read.codes, None, own, read.recorded, name=file.name) if own else {}
    for values in made.values():
        values.table = None  # it is the file itself, which is named already
    made |= values_of(read.codes, None, told, people, name=file.name) if told else {}
    groups = as_groups({a: made[a].groups() for a in attributes_of(by)}, by)
    clusters = made_of(made[cluster]) if cluster else None
    found = read.embeddings
    person, enrolled = found.probes.person, found.references.person
    count = np.bincount(enrolled, minlength=read.people)
    probes, references = (present(read.people, codes) for codes in (person, enrolled))
    written = Written(name=file.name, people=read.codes, probes=probes, references=references, searches=True)
    problems = (*read.problems, *found_by(WRITTEN, written), *doubtful(groups, file.name))
    stop(problems, file.name)
    mated = count[person] > (1 if found.same else 0)
    return Searches(
        name=file.name, sha256=read.sha256, format=f"embeddings of {found.probes.vectors.shape[1]}, {metric}",
        blocks=[],
        person=person, mated=mated, failed=np.zeros(len(person), bool), identities=read.people,
        unit=person.astype(np.int64) if unit == "person" else np.arange(len(person)), unit_name=unit,
        watchlist=int(np.count_nonzero(count)), rows_read=read.rows_read, rows_refused=read.rows_refused,
        left_out=left_out, distance=metric == "l2", problems=problems, embeddings=found,
        groups=groups, clusters=clusters,
    )  # fmt: skip


def _of_comparisons(
    source: object, given: Mapping[str, Any], *, unit: str, left_out: bool, non_mated: str | Path | None
) -> Searches:
    """Read comparisons, and every probe of them as a search."""
    from bystander.evidence.comparisons.checks.order import OF_SEARCHES
    from bystander.evidence.comparisons.inspection import SMALL, inspect, require_usable
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.read import read_trial
    from bystander.evidence.searches.of_comparisons import searches_of
    from bystander.kernels.compiling import compiler

    trial = source if isinstance(source, Trial) else read_trial(source, non_mated=non_mated, **given)
    trial = trial.as_searches_need_it()
    walk = None
    if trial.subjects is not None and trial.rows_used >= SMALL and compiler():
        from bystander.evidence.searches.runs import Walk

        walk = Walk(blocks=len(trial.blocks), subjects=trial.subjects, left_out=left_out)
    found = inspect(trial, checks=OF_SEARCHES, along=walk)
    require_usable(trial, found)
    runs = None if walk is None else walk.found(enrolled=found.enrolled)
    searches = searches_of(trial, left_out=left_out, runs=runs)
    errors = [p for p in searches.problems if p.stops]
    if errors:
        raise EvidenceError(trial.name, errors)
    kept = tuple(p for p in found.problems if p not in searches.problems)
    searches = replace(searches, problems=(*searches.problems, *kept))
    return of_unit(searches, unit)


def of_unit(searches: Searches, unit: str) -> Searches:
    """Return searches of comparisons with what counts as one trial: each, or the person; raises UsageError."""
    if unit not in {"search", "person"}:
        message = f"comparisons do not say which {unit} they are of; --unit search or --unit person can be told"
        raise UsageError(message)
    return replace(searches, unit=searches.person.astype("int64"), unit_name=unit) if unit == "person" else searches
