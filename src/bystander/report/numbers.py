"""Every number in one table: a row a finding, with what was counted, the rate, its range drawn, and its ground."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Kind, wording
from bystander.findings.axes import percent_axis, rare_axis
from bystander.findings.signs import Axis, Interval, Sign
from bystander.report import values
from bystander.report.caveats import Numbered, numbered
from bystander.report.chapters import MILLION, Chapter, Line, said_once
from bystander.report.needed import needed
from bystander.report.scope import scope
from bystander.report.values import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Catalogue, Document, Estimate, Finding

FEW = 2  # assumptions that are told one by one
POINTS = " percentage points"
MANY = 10  # rows whose methods are told once, below the table
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Lettered:
    """A method with the letter that rows refer to it by."""

    letter: str
    term: str
    text: str


@dataclass(frozen=True)
class _Once:
    """What rows refer to, and what most of them share and do not say: people, methods, and the level of ranges."""

    letters: dict[str, str]
    numbers: dict[str, str]
    people: int | None
    methods: tuple[str, ...]
    level: float


def methods(document: Document) -> list[Lettered]:
    """Return the methods of the estimates, each once, in the order in which they are met."""
    parts = [p for f in document.findings if f.estimate is not None for p in f.estimate.method.parts]
    found = {part.term: part.explanation for part in parts}
    return [Lettered(_letter(i), term, text) for i, (term, text) in enumerate(found.items())]


def _letter(i: int) -> str:
    return LETTERS[i] if i < len(LETTERS) else f"{LETTERS[i // len(LETTERS) - 1]}{LETTERS[i % len(LETTERS)]}"


def rows(document: Document, quantities: Catalogue) -> list[list[Told]]:
    """Return the findings that have a row, those of a quantity together, in the order in which they were found.

    ``quantities``: what the findings are of. Raises KeyError for one that nobody declared.
    """
    asked = [f for f in document.findings if f.requirement is None]  # what was required has a section of its own
    every = [Told(finding, quantities[finding.quantity], place) for place, finding in enumerate(asked)]
    told: dict[str, list[Told]] = {}
    for one in every:
        told.setdefault(one.finding.quantity, []).append(one)
    return [these for group in told.values() if (these := needed(group, every))]


def caveats(document: Document, told: Sequence[Sequence[Told]], *, leading: Sequence[str] = ()) -> Numbered:
    """Return the caveats of a document and of its rows, numbered; ``leading``: those that have the first numbers."""
    of_study = [*leading, *(c for c in document.caveats if c not in leading)]
    return numbered(of_study, [one.finding for these in told for one in these])


def chapters(document: Document, told: Sequence[Sequence[Told]], *, leading: Sequence[str] = ()) -> list[Chapter]:
    """Return the chapters of the table; ``told``: what has a row; ``leading``: the caveats with the first numbers."""
    marks = caveats(document, told, leading=leading).marks
    letters = {method.term: method.letter for method in methods(document)}
    usual = document.conventions.level
    once = _Once(letters, marks, usual_people(document), usual_methods(told), usual)
    chapters = []
    for these in told:
        level = _level(these, usual)
        points = f", in{POINTS}" if _in_points(these) else ""
        heading = f"{_heading(these)}{points}{_at_level(level, usual, of='ranges ')}"
        lines = _lines(these, replace(once, level=level))
        if points:
            lines = tuple(replace(line, value=line.value.removesuffix(POINTS)) for line in lines)
        chapters.append(Chapter(heading, _with_ends(axis_of(these)), lines))
    return said_once(chapters)


def _in_points(these: Sequence[Told]) -> bool:
    """Return whether several differences of two systems are all in percentage points, which the heading then says."""
    of_systems = [t for t in these if t.kind is Kind.DIFFERENCE and t.finding.systems]
    told = [line for t in of_systems if t.finding.estimate is not None and (line := values.value(t))]
    return len(of_systems) == len(these) and len(told) > 1 and all(value.endswith(POINTS) for value in told)


def _level(these: Sequence[Told], usual: float) -> float:
    """Return the level that all ranges of a chapter have; the usual one where they differ, or there is none."""
    levels = {e.level for one in these if (e := one.finding.estimate) is not None}
    return levels.pop() if len(levels) == 1 else usual


def _at_level(level: float, usual: float, *, of: str = "") -> str:
    """Say a level where it is not the usual one."""
    before = ", " if of else " "
    return "" if level == usual else f"{before}{of}at {level * 100:.4g} %"


def usual_methods(told: Sequence[Sequence[Told]]) -> tuple[str, ...]:
    """Return the terms of the methods that most rows rest on, whose letters are told once; () where too few do.

    A number without any method would be taken for one of them: then each row has its letters.
    """
    found = Counter(_terms(e) for these in told for one in these if (e := one.finding.estimate) is not None)
    terms, rows = found.most_common(1)[0] if found else ((), 0)
    return terms if rows >= MANY and () not in found else ()


def _terms(estimate: Estimate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.term for part in estimate.method.parts))


def usual_people(document: Document) -> int | None:
    """Return how many people most numbers rest on; None where none rests on people. Rows name others only."""
    found = Counter(e.people for f in document.findings if (e := f.estimate) is not None and e.people is not None)
    return found.most_common(1)[0][0] if found else None


def _with_ends(axis: Axis | None) -> Axis | None:
    """Name the two ends of an axis only, as its column is narrow: beside 0, where a logarithm begins has no room."""
    if axis is None or not axis.ticks:
        return axis
    return replace(axis, ticks=(axis.ticks[0], axis.ticks[-1]))


def _heading(these: Sequence[Told]) -> str:
    """Name a quantity, and what its numbers are out of where that is not per cent."""
    heading = these[0].quantity.heading
    return f"{heading}{MILLION}" if values.in_a_million(these[0]) else heading


def _lines(told: Sequence[Told], once: _Once) -> tuple[Line, ...]:
    """Return a line each; a period below another of the same operator does not name that again, nor a pair a setting.

    Those that cannot be shown for the same reason share a line.
    """
    lines: list[Line] = []
    before = None
    several = len({one.finding.systems for one in told}) > 1
    settings: dict[str, list[Line]] = {}
    for one in told:
        line = _line(one, once)
        if several and (setting := _setting(one.finding)):
            settings.setdefault(setting, []).append(line)
            continue
        at, group = one.finding.at, one.finding.group
        if group is not None and group == before and at.period is not None:
            bare = one.finding.model_copy(update={"group": None})
            line = replace(line, scope=scope(bare), goes_on=True)
        before = group
        same = next((i for i, other in enumerate(lines) if line.reason and line.alike(other)), None)
        if same is None:
            lines.append(line)
        else:
            lines[same] = replace(lines[same], scope=f"{lines[same].scope}; {line.scope}")
    return (*lines, *(line for setting, at in settings.items() for line in _at_setting(setting, at)))


def _setting(finding: Finding) -> str:
    """Return where a finding about systems holds, without their names; nothing where each has a threshold given."""
    at = finding.at
    given = bool(at.thresholds) and at.target_fmr is None and at.target_fpir is None
    names = " against ".join(reversed(finding.systems))
    return "" if given or not names else scope(finding).removeprefix(names).removeprefix(", ")


def _at_setting(setting: str, lines: Sequence[Line]) -> list[Line]:
    """Name a setting in the first row of several systems there, or alone where none of them can be shown."""
    first, *others = (replace(line, scope=line.scope.removesuffix(f", {setting}")) for line in lines)
    where = wording.capital(setting)
    if first.reason and all(line.alike(first) for line in others):
        return [replace(first, scope=where)]
    return [replace(first, scope=f"{where}: {first.scope}"), *(replace(line, goes_on=True) for line in others)]


def _line(told: Told, once: _Once) -> Line:
    finding = told.finding
    where = scope(finding)
    if finding.group is None and not finding.systems:  # else it begins with a name, which is told as it is written
        where = wording.capital(where)
    notes = [once.numbers[c] for c in dict.fromkeys(finding.caveats)]
    if finding.estimate is None:
        return Line(scope=where, reason=_reason(finding), notes=tuple(notes))
    estimate = finding.estimate
    by = [once.letters[term] for term in terms] if (terms := _terms(estimate)) != once.methods else []
    return Line(
        scope=where,
        counted=values.counted(told),
        value=values.value(told),
        spread=values.spread(told, estimate.low, estimate.high) + _at_level(estimate.level, once.level),
        widest=_widest(told),
        mark=_mark(told),
        rests_on=_rests_on(finding, once.people),
        limits=tuple(_limits(told)),
        assumed=tuple(_assumed(told)),
        shown=tuple(_shown(told)),
        notes=(*by, *notes),
    )


def _assumed(told: Told) -> list[tuple[str, str]]:
    """Return the same number under other assumptions, where there are few of them."""
    rows = told.finding.sensitivity
    return [] if len(rows) > FEW else [(s.assumption, values.spread(told, s.low, s.high)) for s in rows]


def _widest(told: Told) -> str:
    """Return the lowest and the highest end under many assumptions, where they are not those of the range itself.

    Each by itself is in findings.json.
    """
    rows = told.finding.sensitivity
    if len(rows) <= FEW:
        return ""
    low, high = min(s.low for s in rows), max(s.high for s in rows)
    estimate = told.finding.estimate
    said = values.spread(told, low, high)
    return "" if estimate is not None and said == values.spread(told, estimate.low, estimate.high) else said


def columns(chapters: Sequence[Chapter]) -> set[str]:
    """Return which of the columns that may be empty have something in a row."""
    lines = [line for chapter in chapters for line in chapter.lines]
    return {name for name in ("counted", "rests_on", "limits", "widest") if any(getattr(line, name) for line in lines)}


def _shown(told: Told) -> list[str]:
    """Say what was tested, and what evidence like this could have shown; several numbers rest on one test."""
    test, reference, said = told.finding.test, told.finding.reference, []
    estimate = told.finding.estimate
    if test is not None and (estimate is None or test.method not in estimate.method):  # else the range says it
        said += [f"If {test.null}, such differences come {wording.chance(test.p)}.", f"Test: {test.method}."]
    if reference is not None and reference.no_difference is not None:
        said.append(f"Chance gives up to {wording.times(reference.no_difference)}.")
    if reference is not None:
        chance = f"{reference.power * 100:g} % chance"
        if reference.detectable is None:
            said.append(f"No higher rate has a {chance} to be shown in every group.")
        else:
            said.append(f"{chance} to show {wording.times(reference.detectable)}.")
    return said


def _reason(finding: Finding) -> str:
    reason = finding.not_estimable or ""
    return f"cannot be shown: {reason}"


def _rests_on(finding: Finding, usual: int | None) -> str:
    """Say how many trials it is worth, where clearly fewer, and of how many people, where not of the usual number."""
    estimate = finding.estimate
    if estimate is None:
        return ""
    said = []
    if estimate.effective_trials is not None and estimate.trials:
        share = estimate.effective_trials / estimate.trials
        said += [wording.significant(estimate.effective_trials)] if share < 0.9 else []
    if estimate.people not in {None, usual}:
        said.append(f"({wording.plural(estimate.people or 0, 'person', 'people')})")
    return " ".join(said)


def _limits(told: Told) -> list[str]:
    """Return the one-sided limits beside the range, the nearer first; in brackets that which holds whatever people do.

    Without an event the nearer of both holds for people like those who come closest to one.
    """
    bounds = told.finding.bounds
    near, free = bounds.compliance_upper, bounds.assumption_free_upper
    near = bounds.if_seen_among_closest_upper if near == free else near
    estimate = told.finding.estimate
    if near is None and estimate is not None and estimate.events == 0 and free == estimate.high:
        free = None  # the range says it
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
        return percent_axis(high) if told[0].often else rare_axis(estimates)
    return Axis(0.0, high * 1.05)
