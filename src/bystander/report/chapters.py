"""The rows of the table of every number, and what several of them share, which is said once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings.signs import Axis, Interval


MILLION = ", in a million"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A finding in a row. ``reason`` is set where there is no number; then the other fields are empty.

    ``assumed``: other assumptions, each with the range under it; ``others``: what is said in a row below. ``axis``:
    where the rows of its chapter are of several quantities; ``named``: its ends stand over the row.
    """

    scope: str
    counted: str = ""
    value: str = ""
    spread: str = ""
    widest: str = ""
    mark: Interval | None = None
    rests_on: str = ""
    limits: tuple[str, ...] = ()
    assumed: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""
    goes_on: bool = False  # it belongs to the row above
    axis: Axis | None = None
    named: bool = False

    def alike(self, other: Line) -> bool:
        """Return whether both cannot be shown, and for the same reason."""
        return (self.reason, self.notes, self.goes_on) == (other.reason, other.notes, other.goes_on)


@dataclass(frozen=True)
class Chapter:
    """The rows of one quantity, which share an axis, or of several that hold for the same and share their ground.

    ``where``: their setting, where some of them name none. ``named``: the ends of its axis are not named already by
    the row above. ``notes``: those that all its rows share, where it has several.
    """

    heading: str
    axis: Axis | None
    lines: tuple[Line, ...]
    where: str = ""
    named: bool = True
    notes: tuple[str, ...] = ()


def said_once(found: Sequence[Chapter]) -> list[Chapter]:
    """Tell once what several rows share: where they hold, their notes, and what was said below an earlier row.

    An axis that is that of a single row just above is not named again.
    """
    seen: set[str] = set()
    told = []
    for chapter in _joined(found):
        lines = []
        for line, assumed in zip(chapter.lines, _supposed(chapter.lines), strict=True):
            new = tuple(text for text in line.shown if text not in seen)
            seen |= {*new}
            lines.append(replace(line, others=(*assumed, *new), shown=new))
        shared = _shared(lines)
        lines = [replace(line, notes=tuple(note for note in line.notes if note not in shared)) for line in lines]
        told.append(replace(chapter, lines=tuple(lines), notes=shared))
    return _named_once(told)


def _joined(found: Sequence[Chapter]) -> list[Chapter]:
    """Put single rows that belong together into one chapter.

    What is made of the numbers above ("Misses: the highest rate" below "Misses, group by group") goes to them, and its
    setting to their heading. Others that hold for the same, such as an operator, stand under the name of that.
    """
    told: list[Chapter] = []
    heading = ""
    for chapter in found:
        line = chapter.lines[0] if len(chapter.lines) == 1 else None
        bare = _goes_on(heading, chapter.heading)
        if line is not None and bare != chapter.heading and len(told[-1].lines) > 1:
            row = replace(line, scope=bare, axis=chapter.axis)
            last = told[-1].lines[-1]
            if line.reason and line.alike(last):  # nor can the number above be shown, and for the same reason
                both = replace(last, scope=f"{last.scope}; {_after(last.scope, bare)}")
                told[-1] = replace(told[-1], lines=(*told[-1].lines[:-1], both))
                continue
            told[-1] = replace(told[-1], where=_lowered(line.scope), lines=(*told[-1].lines, row))
            continue
        told.append(_of_the_same(replace(chapter, heading=bare)))
        heading = chapter.heading
    return _under_a_name(told)


def _goes_on(before: str, heading: str) -> str:
    """Leave out of a heading what the one above it names: "Misses: the highest rate" below "Misses, group by group"."""
    of, colon, what = heading.partition(": ")
    if not colon or not before.startswith(of):
        return heading
    return wording.capital(what.removesuffix(MILLION) if before.endswith(MILLION) else what)


def _after(scope: str, other: str) -> str:
    """Leave out of what stands behind another what both begin with: "against the lowest"."""
    begin = f"{scope.partition(' against ')[0]} "
    return other.removeprefix(begin) if other.startswith(f"{begin}against ") else _lowered(other)


