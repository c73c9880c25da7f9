"""How many false alerts the evidence does not exclude: the frequentist bound beside the predictive range.

Where events are few, a predictive range leans on the prior (METHODS II.3): 0 of 12,120 give 0 to 13 false alerts in
60,000 passes, although rates that give 15 on average fit the evidence as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.rates.counts import clopper_pearson_upper

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 10  # events from which on the prior no longer matters


def excluded_above(blocks: Sequence[tuple[float, float | None, float, float]], *, level: float = 0.95) -> float | None:
    """Give the expected number at the upper limit of the evidence, or None where no block has few events.

    A block: usable looks; events, or None for an asserted rate; trials, or that rate; design effect. Limits are
    one-sided Clopper-Pearson; an asserted rate has none and adds what it says. Without trials (0/0) every look may
    be an alert.
    """
    if not any(events is not None and events < FEW for _, events, _, _ in blocks):
        return None
    total = 0.0
    for usable, events, trials, deff in blocks:
        if events is None:
            total += usable * trials
        else:
            total += usable * (clopper_pearson_upper(events, trials, level=level, deff=deff) if trials else 1.0)
    return total
