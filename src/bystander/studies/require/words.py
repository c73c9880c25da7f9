"""Verdicts in words: numbers with their limit beside them, in one manner, and with digits enough to tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Kind, wording

if TYPE_CHECKING:
    from bystander.findings import Finding, Quantity, Required
    from bystander.requirements.requirement import Requirement

MILLION = 1_000_000
_MOST_DIGITS = 6


def number(value: float, quantity: Quantity, *, beside: float | None = None) -> str:
    """Say a rate as its quantity is told: per cent where it is frequent, "in a million" where it is rare.

    ``beside``: another number, with which it is never to look equal unless it is.
    """
    digits = 2
    while (
        beside is not None
        and value != beside
        and digits < _MOST_DIGITS
        and _said(value, quantity, digits) == _said(beside, quantity, digits)
    ):
        digits += 1
    return _said(value, quantity, digits)


def _said(value: float, quantity: Quantity, digits: int) -> str:
    if quantity.kind is Kind.MEAN:
        return wording.significant(value, digits)
    if quantity.often:
        return wording.percent(value, digits)
    return f"{wording.significant(value * MILLION, digits)} in a million"


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
