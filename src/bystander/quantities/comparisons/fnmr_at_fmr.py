"""The FNMR at a target FMR: its threshold was found on the same trial, and the interval allows for that.

Measured on simulated trials whose people differ in both kinds of error (``python -m benchmarks.coverage --only bands
V24``): KG-t with the threshold as given held the population's FNMR at the population's threshold in 36 to 93 % of
trials, the bootstrap that chooses the threshold again in every replicate in 93 to 99 %. Where that cannot be, or scores
step over the target, it is the hull over all thresholds that the trial cannot exclude (``inverted``); where nothing
bounds those, there is no interval, and the finding says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Point, Quantity, wording
from bystander.intervals import kg_t, methods
from bystander.intervals.measured import without_limit
from bystander.intervals.uneven_tries import drawn_out
from bystander.quantities.answer import Answer
from bystander.quantities.comparisons import bands
from bystander.quantities.comparisons.facts import NO_NON_MATED, SAME_DATA, threshold_of
from bystander.quantities.comparisons.fmr import false_match_rate
from bystander.quantities.comparisons.fnmr import FNMR, false_non_match_rate, missed, without_failed
from bystander.quantities.comparisons.inverted import hull, rows
from bystander.quantities.comparisons.replicates import matches_along

if TYPE_CHECKING:
    from bystander.findings import Finding
    from bystander.findings.estimate import Sensitivity
    from bystander.intervals.measured import Measured
    from bystander.quantities.comparisons.facts import Facts
    from bystander.quantities.comparisons.replicates import TrialReplicates
    from bystander.tally.comparisons.tally import ComparisonTally


FNMR_AT_FMR = replace(
    FNMR,
    id="fnmr-at-fmr",
    question="If the false match rate may be at most a given value, how often is a person not recognised?",
    page="thresholds.md",
)


UNBOUNDED = (
    "no threshold is shown to keep to that among new people; some {needed} comparisons of different people might "
    "show such a threshold"
)
UNBOUNDED_BY_MANY = (
    "no threshold is shown to keep to that among new people; more people, or finer scores, might show one"
)
NEEDED = 10  # false matches expected at the target, from which on some threshold is shown to keep it


def fnmr_at_fmr(found: AtTarget, point: Point, facts: Facts) -> Answer:
    """Return the FNMR where the FMR is held at or below a target, as :func:`at_target` measured it, and said."""
    target = point.target_fmr or 0.0
    asked, measured = _at_most(target), found.fnmr
    if measured is None:
        return Answer.none(asked, at=point)
    if found.unbounded:
        enough = NEEDED / target
        why = UNBOUNDED.format(needed=wording.count(enough)) if enough > facts.non_mated else UNBOUNDED_BY_MANY
        missing = asked.missing(why, at=point)
        return Answer(measured=measured, finding=missing)
    said = (
        f"The lowest threshold that keeps false matches at or below {wording.one_in(target)} is {threshold_of(point)} "
        f"(it reaches {wording.in_a_million(point.achieved_fmr or 0)}). There {missed(measured, facts)}."
    )
    caveats = (*(() if found.chosen_again else (SAME_DATA,)), *without_failed(measured, facts))
    return Answer.of(asked, measured, said, at=point, caveats=caveats)


def beyond_evidence(target: float, facts: Facts) -> Finding:
    """Return the finding that a target lies below what the trial can show, and what would be needed."""
    reason = too_few(target, facts) if facts.non_mated else NO_NON_MATED
    return _at_most(target).missing(reason, at=Point(target_fmr=target))


def too_few(target: float, facts: Facts) -> str:
    """Say why a target cannot be shown by the different people who were compared."""
    if facts.kept is not None and target * facts.non_mated >= 1:
        return facts.not_kept("its threshold lies")
    return (
        f"{wording.count(facts.non_mated)} comparisons of different people are too few; {wording.count(1 / target)} "
        "would hold one false match, several times that measure it"
    )


def below_floor(target: float, facts: Facts) -> Finding:
    """Return the finding that the threshold of a target lies where a tally file does not reach."""
    return _at_most(target).missing(facts.not_kept("its threshold lies"), at=Point(target_fmr=target))


def _at_most(target: float) -> Quantity:
    said = wording.one_in(target)
    question = f"If at most {said} comparisons of different people may match, how often is a person not recognised?"
    return replace(FNMR_AT_FMR, question=question)


@dataclass(frozen=True, kw_only=True)
class AtTarget:
    """Both rates at the threshold of a target FMR; None where their comparisons are missing.

    ``chosen_again``: whether the interval of the FNMR allows for the threshold having been found on the same trial.
    ``unbounded``: no threshold is shown to keep the target, so the FNMR there is not estimable, and ``fnmr`` is that of
    the threshold found.
    """

    fmr: Measured | None
    fnmr: Measured | None
    chosen_again: bool
    unbounded: bool = False


def at_target(
    tally: ComparisonTally, target: float, threshold: float, *, drawn: TrialReplicates | None, level: float
) -> AtTarget:
    """Measure both rates at a target's threshold.

    The interval of the FNMR is that of people drawn again, where replicates have errors enough and scores are fine at
    the target, else the hull over the thresholds that cannot be excluded. The limit for a claim of compliance is never
    below the interval; a limit without any assumption exists for a given threshold only. Where a few people make most
    of the tries, it reaches as far as at the same threshold given.
    """
    fmr = false_match_rate(tally, threshold, level=level) if tally.non_mated_total else None
    fnmr = false_non_match_rate(tally, threshold, level=level) if tally.mated_total else None
    if fmr is None or fnmr is None:
        return AtTarget(fmr=fmr, fnmr=fnmr, chosen_again=False)
    ends = None if drawn is None else bands.fnmr_at_target(drawn, target, value=fnmr.estimate.value, level=level)
    sensitivity: tuple[Sensitivity, ...] = ()
    if drawn is not None and ends is not None:
        method = methods.BOOTSTRAP.named(f"{methods.BOOTSTRAP}, threshold chosen again, {drawn.replicates} replicates")
        # the replicates are brought to the size that a floor gives
        method = kg_t.with_floor_of(method, fnmr.estimate.method)
    else:
        along = matches_along(tally, drawn, level=level)
        ends = None if along is None else hull(tally, along, target, level=level)
        if along is not None and fnmr.sensitivity:
            sensitivity = rows(tally, along, target, fnmr.sensitivity, level=level)
        method = methods.THRESHOLDS.only(fnmr.estimate.method.only_if)
    if ends is None:
        return AtTarget(fmr=fmr, fnmr=fnmr, chosen_again=False, unbounded=True)
    # people drawn again are those who make most of the tries: of so few no tail is seen
    given = (fnmr.estimate.low, fnmr.estimate.high)
    low, high = drawn_out(ends, given, fnmr.share)
    low, high = min(low, fnmr.estimate.value), max(high, fnmr.estimate.value)
    update = {"low": low, "high": high, "method": method, "effective_trials": None}
    again = replace(
        fnmr,
        estimate=fnmr.estimate.model_copy(update=update),
        bounds=fnmr.bounds.chosen_again(low, high),
        sensitivity=sensitivity,
        caveats=fnmr.caveats
        if sensitivity
        else tuple(dict.fromkeys((*without_limit(fmr, "the false matches"), *without_limit(fnmr, "the misses")))),
    )
    return AtTarget(fmr=fmr, fnmr=again, chosen_again=True)
