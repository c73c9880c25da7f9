"""The numbers of a finding in words: value, range, counts, each in the one denominator of its quantity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Kind, wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Finding, Quantity


@dataclass(frozen=True)
class Told:
    """A finding with the quantity that it is of, which says in which manner its numbers are told.

    ``place``: how many findings of the document come before it.
    """

    finding: Finding
    quantity: Quantity
    place: int = 0

    @property
    def kind(self) -> Kind:
        """What kind of number it is."""
        return self.quantity.kind

    @property
    def often(self) -> bool:
        """Whether it is said in per cent; else in a million. One denominator a quantity, everywhere."""
        return self.quantity.often or not self.quantity.of_passers_by


def value(told: Told) -> str:
    """Say the value of a finding's estimate, under a heading that says of what; "none" where none was counted."""
    estimate = told.finding.estimate
    found = estimate.value if estimate else 0.0
    if told.kind is Kind.DIFFERENCE and in_a_million(told):
        return wording.signed_of_a_million(found)
    if told.kind is Kind.DIFFERENCE and estimate is not None:
        return wording.signed(found, like=max(abs(estimate.low), abs(estimate.high)))
    if found == 0 and told.kind is not Kind.RATIO:
        return "none"
    return short(told, found)


def said(told: Told, value: float) -> str:
    """Say a value of a finding's kind: a ratio, a mean, a chance or a mean count."""
    if told.kind is Kind.RATIO:
        return wording.times(value)
    if told.quantity.per:
        return f"{wording.significant(value)} {told.quantity.per}"
    if told.quantity.of_whole:
        return f"{wording.expected(value)} per {told.finding.unit}"
    if told.kind is Kind.MEAN or wording.is_count(told.finding.unit):
        return f"{wording.significant(value)} per {told.finding.unit}"
    return wording.frequency(value, often=told.often)


def short(told: Told, value: float) -> str:
    """Say a value as in a column of others, which leaves out what they are in a million of."""
    return wording.of_a_million(value) if in_a_million(told) else said(told, value)


def in_a_million(told: Told) -> bool:
    """Return whether a value is said as so many in a million: a rare rate, or how far apart those of groups are.

    What differs between two systems has percentage points, as its chart has.
    """
    between_groups = told.kind is Kind.DIFFERENCE and not told.finding.systems
    rate = (told.kind is Kind.RATE or between_groups) and not told.quantity.per
    return rate and not wording.is_count(told.finding.unit) and not told.often


def spread(told: Told, low: float, high: float) -> str:
    """Say a range in the unit of the value, without naming it again: "5.4 to 11"; of a limit, "at most 16"."""
    estimate = told.finding.estimate
    one_edge = estimate is not None and estimate.method.one_sided
    if told.kind is Kind.DIFFERENCE and in_a_million(told):
        return f"{wording.signed_of_a_million(low)} to {wording.signed_of_a_million(high)}"
    if told.kind is Kind.DIFFERENCE:
        return wording.signed_span(low, high, unit=False)
    if told.kind is Kind.RATE and not wording.is_count(told.finding.unit) and not told.quantity.per:
        text = wording.ends(low, high, often=told.often)
    else:
        number = _number(told)
        most = wording.significant(high, up=True) if number is wording.significant else number(high)
        text = f"{number(low)} to {number(high)}" if wording.bounded_below(low, high) else f"up to {most}"
    none = estimate is not None and estimate.value == 0 and low == 0
    return text.replace("up to", "at most") if one_edge or none else text


def _number(told: Told) -> Callable[[float], str]:
    """Return how an end of a range is said that is no rate."""
    if told.quantity.of_whole:
        return wording.count
    return wording.times_as if told.kind is Kind.RATIO else wording.significant


def counted(told: Told) -> str:
    """Say the events and trials behind an estimate: "69 of 900"; nothing where it rests on none."""
    estimate = told.finding.estimate
    if estimate is None or estimate.events is None or estimate.trials is None:
        return ""
    if told.kind is Kind.RATIO:
        return f"{wording.count(estimate.events)} in {wording.plural(estimate.trials, 'row')}"
    return f"{wording.count(estimate.events)} of {amount(estimate.trials)}"


def amount(value: float) -> str:
    """Say a number of things, which may be no whole one."""
    return wording.count(value) if value >= 100 or value == int(value) else wording.significant(value, 3)
