"""Is what is required shown of the newest part of a record, where no single rate describes all of it?

A sum of years may be within a limit that the last months are beyond. So where a change is shown, or thresholds differ,
a requirement is met only if it is met of the whole and of the newest: each at the level required, as both have to be.
It is not met where the newest is beyond it at a level that allows for how many were looked at (Bonferroni).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import Verdict, dates, wording
from bystander.findings.digits import ten_digits
from bystander.requirements.told_by import QUANTITIES
from bystander.studies.require.verdict import held

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.findings import Finding, Point
    from bystander.requirements.requirement import Requirement
    from bystander.studies.require.verdict import Held

    AtLevel = Callable[[float], Sequence[Finding]]

MORE = "More deployments like the newest would show it."
WHOLE_IS = "Of the whole record it is {verdict}, but no single rate describes that."


def of_newest(requirement: Requirement, whole: Held, ask: AtLevel, newest: Sequence[Point]) -> Held:
    """Return the verdict of a record and of its newest rates together.

    ``whole``: that of all of it, which stands where it is not met, or where the newest is not beyond the limit.
    ``ask``: for the findings of the record at a level.
    """
    if whole.verdict not in {Verdict.MET, Verdict.NOT_SHOWN}:
        return whole
    each = [one for point in newest if (one := _held(requirement, ask, requirement.level, point)) is not None]
    level = 1 - (1 - requirement.level) / (len(each) + 1)
    for one in each:
        if one.verdict is not Verdict.NOT_MET or one.finding is None:
            continue
        again = _held(requirement, ask, level, one.finding.at)
        if again is not None and again.verdict is Verdict.NOT_MET:
            looked = f"It is so at {level * 100:.4g} %, as {len(each) + 1} rates were looked at."
            return replace(again, why=f"{again.why} That is {_where(again)}. {looked} {_of(whole)}")
    if whole.verdict is not Verdict.MET:
        return whole
    open_ = next((one for one in each if one.verdict is not Verdict.MET), None)
    if open_ is None:
        also = [f"{wording.capital(_where(one))}, it is met as well." for one in each]
        return replace(whole, why=" ".join([whole.why, *also]))
    chance = " It may be chance." if open_.verdict is Verdict.NOT_MET else ""
    return replace(
        open_, verdict=Verdict.NOT_SHOWN, why=f"{open_.why} That is {_where(open_)}.{chance} {_of(whole)}",
        would=open_.would or MORE,
    )  # fmt: skip


def _of(whole: Held) -> str:
    return WHOLE_IS.format(verdict=whole.verdict) if whole.verdict is Verdict.MET else ""


def _held(requirement: Requirement, ask: AtLevel, level: float, point: Point) -> Held | None:
    """Return the verdict at a threshold, or in the newest period until then that tells the number; None without one."""
    mine = [f for f in ask(level) if f.quantity == requirement.quantity and f.requirement is None and f.group is None]
    if point.period is not None:
        told = [f for f in mine if f.at.period is not None and f.at.period <= point.period and f.estimate is not None]
        there = sorted(told, key=lambda f: f.at.period or "")[-1:]
    else:
        there = [f for f in mine if f.at.threshold == ten_digits(point.threshold or 0.0)]
    at_level = requirement.model_copy(update={"level": level})
    return held(at_level, there[0], QUANTITIES[requirement.quantity]) if there else None


def _where(one: Held) -> str:
    """Say where the newest rate is: "at the newest threshold, 0.55"."""
    at = one.finding.at if one.finding is not None else None
    if at is None or at.period is None:
        return f"at the newest threshold, {wording.threshold(at.threshold or 0.0)}" if at is not None else ""
    return f"{dates.spoken(at.period)}, the newest period"
