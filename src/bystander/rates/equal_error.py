"""The equal error rate: where the step curve of FMR and FNMR crosses (METHODS D.5, III).

As the threshold rises the FMR falls and the FNMR rises, in steps. The crossing is exact where one step
crosses alone; where mated and non-mated scores tie at the crossing, the curve jumps over the diagonal and
the crossing is known only as a bracket. The upper end of the bracket is reported as the value.

The interval holds for the population's EER: at any fixed threshold the true EER lies between the true FMR
and the true FNMR, so the hull of their intervals at that threshold covers it; both are taken at half the
error each (Bonferroni). The threshold is the crossing of the same data, which the hull leaves room for
but does not prove; measured, it held in every one of 800 simulated trials and was about twice as wide as need
be (``python -m benchmarks.coverage --only EER``). It is one number where a system is used at another
threshold: legacy, for comparison with older reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings.estimate import Estimate
from bystander.rates.comparison import false_match_rate, false_non_match_rate

if TYPE_CHECKING:
    from bystander.tally.comparison_tally import ComparisonTally


@dataclass(frozen=True, kw_only=True)
class EqualErrorMeasure:
    """The EER with its bracket on the step curve and the threshold just below the crossing."""

    estimate: Estimate
    bracket_low: float
    bracket_high: float
    threshold: float
    caveats: tuple[str, ...]


def equal_error_rate(tally: ComparisonTally, *, level: float) -> EqualErrorMeasure | None:
    """Measure the EER.

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
    estimate = Estimate(
        value=value,
        low=min(value, fmr.estimate.low, fnmr.estimate.low),
        high=max(value, fmr.estimate.high, fnmr.estimate.high),
        level=level,
        method=f"hull of the FMR and FNMR intervals at the crossing, each at {each:.4g}",
        people=people,
    )
    return EqualErrorMeasure(
        estimate=estimate,
        bracket_low=crossing.value_low,
        bracket_high=crossing.value_high,
        threshold=crossing.threshold_above,
        caveats=tuple(dict.fromkeys((*fmr.caveats, *fnmr.caveats))),
    )
