"""The findings of groups, in words: what each group bears, and who is in none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.at_zero import at_most
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.groups import LEGACY_INDICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Finding
    from bystander.intervals.measured import Measured
    from bystander.studies.groups.by_group import ByGroup, GroupRate

EXPOSURE = Caveat(
    "A rate is not how many errors a group bears.",
    "That also depends on how many of its people are seen, and on who is on the watchlist.",
    "Counts of both would show it.",
    Weight.MOVES,
)


def by_group(by: ByGroup) -> list[Finding]:
    """Return one finding a group."""
    found = []
    question = by.quantity.by_group()
    for rate in by.rates:
        group = dict(rate.group)
        if rate.measured is None:
            reason = rate.reason
            found.append(
                question.missing(
                    reason, at=by.point, group=group, answer=f"{rate.label}: not estimable, because {reason}."
                )
            )
            continue
        found.append(
            question.answered(
                f"{rate.label}: {_said(by, rate, rate.measured)}.",
                rate.measured.estimate, at=by.point, group=group, bounds=rate.measured.bounds,
                sensitivity=rate.measured.sensitivity, caveats=(*rate.measured.caveats, *caveats(by)),
            )
        )  # fmt: skip
    return found


def caveats(by: ByGroup) -> tuple[str, ...]:
    """Return what every finding about these groups is read with."""
    if by.groups is None:
        return by.caveats
    said = [*by.failed, unrecorded(by)]
    if by.quantity.told_by_group.bystanders:
        said.append(str(EXPOSURE))
    said.append(by.quantity.told_by_group.note)
    return tuple(text for text in said if text)


def unrecorded(by: ByGroup) -> str:
    """Say of how many people the attribute is not recorded; nothing where it is of all."""
    if not by.unrecorded and not by.outside:
        return ""
    trials = wording.plural(by.outside, by.trial, wording.units(by.trial))
    everybody = wording.plural(by.people + by.unrecorded, "person", "people")
    verb = "has" if by.unrecorded == 1 else "have"
    return (
        f"{wording.count(by.unrecorded)} of {everybody} {verb} no {by.name} recorded; {trials} with them "
        f"{'is' if by.outside == 1 else 'are'} in no group. Recording it would remove this."
    )


def several(tests: int, names: Sequence[str] = (), *, level: float) -> str:
    """Say what comes of many tests, each on its own, of which attributes where there are several; nothing of one."""
    if tests <= 1:
        return ""
    often = wording.one_in(1 - level).replace("1 in ", "1 time in ", 1)
    chance = f"each calls equal groups different {often}"
    of = f" (by {wording.listed(list(names))})" if len(names) > 1 else ""
    return f"{wording.count(tests)} tests were made{of}: {chance}."


def _said(by: ByGroup, rate: GroupRate, measured: Measured) -> str:
    e, unit, often = measured.estimate, by.quantity.unit, by.quantity.often
    counted = f"{wording.count(e.events or 0)} of {wording.plural(e.trials or 0, unit, wording.units(unit))}"
    seen = rate.people if e.people is None or by.clustered else e.people
    people = wording.plural(seen, "person", "people")
    if e.events == 0:
        trials = wording.plural(e.trials or 0, unit, wording.units(unit))
        upper = at_most(e, measured.bounds, partial(wording.share, often=often))
        return f"none of {trials} of {people}; the rate is {upper}"
    return (
        f"{counted} of {people}, {wording.frequency(e.value, often=often)} ({e.interval}: "
        f"{wording.ends(e.low, e.high, often=often)})"
    )


NO_INTERVAL = "these indices have no interval, look worse the fewer errors there are, and mix two kinds of error"
TRAPS = (
    "GARBE and IR look unequal where errors are few. FDR is blind to rare false matches, and no false discovery rate. "
    "For conclusions take the ratios."
)


def legacy(by: ByGroup, garbe: float | None, ratio: float | None, discrepancy: float | None) -> Finding:
    """Say the indices of one attribute; they are answers without an estimate, as nobody can say how sure they are."""
    said = [
        f"{name} {'undefined, as a rate is 0' if value is None else wording.significant(value, 3)}"
        for name, value in (("GARBE", garbe), ("IR", ratio), ("FDR", discrepancy))
    ]
    answer = (
        f"By {by.name}, with equal weight of both kinds of error: {wording.listed(said)}. They are given for "
        "comparison with older tables, and for nothing else."
    )
    return LEGACY_INDICES.missing(NO_INTERVAL, at=by.point, answer=answer, caveats=(TRAPS,))
