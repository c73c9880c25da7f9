"""The numbers of a finding as its card says them: value, interval, natural frequency, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.findings import Estimate, Finding

# so many times as large, neither chance nor count; and everything that ends in "-ratio"
_RATIOS = frozenset({"over-dispersion", "denominator-change"})
_COUNTS = {"faces-per-hour": "faces per hour", "selectivity": "per search"}  # means of a number, and of what
_CHANCES = frozenset(
    {
        "nobody-flagged",
        "share-of-right-alerts",
        "sought-person-found",
        "tpir",
        "fnir",
        "cmc",
        "false-candidate-rate",
        "false-alerts-by-group",
    }
)  # of no 60,000 passers-by


def is_ratio(finding: Finding) -> bool:
    """Return whether it is so many times as large as something."""
    return finding.quantity in _RATIOS or finding.quantity.endswith(("-ratio", "-max-to-mean"))


def is_difference(finding: Finding) -> bool:
    """Return whether it is a difference of two rates, which has a sign."""
    return finding.quantity.endswith("-difference")


def value(finding: Finding) -> str:
    """Say the value of a finding's estimate."""
    found = finding.estimate.value if finding.estimate else 0.0
    if is_difference(finding) and finding.estimate is not None:
        return wording.signed(found, like=max(abs(finding.estimate.low), abs(finding.estimate.high)))
    if is_ratio(finding):
        return said(finding, found)
    return "none seen" if found == 0 else said(finding, found)


def said(finding: Finding, value: float) -> str:
    """Say a value of a finding's kind: a ratio, a mean, a chance or a mean count."""
    if is_ratio(finding):
        return wording.times(value)
    if finding.quantity in _COUNTS:
        return f"{wording.significant(value)} {_COUNTS[finding.quantity]}"
    return wording.rate(value, finding.unit)


def interval(finding: Finding, low: float, high: float) -> str:
    """Say an interval in the manner of the value."""
    if is_difference(finding):
        return wording.signed_span(low, high)
    if is_ratio(finding) or finding.quantity in _COUNTS:
        number = wording.times_as if is_ratio(finding) else wording.significant
        ends = [number(v) for v in (low, high)]
        return f"{ends[0]} to {ends[1]}" if wording.bounded_below(low, high) else f"up to {ends[1]}"
    return wording.short_span(low, high, finding.unit)


def brief(finding: Finding) -> list[str]:
    """Return the numbers of a finding for a line."""
    estimate = finding.estimate
    if estimate is None:
        return []
    said = [counted(finding)]
    if finding.sensitivity:
        low, high = min(s.low for s in finding.sensitivity), max(s.high for s in finding.sensitivity)
        said.append(f"under other assumptions {interval(finding, low, high)}")
    return [text for text in (*said, estimate.method) if text]


def crowd(estimate: Estimate, finding: Finding, crowd: int) -> str:
    """Say a chance in the one crowd; a mean count or a ratio has no crowd."""
    unit = finding.unit
    if wording.is_count(unit) or is_ratio(finding) or is_difference(finding):
        return ""
    if finding.quantity in {*_COUNTS, *_CHANCES}:
        return ""
    span = wording.crowd_span(estimate.low, estimate.high, crowd)
    if estimate.value == 0:
        return f"{span} {wording.units(unit)}"
    said = wording.per_crowd(estimate.value, crowd)
    return f"{said} {wording.units(unit)} (interval: {span.removesuffix(f' of {wording.count(crowd)}')})"


def counted(finding: Finding) -> str:
    """Say the events and trials behind an estimate; nothing where it rests on none."""
    estimate, unit = finding.estimate, finding.unit
    if estimate is None or estimate.events is None or estimate.trials is None:
        return ""
    if is_ratio(finding):
        return f"{wording.count(estimate.events)} events in {wording.plural(estimate.trials, 'row')}"
    return f"{wording.count(estimate.events)} in {amount(estimate.trials)} {wording.units(unit)}"


def amount(value: float) -> str:
    """Say a number of things, which may be no whole one."""
    return wording.count(value) if value >= 100 or value == int(value) else wording.significant(value, 3)
