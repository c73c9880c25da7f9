"""What one visit to a quantity brings: the number with its doubt, and the finding that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.findings import Finding, Point, Quantity
    from bystander.intervals.measured import Measured


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A rate as it was measured and as it is said. ``measured`` is None where there is nothing to measure (0/0)."""

    measured: Measured | None
    finding: Finding

    @classmethod
    def of(
        cls,
        quantity: Quantity,
        measured: Measured,
        said: str,
        *,
        at: Point | None = None,
        caveats: tuple[str, ...] = (),
    ) -> Answer:
        """Return the answer in a sentence, with all that stands beside the number; ``caveats`` after its own."""
        finding = quantity.answered(
            said, measured.estimate, at=at, bounds=measured.bounds, sensitivity=measured.sensitivity,
            caveats=(*measured.caveats, *caveats),
        )  # fmt: skip
        return cls(measured=measured, finding=finding)

    @classmethod
    def none(cls, quantity: Quantity, reason: str = "", *, at: Point | None = None) -> Answer:
        """Return the answer that there is no number, and why; at 0/0 the quantity knows the reason."""
        return cls(measured=None, finding=quantity.missing(reason, at=at))
