"""What is seen first where errors are told apart by group: both errors of each, and how large a gap could be hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import TooFew, wording
from bystander.findings.axes import percent_axis, rare_axis
from bystander.findings.cells import rate_cell
from bystander.findings.first_screen import Caveat, FirstScreen, Weight, said
from bystander.findings.section import Section
from bystander.findings.signs import Axis, Cell, Column, Hatch, Interval, Row, Rows, Sign
from bystander.intervals.kg_t import FEW_PEOPLE
from bystander.studies.beside import assumed, untold
from bystander.studies.caveats import in_short
from bystander.studies.groups.headline import PAIR, Error, given_beforehand, lacking, lead, sentence, setting
from bystander.studies.groups.words import EXPOSURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings.first_screen import Said
    from bystander.intervals.measured import Measured
    from bystander.studies.groups.by_group import ByGroup, GroupRate
    from bystander.studies.groups.how_far_apart import Compared

MOST_GROUPS = 6
GRID = "{what}, of {groups} groups, is in curves.parquet."
MOST_NAMED = 3  # groups of an error that are named one by one
APART = "One kind of error between groups, at one threshold. Thresholds of their own would hide differences."
ACROSS = "Everybody's false matches are across groups too."
TWO_LIMITS = (
    "Thin band: up to the limit that holds whatever people do. Groups with errors have theirs in the table of "
    "every number."
)
NEW_PEOPLE = "new people of each group are like those tested"
WHAT_ELSE = "what else differs between groups, such as {}"
EXAMPLES = ("age", "light", "camera")
NEXT = "test more people of each group."
NEXT_SHOWN = (
    "find out what sets the groups apart. Test all again, with more people, at the threshold that will be used."
)


def about_groups(
    base: FirstScreen | None, found: Sequence[tuple[ByGroup, Compared]], caveats: Sequence[Caveat], *,
    several: str, level: float, cluster: str = "",
) -> FirstScreen | None:  # fmt: skip
    """Return a first screen about the first attribute whose groups can be compared.

    Where none can it is the one given, with the reason beside its sentence.

    ``found``: by attribute, quantity and threshold, the most important threshold first. ``caveats``: of the study.
    ``several``: what comes of many tests. ``cluster``: what people count as one by, such as family.
    """
    name, *names = _attributes(found) or ("",)
    if not name:
        return None if base is None else replace(base, beside=(*base.beside, *_not_compared(found)))
    errors = _errors(found, name)
    by = errors[0].by
    false = any(e.sign is Sign.FALSE and not e.why_not for e in errors)
    others = [e for other in names for e in _errors(found, other)]
    return FirstScreen(
        eyebrow=setting(errors),
        sentence=sentence(errors, by.name),
        lead=lead(errors, others, level=level),
        assumed=assumed(
            "; ".join(text for text in (NEW_PEOPLE, given_beforehand(by.point, by.label)) if text),
            *(m.estimate for e in errors for _, m in e.by.measured),
            cluster=cluster,
        ),
        untold=untold(
            _too_small([*errors, *others]),
            _what_else(name, names),
            "how many of each pass by" if false else "",
        ),
        apart=f"{APART} {several}".strip(),
        next=NEXT_SHOWN if any(e.test.shown for e in errors) else NEXT,
        picture=replace(picture(errors, by.name), instead_of=_charts(found)),
        caveats=(*_without_score(errors), *_few(errors), *caveats, *((EXPOSURE,) if false else ())),
    )


def _not_compared(found: Sequence[tuple[ByGroup, Compared]]) -> list[Said]:
    """Say of each attribute that was asked for why its groups cannot be compared."""
    why = {by.name: (test.findings[0].not_estimable or "").partition(", so ")[0] for by, test in reversed(found)}
    return [said(f"By {name}, nothing can be compared: {reason}.") for name, reason in reversed(why.items())]


def _too_small(errors: Sequence[Error]) -> str:
    """Say which groups have too few people to be estimated in any of the errors; nothing where none has."""
    kept = {rate.label for e in errors for rate, _ in e.by.measured}
    few = {
        r.label: r.people for e in errors for r in e.by.rates if r.label not in kept and isinstance(r.reason, TooFew)
    }
    if not few:
        return ""
    if len(few) > MOST_NAMED:
        return f"rates of {wording.plural(len(few), 'group')} of too few people"
    people = wording.listed([wording.count(n) for n in few.values()])
    noun = "person" if [*few.values()] == [1] else "people"
    return f"rates of {wording.listed([*few])} ({people} {noun}: too few)"


def _what_else(name: str, others: Sequence[str] = ()) -> str:
    """Say what may differ between groups beside what tells them apart, and beside the ``others`` that are told."""
    words = re.findall(r"[a-z]+", " ".join((name, *others)).lower())
    return WHAT_ELSE.format(" or ".join([e for e in EXAMPLES if not any(w.startswith(e) for w in words)][:2]))


def _without_score(errors: Sequence[Error]) -> list[Caveat]:
    """Say of which groups tries gave no score and are left out, or count as right; of many, of how many."""
    told = [text for e in errors for text in e.by.failed]
    if len(told) <= MOST_NAMED:
        return [in_short(text, Weight.MOVES) for text in told]
    groups = {rate.label for e in errors for rate in e.by.rates if rate.failed}
    return [
        Caveat(
            f"In {wording.plural(len(groups), 'group')}, tries gave no score.",
            "They are left out, or count as right, so that a group that fails more looks better.",
            "The numbers stand with each group's rate.",
            Weight.MOVES,
        )
    ]


def _few(errors: Sequence[Error]) -> list[Caveat]:
    """Say of which groups an error's range rests on so few people that it may be far too narrow; nothing of none."""
    few = [
        (e.word, rate.label, d)
        for e in errors
        for rate, m in e.by.measured
        if (d := m.estimate.df) is not None and d < FEW_PEOPLE
    ]
    if not few:
        return []
    least = wording.plural(round(min(d for *_, d in few)), "person", "people")
    return [
        Caveat(
            f"{wording.capital(_named_or_counted(few))} are few, or few people had them.",
            f"A range as if about {least} had been tested may be far too narrow.",
            "More people would remove this.",
            Weight.WIDENS,
        )
    ]


