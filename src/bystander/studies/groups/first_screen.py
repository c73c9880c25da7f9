"""What is seen first where errors are told apart by group: both errors of each, and how large a gap could be hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import TooFew, wording
from bystander.findings.axes import million_axis, percent_axis
from bystander.findings.cells import counted, rate_cell
from bystander.findings.first_screen import FirstScreen, Part, doubt, said
from bystander.findings.signs import Axis, Cell, Column, Hatch, Interval, Row, Rows, Sign
from bystander.studies.groups.no_difference import none_found
from bystander.studies.groups.words import EXPOSURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Point
    from bystander.findings.first_screen import Said
    from bystander.intervals.measured import Measured
    from bystander.studies.groups.by_group import ByGroup, GroupRate
    from bystander.studies.groups.how_far_apart import Compared

MOST_GROUPS = 6
PAIR = 2
LARGEST_GAP = 1000  # a limit beyond it limits nothing
APART = "Compare a rate with the same rate of another group only, as all are held to one threshold."
NEXT = "test more people of each group; nothing found here is not proof that there is nothing."
NEXT_SHOWN = (
    "find out what sets the groups apart. Test the one with most errors again, at the threshold that will be used."
)


@dataclass(frozen=True)
class Error:
    """One kind of error by group, and what the comparison of the groups came to."""

    by: ByGroup
    test: Compared

    @property
    def word(self) -> str:
        """Name the errors in a word or two."""
        told = self.by.quantity.told_by_group
        return told.word or told.errors

    @property
    def often(self) -> bool:
        """Whether its rates are said in per cent."""
        return self.by.quantity.often

    @property
    def sign(self) -> Sign:
        """The mark of such an error."""
        return Sign.FALSE if self.by.quantity.told_by_group.bystanders else Sign.MISS


def about_groups(base: FirstScreen | None, found: Sequence[tuple[ByGroup, Compared]]) -> FirstScreen | None:
    """Return a first screen about the groups of the first attribute; the one given where nothing can be compared.

    ``found``: by attribute, quantity and threshold, the most important threshold first.
    """
    if base is None or not found:
        return base
    name, label = found[0][0].name, found[0][0].label
    errors = [Error(by, t) for by, t in found if by.name == name and by.label == label]
    told = [e for e in errors if e.test.ratio is not None]
    if not told:
        return base
    # misses first, as elsewhere; both errors are in the sentence
    told.sort(key=lambda e: e.sign is Sign.FALSE)
    errors.sort(key=lambda e: e.sign is Sign.FALSE)
    others = [t.sentence for by, t in found if by.name != name and t.shown]
    return replace(
        base,
        eyebrow=f"By {name}, at one threshold for all: {label}{_set_here(found[0][0].point)}.",
        sentence=_sentence(told, name),
        beside=(),
        lead=_lead(told, others[:1]),
        apart=APART,
        next=NEXT_SHOWN if any(e.test.shown for e in told) else NEXT,
        picture=picture(errors, name),
        caveats=(*base.caveats, *((EXPOSURE,) if any(e.sign is Sign.FALSE for e in told) else ())),
    )


def _set_here(point: Point) -> str:
    """Say that a threshold was chosen on the same evidence, where it was."""
    chosen = point.target_fmr is not None or point.target_fpir is not None
    return ", set in this trial" if chosen else ""


def _sentence(told: Sequence[Error], name: str) -> Said:
    """Say which errors differ, with the counts of the highest and the lowest group; or that none was found to."""
    shown = [e for e in told if e.test.shown]
    if not shown:
        return said(none_found(name, wording.listed([e.word for e in told], last="or")))
    return said(" ".join(f"{_upper(e.word)} differ by {name}: {_ends(e, rates=False)}." for e in shown))


def _lead(told: Sequence[Error], others: Sequence[str]) -> Said:
    """Say both errors with their counts, how far apart they could be, and which gaps would have gone unnoticed."""
    parts: list[str | tuple[str, Part]] = []
    for e in told:
        parts += [f"{_upper(e.word)}: {_ends(e, rates=True)}. ", *_gap(e), ". "]
    least = [(e, e.test.reference.detectable) for e in told if e.test.reference is not None and not e.test.shown]
    seen = [f"{wording.times(d)} ({e.word})" for e, d in least if d is not None]
    if seen:
        parts.append(f"A gap below about {wording.listed(seen)} would often have gone unnoticed. ")
    parts += others
    return said(*parts)


def _gap(e: Error) -> list[str | tuple[str, Part]]:
    ratio = e.test.ratio
    if e.test.shown and ratio is not None and ratio.low > 1 and (ratio.high is None or ratio.high > LARGEST_GAP):
        return ["One rate is ", doubt(f"at least {wording.times(ratio.low)} the other")]
    if ratio is None or ratio.high is None or ratio.high > LARGEST_GAP:
        return ["The trial is ", doubt("too small to limit the gap")]
    if e.test.shown and ratio.low > 1:
        span = f"{wording.significant(ratio.low)} to {wording.times(ratio.high)}"
        return ["One rate is ", doubt(f"{span} the other")]
    return ["One rate could be ", doubt(f"up to {wording.times(ratio.high)} the other")]


def _ends(e: Error, *, rates: bool) -> str:
    """Say the counts of both groups, or of the highest and the lowest of many."""
    ranked = sorted(e.by.measured, key=lambda pair: -pair[1].estimate.value)
    told = [
        f"{counted(m.estimate)}{f', {wording.frequency(m.estimate.value, often=e.often)}' if rates else ''}"
        for _, m in (ranked[0], ranked[-1])
    ]
    most, fewest = ranked[0][0].label, ranked[-1][0].label
    if len(ranked) == PAIR:
        return f"{most} ({told[0]}), {fewest} ({told[1]})"
    of = f" of {len(ranked)} groups" if rates else ""
    return f"most{of} in {most} ({told[0]}), fewest in {fewest} ({told[1]})"


def picture(errors: Sequence[Error], name: str) -> Rows:
    """Return a row a group and a column an error; the worst of each error are never left out."""
    labels = [rate.label for rate in errors[0].by.rates]
    kept = _kept(errors, labels)
    rows = [
        Row(label=label, cells=tuple(_cell(e, label) for e in errors), detail=_people(errors[0].by, label))
        for label in kept
    ]
    everybody = [e.by.overall for e in errors]
    if any(everybody):
        cells = [_overall(e) for e in errors]
        rows.append(Row(label="Everybody", cells=tuple(cells), detail=_across(errors)))
    left = len(labels) - len(kept)
    reading = f"{wording.plural(left, 'more group')}, with lower rates or none, in the table of every number."
    shown = {e.sign for e in errors}
    level = next(m.estimate.level for e in errors for _, m in e.by.measured)
    return Rows(
        caption=f"Errors by {name}",
        head=f"By {name}",
        columns=tuple(Column(_upper(e.by.quantity.told_by_group.chart), _axis(e)) for e in errors),
        rows=tuple(rows),
        key=(
            *((("miss", "missed"),) if Sign.MISS in shown else ()),
            *((("false", "taken for another"),) if Sign.FALSE in shown else ()),
            ("band", f"where the rate may lie for new people ({level * 100:g} %)"),
            ("limit", "everybody"),
        ),
        reading=reading if left else "",
        instead_of=_charts(errors, labels, left),
    )


def _kept(errors: Sequence[Error], labels: Sequence[str]) -> list[str]:
    """Choose the groups with the highest rates of each error in turn, the worst first; those without a rate last."""
    ranked = [[r.label for r, _ in sorted(e.by.measured, key=lambda p: -p[1].estimate.value)] for e in errors]
    turns = [label for turn in zip(*(r + [""] * (len(labels) - len(r)) for r in ranked), strict=True) for label in turn]
    order = [*dict.fromkeys(label for label in turns if label)]
    order += [label for label in labels if label not in order]
    kept = order[:MOST_GROUPS]
    first = ranked[0]
    return sorted(kept, key=lambda label: first.index(label) if label in first else len(first))


def _charts(errors: Sequence[Error], labels: Sequence[str], left: int) -> tuple[str, ...]:
    """Name the charts that the picture and the lead stand for."""
    drawn = sum(bool(e.by.measured) for e in errors)
    groups = [] if left else [f"groups-{i}" for i in range(1, drawn + 1)]
    return (*groups, "group-ratios-1", *(("group-matrix-1",) if len(labels) <= PAIR else ()))


def _rate(e: Error, label: str) -> GroupRate | None:
    return next((r for r in e.by.rates if r.label == label), None)


def _cell(e: Error, label: str) -> Cell:
    rate = _rate(e, label)
    if rate is None or rate.measured is None:
        reason = "" if rate is None else rate.reason
        return Cell(Hatch("too few people" if isinstance(reason, TooFew) else "nothing to compare"))
    return _marked(e, rate.measured)


def _marked(e: Error, measured: Measured) -> Cell:
    cell = rate_cell(measured.estimate, measured.bounds, often=e.often, sign=e.sign)
    overall = e.by.overall
    if isinstance(cell.mark, Interval) and overall is not None and overall is not measured:
        return replace(cell, mark=replace(cell.mark, limit=overall.estimate.value))
    return cell


def _overall(e: Error) -> Cell:
    if e.by.overall is None:
        return Cell(Hatch("nothing to compare"))
    return _marked(e, e.by.overall)


def _people(by: ByGroup, label: str) -> str:
    rate = next((r for r in by.rates if r.label == label), None)
    return "" if rate is None or not rate.people else wording.plural(rate.people, "person", "people")


def _across(errors: Sequence[Error]) -> str:
    across = any(e.by.quantity.told_by_group.across for e in errors)
    return "people across groups too" if across else ""


def _axis(e: Error) -> Axis:
    rates = [m.estimate for _, m in e.by.measured] + ([e.by.overall.estimate] if e.by.overall is not None else [])
    high = max((r.high for r in rates), default=1.0)
    return percent_axis(high) if e.often else million_axis(min((r.low or r.high for r in rates), default=high), high)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
