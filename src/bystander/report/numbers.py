"""Every number in one table: a row a finding, with what was counted, the rate, its range drawn, and its ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Kind, wording
from bystander.findings.axes import million_axis, percent_axis
from bystander.findings.signs import Axis, Interval, Sign
from bystander.report import values
from bystander.report.scope import scope
from bystander.report.values import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Catalogue, Document, Finding

FEW = 2  # assumptions that are told one by one
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A finding in a row. ``reason`` is set where there is no number; then the other fields are empty."""

    scope: str
    counted: str = ""
    value: str = ""
    spread: str = ""
    widest: str = ""
    mark: Interval | None = None
    rests_on: str = ""
    limits: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    notes: str = ""
    reason: str = ""
    goes_on: bool = False  # it belongs to the row above


@dataclass(frozen=True)
class Chapter:
    """The rows of one quantity, which share an axis."""

    heading: str
    axis: Axis | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Lettered:
    """A method with the letter that rows refer to it by."""

    letter: str
    term: str
    text: str


def numbered_caveats(document: Document) -> tuple[str, ...]:
    """Return every caveat once, the study's first: rows refer to them by number."""
    own = [caveat for finding in document.findings for caveat in finding.caveats]
    return tuple(dict.fromkeys((*document.caveats, *own)))


def methods(document: Document) -> list[Lettered]:
    """Return the methods of the estimates, each once, in the order in which they are met."""
    parts = [p for f in document.findings if f.estimate is not None for p in f.estimate.method.parts]
    found = {part.term: part.explanation for part in parts}
    return [Lettered(_letter(i), term, text) for i, (term, text) in enumerate(found.items())]


def _letter(i: int) -> str:
    return LETTERS[i] if i < len(LETTERS) else f"{LETTERS[i // len(LETTERS) - 1]}{LETTERS[i % len(LETTERS)]}"


def chapters(document: Document, quantities: Catalogue) -> list[Chapter]:
    """Return every finding in a row, those of a quantity together, in the order in which they were found.

    ``quantities``: what the findings are of. Raises KeyError for one that nobody declared.
    """
    numbers = {caveat: i for i, caveat in enumerate(numbered_caveats(document), 1)}
    letters = {method.term: method.letter for method in methods(document)}
    told: dict[str, list[Told]] = {}
    for finding in document.findings:
        if finding.requirement is not None:  # what was required has a section of its own
            continue
        told.setdefault(finding.quantity, []).append(Told(finding, quantities[finding.quantity]))
    found = [
        Chapter(_heading(these), _with_ends(axis_of(these)), _lines(_needed(these), letters, numbers))
        for these in told.values()
    ]
    return _said_once(found)


def _with_ends(axis: Axis | None) -> Axis | None:
    """Name the two ends of an axis only, as its column is narrow."""
    return axis if axis is None or not axis.ticks else replace(axis, ticks=(axis.ticks[0], axis.ticks[-1]))


def _heading(these: Sequence[Told]) -> str:
    """Name a quantity, and what its numbers are out of where that is not per cent."""
    heading = these[0].quantity.heading
    return f"{heading}, in a million" if values.in_a_million(these[0]) else heading


def _said_once(found: Sequence[Chapter]) -> list[Chapter]:
    """Leave out below a row what was said below an earlier one, such as a test that several numbers rest on."""
    seen: set[str] = set()
    told = []
    for chapter in found:
        lines = []
        for line in chapter.lines:
            new = tuple(text for text in line.shown if text not in seen)
            seen |= {*new}
            lines.append(replace(line, others=(*line.others, *new), shown=new))
        told.append(replace(chapter, lines=tuple(lines)))
    return told


def _needed(told: Sequence[Told]) -> list[Told]:
    """Leave out a whole without a number where its parts have one: the reason is theirs to say."""
    parts = any(t.finding.estimate is not None and scope(t.finding) for t in told)
    return [t for t in told if not (parts and t.finding.not_estimable and not scope(t.finding))] or list(told)


def _lines(told: Sequence[Told], letters: dict[str, str], numbers: dict[str, int]) -> tuple[Line, ...]:
    """Return a line each; a period below another of the same operator does not name that again."""
    lines: list[Line] = []
    before = None
    for one in told:
        line = _line(one, letters, numbers)
        at, group = one.finding.at, one.finding.group
        if group is not None and group == before and at.period is not None:
            bare = one.finding.model_copy(update={"group": None})
            line = replace(line, scope=scope(bare), goes_on=True)
        lines.append(line)
        before = group
    return tuple(lines)


