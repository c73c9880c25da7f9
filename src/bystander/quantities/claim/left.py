"""What chance alone leaves of a rate that was counted, and how that range is said: it always names its level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.intervals.counts import clopper_pearson, clopper_pearson_lower, clopper_pearson_upper
from bystander.intervals.none_to_all import none_to_all
from bystander.quantities.claim import words

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Counts
    from bystander.claims.denominators import Denominator


@dataclass(frozen=True)
class Left:
    """The range of a rate of wrong ones. ``one_sided``: none were wrong, or all, and it has one end."""

    low: float
    high: float
    one_sided: bool


def left(counts: Counts, *, level: float) -> Left:
    """Return it by Clopper and Pearson. Those that nobody verified may be all right, or all wrong; nothing at 0/0."""
    least, most, n = counts.wrong or 0, (counts.wrong or 0) + counts.unverified, counts.trials or 0
    if most == 0:
        return Left(0.0, clopper_pearson_upper(0, n, level=level), one_sided=True)
    if least == n:
        return Left(clopper_pearson_lower(n, n, level=level), 1.0, one_sided=True)
    low, high = none_to_all(lambda wrong: clopper_pearson(wrong, n, level=level), least, most - least)
    return Left(low, high, one_sided=False)


def in_right(claim: Claim, counts: Counts, found: Left) -> bool:
    """Return whether a page says right ones of them: as the claim does, unless some are unverified or they are rare."""
    return claim.of_right and not counts.unverified and not words.in_millionths(counts.what, found.high)


def span(what: Denominator, found: Left, *, of_right: bool = False) -> str:
    """Say the range: "1.5 to 5.8 in a million", "at most 9.6 %"; ``of_right``: of the right ones, where in per cent."""
    low, high = found.low, found.high
    if words.in_millionths(what, high):
        if not low:
            return f"at most {words.bounded(what, high, 2, up=True)[1]}"
        return f"{wording.of_a_million(low)} to {wording.in_a_million(high)}"
    if of_right:
        low, high = 1 - high, 1 - low
    if low <= 0 < high < 1:
        return f"at most {words.bounded(what, high, 2, up=True)[1]}"
    if 0 < low < 1 <= high:
        return f"at least {words.bounded(what, low, 2, up=False)[1]}"
    return f"{wording.percent(max(low, 0.0)).removesuffix(' %')} to {wording.percent(min(high, 1.0))}"


def at(found: Left, *, level: float) -> str:
    """Say at which level, as it stands behind every range: "95 %", "95 %, one-sided"."""
    return f"{level * 100:g} %{', one-sided' if found.one_sided else ''}"
