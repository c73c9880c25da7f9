"""FNMR: how often is a person not recognised as themself?

The share of mated comparisons (of one person with themself) that a threshold rejects, clustered on the person
(METHODS D.1, 1.6). Population: new people.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import InGroups, Quantity, Term, wording
from bystander.findings.at_zero import at_most
from bystander.intervals import clusters, zero_events
from bystander.intervals.measured import Measured, clustered, of_nobody_named
from bystander.quantities.answer import Answer
from bystander.quantities.comparisons.facts import NEW_PEOPLE, NO_MATED, NO_THRESHOLD, SAME_DATA, threshold_of
from bystander.quantities.without_a_score import left_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bystander.findings import Finding, Point
    from bystander.quantities.comparisons.facts import Facts
    from bystander.tally.comparisons.tally import ComparisonTally

OF_ONE = "comparisons of a person with themself"
FNMR = Quantity(
    name="fnmr",
    heading="A person not recognised (FNMR)",
    question="How often does the system fail to recognise that two images show one person?",
    unit="mated comparison",
    population=NEW_PEOPLE,
    term=Term(
        "False non-match rate (FNMR)",
        "The share of comparisons of a person with themself in which the system does not recognise them.",
        ("false non-match rate", "FNMR"),
    ),
    of_passers_by=False,
    nothing=NO_MATED,
    often=True,
    page="comparison-error-rates.md",
    groups=InGroups(
        question="How often does the system fail to recognise a person of each group as themself?",
        errors="failures to recognise a person",
        word="misses",
        tries="tries",
        chart="Tries in which a person was not recognised",
        of="new people of the same groups",
    ),
)
FNMR_AT_ZERO_FMR = replace(
    FNMR,
    id="fnmr-at-zero-fmr",
    question="If the threshold is raised until no two different people match in the trial, "
    "how often is a person not recognised?",
    page="thresholds.md",
)


def fnmr(tally: ComparisonTally, threshold: float, point: Point, facts: Facts) -> Answer:
    """Return how often a person is not recognised at a threshold of the tally, measured and said.

    ``point``: the threshold as the file has it.
    """
    if not tally.mated_total:
        return Answer.none(FNMR, at=point)
    measured = false_non_match_rate(tally, threshold, level=facts.level)
    said = f"At the threshold {threshold_of(point)}, {missed(measured, facts)}."
    return Answer.of(FNMR, measured, said, at=point, caveats=without_failed(measured, facts))


def fnmr_at_zero_fmr(tally: ComparisonTally, threshold: float, point: Point, facts: Facts) -> Answer:
    """Return the FNMR at the lowest threshold where no non-mated comparison matched, measured and said."""
    if not tally.mated_total:
        return Answer.none(FNMR_AT_ZERO_FMR, at=point)
    measured = false_non_match_rate(tally, threshold, level=facts.level)
    said = (
        f"That takes a threshold of {threshold_of(point)}. There {missed(measured, facts)}. "
        "No false match in this trial is not a false match rate of zero."
    )
    return Answer.of(FNMR_AT_ZERO_FMR, measured, said, at=point, caveats=(SAME_DATA, *without_failed(measured, facts)))


def no_fnmr(facts: Facts) -> Finding:
    """Return the finding that there is no FNMR at all, as there is no threshold."""
    return FNMR.missing(NO_THRESHOLD if facts.mated else NO_MATED)


def without_failed(measured: Measured, facts: Facts) -> tuple[str, ...]:
    """Say how many comparisons are left out of a share of misses; nothing where none is."""
    return left_out(facts.excluded, measured.estimate, OF_ONE)


def missed(measured: Measured, facts: Facts) -> str:
    """Say an FNMR as part of a sentence."""
    estimate = measured.estimate
    if estimate.events == 0:
        return (
            f"no person went unrecognised in {wording.plural(facts.mated, 'comparison')}; the rate is "
            f"{at_most(estimate, measured.bounds, wording.percent)}"
        )
    return (
        f"{wording.count(estimate.events or 0)} of {wording.count(estimate.trials or 0)} comparisons of a person with "
        f"themself failed: {wording.percent(estimate.value)} "
        f"({estimate.interval}: {wording.ends(estimate.low, estimate.high, often=True)})"
    )


def false_non_match_rate(tally: ComparisonTally, threshold: float, *, level: float) -> Measured:
    """Measure the FNMR at a threshold. Raises ValueError without mated comparisons (0/0)."""
    errors = tally.mated_errors(threshold)
    if errors.x is None or errors.k is None:
        return of_nobody_named(errors.errors, errors.trials, level=level)
    rate = clusters.one_way(errors.x, errors.k)
    return clustered(rate, level=level, sets=disjoint_trials(errors.k))


def disjoint_trials(trials: NDArray[np.int64]) -> int:
    """Return the trials that can be set side by side sharing nobody, from the trials of each person."""
    return zero_events.independent_trials(int(trials.sum()), int(trials.max(initial=0)))