def _of_the_same(chapter: Chapter) -> Chapter:
    """Tell in the heading what all rows of a chapter begin with, such as two systems: "a against b, at 1 in 100"."""
    first, comma, _ = chapter.lines[0].scope.partition(", ")
    begin = first + comma
    if not comma or len(chapter.lines) == 1 or not all(line.scope.startswith(begin) for line in chapter.lines):
        return chapter
    lines = tuple(replace(line, scope=wording.capital(line.scope.removeprefix(begin))) for line in chapter.lines)
    return replace(chapter, where=first, lines=lines)


def _under_a_name(found: Sequence[Chapter]) -> list[Chapter]:
    """Put single rows that hold for the same, on the same ground, under its name, where the first of them stands."""
    rows: dict[str, list[Chapter]] = {}
    for chapter in found:
        if len(chapter.lines) == 1 and chapter.lines[0].scope:
            rows.setdefault(chapter.lines[0].scope, []).append(chapter)
    joined = {name: same for name, these in rows.items() if len(same := _on_one_ground(these)) > 1}
    told = []
    for chapter in found:
        same = joined.get(chapter.lines[0].scope, []) if len(chapter.lines) == 1 else []
        if chapter not in same:
            told.append(chapter)
        elif chapter is same[0]:
            lines = [replace(one.lines[0], scope=one.heading, axis=one.axis) for one in same]
            told.append(Chapter(chapter.lines[0].scope, None, tuple(_on_one_axis(lines))))
    return told


def _on_one_ground(rows: Sequence[Chapter]) -> list[Chapter]:
    """Return those that have the note that most of them have."""
    often = Counter(note for row in rows for note in dict.fromkeys(row.lines[0].notes)).most_common(1)
    return [row for row in rows if often and often[0][0] in row.lines[0].notes]


def _on_one_axis(rows: Sequence[Line]) -> list[Line]:
    """Put all shares on the axis of the largest: one that ends at 50 % right below one that ends at 100 % misleads."""
    widest = max((r.axis for r in rows if _of_shares(r.axis)), key=lambda axis: axis.high if axis else 0, default=None)
    return [replace(row, axis=widest) if _of_shares(row.axis) else row for row in rows]


def _of_shares(axis: Axis | None) -> bool:
    return axis is not None and not axis.log and bool(axis.ticks)


def _named_once(found: Sequence[Chapter]) -> list[Chapter]:
    """Name the ends of an axis where those of the row above are others, or no axis at all."""
    told = []
    above: Axis | None = None
    for chapter in found:
        lines = []
        last = chapter.axis
        for line in chapter.lines:
            lines.append(replace(line, named=line.axis is not None and line.axis != last))
            last = line.axis or last
        told.append(replace(chapter, lines=tuple(lines), named=chapter.axis != above))
        above = last if len(lines) == 1 or lines[-1].axis else None
    return told


def _shared(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the notes that all of several rows with a number have, in the order of the first."""
    told = [line for line in lines if not line.reason] or lines
    return tuple(note for note in told[0].notes if len(told) > 1 and all(note in line.notes for line in told))


def _supposed(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """Say below a row what its range is under another assumption; one of several rows below the last of them."""
    rows: dict[str, list[tuple[int, str]]] = {}
    for i, line in enumerate(lines):
        for assumption, span in line.assumed:
            rows.setdefault(assumption, []).append((i, span))
    said: list[list[str]] = [[] for _ in lines]
    for assumption, spans in rows.items():
        most = "at most " if len(spans) > 1 and all(span.startswith("at most ") for _, span in spans) else ""
        told = [
            span if len(spans) == 1 else f"{_lowered(lines[i].scope)}{' ' if most else ', '}{span.removeprefix(most)}"
            for i, span in spans
        ]
        said[spans[-1][0]].append(f"If {assumption}: {most}{'; '.join(told)}.")
    return [tuple(texts) for texts in said]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
