"""What the printed number would mean for a crowd: false alerts, the share of right ones, and the yardstick."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor
from typing import TYPE_CHECKING

from bystander.claims import methods
from bystander.claims.consequences import alerts, look_rate, rate_behind, score_of_never
from bystander.claims.denominators import ALERTS
from bystander.claims.denominators import Kind as What
from bystander.findings import Estimate, Kind, Quantity, wording
from bystander.findings.digits import before_words
from bystander.quantities.claim import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.claims.claim import Claim, Crowd, Possible
    from bystander.findings import Finding

CROWD = "a crowd as the claim was asked of, if the printed number is true"
NOT_OF_LOOKS = "a number of this kind does not tell how often a passer-by is flagged by mistake"

FALSE_ALERTS = Quantity(
    name="claim-false-alerts", heading="False alerts in the crowd",
    question="How many false alerts would the printed number mean for the crowd?", unit="crowd", population=CROWD,
    kind=Kind.MEAN, per="false alerts", page="claims.md", in_parts=True,
)  # fmt: skip
SHARE_RIGHT = Quantity(
    name="claim-share-of-right-alerts", heading="Right alerts in the crowd",
    question="Of the alerts in the crowd, how many would be right?", unit="alert", population=CROWD, often=True,
    of_passers_by=False, page="claims.md", in_parts=True,
)  # fmt: skip
RATE_BEHIND = Quantity(
    name="claim-rate-behind", heading="What the number takes",
    question="For the number to be true, how few passers-by may be flagged by mistake?", unit="look",
    population=CROWD, page="claims.md", in_parts=True,
)  # fmt: skip
NEVER = Quantity(
    name="claim-never-alerts", heading="The yardstick", question="What would a system that never alerts score?",
    unit="trial", population=None, of_passers_by=False, page="claims.md", in_parts=True,
)  # fmt: skip


def false_alerts(claim: Claim, one: Possible, *, level: float) -> Finding:
    """Return the false alerts in the crowd; not estimable without a crowd, or of what tells nothing of passers-by."""
    group = {"of": one.what.name}

    def expected(crowd: Crowd, f: float) -> float:
        return alerts(crowd, f).false

    found = _of_looks(claim, one, expected)
    if isinstance(found, str):
        return FALSE_ALERTS.missing(found, group=group)
    assert claim.crowd is not None  # noqa: S101 - else there is no number
    value, low, high = found
    about, up = _about(value, low, high)
    told = amount(value, up=up)
    many = f"{about}{told} {'false alert' if told == '1' else 'false alerts'}"
    number = words.number_of(claim)
    of = "" if " in " in number else " of"  # "1 in 20,000 faces", "99.8 % of faces"
    answer = (
        f"{wording.capital(number)}{of} {one.what.name} {claim_word(claim, one)} would mean {many} in a "
        f"crowd of {wording.count(claim.crowd.people)}.{_rounded(claim, low, high, amount)}"
    )
    if low == high:
        return FALSE_ALERTS.missing(_EXACT, answer=answer, group=group)
    return FALSE_ALERTS.answered(answer, _estimate(value, low, high, level), group=group)


def share_right(claim: Claim, one: Possible, *, level: float) -> Finding:
    """Return the share of right alerts in the crowd; 0/0, with nobody sought and none flagged, is not estimable."""
    group = {"of": one.what.name}

    def share(crowd: Crowd, f: float) -> float | None:
        return alerts(crowd, f).share_right

    found = _of_looks(claim, one, share)
    if isinstance(found, str):
        return SHARE_RIGHT.missing(found, group=group)
    crowd = claim.crowd
    assert crowd is not None  # noqa: S101 - else there is no number
    value, low, high = found
    if not crowd.sought:
        return SHARE_RIGHT.missing(_EXACT, answer=NOBODY_SOUGHT, group=group)
    about, up = _about(value, low, high, near="")
    answer = (
        f"Suppose {wording.count(crowd.sought)} sought among {wording.count(crowd.people)}, each flagged with a chance "
        f"of {wording.percent(crowd.tpir)}. Then {about}{share_of_alerts(value, up=up)} of the "
        f"alerts would be right.{_rounded(claim, low, high, wording.percent)}"
    )
    if low == high:
        return SHARE_RIGHT.missing(_EXACT, answer=answer, group=group)
    return SHARE_RIGHT.answered(answer, _estimate(value, low, high, level), group=group)


def behind(claim: Claim, one: Possible, *, level: float) -> Finding:
    """Return the rate of false alerts per look that a share of alerts takes in the crowd."""
    group = {"of": one.what.name}
    if one.what.kind is not What.ALERT:
        return RATE_BEHIND.missing("the number is of no alerts", group=group)
    crowd, number = claim.crowd, claim.wrong
    if crowd is None:
        return RATE_BEHIND.missing(words.NO_CROWD, group=group)
    found = [rate_behind(crowd, float(share)) for share in (number.value, number.low, number.high)]
    if any(f is None for f in found) or not crowd.sought:
        return RATE_BEHIND.missing("no rate of false alerts gives such a share in this crowd", group=group)
    value, low, high = (float(f or 0) for f in found)
    value_said = wording.significant(value * 1e6, up=True if claim.of_right else None)
    answer = (
        f"For {words.number_of(claim)} of the alerts to be {'right' if claim.of_right else 'false'} there, "
        f"{'at most ' if claim.of_right else ''}{value_said} in a million passers-by could be flagged by mistake."
    )
    if low == high:
        return RATE_BEHIND.missing(_EXACT, answer=answer, group=group)
    return RATE_BEHIND.answered(answer, _estimate(value, low, high, level), group=group)


def never(claim: Claim, one: Possible) -> Finding:
    """Return what a system that never alerts would score by the same count: arithmetic, and no estimate."""
    group, what = {"of": one.what.name}, one.what
    score = score_of_never(what.kind, claim.crowd)
    if score is None:
        none = "It gives no alert to count: 0 of 0." if what.kind is What.ALERT else ""
        reason = "a system that never alerts has none of them" if none else "it depends on what is counted"
        return replace(NEVER, unit=what.one).missing(reason, group=group, answer=none)
    share = score if claim.of_right else 1 - score
    word = what.right if claim.of_right else what.wrong
    told = words.rate(what, share) if share or claim.of_right else words.none_of(what)
    answer = f"A system that never alerts would score {told} {word} by the same count."
    return replace(NEVER, unit=what.one).missing(words.FOLLOWS, answer=answer, group=group)


_EXACT = "the number is exact, so there is no range to give"
NOBODY_SOUGHT = "Nobody is sought in that crowd, so every alert would be a mistake."


def claim_word(claim: Claim, one: Possible) -> str:
    """Return what the number says of them."""
    return one.what.right if claim.of_right else one.what.wrong


def amount(value: float, *, up: bool | None = None) -> str:
    """Say a number of alerts: two figures below 100, whole above; fewer than one in words.

    ``up``: of a limit, whether it is one that is "at most" and rounded up, or "at least" and rounded down.
    """
    if value == 0:
        return "0"
    if up is None and value < 0.1:
        return "fewer than 0.1"
    if value < 100:
        return wording.significant(value, up=up)
    return wording.count(value if up is None else ceil(before_words(value)) if up else floor(before_words(value)))


def share_of_alerts(value: float, *, up: bool | None) -> str:
    """Say a share of alerts, ``up`` as of their number."""
    return wording.percent(value) if up is None else words.bounded(ALERTS, value, 2, up=up)[1]


def _about(value: float, low: float, high: float, *, near: str = "about ") -> tuple[str, bool | None]:
    """Say whether a number is one end of what is meant, as of a limit, or ``near`` the number that was printed.

    With it comes which way it is rounded, so that the limit stays true; None of one that is no limit.
    """
    if low == high:
        return near, None
    return {high: ("at most ", True), low: ("at least ", False)}.get(value, (near, None))


def _rounded(claim: Claim, low: float, high: float, said: Callable[[float], str]) -> str:
    if claim.wrong.side != "about":
        return ""  # a limit was not rounded
    ends = said(low), said(high)
    return f" Before rounding: {ends[0]} to {ends[1]}." if ends[0] != ends[1] else ""


def _of_looks(
    claim: Claim, one: Possible, number: Callable[[Crowd, float], float | None]
) -> tuple[float, float, float] | str:
    """Return a number of the crowd at the printed value, and its least and most; or the reason why there is none."""
    if claim.crowd is None:
        return words.NO_CROWD
    rates = [
        look_rate(one.what.kind, float(share), claim.at)
        for share in (claim.wrong.value, claim.wrong.low, claim.wrong.high)
    ]
    if any(rate is None for rate in rates):
        return NOT_OF_LOOKS
    found = [number(claim.crowd, rate) for rate in rates if rate is not None]
    if any(value is None for value in found):
        return "nobody is sought and nobody is flagged, so there is no alert: 0 of 0"
    value, *ends = (float(value or 0) for value in found)
    return value, min(ends), max(ends)


def _estimate(value: float, low: float, high: float, level: float) -> Estimate:
    return Estimate(value=value, low=low, high=high, level=level, method=methods.ROUNDING)