def _named_or_counted(few: Sequence[tuple[str, str, float]]) -> str:
    """Name the groups of each error, "misses of A and B and false matches of C"; of many, say how many they are."""
    groups: dict[str, list[str]] = {}
    for word, label, _ in few:
        groups.setdefault(word, []).append(label)
    return " and ".join(
        f"{word} of {wording.listed(g) if len(g) <= MOST_NAMED else wording.plural(len(g), 'group')}"
        for word, g in groups.items()
    )


def _attributes(found: Sequence[tuple[ByGroup, Compared]]) -> list[str]:
    """Return the attributes, the one that the page is about first; none where nothing can be compared."""
    names = [*dict.fromkeys(by.name for by, _ in found)]
    leading = next((name for name in names if any(not e.why_not for e in _errors(found, name))), None)
    return [] if leading is None else [leading, *(name for name in names if name != leading)]


def _errors(found: Sequence[tuple[ByGroup, Compared]], name: str) -> list[Error]:
    """Return both errors of an attribute at its first threshold; misses first, as elsewhere."""
    own = [(by, test) for by, test in found if by.name == name]
    errors = [Error(by, test) for by, test in own if by.label == own[0][0].label]
    return sorted(errors, key=lambda e: e.sign is Sign.FALSE)


def of_others(found: Sequence[tuple[ByGroup, Compared]]) -> tuple[Section, ...]:
    """Return a section for every attribute that the page is not about: sentence and signs as on its first screen."""
    sections = []
    for name in _attributes(found)[1:]:
        errors = _errors(found, name)
        if not any(e.by.measured for e in errors):
            continue
        heading = str(sentence(errors, name)) or f"By {name}, nothing can be compared."
        table, note = _ledger(errors, name), lacking(errors).strip()
        sections.append(Section(heading=heading, chart=f"by-{name}", table=table, note=note))
    return tuple(sections)


def picture(errors: Sequence[Error], name: str) -> Rows:
    """Return a row a group and a column an error; the worst of each error are never left out."""
    told = [e for e in errors if e.by.measured or e.by.overall is not None]
    words = {e.sign: e.word for e in told}
    level = next(m.estimate.level for e in errors for _, m in e.by.measured)
    return replace(
        _rows(told, name, bare=False),
        head=f"By {name}",
        key=(
            *(("miss" if sign is Sign.MISS else "false", word) for sign, word in words.items()),
            ("band", f"where the rate may lie for new people ({level * 100:g} %)"),
            ("limit", "everybody"),
        ),
    )


