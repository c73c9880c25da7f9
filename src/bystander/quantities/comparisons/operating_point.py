"""Both error rates of comparisons at one threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.findings import Point
    from bystander.intervals.measured import Measured


@dataclass(frozen=True, kw_only=True)
class OperatingMeasure:
    """Both rates at one threshold; None where the trial lacks the comparisons for it.

    ``chosen_again``: the interval of the FNMR allows for a threshold that was found on the same trial.
    """

    label: str
    point: Point
    fmr: Measured | None
    fnmr: Measured | None
    chosen_again: bool = False
