"""A rate in a table of signs: its mark, what was counted, and the rate with its range, always alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.signs import Cell, Interval, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.findings.estimate import Bounds, Estimate


def limits_of_none(estimate: Estimate, bounds: Bounds) -> tuple[float, float | None]:
    """Return the nearer and the farther limit of a rate of which none was counted; None where there is one only."""
    near = bounds.if_seen_among_closest_upper
    return (estimate.high, None) if near is None else (near, estimate.high)


def condition(estimates: Iterable[Estimate]) -> str:
    """Say what ranges hold under, where nothing in the evidence shows that it holds; nothing where all do."""
    only_if = next((e.method.only_if for e in estimates if e.method.only_if), "")
    return f"All ranges hold {only_if}, which nothing in the evidence shows." if only_if else ""


def counted(estimate: Estimate) -> str:
    """Say events and trials: "69 of 900"."""
    return f"{wording.count(estimate.events or 0)} of {wording.count(estimate.trials or 0)}"


def rate_cell(estimate: Estimate, bounds: Bounds, *, often: bool, sign: Sign, bare: bool = False) -> Cell:
    """Return the cell of a rate, in per cent where it is ``often``, else in a million.

    ``bare``: a heading names the unit of what is in a million. Of none counted both limits are said, the nearer first.
    """
    say = wording.of_a_million if bare and not often else partial(wording.frequency, often=often)
    if estimate.events == 0:
        near, far = limits_of_none(estimate, bounds)
        mark = Interval(low=0.0, high=near, value=0.0, sign=sign, none=True, far=far)
        note = "" if far is None else f"or {say(far, up=True)} whatever people do"
        return Cell(mark, counted(estimate), f"at most {say(near, up=True)}", note)
    mark = Interval(low=estimate.low, high=estimate.high, value=estimate.value, sign=sign)
    ends = wording.ends(estimate.low, estimate.high, often=often)
    return Cell(mark, counted(estimate), f"{say(estimate.value)} ({ends})")
