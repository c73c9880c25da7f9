"""The numbers of a finding as its card says them: value, interval, natural frequency, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Kind, wording

if TYPE_CHECKING:
    from bystander.findings import Finding, Quantity


@dataclass(frozen=True)
class Told:
    """A finding with the quantity that it is of, which says in which manner its numbers are told."""

    finding: Finding
    quantity: Quantity

    @property
    def kind(self) -> Kind:
        """What kind of number it is."""
        return self.quantity.kind


def value(told: Told) -> str:
    """Say the value of a finding's estimate."""
    estimate = told.finding.estimate
    found = estimate.value if estimate else 0.0
    if told.kind is Kind.DIFFERENCE and estimate is not None:
        return wording.signed(found, like=max(abs(estimate.low), abs(estimate.high)))
    if told.kind is Kind.RATIO:
        return said(told, found)
    return "none seen" if found == 0 else said(told, found)


def said(told: Told, value: float) -> str:
    """Say a value of a finding's kind: a ratio, a mean, a chance or a mean count."""
    if told.kind is Kind.RATIO:
        return wording.times(value)
    if told.quantity.per:
        return f"{wording.significant(value)} {told.quantity.per}"
    return wording.rate(value, told.finding.unit)


def interval(told: Told, low: float, high: float) -> str:
    """Say an interval in the manner of the value."""
    if told.kind is Kind.DIFFERENCE:
        return wording.signed_span(low, high)
    if told.kind is Kind.RATIO or told.quantity.per:
        number = wording.times_as if told.kind is Kind.RATIO else wording.significant
        ends = [number(v) for v in (low, high)]
        return f"{ends[0]} to {ends[1]}" if wording.bounded_below(low, high) else f"up to {ends[1]}"
    return wording.short_span(low, high, told.finding.unit)


def brief(told: Told) -> list[str]:
    """Return the numbers of a finding for a line."""
    finding = told.finding
    if finding.estimate is None:
        return []
    said = [counted(told)]
    if finding.sensitivity:
        low, high = min(s.low for s in finding.sensitivity), max(s.high for s in finding.sensitivity)
        said.append(f"under other assumptions {interval(told, low, high)}")
    return [text for text in (*said, finding.estimate.method) if text]


def crowd(told: Told, crowd: int) -> str:
    """Say a rate in the one crowd; nothing of a mean, a ratio, a difference, or of what is no passer-by's."""
    estimate, unit = told.finding.estimate, told.finding.unit
    if estimate is None or told.kind is not Kind.RATE or not told.quantity.of_passers_by:
        return ""
    if estimate.value == 0:
        return f"{wording.crowd_span(estimate.low, estimate.high, crowd)} {wording.units(unit)}"
    span = wording.people_span(estimate.low, estimate.high, crowd)
    said = wording.per_crowd(estimate.value, crowd)
    return f"{said} {wording.units(unit)} (interval: {span})"


def counted(told: Told) -> str:
    """Say the events and trials behind an estimate; nothing where it rests on none."""
    estimate, unit = told.finding.estimate, told.finding.unit
    if estimate is None or estimate.events is None or estimate.trials is None:
        return ""
    if told.kind is Kind.RATIO:
        return f"{wording.count(estimate.events)} events in {wording.plural(estimate.trials, 'row')}"
    return f"{wording.count(estimate.events)} in {amount(estimate.trials)} {wording.units(unit)}"


def amount(value: float) -> str:
    """Say a number of things, which may be no whole one."""
    return wording.count(value) if value >= 100 or value == int(value) else wording.significant(value, 3)
