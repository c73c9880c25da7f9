"""Requirement and findings in, verdict out (METHODS VI.1).

*Met*: the one-sided limit at the level required is on the right side of the number in the clause. *Not met*: the
opposite one-sided limit is on the wrong side. Else it *cannot be shown with this evidence*, with what would show it.
Where the evidence is of another kind it *cannot be shown at all by this kind of evidence*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Verdict, wording
from bystander.findings.manner import Manner
from bystander.intervals import kg_t
from bystander.quantities.without_a_score import EXCLUDE, FOLD
from bystander.studies.require.limits import limits_of
from bystander.studies.require.needed import would_show

if TYPE_CHECKING:
    from bystander.findings import Finding, Quantity
    from bystander.requirements.requirement import Requirement
    from bystander.studies.require.limits import Limits

AT_ZERO = "no number of trials without an error rules out that there is one in still more"
AT_ONE = "no number of trials that are all so rules out that one is not so in still more"
LARGEST_ACCEPTED = "A requirement that names the highest rate it accepts, such as 1/6000, could be shown."
LEAST_ACCEPTED = "A requirement that names the lowest share it accepts, such as 99 %, could be shown."


@dataclass(frozen=True, kw_only=True)
class Held:
    """One finding held against a requirement; ``finding`` None: there is none."""

    verdict: Verdict
    why: str
    would: str = ""
    finding: Finding | None = None
    lower: float | None = None
    upper: float | None = None
    deff: float | None = None


def held(requirement: Requirement, finding: Finding, quantity: Quantity, *, threshold_df: float | None = None) -> Held:
    """Hold one finding against a requirement; its level has to be the one that is required."""
    if finding.estimate is None:
        why = f"{wording.capital(finding.not_estimable or '')}."
        return Held(verdict=Verdict.NOT_SHOWN, why=why, would=_more(finding), finding=finding)
    if _certain(requirement, quantity):
        return _of_certainty(requirement, finding)
    limits = limits_of(finding, quantity, threshold_df=threshold_df)
    if limits.lower is None or limits.upper is None:
        return Held(verdict=Verdict.NOT_SHOWN, why=f"{limits.why}.", would=limits.would, finding=finding)
    verdict = compared(requirement, limits.lower, limits.upper)
    shown = Held(
        verdict=verdict, why="", finding=finding, lower=limits.lower, upper=limits.upper, deff=limits.deff
    )  # fmt: skip
    why = _why(requirement, quantity, limits, shown)
    would = would_show(requirement, finding, quantity, limits) if verdict is Verdict.NOT_SHOWN else ""
    apart = " ".join(caveat for caveat in finding.caveats if caveat.endswith((FOLD, EXCLUDE)))
    return replace(shown, why=f"{why} {apart}".strip(), would=would)


def compared(requirement: Requirement, lower: float, upper: float) -> Verdict:
    """Compare two one-sided limits with that of a requirement."""
    limit = requirement.limit.value
    if requirement.direction == "at-most":
        return Verdict.MET if upper <= limit else Verdict.NOT_MET if lower > limit else Verdict.NOT_SHOWN
    return Verdict.MET if lower >= limit else Verdict.NOT_MET if upper < limit else Verdict.NOT_SHOWN


def _certain(requirement: Requirement, quantity: Quantity) -> bool:
    """Return whether never, or always, is required. One an hour is neither: a mean number has no most."""
    least, most = quantity.kind.range
    return requirement.limit.value == (least if requirement.direction == "at-most" else most)


def _of_certainty(requirement: Requirement, finding: Finding) -> Held:
    """Hold a finding against never, or always: one event to the contrary is enough, and none shows nothing."""
    e = finding.estimate
    assert e is not None  # noqa: S101 - who calls has looked
    if e.value != requirement.limit.value:
        count = f"{wording.count(e.events or 0)} of {wording.count(e.trials or 0)}"
        word = "none" if requirement.direction == "at-most" else "all"
        return Held(verdict=Verdict.NOT_MET, why=f"It was {count}, and {word} is required.", finding=finding)
    at, would = (AT_ZERO, LARGEST_ACCEPTED) if requirement.direction == "at-most" else (AT_ONE, LEAST_ACCEPTED)
    why = f"A limit of {requirement.limit.written} cannot be shown by any evidence: {at}."
    return Held(verdict=Verdict.NOT_BY_THIS_KIND, why=why, would=would, finding=finding)


def _why(requirement: Requirement, quantity: Quantity, limits: Limits, found: Held) -> str:
    """Say why the verdict is what it is."""
    manner, at_most = Manner(quantity, requirement.limit.value), requirement.direction == "at-most"
    assert found.lower is not None and found.upper is not None  # noqa: PT018, S101 - who calls has looked
    low, high, limit = manner.say(found.lower), manner.say(found.upper), _limit(requirement, manner)
    if found.verdict is Verdict.NOT_SHOWN:
        low, high = manner.say(found.lower, up=False), manner.say(found.upper, up=True)
        return f"The doubt reaches from {low} to {high}. The limit of {limit} lies in it.{_assumed(limits)}"
    met = found.verdict is Verdict.MET
    lead = f"Even the {'unlucky' if met else 'lucky'} end, {high if met == at_most else low}, "
    if at_most:
        return f"{lead}is {'within' if met else 'beyond'} the limit of {limit}{_of_whom(limits)}.{_assumed(limits)}"
    return f"{lead}{'reaches' if met else 'falls short of'} the {limit} required{_of_whom(limits)}.{_assumed(limits)}"


def _limit(requirement: Requirement, manner: Manner) -> str:
    """Say the limit in the manner of the other numbers; as it was written where digits would make it none, or all."""
    limit = requirement.limit
    near = min(limit.value, abs(1 - limit.value))
    return limit.written if 0 < near < wording.NEARLY_NONE else manner.said_limit


def _assumed(limits: Limits) -> str:
    if limits.deff is not None and limits.deff > 1:
        times = wording.significant(limits.deff, 3) if limits.deff % 1 else f"{limits.deff:,.0f}"
        fives = f" Events are counted as if they came {times} at a time, as the record does not tell how they cluster."
        return " ".join(filter(None, (fives, limits.only))) + _doubt(limits)
    if limits.free and not limits.exact:
        few = "Too few errors, tries without one, or people"
        return f" {few} leave only the limit that assumes nothing of how trials depend."
    if limits.drivers is not None and limits.drivers < kg_t.SOME_PEOPLE:
        about = wording.plural(round(limits.drivers), "person", "people")
        return f" It rests on about {about}: others may err far more often."
    return ""


def _of_whom(limits: Limits) -> str:
    """Say of whom a limit speaks that takes people for typical: those who err far more often may be in no trial."""
    return "" if limits.drivers is None else ", for people like these"


def _doubt(limits: Limits) -> str:
    """Say that alerts in doubt may be on either side, and that each end takes the side that is against it."""
    if not limits.doubtful:
        return ""
    word = f"{limits.kinds[0]}" if len(limits.kinds) == 1 else "in doubt"
    alerts = wording.plural(limits.doubtful, "alert")
    return f" {alerts} {word} may be false or right: each end takes the worse."


def _more(finding: Finding) -> str:
    """Say what would show a number that is not there."""
    target = finding.at.target_fmr or finding.at.target_fpir
    if target is None:
        return "Evidence that tells the number would show it."
    units = "comparisons of different people" if finding.at.target_fmr else "searches of people who are not on the list"
    return f"Several times {wording.count(1 / target)} {units} would show it."
