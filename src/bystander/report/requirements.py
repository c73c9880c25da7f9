"""The section of a report on what was required: a row each, on one axis, with the verdict and its reason.

It is the chart of :mod:`bystander.plots.requirements` set as text with small drawings, so that every reason stands
beside its band; the drawings carry nothing that the words do not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Verdict
from bystander.plots import requirement_words as words
from bystander.plots import requirements as drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Study
    from bystander.plots.requirement_words import Row

SIGNS = {
    Verdict.MET: "met", Verdict.NOT_MET: "not-met", Verdict.NOT_SHOWN: "open", Verdict.NOT_BY_THIS_KIND: "open",
}  # fmt: skip


AS_ABOVE = "For the reason above."


@dataclass(frozen=True)
class Line:
    """A row with its drawing: places in per cent of the axis, None where it is hatched; ``sign``: of the verdict.

    ``why``: the reason for the verdict and what would change it; a row with the reason of the one above says so.
    """

    row: Row
    sign: str
    value: str | None
    low: str | None
    width: str | None
    high: str | None
    why: str = ""


@dataclass(frozen=True)
class Section:
    """The whole section. ``summary``: how it came out; ``named``: the same by name, for the first screen.

    ``stricter``: how verdicts' ranges differ from others. ``would_show``: what would show the only one. ``ticks``:
    places in per cent and what stands there; ``limit``: the place of the line. ``signs``: the verdicts that there are;
    ``key``: the signs that are drawn, by name.
    """

    summary: str
    named: str
    stricter: str
    would_show: str
    lines: tuple[Line, ...]
    ticks: tuple[tuple[str, str], ...]
    limit: str
    signs: frozenset[str]
    key: tuple[tuple[str, str], ...]


def section(study: Study) -> Section | None:
    """Return the section of a study; None where nothing was required."""
    rows = drawn.rows_of(study)
    if not rows:
        return None
    of_counts = study.document.study == "audit"  # their ranges take events one by one, those of verdicts do not
    return Section(
        summary=words.summary(rows),
        named=words.named(rows),
        stricter=words.stricter(rows) if of_counts else "",
        would_show=words.would_show(rows),
        lines=tuple(replace(_line(row), why=why) for row, why in zip(rows, _reasons(rows), strict=True)),
        ticks=tuple((_percent(drawn.place(ratio)), name) for ratio, name in drawn.TICKS),
        limit=_percent(drawn.place(1.0)),
        signs=frozenset(SIGNS[row.verdict] for row in rows),
        key=_key(rows),
    )


def _key(rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Return the signs of the rows with their meanings."""
    numbers = [row for row in rows if row.value is not None]
    rest = "; of at least so much, the rest" if any(row.rest for row in rows) else ""
    found = f"found, divided by its limit: left is good{rest}"
    arrow = "; an arrow where it goes on" if any(row.before or row.beyond for row in rows) else ""
    return (
        *([("measured", found)] if any(not row.none for row in numbers) else []),
        *([("none", "none counted")] if any(row.none for row in numbers) else []),
        *([("band", f"what chance leaves open, one-sided{arrow}")] if numbers else []),
    )


def _reasons(rows: Sequence[Row]) -> list[str]:
    """Return the reason of each row, said once where rows that follow each other share it."""
    said = [" ".join(text for text in (row.why, row.would) if text) for row in rows]
    return [AS_ABOVE if text and text == before else text for before, text in zip(["", *said], said, strict=False)]


def _line(row: Row) -> Line:
    sign = SIGNS[row.verdict]
    if row.value is None or row.low is None or row.high is None:
        return Line(row, sign, None, None, None, None)
    low = min(row.low, 0.995)  # a narrow band still shows
    high = max(row.high, low + 0.005)
    return Line(row, sign, _percent(row.value), _percent(low), _percent(high - low), _percent(high))


def _percent(place: float) -> str:
    return f"{place * 100:.2f}%"
