"""The equal error rate: where the step curve of FMR and FNMR crosses (METHODS D.5, III).

As the threshold rises the FMR falls and the FNMR rises, in steps. The crossing is exact where one step
crosses alone; where mated and non-mated scores tie at the crossing, the curve jumps over the diagonal and
the crossing is known only as a bracket. The upper end of the bracket is reported as the value.

The interval is that of the bootstrap over people, which finds the crossing again in every replicate (``bands``), made
to include the bracket. Where the crossing lies below the exact tail, errors are fewer than five, there are no
replicates, or the bracket is a good part of the interval, it is a hull; where a few people make most of the tries it is
drawn out to that. (Replicates interpolate within the bracket,
where no rate is, so the interval ended at the value itself and held it in 44 % of simulated trials with few scores.)

The hull holds for the population's EER as follows: at any fixed threshold the true EER lies between the true FMR and
the true FNMR, so the hull of their intervals at that threshold covers it; both are taken at half the error each
(Bonferroni). The threshold is the crossing of the same data, which the hull leaves room for but does not prove;
measured, it held in every one of 800 simulated trials and was about twice as wide as need be (``python -m
benchmarks.coverage --only EER``). It is one number where a system is used at another threshold: legacy, for comparison
with older reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Point, Quantity, Term, wording
from bystander.findings.estimate import Estimate
from bystander.intervals import kg_t, methods
from bystander.intervals.measured import without_limit
from bystander.intervals.uneven_tries import drawn_out
from bystander.quantities.comparisons.bands import equal_error
from bystander.quantities.comparisons.facts import NEW_PAIRS, NO_MATED, NO_NON_MATED, SAME_DATA
from bystander.quantities.comparisons.fmr import false_match_rate
from bystander.quantities.comparisons.fnmr import false_non_match_rate

if TYPE_CHECKING:
    from bystander.findings import Finding
    from bystander.quantities.comparisons.facts import Facts
    from bystander.quantities.comparisons.replicates import TrialReplicates
    from bystander.tally.comparisons.tally import ComparisonTally

EER = Quantity(
    name="eer",
    heading="Both errors equally frequent (EER)",
    question="At the threshold where both kinds of error are equally frequent, how frequent are they?",
    unit="comparison",
    population=NEW_PAIRS,
    term=Term(
        "Equal error rate (EER)",
        "The error rate at the one threshold where both kinds of error are equally frequent.",
        ("equal error rate", "EER"),
    ),
    of_passers_by=False,
    often=True,
    older=True,
    page="thresholds.md",
)
WIDE = 0.1  # of an interval: a bracket beyond it leaves too little to interpolate
BRACKET = (
    "Mated and non-mated scores tie at the crossing: the rate lies between {low} and {high}, the upper end is given. "
    "Finer scores would remove this."
)
LEGACY = "Hardly any system is used at this threshold. It serves comparison with older reports."
NO_CROSSING = "so many comparisons failed that rejections outnumber false matches at every threshold"


def eer(tally: ComparisonTally, drawn: TrialReplicates | None, facts: Facts) -> Finding:
    """Return where the two error rates are equal, measured and said; ``drawn``: the trial's replicates, if any."""
    measure = equal_error_rate(tally, level=facts.level, drawn=drawn)
    if measure is None:
        crossing = NO_CROSSING if facts.kept is None else facts.not_kept("the two rates are equal")
        return EER.missing(NO_NON_MATED if not facts.non_mated else crossing if facts.mated else NO_MATED)
    low, value = (wording.percent(end, 3) for end in (measure.bracket_low, measure.estimate.value))
    both = f"Both are {value}" if low == value else f"Where they cross, both lie between {low} and {value}"
    span = wording.percent_span(measure.estimate.low, measure.estimate.high)
    said = [LEGACY] if measure.chosen_again else [LEGACY, SAME_DATA]
    if measure.bracket_low < measure.bracket_high:
        low, high = (wording.percent(end, 4) for end in (measure.bracket_low, measure.bracket_high))
        said.insert(0, BRACKET.format(low=low, high=high))
    return EER.answered(
        f"{both} (equal error rate; {measure.estimate.interval} {span}).",
        measure.estimate,
        at=Point(threshold=facts.as_read(measure.threshold)),
        caveats=(*said, *measure.caveats),
    )


@dataclass(frozen=True, kw_only=True)
class EqualErrorMeasure:
    """The EER with its bracket on the step curve and the threshold just below the crossing."""

    estimate: Estimate
    bracket_low: float
    bracket_high: float
    threshold: float
    caveats: tuple[str, ...]
    chosen_again: bool  # the interval allows for a crossing that was found on the same data


def equal_error_rate(
    tally: ComparisonTally, *, level: float, drawn: TrialReplicates | None = None
) -> EqualErrorMeasure | None:
    """Measure the EER; ``drawn``: the trial's replicates, if there are any.

    None where mated or non-mated comparisons are missing (0/0), or where the curves do not cross because so
    many comparisons failed that the FNMR is the larger everywhere.
    """
    if tally.eer_crossing is None or tally.eer_crossing.below is None:
        return None
    crossing = tally.eer()
    each = 1 - (1 - level) / 2
    fmr = false_match_rate(tally, crossing.threshold_above, level=each)
    fnmr = false_non_match_rate(tally, crossing.threshold_above, level=each)
    people = fnmr.estimate.people
    value = crossing.value_high
    ends = None if drawn is None else equal_error(drawn, value=value, level=level)
    hull = min(value, fmr.estimate.low, fnmr.estimate.low), max(value, fmr.estimate.high, fnmr.estimate.high)
    if drawn is None or ends is None or crossing.value_high - crossing.value_low > WIDE * (ends[1] - ends[0]):
        method = methods.HULL.named(f"{methods.HULL}, each at {each:.4g}").only(fnmr.estimate.method.only_if)
        ends, chosen_again = hull, False
    else:
        method = methods.BOOTSTRAP.named(f"{methods.BOOTSTRAP}, crossing found again, {drawn.replicates} replicates")
        method, chosen_again = kg_t.with_floor_of(method, fmr.estimate.method, fnmr.estimate.method), True
        ends = drawn_out(ends, hull, max(fmr.share, fnmr.share))
    estimate = Estimate(
        value=value,
        low=min(ends[0], crossing.value_low),
        high=ends[1],
        level=level,
        method=method,
        people=people,
    )
    return EqualErrorMeasure(
        estimate=estimate,
        bracket_low=crossing.value_low,
        bracket_high=crossing.value_high,
        threshold=crossing.threshold_above,
        caveats=tuple(dict.fromkeys((*without_limit(fmr, "the false matches"), *without_limit(fnmr, "the misses")))),
        chosen_again=chosen_again,
    )
