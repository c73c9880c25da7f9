"""What the quantities of a seeded test need to know of it, and the words that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Point, wording

if TYPE_CHECKING:
    from bystander.evidence.passes.passes import Passes

VOLUNTEERS = (
    "new volunteers of the same kind, on the same days, before the same cameras, in front of the same watchlist"
)
NO_PASSES = "no pass is left whose face was found"
UNIT = "pass"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The passes at one threshold, and what is said of them; ``label``: the threshold, "" where it is not told."""

    passes: Passes
    level: float
    point: Point
    label: str

    @classmethod
    def of(cls, passes: Passes, threshold: float | None, *, level: float) -> Facts:
        """Return the facts of the passes at a threshold; None: it is not recorded."""
        label = "" if threshold is None else wording.threshold(threshold)
        return cls(passes=passes.at(threshold), level=level, point=Point(threshold=threshold), label=label)

    @property
    def surely(self) -> str:
        """Name the interval."""
        return f"{self.level * 100:g} % interval"

    @property
    def many(self) -> str:
        """Name several trials."""
        return "passes before one camera" if self.passes.views else "passes"

    @property
    def one(self) -> str:
        """Name one trial."""
        return "pass before one camera" if self.passes.views else "pass"

    @property
    def where(self) -> str:
        """Say at which threshold, to begin a sentence with; nothing where it is not recorded."""
        return f"At the threshold {self.label}: " if self.label else ""
