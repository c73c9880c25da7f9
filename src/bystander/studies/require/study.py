"""Requirements are held against what a study finds: one finding each, beside those of the study."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from bystander.findings import Finding, Point, Required, TooFew, Verdict, wording
from bystander.findings.manner import Manner
from bystander.quantities.requirement import REQUIREMENT
from bystander.requirements.told_by import KINDS, QUANTITIES, others
from bystander.studies.require.asked import Asked
from bystander.studies.require.newest import of_newest
from bystander.studies.require.pick import TEST_EACH, picked
from bystander.studies.require.stricter import FALSE, stricter_threshold
from bystander.studies.require.verdict import Held, held
from bystander.studies.require.words import at_said, counted, side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Quantity
    from bystander.requirements.requirement import Requirement
    from bystander.studies.require.asked import Ask


def requirement_findings(
    requirements: Sequence[Requirement], kind: str, ask: Ask, *, systems: tuple[str, ...] = (),
    own: Sequence[float] = (), newest: Sequence[Point] = (),
) -> list[Finding]:  # fmt: skip
    """Hold requirements against evidence, and return a finding of each, in their order.

    ``kind``: of the evidence, as its note in the findings has it. ``ask``: the study of the evidence at a level and a
    point; it is asked once for each. ``systems``: whose evidence it is, where several are compared; ``own``: the
    thresholds that this one was given, where others have others. ``newest``: where the newest rates of a record are,
    where no single rate describes it; they are held against what is required, too.
    """
    once = cache(lambda asked: tuple(ask(asked)))
    found = []
    for r in requirements:
        answer = _of_newest(r, _held(r, kind, once, systems), once, newest)
        found.append(_finding(r, _at_own(r, answer, systems, own), systems=systems))
    return found


def _of_newest(requirement: Requirement, found: Held, ask: Ask, newest: Sequence[Point]) -> Held:
    """Hold the newest rates of a record as well, where the verdict is of all of it."""
    if not newest or requirement.groups == "each" or found.finding is None or found.finding.at != Point():
        return found
    return of_newest(requirement, found, lambda level: ask(_asked(requirement, level)), newest)


def _at_own(requirement: Requirement, found: Held, systems: tuple[str, ...], own: Sequence[float]) -> Held:
    """Say that a system is held against a threshold that it was not given, as the requirement names one."""
    asked = requirement.at.threshold
    if not own or asked is None or asked in own or found.finding is None:
        return found
    given = wording.listed([wording.threshold(t) for t in own])
    said = (
        f"{wording.listed(list(systems))} was given the threshold {given} and is judged at {wording.threshold(asked)}, "
        "as the requirement names it. Without a threshold there, each system is judged at its own."
    )
    return replace(found, why=f"{found.why} {said}".strip())


def _held(requirement: Requirement, kind: str, ask: Ask, systems: tuple[str, ...]) -> Held:
    told, quantity = KINDS.get(kind), QUANTITIES[requirement.quantity]
    findings = ask(_asked(requirement, requirement.level)) if told and told.tells(quantity.name) else ()
    if another := _of_another(requirement, findings):
        return another
    if told is None or not told.tells(quantity.name):
        why = f"{wording.capital(told.what)} has {told.lacks}" if told else "Such evidence has no such number"
        would = f"{wording.capital(wording.listed(others(quantity.name)))} could show it."
        return Held(verdict=Verdict.NOT_BY_THIS_KIND, why=f"{why}: it does not give “{quantity.heading}”.", would=would)
    return _compared(requirement, findings, ask, of_system=bool(systems))


def _of_another(requirement: Requirement, findings: Sequence[Finding]) -> Held | None:
    """Return the verdict where the unit or the population is not that of the evidence; None where they are."""
    quantity = QUANTITIES[requirement.quantity]
    mine = [f for f in findings if f.quantity.removesuffix("-by-group") == quantity.name]
    populations = sorted({p for p in (quantity.population, *(f.population for f in mine)) if p})
    if requirement.population and requirement.population not in populations:
        there = wording.listed(populations)
        return Held(
            verdict=Verdict.NOT_BY_THIS_KIND,
            why=f"It is required of {requirement.population}. This evidence is of {there}.",
            would="The report of that test could show it, and no trial of one's own.",
        )
    units = {f.unit for f in mine}
    if (
        units
        and requirement.unit
        and not any(u == requirement.unit or u.endswith(f" {requirement.unit}") for u in units)
    ):
        near = get_close_matches(requirement.unit, sorted(units), 1, 0.6)
        meant = f" Or did you mean unit = “{near[0]}”?" if near else ""
        return Held(
            verdict=Verdict.NOT_BY_THIS_KIND,
            why=f"It is required per {requirement.unit}. This evidence counts per {wording.listed(sorted(units))}.",
            would=f"Evidence that counts per {requirement.unit} could show it.{meant}",
        )
    return None


def _compared(requirement: Requirement, findings: Sequence[Finding], ask: Ask, *, of_system: bool) -> Held:
    quantity = QUANTITIES[requirement.quantity]
    found = picked(requirement, findings, of_system=of_system)
    if not found.findings:
        return Held(verdict=Verdict.NOT_SHOWN, why=f"{found.why}.", would=found.would)
    if requirement.groups == "each":
        return _of_groups(requirement, found.findings, quantity, ask)
    finding = found.findings[0]
    first = held(requirement, finding, quantity, threshold_df=_threshold_df(requirement, findings))
    if found.of:
        return replace(first, why=f"{first.why}{found.of}")
    if first.verdict is not Verdict.NOT_SHOWN or finding.estimate is None:
        return first
    return _at_stricter(requirement, finding.estimate.value, ask, quantity) or first


def _at_stricter(requirement: Requirement, value: float, ask: Ask, quantity: Quantity) -> Held | None:
    """Return the verdict where a stricter threshold shows the requirement to be met; else None.

    ``value``: the rate at the threshold of the target, which has to be on the right side itself.
    """
    limit = requirement.limit.value
    if (value >= limit) if requirement.direction == "at-most" else (value <= limit):
        return None
    stricter = stricter_threshold(requirement, ask)
    if stricter is None:
        return None
    at = requirement.at.model_copy(update={"target_fmr": None, "target_fpir": None, "threshold": stricter.threshold})
    there = requirement.model_copy(update={"at": at, "level": stricter.level})
    found = picked(there, ask(_asked(there, stricter.level)))
    if not found.findings:
        return None
    shown = held(there, found.findings[0], quantity)
    if shown.verdict is not Verdict.MET:
        return None
    said = (
        f" That is at the stricter threshold {wording.threshold(stricter.threshold)}, where the target is shown to be "
        f"held, too; each of the two at {stricter.level * 100:g} %."
    )
    return replace(shown, why=f"{shown.why}{said}")


def _of_groups(requirement: Requirement, findings: Sequence[Finding], quantity: Quantity, ask: Ask) -> Held:
    """Return the verdict of all groups together: met in each at its own level, not met after Bonferroni (VI.1)."""
    each = [held(requirement, finding, quantity) for finding in findings]
    if len(each) == 1 and each[0].verdict is Verdict.MET:
        why = f"Only {_label(each[0])} is told apart, which says nothing of other groups. {each[0].why}"
        return replace(each[0], verdict=Verdict.NOT_SHOWN, why=why, would=TEST_EACH)
    if all(one.verdict is Verdict.MET for one in each):
        nearest = min(each, key=lambda one: _room(requirement, one))
        lead = f"In each of {len(each)} groups. Nearest to the limit is {_label(nearest)}. "
        return replace(nearest, why=f"{lead}{nearest.why}")
    number_of = sum(one.finding is not None and one.finding.estimate is not None for one in each)
    level = 1 - (1 - requirement.level) / max(number_of, 1)
    stricter = requirement.model_copy(update={"level": level})
    again = picked(stricter, ask(_asked(requirement, level)))
    worse = [one for f in again.findings if (one := held(stricter, f, quantity)).verdict is Verdict.NOT_MET]
    if worse:
        worst = min(worse, key=lambda one: _room(requirement, one))
        allowed = f" The level of each group is {level * 100:.4g} %, as {number_of} were looked at."
        return replace(worst, why=f"In {_listed(worse)}. In {_label(worst)}: {worst.why}{allowed}")
    open_ = [one for one in each if one.verdict is not Verdict.MET]
    first = min(open_, key=lambda one: _room(requirement, one))
    return replace(
        first, verdict=Verdict.NOT_SHOWN,
        why=f"Not shown in {_listed(open_)}. In {_label(first)}: {first.why}{_alone(first, number_of)}",
        would=first.would or _more_people(first),
    )  # fmt: skip


def _alone(one: Held, groups: int) -> str:
    """Say why a group that misses its limit at its own level does not decide: it may have been picked for that."""
    if one.verdict is not Verdict.NOT_MET:
        return ""
    return f" That is so of this group alone; it may be chance, as {groups} groups were looked at."


def _more_people(one: Held) -> str:
    few = one.finding is not None and isinstance(one.finding.not_estimable, TooFew)
    return "More people of that group would show it." if few else one.would


def _room(requirement: Requirement, one: Held) -> float:
    """Return how far the unlucky end is within the limit; below 0 beyond it, and least of all where there is none."""
    limit = requirement.limit.value
    if requirement.direction == "at-most":
        return -1.0 if one.upper is None else limit - one.upper
    return -1.0 if one.lower is None else one.lower - limit


def _label(one: Held) -> str:
    group = {} if one.finding is None else one.finding.group or {}
    return ", ".join(f"{key} {value}" for key, value in group.items())


def _listed(several: Sequence[Held]) -> str:
    return wording.listed([_label(one) for one in several])


def _threshold_df(requirement: Requirement, findings: Sequence[Finding]) -> float | None:
    """Return how many people drive the errors that the threshold of a target was chosen by; None where none was.

    0 where no error is left there: how far the threshold may be off then follows from errors at other thresholds.
    """
    at = requirement.at
    if at.target_fmr is None and at.target_fpir is None:
        return None
    chosen_by = [
        f.estimate
        for f in findings
        if f.quantity in FALSE and f.group is None and f.estimate is not None
        and (f.at.target_fmr is not None or f.at.target_fpir is not None)
    ]  # fmt: skip
    drivers = [e.drivers if e.events else 0.0 for e in chosen_by]
    return min((d for d in drivers if d is not None), default=None)


def _asked(requirement: Requirement, level: float) -> Asked:
    at = requirement.at
    target = at.target_fmr if at.target_fmr is not None else at.target_fpir
    return Asked(
        level=level,
        targets=() if target is None else (target,),
        thresholds=() if at.threshold is None else (at.threshold,),
        rank=at.rank,
        resampled=target is not None,
    )


def _finding(requirement: Requirement, found: Held, *, systems: tuple[str, ...]) -> Finding:
    quantity, finding = QUANTITIES[requirement.quantity], found.finding
    estimate = None if finding is None else finding.estimate
    bounds = {} if estimate is None or finding is None else {"bounds": finding.bounds, "caveats": finding.caveats}
    number = _number(requirement, finding, quantity)
    said = (f"{wording.capital(found.verdict)}.", _required(requirement), number, found.why, found.would)
    required = Required(
        name=requirement.name, source=requirement.source, clause=requirement.clause, read=requirement.read,
        limit=requirement.limit.value, limit_as_written=requirement.limit.written, direction=requirement.direction,
        level=requirement.level, groups=requirement.groups, lower=found.lower, upper=found.upper,
        verdict=found.verdict, why=found.why, would_show=found.would or None, deff=found.deff,
    )  # fmt: skip
    return Finding(
        id=REQUIREMENT.id,
        question=f"Does this evidence show what is required: {requirement.name}?",
        answer=" ".join(text for text in said if text),
        quantity=requirement.quantity,
        unit=finding.unit if finding is not None else requirement.unit or quantity.unit,
        population=finding.population if finding is not None else requirement.population or None,
        at=finding.at if finding is not None else Point(**requirement.at.model_dump()),
        group=None if finding is None else finding.group,
        systems=systems,
        estimate=estimate,
        not_estimable=None if estimate is not None else (finding.not_estimable if finding else None) or found.why,
        requirement=required,
        **bounds,
    )


def _required(requirement: Requirement) -> str:
    """Say what is required: "Required: at most 1 %, at a false match rate of 1 in 2,000, shown at 95 %."."""
    each = "in every group" if requirement.groups == "each" else ""
    limit = f"{side(requirement)} {requirement.limit.written}"
    said = (limit, at_said(requirement), each, f"shown at {requirement.level * 100:.12g} %")
    return f"Required: {', '.join(text for text in said if text)}."


def _number(requirement: Requirement, finding: Finding | None, quantity: Quantity) -> str:
    if finding is None or finding.estimate is None:
        return ""
    counts, value = counted(finding), Manner(quantity, requirement.limit.value).say(finding.estimate.value)
    return f"Found: {f'{counts}, ' if counts else ''}{value}."
