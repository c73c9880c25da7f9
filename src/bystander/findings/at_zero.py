"""How a rate is said of which no event was seen: never zero, but every limit with what it holds under (METHODS V.6).

The one place that words it. Z1.5, where a trial can tell it, stands first and with its condition; the limit that
rests on people alone, or the exact one of a count, is the last and the largest, and is the end of the interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings.limits import CLOSEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings.estimate import Bounds, Estimate


def at_most(estimate: Estimate, bounds: Bounds, said: Callable[..., str], *, in_brackets: bool = False) -> str:
    """Say how large a rate without an event may be: "at most X, if .... It is at most Y whatever ..." ends a sentence.

    ``said``: how a rate is written, which takes ``up``, as a limit is rounded away from the rate. ``in_brackets``: it
    stands in brackets, and has none of its own.
    """
    limits = [(estimate.high, estimate.method)]
    if bounds.if_seen_among_closest_upper is not None:
        limits.insert(0, (bounds.if_seen_among_closest_upper, CLOSEST))
    between = "; " if in_brackets else ". It is "
    listed = between.join(f"at most {said(limit, up=True)}{method.under}" for limit, method in limits)
    return _one_sided(listed, estimate, in_brackets=in_brackets, both=not in_brackets and len(limits) > 1)


def at_least(estimate: Estimate, said: Callable[..., str], *, in_brackets: bool = False) -> str:
    """Say how small a rate may be of which every trial had the event, in the same way."""
    return _one_sided(
        f"at least {said(estimate.low, up=False)}{estimate.method.under}", estimate, in_brackets=in_brackets
    )


def _one_sided(text: str, estimate: Estimate, *, in_brackets: bool, both: bool = False) -> str:
    level = f"{'both ' if both else ''}{estimate.level * 100:.4g} % one-sided"
    return f"{text}, {level}" if in_brackets else f"{text} ({level})"
