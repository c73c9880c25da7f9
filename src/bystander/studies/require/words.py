"""Verdicts in words: numbers with their limit beside them, in one manner, and with digits enough to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bystander.findings import Kind, wording

if TYPE_CHECKING:
    from bystander.findings import Finding, Quantity, Required
    from bystander.requirements.requirement import Limit, Requirement

MILLION = 1_000_000
FREQUENT = 0.01  # a limit from which on rates are told in per cent
_MOST_DIGITS = 6


@dataclass(frozen=True)
class Manner:
    """How the numbers of one requirement are said: all in per cent, all "in a million", or all as mean counts."""

    quantity: Quantity
    limit: Limit

    @property
    def in_percent(self) -> bool:
        """Whether numbers are told in per cent: those of what is frequent, and those that are held against as much."""
        return self.quantity.often or self.limit.value >= FREQUENT

    def say(self, value: float) -> str:
        """Say a number, with digits enough never to look equal to the limit unless it is."""
        digits = 2
        while value != self.limit.value and digits < _MOST_DIGITS and self._said(value, digits) == self.said_limit:
            digits += 1
        return self._said(value, digits)

    @cached_property
    def said_limit(self) -> str:
        """The limit in the same manner, with as many digits as it has: 1 %, 166.7 in a million."""
        digits = range(1, _MOST_DIGITS)
        return next(
            (said for d in digits if _near(self.limit.value, d) for said in (self._said(self.limit.value, d),)),
            self._said(self.limit.value, _MOST_DIGITS),
        )

    def _said(self, value: float, digits: int) -> str:
        if self.quantity.kind is Kind.MEAN:
            return wording.significant(value, digits)
        if self.in_percent:
            return wording.percent(value, digits)
        return f"{wording.significant(value * MILLION, digits)} in a million"


def _near(value: float, digits: int) -> bool:
    """Return whether so many digits say a number to one part in a thousand; of a share near 1, of the rest."""
    told = min(value, 1 - value) if 0.5 < value < 1 else value
    return abs(float(f"{told:.{digits - 1}e}") - told) <= told / 1000


def counted(finding: Finding) -> str:
    """Say what was counted: "69 of 900"; nothing where it was not."""
    e = finding.estimate
    if e is None or e.events is None or e.trials is None:
        return ""
    return f"{wording.count(e.events)} of {wording.count(e.trials)}"


def at_said(requirement: Requirement) -> str:
    """Say where a requirement holds: "at 1 false match in 1,000"."""
    at, said = requirement.at, []
    if at.target_fmr is not None:
        said.append(f"at a false match rate of {wording.one_in(at.target_fmr)}")
    if at.target_fpir is not None:
        said.append(f"with false alerts in {wording.one_in(at.target_fpir)} searches")
    if at.threshold is not None:
        said.append(f"at the threshold {wording.threshold(at.threshold)}")
    if at.n is not None:
        said.append(f"before a watchlist of {wording.plural(at.n, 'person', 'people')}")
    if at.rank is not None:
        said.append("first candidate" if at.rank == 1 else f"among the first {wording.count(at.rank)} candidates")
    return ", ".join(said)


def side(requirement: Requirement | Required) -> str:
    """Say on which side of its limit the number has to be."""
    return "at most" if requirement.direction == "at-most" else "at least"
