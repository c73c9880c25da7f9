"""Which finding answers a requirement: its quantity, in its unit, of its people, where it has to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Estimate, wording
from bystander.findings.complements import MISSED_OF
from bystander.findings.digits import ten_digits
from bystander.quantities.comparisons.fmr import FMR
from bystander.quantities.comparisons.fnmr import FNMR_AT_ZERO_FMR
from bystander.quantities.passes.alerted import PASSES_ALERTED, PASSES_MISSED
from bystander.quantities.searches.fpir import FPIR
from bystander.requirements.told_by import points_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bystander.findings import Finding
    from bystander.requirements.requirement import Requirement

# A share of people found is one less that of people missed: of a trial's searches the one is told by group, of a
# seeded test the other. Whichever a requirement names, that which was measured is turned round.
TARGETS = {FMR.name: "target_fmr", FPIR.name: "target_fpir"}
COMPLEMENTS = {**MISSED_OF, PASSES_MISSED.name: PASSES_ALERTED.name}
BY_GROUP = "-by-group"
PLACES = frozenset({"place", "camera"})  # parts of a seeded test that are no groups of people
NOT_AT_A_POINT = frozenset({FNMR_AT_ZERO_FMR.id})  # what the trial happens to reach is no point that anybody sets

NOT_COUNTED = "This evidence does not count what is required"
COUNT_IT = "The same evidence with these counts would show it."
NO_POINT = "The requirement names no threshold, and this evidence has the number at several"
NAME_IT = "Name the threshold in use, with --threshold or as at = {{ threshold = ... }}."
ITS_OWN = "Where the threshold is set for a target, this rate is the target itself, whatever the system"
NO_SUCH_POINT = "This evidence has the number at the threshold {there} and not at {asked}"
NOT_RECORDED = (
    "The requirement is of the threshold {asked}, and this evidence does not say at which its number was told"
)
RECORD_IT = "A column threshold in this evidence would show it."
NO_GROUPS = "It is required of every group, and nobody said who is in which"
NOT_BY_GROUP = "It is required of every group, and of this number only that of everybody is told"
TEST_EACH = "A test of each group by itself would show it."
NOT_OF_SYSTEMS = "It is required of every group, and a comparison of systems tells nothing by group"
EVALUATE_EACH = "Evaluate each system by itself, with its groups named (--by)."
SAY_GROUPS = "The same evidence with its groups named (--by; of a record, --groups) would show it."
WHOLE = " That is of the whole record, which has thresholds of {there}."
OTHER_SIZE = "The watchlist of this evidence holds {there}, and the requirement is of {asked}"
NO_SIZE = "This evidence does not say how long its watchlist is, and the requirement is of {asked}"
SAY_SIZE = "A trial before a watchlist of {asked}, with that number in a column watchlist_size, would show it."


@dataclass(frozen=True, kw_only=True)
class Picked:
    """The findings that answer; none, and then ``why`` and what ``would`` show it. ``of``: what they mix."""

    findings: tuple[Finding, ...] = ()
    why: str = ""
    would: str = ""
    of: str = ""


def picked(requirement: Requirement, findings: Sequence[Finding], *, of_system: bool = False) -> Picked:
    """Return what answers a requirement: one finding, or one of each group.

    ``of_system``: whether the findings are of one of several systems that are compared, of which groups are not told.
    """
    each = requirement.groups == "each"
    mine = [f for f in _named(requirement, findings, each=each) if _of_unit(requirement, f)]
    if each and not mine:
        if of_system:
            return Picked(why=NOT_OF_SYSTEMS, would=EVALUATE_EACH)
        named = any(f.quantity.endswith(BY_GROUP) and not PLACES & (f.group or {}).keys() for f in findings)
        return Picked(why=NOT_BY_GROUP, would=TEST_EACH) if named else Picked(why=NO_GROUPS, would=SAY_GROUPS)
    if not mine and not any(_beyond(requirement, f) for f in findings):
        return Picked(why=NOT_COUNTED, would=COUNT_IT)
    own = TARGETS.get(requirement.quantity)
    if own in requirement.at.said and not each:  # of groups it differs from the target, which everybody's keeps
        return Picked(why=ITS_OWN, would=NAME_IT.format())
    there = [f for f in mine if _holds(requirement, f)]
    if not there:
        missing = [f for f in findings if _beyond(requirement, f)]
        return Picked(findings=(missing[0],)) if missing and not each else _elsewhere(requirement, mine)
    size, known = requirement.at.n, {f.at.n for f in findings if f.at.n is not None}
    fitting = [f for f in there if size is None or f.at.n == size or (f.at.n is None and size in known)]
    return _of_one_point(requirement, fitting, each=each) if fitting else _of_size(size or 0, there[0].at.n, known)


def _of_size(size: int, there: int | None, known: Collection[int]) -> Picked:
    """Say that the watchlist holds another number of people, or that nobody says how many; ``known``: of findings."""
    asked = wording.plural(size, "person", "people")
    held = max(known, default=None) if there is None else there
    if held is None:
        return Picked(why=NO_SIZE.format(asked=asked), would=SAY_SIZE.format(asked=asked))
    return Picked(
        why=OTHER_SIZE.format(there=wording.plural(held, "person", "people"), asked=asked),
        would=f"A trial before a watchlist of {asked} would show it.",
    )


def _of_one_point(requirement: Requirement, fitting: Sequence[Finding], *, each: bool) -> Picked:
    """Return findings that hold at one point; where a quantity is of a record, those of the whole record."""
    whole = [f for f in fitting if f.at.threshold is None]
    if len({(f.at.threshold, f.at.rank) for f in fitting}) == 1:
        return Picked(findings=tuple(fitting) if each else (fitting[0],))
    if not whole or points_of(requirement.quantity):
        return Picked(why=NO_POINT, would=NAME_IT.format())
    there = sorted({f.at.threshold for f in fitting if f.at.threshold is not None})
    mixed = WHOLE.format(there=wording.listed([wording.threshold(t) for t in there]))
    return Picked(findings=tuple(whole) if each else (whole[0],), of=mixed)


def mirrored(finding: Finding) -> Finding:
    """Return the finding of one less a rate: people found for people missed."""
    e = finding.estimate
    if e is None:
        return finding
    events = None if e.events is None or e.trials is None else round(e.trials) - e.events
    estimate = Estimate(
        value=1 - e.value, low=1 - e.high, high=1 - e.low, level=e.level, method=e.method, events=events,
        trials=e.trials, effective_trials=e.effective_trials, people=e.people, df=e.df,
    )  # fmt: skip
    return finding.model_copy(update={"estimate": estimate, "bounds": finding.bounds.mirrored(), "sensitivity": ()})


def _named(requirement: Requirement, findings: Sequence[Finding], *, each: bool) -> list[Finding]:
    """Return the findings of the quantity; where only its complement has them, those turned round."""
    end = BY_GROUP if each else ""

    def of(name: str) -> list[Finding]:
        told = [f for f in findings if f.quantity == f"{name}{end}" and f.requirement is None and f.at.period is None]
        return [
            f for f in told
            if (f.group is not None) == each and f.id not in NOT_AT_A_POINT and not PLACES & (f.group or {}).keys()
        ]  # fmt: skip

    own = of(requirement.quantity)
    other = COMPLEMENTS.get(requirement.quantity)
    if other is None or any(f.bounds.compliance_lower is not None for f in own):
        return own
    return [mirrored(f) for f in of(other)] or own


def _of_unit(requirement: Requirement, finding: Finding) -> bool:
    return not requirement.unit or finding.unit == requirement.unit or finding.unit.endswith(f" {requirement.unit}")


def _holds(requirement: Requirement, finding: Finding) -> bool:
    """Return whether a finding holds at the point that is asked for; at none, if it was not chosen for a target."""
    asked, there = requirement.at, finding.at
    if asked.rank is not None and there.rank != asked.rank:
        return False
    if asked.target_fmr is not None or asked.target_fpir is not None:
        return all(
            wanted is None or found == ten_digits(wanted)
            for wanted, found in ((asked.target_fmr, there.target_fmr), (asked.target_fpir, there.target_fpir))
        )
    chosen = any(v is not None for v in (there.target_fmr, there.target_fpir, there.achieved_fmr, there.achieved_fpir))
    if asked.threshold is not None:
        return not chosen and there.threshold == asked.threshold
    return not chosen


def _beyond(requirement: Requirement, finding: Finding) -> bool:
    """Return whether a finding says that the target lies beyond what the evidence can show, be it of its complement."""
    asked = requirement.at.target_fpir
    named = requirement.quantity in {*COMPLEMENTS, *COMPLEMENTS.values()}
    return named and asked is not None and finding.estimate is None and finding.at.target_fpir == ten_digits(asked)


def _elsewhere(requirement: Requirement, mine: Sequence[Finding]) -> Picked:
    """Say why nothing answers, where there are findings of the quantity all the same."""
    asked = requirement.at.threshold
    given = [f.at for f in mine if f.at.achieved_fmr is None and f.at.achieved_fpir is None]
    thresholds = sorted({at.threshold for at in given if at.threshold is not None})
    if asked is not None and thresholds:
        there = wording.listed([wording.threshold(t) for t in thresholds])
        return Picked(
            why=NO_SUCH_POINT.format(there=there, asked=wording.threshold(asked)),
            would=f"A test with the threshold set to {wording.threshold(asked)} would show it.",
        )
    if asked is not None and not any(at.target_fmr is not None or at.target_fpir is not None for at in given):
        return Picked(why=NOT_RECORDED.format(asked=wording.threshold(asked)), would=RECORD_IT)
    return Picked(why=NO_POINT, would=NAME_IT.format())
