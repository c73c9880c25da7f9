"""Numbers beside a limit, in words: all in one manner, and with digits enough to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.quantity import Kind

if TYPE_CHECKING:
    from bystander.findings.quantity import Quantity

MILLION = 1_000_000
FREQUENT = 0.01  # a limit from which on rates are told in per cent
_MOST_DIGITS = 6


@dataclass(frozen=True)
class Manner:
    """How the numbers of one requirement are said: all in per cent, all "in a million", or all as mean counts."""

    quantity: Quantity
    limit: float

    @property
    def in_percent(self) -> bool:
        """Whether numbers are told in per cent: those of what is frequent, and those that are held against as much."""
        return self.quantity.often or self.limit >= FREQUENT

    def say(self, value: float, *, up: bool | None = None) -> str:
        """Say a number, with digits enough never to look equal to the limit unless it is.

        ``up``: round it up or down, as the end of a range that reaches at least so far, if that is away from the limit.
        """
        digits = 2
        outward = None if up is None or (value > self.limit) is not up else up
        while (
            value != self.limit and digits < _MOST_DIGITS and self._said(value, digits, up=outward) == self.said_limit
        ):
            digits += 1
        return self._said(value, digits, up=outward)

    def span(self, low: float, high: float) -> str:
        """Say a range of numbers beside one that says what they are: "690 to 1,400", "5.1 to 11 %"."""
        first, last = self.say(low, up=False), self.say(high, up=True)
        return f"{first.removesuffix(' in a million').removesuffix(' %')} to {last.removesuffix(' in a million')}"

    def alone(self, low: float, high: float) -> str:
        """Say a range that stands by itself: "690 to 1,400 in a million"."""
        unit = " in a million" if self.say(high).endswith(" in a million") else ""
        return f"{self.span(low, high)}{unit}"

    @cached_property
    def said_limit(self) -> str:
        """The limit in the same manner, with as many digits as it has: 1 %, 166.7 in a million."""
        digits = range(1, _MOST_DIGITS)
        return next(
            (said for d in digits if _near(self.limit, d) for said in (self._said(self.limit, d),)),
            self._said(self.limit, _MOST_DIGITS),
        )

    def _said(self, value: float, digits: int, *, up: bool | None = None) -> str:
        if self.quantity.kind is Kind.MEAN:
            return wording.significant(value, digits, up=up)
        if self.in_percent:
            return wording.percent(value, digits, up=up)
        return f"{wording.significant(value * MILLION, digits, up=up)} in a million"


def _near(value: float, digits: int) -> bool:
    """Return whether so many digits say a number to one part in a thousand; of a share near 1, of the rest."""
    told = min(value, 1 - value) if 0.5 < value < 1 else value
    return abs(float(f"{told:.{digits - 1}e}") - told) <= told / 1000
