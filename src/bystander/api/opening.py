"""Which kind of evidence is this? Asked here once, for the library, the command line and the page.

Evidence is comparisons, searches, passes of volunteers, a record of deployments or of searches, or a tally of shards.
Whoever opens it is given an :class:`~bystander.api.kinds.opened.Opened`, and asks that how it is checked, evaluated and
compared.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bystander.api.kinds.comparisons import OpenComparisons, is_of_vectors
from bystander.api.kinds.opened import Told, once
from bystander.api.kinds.passes import OpenPasses
from bystander.api.kinds.record import CROWD, OpenRecord
from bystander.api.kinds.search_record import OpenSearchRecord
from bystander.api.kinds.searches import OpenSearches, SearchesOfComparisons
from bystander.api.kinds.tally import OpenTally
from bystander.api.options.record import OF_RECORDS_ALONE
from bystander.api.refusals import LIBRARY, READ_ALREADY
from bystander.errors import EvidenceError, UsageError
from bystander.evidence.tables.encoding import declared_encoding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bystander.api.kinds.opened import Opened
    from bystander.api.refusals import Refusals
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.searches import Searches

_NO_TRIAL_TAKES = frozenset(option.name for option in OF_RECORDS_ALONE)


def open_evidence(
    source: object,
    declared: Mapping[str, Any],
    *,
    searches: bool = False,
    records: bool = False,
    of_record: Mapping[str, Any] | None = None,
    refusals: Refusals = LIBRARY,
) -> Opened:
    """Open evidence, without reading it yet.

    ``source``: a path, several paths, any table that speaks Arrow, or what was read before. ``declared``: what was said
    of it, as ``read_trial`` and ``read_searches`` name it. ``searches``: take every probe of comparisons as a search.
    ``records``: it may be a deployment record or a search record, of which ``of_record`` is said. ``refusals``: whose
    words a refusal is put in.

    Raises UsageError for several tallies, and for a record where ``records`` are not asked for.
    """
    source = once(source)
    if isinstance(source, (list, tuple)):
        source = once(source[0]) if len(source) == 1 else list(source)
    told = Told.of(declared)
    if any(_is_tally(one) for one in (source if isinstance(source, list) else [source])):
        if isinstance(source, list):
            raise UsageError(refusals.one_tally)
        settled = Told(declared={**told.declared, **({"searches": True} if searches else {})}, of_people=told.of_people)
        return OpenTally(Path(str(source)), settled, refusals)
    with declared_encoding(str(told.declared.get("encoding") or "")):
        if not searches and _is_passes(source, told):
            return OpenPasses(source, told, refusals)
        if idle := next((name for name in ("blank", "record") if told.declared.get(name) is not None), None):
            raise UsageError(refusals.of_passes.format(option=refusals.option(idle)))
        _ensure_no_counts_of_a_trial(source, told.declared)
        _ensure_it_may_be(source, told.declared, refusals, records=records)
        asked = dict(of_record or {})
        crowd = asked.pop("crowd", CROWD)
        if records and is_search_record(source, told.declared):
            return OpenSearchRecord(source, {**_of_a_record(told, refusals), **asked})
        if records and _is_record(source, told.declared):
            return OpenRecord(source, {**_of_a_record(told, refusals), **asked}, crowd=crowd)
        alone = sorted(_NO_TRIAL_TAKES & told.declared.keys())
        if alone:
            raise UsageError(refusals.of_records.format(option=refusals.option(alone[0])))
        if _is_searches(source, told) and (searches or not is_of_vectors(source)):
            return OpenSearches(source, told, refusals)
    return (SearchesOfComparisons if searches else OpenComparisons)(source, told, refusals)


def open_systems(
    sources: Iterable[object],
    declared: Iterable[Mapping[str, Any]],
    *,
    searches: bool = False,
    refusals: Refusals = LIBRARY,
) -> list[Trial | Searches]:
    """Read the trials of several systems, each with what was declared of it.

    Raises EvidenceError with the problems of all that cannot be read, UsageError for what is no trial.
    """
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.searches import Searches

    found: list[Trial | Searches] = []
    unusable: list[EvidenceError] = []
    for source, said in zip(sources, declared, strict=True):
        if isinstance(source, (Trial, Searches)) and said:
            raise UsageError(READ_ALREADY.format(what="a trial has", names=", ".join(said), reader="read_trial"))
        try:
            found.append(open_evidence(source, said, searches=searches, refusals=refusals).system())
        except EvidenceError as error:
            unusable.append(error)
    if unusable:
        raise EvidenceError.joined(unusable)
    return found


def is_of_searches(systems: Iterable[Trial | Searches]) -> bool:
    """Return whether any of the systems searched."""
    from bystander.evidence.searches.searches import Searches

    return any(isinstance(one, Searches) for one in systems)


def fitting_targets(
    systems: Iterable[Trial | Searches], targets: Sequence[float], fpir_targets: Sequence[float], refusals: Refusals
) -> Sequence[float]:
    """Return those of two kinds of targets that go with what was read. Raises UsageError for any of the other kind."""
    searches = is_of_searches(systems)
    fit, idle, name = (fpir_targets, targets, "targets") if searches else (targets, fpir_targets, "fpir_targets")
    if idle:
        raise UsageError(f"{refusals.option(name)} does not go with {'searches' if searches else 'comparisons'}")
    return fit


def open_record(
    source: object, declared: Mapping[str, Any], *, refusals: Refusals = LIBRARY
) -> OpenRecord | OpenSearchRecord:
    """Open a record: of searches, where its header says so, else of deployments; ``declared``: what was said of it.

    Raises UsageError for a seeded test.
    """
    source = once(source)
    with declared_encoding(str(declared.get("encoding") or "")):
        if _is_passes(source, Told.of({"columns": declared.get("columns")})):
            raise UsageError(refusals.to_evaluate.format(name=_name(source)))
        return (
            OpenSearchRecord(source, declared) if is_search_record(source, declared) else OpenRecord(source, declared)
        )


def is_search_record(source: object, declared: Mapping[str, Any]) -> bool:
    """Return whether evidence is a search record, read already or told by its header."""
    from bystander.evidence.search_record.table import is_search_record as told

    columns = dict(declared.get("columns") or {})
    if told(source, columns, str(declared.get("sheet") or "")):
        return True
    if isinstance(source, (str, Path)):
        return False
    from bystander.evidence.search_record.read import SearchRecord

    return isinstance(source, SearchRecord)


def is_a_record(source: object, declared: Mapping[str, Any]) -> bool:
    """Return whether evidence is a record of deployments or of searches, and no trial."""
    if isinstance(source, (list, tuple)) or _is_passes(source, Told.of(declared)):
        return False
    return is_search_record(source, declared) or _is_record(source, declared)


def _is_tally(source: object) -> bool:
    from bystander.evidence.formats.parquet.tally_mark import is_tally

    return isinstance(source, (str, Path)) and is_tally(Path(source))


def _is_passes(source: object, told: Told) -> bool:
    from bystander.evidence.passes.header import ALONE, FORMAT, is_passes

    form = told.declared.get("format")
    if form is not None:
        return str(form) == FORMAT
    if not isinstance(source, (str, Path)):
        from bystander.evidence.passes.passes import Passes

        if isinstance(source, Passes):
            return True
    columns = told.declared.get("columns") or {}
    return ALONE in columns or is_passes(source, columns)


def _is_searches(source: object, told: Told) -> bool:
    from bystander.evidence.searches.read import declares_lists, is_searches

    if declares_lists(told.declared.get("columns")):
        return True
    if isinstance(source, (str, Path)):
        return is_searches(source)
    from bystander.evidence.searches.searches import Searches

    return isinstance(source, Searches) or is_searches(source)


def _ensure_it_may_be(source: object, declared: Mapping[str, Any], refusals: Refusals, *, records: bool) -> None:
    """Raise UsageError for a record where only trials are expected."""
    if records:
        return
    searched = is_search_record(source, declared)
    if searched or _is_record(source, declared):
        what = "a record of searches" if searched else "a deployment record"
        raise UsageError(refusals.to_audit.format(name=_name(source), what=what))


def _ensure_no_counts_of_a_trial(source: object, declared: Mapping[str, Any]) -> None:
    """Raise EvidenceError for a file that counts right and wrong decisions, where each comparison is asked for."""
    from bystander.evidence.record.counts_of_a_trial import ensure_none

    if isinstance(source, (str, Path)) and declared.get("format") is None:
        ensure_none(Path(source), dict(declared.get("columns") or {}), str(declared.get("sheet") or ""))


def _name(source: object) -> str:
    return Path(source).name if isinstance(source, (str, Path)) else str(getattr(source, "name", "this table"))


def _is_record(source: object, declared: Mapping[str, Any]) -> bool:
    from bystander.evidence.record.table import is_record, is_record_header

    columns = dict(declared.get("columns") or {})
    if isinstance(source, (str, Path)):
        return is_record(source, columns=columns, sheet=str(declared.get("sheet") or ""))
    if hasattr(source, "column_names"):
        return is_record_header(source.column_names, columns)
    from bystander.evidence.record.record import Record

    return isinstance(source, Record)


def _of_a_record(told: Told, refusals: Refusals) -> dict[str, Any]:
    """Return what was declared of a record. Raises UsageError for what is said of trials alone."""
    from bystander.evidence.record.declared import OPTIONS

    other = sorted(
        name for name, value in told.every.items() if name not in OPTIONS and value not in (None, False, "", ())
    )
    if other:
        raise UsageError(refusals.of_trials.format(option=refusals.option(other[0])))
    return {name: value for name, value in told.declared.items() if name in OPTIONS}