def _line(told: Told, letters: dict[str, str], numbers: dict[str, int]) -> Line:
    finding = told.finding
    where = scope(finding)
    where = where[:1].upper() + where[1:]
    notes = [str(numbers[c]) for c in dict.fromkeys(finding.caveats)]
    if finding.estimate is None:
        return Line(scope=where, reason=_reason(finding), notes=" ".join(notes))
    estimate = finding.estimate
    by = [letters[part.term] for part in estimate.method.parts if part.term in letters]
    level = "" if estimate.level == 0.95 else f" at {estimate.level * 100:.4g} %"
    return Line(
        scope=where,
        counted=values.counted(told),
        value=values.value(told),
        spread=values.spread(told, estimate.low, estimate.high) + level,
        widest=_widest(told),
        mark=_mark(told),
        rests_on=_rests_on(finding),
        limits=tuple(_limits(told)),
        others=tuple(_assumed(told)),
        shown=tuple(_shown(told)),
        notes=" ".join([*dict.fromkeys(by), *notes]),
    )


def _assumed(told: Told) -> list[str]:
    """Return the same number under other assumptions, where there are few of them."""
    rows = told.finding.sensitivity
    return [] if len(rows) > FEW else [f"If {s.assumption}: {values.spread(told, s.low, s.high)}." for s in rows]


def _widest(told: Told) -> str:
    """Return the lowest and the highest end under many assumptions; each by itself is in findings.json."""
    rows = told.finding.sensitivity
    if len(rows) <= FEW:
        return ""
    return values.spread(told, min(s.low for s in rows), max(s.high for s in rows))


def columns(chapters: Sequence[Chapter]) -> set[str]:
    """Return which of the columns that may be empty have something in a row: "rests_on", "limits", "widest"."""
    lines = [line for chapter in chapters for line in chapter.lines]
    return {name for name in ("rests_on", "limits", "widest") if any(getattr(line, name) for line in lines)}


def _shown(told: Told) -> list[str]:
    """Say what was tested, and what evidence like this could have shown; several numbers rest on one test."""
    test, reference, said = told.finding.test, told.finding.reference, []
    if test is not None:
        said.append(f"Tested: {test.null}; such differences come about {wording.chance(test.p)} ({test.method}).")
    if reference is not None and reference.no_difference is not None:
        said.append(f"Chance alone gives up to {wording.times(reference.no_difference)}.")
    if reference is not None:
        least = "no difference, however large"
        if reference.detectable is not None:
            least = f"{wording.times(reference.detectable)}, with a chance of {reference.power * 100:g} %"
        said.append(f"It would have shown {least}.")
    return said


def _reason(finding: Finding) -> str:
    reason = finding.not_estimable or ""
    return f"cannot be shown: {reason}"


def _rests_on(finding: Finding) -> str:
    estimate = finding.estimate
    if estimate is None:
        return ""
    said = [] if estimate.people is None else [wording.count(estimate.people)]
    if estimate.effective_trials is not None and estimate.trials:
        share = estimate.effective_trials / estimate.trials
        said += [f"({values.amount(float(f'{estimate.effective_trials:.2g}'))})"] if share < 0.9 else []
    return " ".join(said)


def _limits(told: Told) -> list[str]:
    """Return the one-sided limits beside the range, the nearer first; in brackets that which holds whatever people do.

    Without an event the nearer of both holds for people like those who come closest to one.
    """
    bounds = told.finding.bounds
    near, free = bounds.compliance_upper, bounds.assumption_free_upper
    near = bounds.if_seen_among_closest_upper if near == free else near
    said = [] if near is None else [values.short(told, near)]
    if free is not None:
        said.append(f"({values.short(told, free)})")
    if bounds.lower is not None:
        said.append(f"at least {values.said(told, bounds.lower)}")
    return said


def _mark(told: Told) -> Interval | None:
    estimate = told.finding.estimate
    if estimate is None or told.kind in {Kind.RATIO, Kind.DIFFERENCE}:
        return None
    none = estimate.value == 0 and estimate.low == 0
    near = told.finding.bounds.if_seen_among_closest_upper if none else None
    return Interval(
        low=estimate.low,
        high=estimate.high if near is None else near,
        value=estimate.value,
        sign=Sign.MEASURED,
        none=none,
        far=None if near is None else estimate.high,
    )


def axis_of(told: Sequence[Told]) -> Axis | None:
    """Return the axis that the rows of a quantity share: per cent from 0, or in a million in steps of ten."""
    if told[0].kind not in {Kind.RATE, Kind.MEAN}:
        return None
    estimates = [t.finding.estimate for t in told if t.finding.estimate is not None]
    if not estimates:
        return None
    high = max(e.high for e in estimates)
    if told[0].kind is Kind.RATE and not told[0].quantity.per and not wording.is_count(told[0].finding.unit):
        return percent_axis(high) if told[0].often else million_axis(min(e.low or e.high for e in estimates), high)
    return Axis(0.0, high * 1.05)
