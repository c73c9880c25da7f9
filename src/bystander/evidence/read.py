"""Reading a trial: the one door through which comparisons come in."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.checks.check import stop
from bystander.evidence.comparisons.both_kinds import require_both_kinds
from bystander.evidence.request import Request
from bystander.evidence.tables.encoding import text_as_declared
from bystander.evidence.tables.made_up import says_made_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.evidence.comparisons.own_square import Declared
    from bystander.evidence.comparisons.trial import Trial

NOTHING_ASKED = "a table of people goes with --by or --cluster, which name the attributes that are asked about"


@text_as_declared
def read_trial(
    source: object,
    *,
    non_mated: str | Path | None = None,
    truth: str | Path | None = None,
    distance: bool = False,
    failed_scores: Sequence[float] = (),
    probe_ids: str | Path | None = None,
    reference_ids: str | Path | None = None,
    square: Declared = "",
    sheet: str = "",
    metric: Literal["cosine", "l2"] = "cosine",
    format: str | None = None,  # noqa: A002  the word a user expects
    columns: Mapping[str, str] | None = None,
    mated_is: str = "",
    by: str | Sequence[str] = (),
    people: object = None,
    cluster: str = "",
    encoding: str = "",
    subject_from: str = "",
    part: bool = False,
) -> Trial:
    """Read ground-truthed comparisons.

    ``source``: a path, several paths (two lists of scores, a matrix and its mask), anything with
    ``__arrow_c_stream__`` (pandas, polars, pyarrow, duckdb), a dictionary of arrays by name (``{"score": ...,
    "label": ...}``, or ``{"genuine": ..., "impostor": ...}``), records, or scores and labels as two arrays.
    ``non_mated``: the list of non-mated scores that
    goes with a list of mated ones. ``truth``: pairs of samples that are of one person, or a list of trials with a
    label each. ``subject_from``: how the name of a sample tells the person: "lfw", "voxceleb", "path", or a regular
    expression with one group. ``distance``: smaller scores mean more alike. ``failed_scores``: values that stand for a
    failure, in the file's own numbers; NaN for NaN. ``probe_ids``, ``reference_ids``: identifiers of the rows and
    columns of a ``.npy`` matrix. ``square``: of a matrix with the same identifiers on both sides, whether it is one set
    of images against "itself" or the sides are "apart", where that cannot be told; of named samples "apart" counts a
    pair in both orders twice. ``metric``: how labelled embeddings are compared, by their cosine or by their squared
    Euclidean distance. ``sheet``: which one of a workbook, of evidence or of people, where several hold a table.
    ``format``: a key of :data:`bystander.evidence.formats.READERS`, where looking at the file is not enough.
    ``columns``: role to the column's name in the file, where it has another name. ``mated_is``: which of the two values
    of a label means one person, where they are words of the file's own. ``by``: attributes of people that
    errors are to be told apart by ("sex", "sex*ethnicity"), read from columns ``probe_sex`` and ``reference_sex``, or
    from ``people``, a table (path, or what speaks Arrow) with a column ``subject`` and one of each attribute.
    ``cluster``: an attribute, read in the same way, whose bearers do not err independently ("family"). ``encoding``: of
    all text that is read, where it is neither UTF-8 nor marked, and its code page matters ("cp866", "utf-16-le").
    ``part``: it is one shard of a trial, so nothing is told of columns by rows, as other shards have others.

    Refused rows are already left out and counted. Raises :class:`EvidenceError` with every problem at once.
    """
    del encoding  # the decorator has it
    options: dict[str, Any] = {
        "distance": distance,
        "failed_scores": tuple(float(value) for value in failed_scores),
        "columns": dict(columns or {}),
        "mated_is": mated_is,
        "truth": _path(truth),
        "square": square,
        "sheet": sheet,
        "metric": metric,
        "subject_from": subject_from,
        "declared": format is not None,
        "part": part,
    }
    if square not in {"", "itself", "apart"}:
        message = f"a square is one set against 'itself', or its sides are 'apart', not {square!r}"
        raise UsageError(message)
    options["attributes"] = _known_roles(options["columns"], by, cluster)
    if not isinstance(source, (str, os.PathLike)):
        from bystander.evidence.tables.held import held

        source = held(source)
    if hasattr(source, "__arrow_c_stream__"):
        from bystander.evidence.formats.arrow import read_stream

        table = source
        trial = _whole(read_stream(table, Request(files=(Path("table in memory"),), **options)))
        trial = replace(trial, synthetic=says_made_up(table))
        return with_attributes(_from(trial, table, options), by, people, cluster)
    files = _files(source)
    if not files:
        message = "no file was given"
        raise UsageError(message)
    people, options["sheet"], origin = on_sheets(files, people, sheet)
    request = Request(
        files=files,
        non_mated=_path(non_mated),
        probe_ids=_path(probe_ids),
        reference_ids=_path(reference_ids),
        **options,
    )
    _all_there(request)
    from bystander.evidence.formats import is_guess, reader_for

    reader = reader_for(request, format)
    trial = replace(_whole(reader.read(request)), synthetic=says_made_up(files))
    _let_go_of_tables(trial)
    if format is None and not square and is_guess(reader):
        require_both_kinds(trial)
    if people is None and (by or cluster):
        people = _recorded_beside(request, by, cluster)
    return with_attributes(_from(trial, origin, options), by, people, cluster)


def _let_go_of_tables(trial: Trial) -> None:
    """Give back the memory of the columns that a trial was made of: pyarrow keeps it for more, and there is no more.

    Of a trial that is read from its file again, block by block, there is, and it would be asked for once more.
    """
    from bystander.evidence.comparisons.blocks import ArrayBlock

    if not all(isinstance(block, ArrayBlock) for block in trial.blocks):
        return
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def with_attributes(trial: Trial, by: str | Sequence[str], people: object = None, cluster: str = "") -> Trial:
    """Return a trial with what its people are recorded as; ``by`` and the others as for :func:`read_trial`."""
    if not (by or cluster):
        if people is not None:
            raise UsageError(NOTHING_ASKED)
        return trial
    from bystander.evidence.checks.check import stop
    from bystander.evidence.people.attributes import groups_of
    from bystander.evidence.people.clusters import clusters_of, parse_cluster
    from bystander.evidence.people.groups import doubtful, parse

    given = (trial.people, trial.origin)
    if by:
        groups = groups_of(*given, parse(by), people, name=trial.name)
        found = doubtful(groups, trial.name)
        stop(found, trial.name)
        trial = replace(trial, groups=groups, problems=(*trial.problems, *found))
    if cluster:
        trial = replace(trial, clusters=clusters_of(*given, parse_cluster(cluster), people, name=trial.name))
    return trial


def on_sheets(files: Sequence[Path], people: object, sheet: str) -> tuple[object, str, object]:
    """Return the table of people and the evidence with the sheet that is meant in each, and the sheet of the evidence.

    The evidence is None where it is several files, as its people cannot be read from them.
    """
    origin = files[0] if len(files) == 1 else None
    if not sheet or origin is None or not origin.is_file():
        return people, sheet, origin
    from bystander.evidence.people.table_of_people import OnSheet, on_sheet

    own = isinstance(on_sheet(origin, sheet, elsewhere=False), OnSheet)
    people = on_sheet(people, sheet, elsewhere=own)
    meant = own or not isinstance(people, OnSheet)
    return people, sheet if meant else "", OnSheet(origin, sheet) if own else origin


def _recorded_beside(request: Request, by: str | Sequence[str], cluster: str) -> object:
    """Return what labelled embeddings record of people, as a table of people; None of any other evidence."""
    from bystander.evidence.searches.embeddings import read_embeddings
    from bystander.evidence.searches.vectors_told import is_embeddings

    if not is_embeddings(request.file):
        return None
    from bystander.evidence.people.attributes import attributes_of
    from bystander.evidence.people.clusters import parse_cluster
    from bystander.evidence.people.groups import parse

    asked = (*(parse(by) if by else ()), *([(parse_cluster(cluster),)] if cluster else []))
    return read_embeddings(request.file, metric=request.metric, attributes=attributes_of(asked)).recorded


def _from(trial: Trial, source: object, options: Mapping[str, Any]) -> Trial:
    """Remember what was declared, and where a trial came from; of several files, people cannot be read from them."""
    from bystander.evidence.people.origin import Origin

    trial = replace(trial, failed_scores=options["failed_scores"])
    if source is None:
        return trial
    told = {name: options[name] for name in ("columns", "subject_from")}
    return replace(trial, origin=Origin(source=source, name=trial.name, **told))


def _whole(trial: Trial) -> Trial:
    """Return a trial that can be used, or raise everything that is wrong in it, in its data too."""
    if not any(p.stops for p in trial.problems):
        return trial
    problems = list(trial.problems)
    if trial.blocks:
        from bystander.evidence.comparisons.inspection import inspect

        problems += inspect(replace(trial, problems=())).errors
    stop(problems, trial.name)
    return trial


def _all_there(request: Request) -> None:
    """Raise for every file that cannot be opened, not only the first."""
    from bystander.evidence.tables.text import ensure_file

    problems: list[Problem] = []
    extra = (request.non_mated, request.truth, request.probe_ids, request.reference_ids)
    for file in (*request.files, *(f for f in extra if f is not None)):
        try:
            ensure_file(file)
        except EvidenceError as error:
            problems += error.problems
    if problems:
        raise EvidenceError(request.name, problems)


def _known_roles(columns: Mapping[str, str], by: str | Sequence[str], cluster: str) -> tuple[str, ...]:
    """Return the roles of columns of people that are asked for. Raises UsageError for a role that there is not."""
    from bystander.evidence.comparisons.columns import NAMES
    from bystander.evidence.people.clusters import parse_cluster
    from bystander.evidence.people.groups import parse

    attributes = [name for asked in (parse(by) if by else ()) for name in asked]
    attributes += [parse_cluster(cluster)] if cluster else []
    of_people = {role for name in attributes for role in (name, f"probe_{name}", f"reference_{name}")}
    unknown = [role for role in columns if role not in NAMES and role not in of_people]
    if unknown:
        message = f"there is no column role {unknown[0]!r}; the roles are {', '.join(NAMES)}{_of_others(unknown[0])}"
        raise UsageError(message)
    return tuple(sorted(of_people))


def _of_others(role: str) -> str:
    """Say which other evidence has a column of a role; nothing where none has."""
    from bystander.evidence.passes.columns import TABLES
    from bystander.evidence.record.columns import BY_NAME
    from bystander.evidence.searches.columns import SEARCHES

    of_passes = {column.name for table in TABLES.values() for column in table}
    kinds = {
        "candidate lists, told by --column search= and candidate_subject=": {column.name for column in SEARCHES},
        "a seeded test, told by --column volunteer=": of_passes,
        "a record, which audit reads": set(BY_NAME),
    }
    found = next((kind for kind, names in kinds.items() if role in names), "")
    return f". This was read as comparisons; {role} is a column of {found}" if found else ""


def _files(source: object) -> tuple[Path, ...]:
    files: list[Path] = []
    for one in source if isinstance(source, (list, tuple)) else [source]:
        if not isinstance(one, (str, os.PathLike)):
            message = f"a path, paths, a data frame or arrays by name were expected, not {type(one).__name__}"
            raise UsageError(message)
        files.append(Path(one))
    return tuple(files)


def _path(value: str | Path | None) -> Path | None:
    return None if value is None else Path(value)
