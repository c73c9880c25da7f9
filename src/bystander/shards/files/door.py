"""The door of tally files: whichever kind of tally it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.checks import ev01_unreadable as ev01
from bystander.evidence.checks import ev58_tally as ev58
from bystander.evidence.checks.check import require
from bystander.evidence.comparisons.checks import ev15_duplicate as ev15
from bystander.evidence.comparisons.checks import ev114_both_orders as ev114
from bystander.evidence.comparisons.trial import Trial
from bystander.shards.both_orders import counted_once
from bystander.shards.comparison_counts import Counted, People
from bystander.shards.copies import copies_in
from bystander.shards.files import comparisons, searches
from bystander.shards.files.table import SCHEMA, Kinds, hashed, written
from bystander.shards.fit import check_fit
from bystander.shards.scales import check_scales, from_json, scales_of, to_json, told_of_scales
from bystander.shards.search_counts import Gathered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bystander.errors import Problem
    from bystander.shards.files.table import Rows

Stored = Counted | Gathered

SAYS = (
    "This file is evidence about single people, under keyed pseudonyms: keep it as you keep the scores. "
    "Reports made from it name nobody."
)


def to_bytes(stored: Stored) -> bytes:
    """Return the file. The same tally gives the same bytes."""
    rows, meta = _described(stored)
    return written(rows, meta | {"shards": list(stored.shards), "scales": to_json(scales_of(stored))})


def content_hash(stored: Stored) -> str:
    """Return the SHA-256 of what is counted, the same however the evidence was cut into shards."""
    return hashed(*_described(stored))


def _described(stored: Stored) -> tuple[list[Rows], dict[str, Any]]:
    meta = {
        "schema": SCHEMA, "says": SAYS, "rows_read": stored.rows_read, "rows_refused": stored.rows_refused,
        "refused_by": list(stored.refused_by), "synthetic": stored.synthetic,
    }  # fmt: skip
    if isinstance(stored, Counted):
        return comparisons.rows(stored), meta | comparisons.meta(stored) | {"holds": comparisons.HOLDS}
    return searches.rows(stored), meta | searches.meta(stored) | {"holds": searches.HOLDS}


def trial_of_tally(stored: Stored, *, name: str) -> Trial:
    """Return the trial that a tally is of, without its comparisons; ``name``: of the file."""
    people = stored.people
    named = people.pseudonyms if isinstance(people, People) else people
    return Trial(
        name=name, sha256=content_hash(stored), format="tally", blocks=(),
        subjects=None if named is None else len(named), rows_read=stored.rows_read, rows_refused=stored.rows_refused,
        distance=stored.settings.distance, synthetic=stored.synthetic,
        problems=tuple(_said(stored, name)),
    )  # fmt: skip


def _said(stored: Stored, name: str) -> Iterator[Problem]:
    """Say which rows were left out, of single shards and as each pair stands there in both orders, and which copied."""
    once = stored.once if isinstance(stored, Counted) else 0
    if stored.rows_refused > once:
        yield ev58.left_out(name, stored.rows_refused - once, stored.refused_by)
    if once:
        yield ev114.counted_once(name, once, stored.rows_read)
    yield from _repeated(stored, name)
    yield from told_of_scales(stored, name)


def _repeated(stored: Stored, name: str) -> Iterator[Problem]:
    if isinstance(stored, Counted) and (copies := copies_in(stored)).rows:
        yield ev15.in_shards(name, copies.rows, copies.of, least=not copies.all_seen)


def told_of_whole(file: Path) -> tuple[Problem, ...]:
    """Return the warnings that no single shard of a tally file could give. Raises EvidenceError as read_tally does."""
    stored = read_tally(file)
    once = counted_once(stored) if isinstance(stored, Counted) else stored
    return (*_repeated(once, file.name), *told_of_scales(stored, file.name))


def read_tally(file: Path) -> Stored:
    """Read a tally file. Raises EvidenceError where it is not there, is none, damaged, or of a later version."""
    name = file.name
    require((ev01.CHECK,), file, name)
    try:
        kinds = Kinds(file)
        schema, holds = kinds.meta["schema"], kinds.meta["holds"]
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise EvidenceError(name, [ev58.unreadable(name, "the file is no tally, or is damaged")]) from error
    if schema != SCHEMA:
        found = f"the tally is of version {schema}, and {SCHEMA} can be read"
        raise EvidenceError(name, [ev58.unreadable(name, found)])
    try:
        common = {
            "rows_read": kinds.meta["rows_read"], "rows_refused": kinds.meta["rows_refused"],
            "refused_by": tuple(kinds.meta["refused_by"]), "shards": tuple(kinds.meta["shards"]),
            "synthetic": kinds.meta["synthetic"], "scales": from_json(kinds.meta.get("scales", ())),
        }  # fmt: skip
        return comparisons.counted(kinds, common) if holds == comparisons.HOLDS else searches.gathered(kinds, common)
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise EvidenceError(name, [ev58.unreadable(name, "the tally is damaged, or of an older version")]) from error


def merged(files: Sequence[Path], *, names: Sequence[str] = (), one_scale: bool = False) -> Stored:
    """Return the tally of several files. ``names``: of their shards, if not those of the files.

    Raises EvidenceError and UsageError where they do not go together; ``one_scale`` declares that their scores do.
    """
    called: dict[str, str] = {}

    def of(start: int, end: int) -> Stored:
        """Merge by halves, so that no row is merged more often than there are levels."""
        if end - start == 1:
            found = read_tally(files[start])
            name = names[start] if names else files[start].name
            called.update(dict.fromkeys(found.shards, name if len(found.shards) == 1 else f"a shard in {name}"))
            return found
        half = start + (end - start) // 2
        return _joined(of(start, half), of(half, end), (files[start].name, files[half].name))

    whole = of(0, len(files))
    check_scales(whole, called, declared=one_scale)
    return whole


def _joined(first: Stored, second: Stored, names: tuple[str, str]) -> Stored:
    if isinstance(first, Counted) and isinstance(second, Counted):
        check_fit(first, second, names)
        return first.merge(second)
    if isinstance(first, Gathered) and isinstance(second, Gathered):
        check_fit(first, second, names)
        return first.merge(second)
    raise UsageError("one tally is of comparisons and another of searches; merge them apart")
