"""What counts say of a printed number: the closed list of verdicts, and the rule of each (METHODS II.7).

A claim that the system is wrong at most so often:

* *contradicted* where the lower limit of the counts is above the number;
* *supported* where even the cautious upper limit is at most the number;
* *consistent but unproven* between the two; *not testable from what is published* without counts.

A charge, that it is wrong at least so often, is judged the other way round. The number is the end of its rounding range
that favours it. The lower limit is Clopper and Pearson's; the cautious one is theirs with every event counted twice, as
nobody publishes how events cluster (the design effect plus one of METHODS 1.4, at a design effect of 1). Of k counts of
one denominator each is judged at 1 - (1 - level)/k, and one that contradicts is enough.

A claim that does not say of what is *ill-defined denominator*, whatever the counts of one or the other are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings.claim import (
    CONSISTENT,
    CONTRADICTED,
    ILL_DEFINED,
    NOT_TESTABLE,
    SUPPORTED,
    Verdict,
)
from bystander.intervals.counts import clopper_pearson

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Counts, Possible
    from bystander.claims.printed import Printed

CAUTIOUS = 2.0  # how many times each event counts where a claim is to be supported


@dataclass(frozen=True)
class Limits:
    """What counts leave open of a rate of wrong ones: two-sided at ``level``, and cautiously so.

    Those that nobody verified may all be right, or all be wrong.
    """

    low: float
    high: float
    cautious_low: float
    cautious_high: float

    @classmethod
    def of(cls, counts: Counts, *, level: float) -> Limits:
        """Return the limits of counts. Raises ValueError where there are none."""
        if counts.wrong is None or counts.trials is None:
            message = f"{counts.of}: nothing was counted"
            raise ValueError(message)
        least, most, n = counts.wrong, counts.wrong + counts.unverified, counts.trials
        return cls(
            low=clopper_pearson(least, n, level=level)[0],
            high=clopper_pearson(most, n, level=level)[1],
            cautious_low=clopper_pearson(least, n, level=level, deff=CAUTIOUS)[0],
            cautious_high=clopper_pearson(most, n, level=level, deff=CAUTIOUS)[1],
        )


def judged(number: Printed, counts: Counts, *, level: float, charge: bool = False) -> Verdict:
    """Return what counts say of a ``number`` of wrong ones; ``charge``: that it is said to be at least so large."""
    if not counts.counted:
        return NOT_TESTABLE
    limits = Limits.of(counts, level=level)
    if charge:
        least = number.low  # a fraction: as a float, a number near all would be all
        return CONTRADICTED if limits.high < least else SUPPORTED if limits.cautious_low >= least else CONSISTENT
    most = number.high
    return CONTRADICTED if limits.low > most else SUPPORTED if limits.cautious_high <= most else CONSISTENT


def judged_against(claim: Claim) -> dict[Possible, tuple[Counts, ...]]:
    """Return each denominator with the counts that the claim is judged by: its own, and evidence that is of it."""
    return {
        one: tuple(c for c in (one, *(h for h in claim.held(one.what) if not h.elsewhere)) if c.counted)
        for one in claim.possible
    }


def verdict_of(claim: Claim, one: Possible, *, level: float) -> Verdict:
    """Return the verdict on the claim as one of its denominators has it."""
    against = judged_against(claim)[one]
    if not against:
        return NOT_TESTABLE
    each = 1 - (1 - level) / len(against)
    found = {judged(claim.wrong, counts, level=each, charge=claim.charge) for counts in against}
    return next(word for word in (CONTRADICTED, SUPPORTED, CONSISTENT) if word in found)


def holds_in_pairs(claim: Claim, one: Possible, *, level: float) -> bool:
    """Return whether the verdict on one denominator is the same with every event counted twice.

    What supports a claim, or leaves it open, is judged so already; only what contradicts it may no longer do so.
    """
    if verdict_of(claim, one, level=level) != CONTRADICTED:
        return True
    against = judged_against(claim)[one]
    limits = [Limits.of(counts, level=1 - (1 - level) / len(against)) for counts in against]
    if claim.charge:
        return any(found.cautious_high < claim.wrong.low for found in limits)
    return any(found.cautious_low > claim.wrong.high for found in limits)


def verdict(claim: Claim, *, level: float) -> Verdict:
    """Return the verdict on the whole claim."""
    return ILL_DEFINED if claim.of is None else verdict_of(claim, claim.of, level=level)
