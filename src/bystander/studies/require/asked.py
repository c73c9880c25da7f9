"""What is asked of the evidence for a requirement: the same study again, at the level and the point required."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.findings import Finding


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A level, and where the numbers are wanted: ``targets`` of false matches or of false alerts, or ``thresholds``.

    Neither: at the thresholds that the user named, as the study would have it. ``resampled``: whether intervals are
    wanted that know that a threshold was chosen on the same trial, which takes its time.
    """

    level: float
    targets: tuple[float, ...] = ()
    thresholds: tuple[float, ...] = ()
    rank: int | None = None
    resampled: bool = True


if TYPE_CHECKING:
    Ask = Callable[[Asked], Sequence[Finding]]
