"""How often could the system not compare two images at all?

The share of mated comparisons that failed, clustered on the person. Mated ones alone: a failed image fails in all its
comparisons, and among non-mated ones that is a hundredfold repetition of the same few failures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Quantity, wording
from bystander.findings.at_zero import at_most
from bystander.intervals import clusters
from bystander.intervals.measured import Measured, clustered, of_nobody_named
from bystander.quantities.answer import Answer
from bystander.quantities.comparisons.facts import NEW_PEOPLE, NO_MATED
from bystander.quantities.comparisons.fnmr import disjoint_trials

if TYPE_CHECKING:
    from bystander.quantities.comparisons.facts import Facts
    from bystander.tally.comparisons.tally import ComparisonTally

FAILURES = Quantity(
    name="failure-rate",
    id="failures",
    heading="Comparisons that could not be made",
    question="How often could the system not compare two images at all?",
    unit="mated comparison",
    population=NEW_PEOPLE,
    of_passers_by=False,
    nothing=NO_MATED,
    often=True,
    page="comparison-error-rates.md",
)


def failures(tally: ComparisonTally, facts: Facts) -> Answer | None:
    """Return how often a person could not be compared with themself, measured and said; None where nothing failed."""
    if not tally.mated_failed + tally.non_mated_failed:
        return None
    measured = failure_rate(tally, level=facts.level)
    if measured is None:
        return Answer.none(FAILURES)
    estimate = measured.estimate
    span = wording.ends(estimate.low, estimate.high, often=True)
    rate = f"{wording.percent(estimate.value)} ({estimate.interval}: {span})"
    rate = rate if estimate.events else at_most(estimate, measured.bounds, wording.percent)
    said = (
        f"In {wording.count(estimate.events or 0)} of {wording.count(estimate.trials or 0)} comparisons of a person "
        f"with themself: {rate}. Of different people, "
        f"{wording.count(tally.non_mated_failed)} comparisons failed."
    )
    return Answer.of(FAILURES, measured, said)


def failure_rate(tally: ComparisonTally, *, level: float) -> Measured | None:
    """Measure the rate of failures among mated comparisons; None without any (0/0)."""
    failed = tally.mated_failures
    if failed.trials == 0:
        return None
    if failed.x is None or failed.k is None:
        return of_nobody_named(failed.errors, failed.trials, level=level)
    rate = clusters.one_way(failed.x, failed.k)
    return clustered(rate, level=level, sets=disjoint_trials(failed.k))
