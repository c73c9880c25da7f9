"""The rows of the table of every number, and what several of them share, which is said once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings.signs import Axis, Interval


@dataclass(frozen=True, kw_only=True)
class Line:
    """A finding in a row. ``reason`` is set where there is no number; then the other fields are empty.

    ``assumed``: other assumptions, each with the range under it; ``others``: what is said in a row below.
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

    def alike(self, other: Line) -> bool:
        """Return whether both cannot be shown, and for the same reason."""
        return (self.reason, self.notes, self.goes_on) == (other.reason, other.notes, other.goes_on)


@dataclass(frozen=True)
class Chapter:
    """The rows of one quantity, which share an axis. ``named``: its ends are not named already by the row above.

    ``notes``: those that all its rows share, where it has several.
    """

    heading: str
    axis: Axis | None
    lines: tuple[Line, ...]
    named: bool = True
    notes: tuple[str, ...] = ()


def said_once(found: Sequence[Chapter]) -> list[Chapter]:
    """Leave out below a row what was said below an earlier one, such as a test that several numbers rest on.

    An axis that is that of a single row just above is not named again.
    """
    seen: set[str] = set()
    told = []
    above: Axis | None = None
    heading = ""
    for chapter in found:
        lines = []
        for line, assumed in zip(chapter.lines, _supposed(chapter.lines), strict=True):
            new = tuple(text for text in line.shown if text not in seen)
            seen |= {*new}
            lines.append(replace(line, others=(*assumed, *new), shown=new))
        shared = _shared(lines)
        lines = [replace(line, notes=tuple(note for note in line.notes if note not in shared)) for line in lines]
        told.append(
            replace(
                chapter, heading=_goes_on(heading, chapter.heading), lines=tuple(lines),
                named=chapter.axis != above, notes=shared,
            )
        )  # fmt: skip
        heading = chapter.heading
        above = chapter.axis if len(lines) == 1 else None
    return told


def _goes_on(before: str, heading: str) -> str:
    """Leave out of a heading what the one above it names: "Misses: the highest rate" below "Misses, group by group"."""
    of, colon, what = heading.partition(": ")
    return f"{what[:1].upper()}{what[1:]}" if colon and before.startswith(of) else heading


def _shared(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the notes that several rows all have, in the order of the first."""
    if len(lines) == 1:
        return ()
    return tuple(note for note in lines[0].notes if all(note in line.notes for line in lines))


def _supposed(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """Say below a row what its range is under another assumption; one of several rows below the last of them."""
    rows: dict[str, list[tuple[int, str]]] = {}
    for i, line in enumerate(lines):
        for assumption, span in line.assumed:
            rows.setdefault(assumption, []).append((i, span))
    said: list[list[str]] = [[] for _ in lines]
    for assumption, spans in rows.items():
        told = [span if len(spans) == 1 else f"{_lowered(lines[i].scope)}, {span}" for i, span in spans]
        said[spans[-1][0]].append(f"If {assumption}: {'; '.join(told)}.")
    return [tuple(texts) for texts in said]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
