"""A question with what its answer counts: both kinds of finding are made from it, one with a number and one without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Bounds, Finding, Point

if TYPE_CHECKING:
    from bystander.findings import Estimate, Reference, Sensitivity, SignificanceTest


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question. ``quantity``: what is asked for, where several questions ask for the same; else the id says it."""

    id: str
    question: str
    unit: str
    population: str
    quantity: str = ""

    def answered(
        self,
        answer: str,
        estimate: Estimate,
        *,
        at: Point | None = None,
        group: dict[str, str] | None = None,
        bounds: Bounds | None = None,
        sensitivity: tuple[Sensitivity, ...] = (),
        caveats: tuple[str, ...] = (),
        test: SignificanceTest | None = None,
        reference: Reference | None = None,
    ) -> Finding:
        """Return the finding that has a number."""
        return Finding(
            id=self.id,
            question=self.question,
            answer=answer,
            quantity=self.quantity or self.id,
            unit=self.unit,
            population=self.population,
            at=at or Point(),
            group=group,
            estimate=estimate,
            bounds=bounds or Bounds(),
            sensitivity=sensitivity,
            test=test,
            reference=reference,
            caveats=caveats,
        )

    def missing(
        self,
        reason: str,
        *,
        at: Point | None = None,
        answer: str = "",
        group: dict[str, str] | None = None,
        bounds: Bounds | None = None,
        caveats: tuple[str, ...] = (),
        test: SignificanceTest | None = None,
        reference: Reference | None = None,
    ) -> Finding:
        """Return the finding that has none, with the reason; ``answer`` where more can be said than that."""
        return Finding(
            id=self.id,
            question=self.question,
            answer=answer or f"Not estimable, because {reason}.",
            quantity=self.quantity or self.id,
            unit=self.unit,
            population=self.population,
            at=at or Point(),
            group=group,
            not_estimable=reason,
            bounds=bounds or Bounds(),
            test=test,
            reference=reference,
            caveats=caveats,
        )