def _ledger(errors: Sequence[Error], name: str) -> Rows:
    """Return the same with columns of their own for people, counts and rates, as in a section."""
    made = _rows([e for e in errors if e.by.measured], name, bare=True)
    units = ["Share" if e.often else "In a million" for e in errors if e.by.measured]
    columns = tuple(replace(column, unit=unit) for column, unit in zip(made.columns, units, strict=True))
    return replace(made, columns=columns, heads=(f"By {name}", "People"))


def _rows(errors: Sequence[Error], name: str, *, bare: bool) -> Rows:
    labels = [rate.label for rate in errors[0].by.rates]
    kept = _kept(errors, labels)
    by = errors[0].by
    say = wording.count if bare else lambda number: wording.plural(number, "person", "people")
    people = {rate.label: say(rate.people) for rate in by.rates if rate.people}
    rows = [
        Row(label=label, cells=tuple(_cell(e, label, bare=bare) for e in errors), detail=people.get(label, ""))
        for label in kept
    ]
    if not bare and any(e.by.overall for e in errors):  # of everybody once, on the first screen
        rows.append(Row(label="Everybody", cells=tuple(_overall(e) for e in errors)))
    if by.unrecorded:
        rows.append(Row(label=f"No {name} recorded", detail=say(by.unrecorded), reason="in no group"))
    left = len(labels) - len(kept)
    reading = f"{wording.plural(left, 'more group')}, with lower rates or none, in the table of every number."
    across = not bare and any(e.by.quantity.told_by_group.across for e in errors)
    marks = [cell.mark for row in rows for cell in row.cells]
    grids = (e.by.quantity.told_by_group.between for e in errors if e.by.pairs)
    too_large = [between for between in grids if between is not None and len(labels) > between.most]
    thin = len({m.far is None for m in marks if isinstance(m, Interval)}) > 1
    return Rows(
        caption=f"Errors by {name}",
        columns=tuple(Column(wording.capital(e.by.quantity.told_by_group.chart), _axis(e, bare=bare)) for e in errors),
        rows=tuple(rows),
        reading=" ".join(
            [
                *([reading] if left else []),
                *([ACROSS] if across else []),
                *([TWO_LIMITS] if thin else []),
                *(GRID.format(what=between.title, groups=len(labels)) for between in too_large),
            ]
        ),
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


def _charts(found: Sequence[tuple[ByGroup, Compared]]) -> tuple[str, ...]:
    """Name the charts that pictures and sentences of all attributes stand for; a grid of two groups says no more."""
    names = [*dict.fromkeys(by.name for by, _ in found)]
    errors = {name: _errors(found, name) for name in names}
    groups = sum(bool(e.by.measured) for name in names for e in errors[name])
    ratios = sum(any(not e.why_not for e in errors[name]) for name in names)
    grids = [name for name in names if any(e.by.pairs for e in errors[name]) and len(errors[name][0].by.rates) > 1]
    small = [i for i, name in enumerate(grids, 1) if len(errors[name][0].by.rates) <= PAIR]
    return (
        *(f"groups-{i}" for i in range(1, groups + 1)),
        *(f"group-ratios-{i}" for i in range(1, ratios + 1)),
        *(f"group-matrix-{i}" for i in small),
    )


def _rate(e: Error, label: str) -> GroupRate | None:
    return next((r for r in e.by.rates if r.label == label), None)


def _cell(e: Error, label: str, *, bare: bool) -> Cell:
    rate = _rate(e, label)
    if rate is None or rate.measured is None:
        reason = "" if rate is None else rate.reason
        return Cell(Hatch("too few people" if isinstance(reason, TooFew) else "nothing to compare"))
    return _marked(e, rate.measured, bare=bare)


def _marked(e: Error, measured: Measured, *, bare: bool) -> Cell:
    cell = rate_cell(measured.estimate, measured.bounds, often=e.often, sign=e.sign, bare=bare)
    overall = None if e.by.quantity.told_by_group.across else e.by.overall  # like is not held against unlike
    if isinstance(cell.mark, Interval) and overall is not None and overall is not measured:
        return replace(cell, mark=replace(cell.mark, limit=overall.estimate.value))
    return cell


def _overall(e: Error) -> Cell:
    if e.by.overall is None:
        return Cell(Hatch("nothing to compare"))
    return _marked(e, e.by.overall, bare=False)


def _axis(e: Error, *, bare: bool) -> Axis:
    rates = [m.estimate for _, m in e.by.measured] + ([e.by.overall.estimate] if e.by.overall is not None else [])
    if e.often or not rates:
        return percent_axis(max((r.high for r in rates), default=1.0))
    return rare_axis(rates, named=not bare)
