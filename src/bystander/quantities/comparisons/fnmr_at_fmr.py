"""The FNMR at a target FMR: its threshold was found on the same trial, and the interval allows for that.

Measured on simulated trials whose people differ in both kinds of error (``python -m benchmarks.coverage --only
bands``): KG-t with the threshold as given held the population's FNMR at the population's threshold in 63 to 93 % of
trials, the bootstrap that chooses the threshold again in every replicate in 93 to 99 %, and in 87 to 90 % where only
three to five people drive the false matches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings import Point, Quantity, wording
from bystander.findings.estimate import Bounds
from bystander.intervals import methods
from bystander.intervals.measured import without_limit
from bystander.quantities.answer import Answer
from bystander.quantities.comparisons import bands
from bystander.quantities.comparisons.facts import NO_NON_MATED, SAME_DATA, threshold_of
from bystander.quantities.comparisons.fmr import false_match_rate
from bystander.quantities.comparisons.fnmr import FNMR, false_non_match_rate, missed

if TYPE_CHECKING:
    from bystander.findings import Finding
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


def fnmr_at_fmr(measured: Measured | None, point: Point, facts: Facts, *, chosen_again: bool) -> Answer:
    """Return the FNMR where the FMR is held at or below a target, as :func:`at_target` measured it, and said."""
    target = point.target_fmr or 0.0
    asked = _at_most(target)
    if measured is None:
        return Answer.none(asked, at=point)
    said = (
        f"The lowest threshold that keeps false matches at or below {wording.one_in(target)} is {threshold_of(point)} "
        f"(it reaches {wording.in_a_million(point.achieved_fmr or 0)}). There {missed(measured, facts)}."
    )
    return Answer.of(asked, measured, said, at=point, caveats=() if chosen_again else (SAME_DATA,))


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
        "would show one, several times that measure it"
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
    """

    fmr: Measured | None
    fnmr: Measured | None
    chosen_again: bool


def at_target(
    tally: ComparisonTally, target: float, threshold: float, *, drawn: TrialReplicates | None, level: float
) -> AtTarget:
    """Measure both rates at a target's threshold.

    Without replicates, and where :func:`bystander.quantities.comparisons.bands.fnmr_at_target` has no interval, the
    FNMR's is KG-t with the threshold taken as given. The limit for a claim of compliance is never below the interval; a
    limit without any assumption exists for a given threshold only.
    """
    fmr = false_match_rate(tally, threshold, level=level) if tally.non_mated_total else None
    fnmr = false_non_match_rate(tally, threshold, level=level) if tally.mated_total else None
    if drawn is None or fmr is None or fnmr is None:
        return AtTarget(fmr=fmr, fnmr=fnmr, chosen_again=False)
    ends = bands.fnmr_at_target(drawn, target, value=fnmr.estimate.value, level=level)
    if ends is None:
        return AtTarget(fmr=fmr, fnmr=fnmr, chosen_again=False)
    estimate = fnmr.estimate.model_copy(
        update={
            "low": ends[0],
            "high": ends[1],
            "method": methods.BOOTSTRAP.named(
                f"{methods.BOOTSTRAP}, threshold chosen again, {drawn.replicates} replicates"
            ),
            "effective_trials": None,
        }
    )
    compliance = max(fnmr.bounds.compliance_upper or 0.0, ends[1])
    again = replace(
        fnmr,
        estimate=estimate,
        bounds=Bounds(compliance_upper=compliance),
        caveats=tuple(dict.fromkeys((*without_limit(fmr, "the false matches"), *without_limit(fnmr, "the misses")))),
    )
    return AtTarget(fmr=fmr, fnmr=again, chosen_again=True)
