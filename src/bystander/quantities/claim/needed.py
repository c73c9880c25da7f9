"""How large a test would have to be to show the printed number."""

from __future__ import annotations

from math import ceil, isinf
from typing import TYPE_CHECKING

from bystander.claims import methods
from bystander.claims.consequences import rate_behind
from bystander.claims.denominators import Kind as What
from bystander.claims.exact import trials_needed
from bystander.findings import Estimate, Kind, Quantity, wording

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Possible
    from bystander.findings import Finding

NEEDED = Quantity(
    name="claim-evidence-needed",
    heading="Evidence that would be needed",
    question="How many would have to be counted, without one wrong, to show the number?",
    unit="test",
    population="tests whose events are independent of each other",
    kind=Kind.MEAN,
    per="trials",
    page="claims.md",
    in_parts=True,
)


def needed(claim: Claim, one: Possible, *, level: float) -> Finding:
    """Return how many trials without a wrong one show the number; not estimable of none, of all, and of a charge."""
    group, number, what = {"of": one.what.name}, claim.wrong, one.what
    if claim.charge:
        return NEEDED.missing("a charge is shown by what went wrong, not by what did not", group=group)
    if not 0 < number.value < 1:
        answer = "No test, however large, shows that something never happens; each one shows at most how seldom."
        return NEEDED.missing("no count can show none", answer=answer if number.value == 0 else "", group=group)
    value = trials_needed(float(number.value), level=level)
    answer = (
        f"{wording.count(ceil(value))} {what.name}, none of them {what.wrong}, would show it at {level * 100:g} %, "
        f"one-sided{_in_looks(claim, one, level)}."
    )
    ends = trials_needed(float(number.high), level=level), trials_needed(float(number.low), level=level)
    if number.exact or number.side != "about" or isinf(ends[1]):
        return NEEDED.missing(
            "the number is a limit or a count, so there is no range to give", answer=answer, group=group
        )
    estimate = Estimate(value=value, low=ends[0], high=ends[1], level=level, method=methods.ROUNDING)
    return NEEDED.answered(answer, estimate, group=group)


def _in_looks(claim: Claim, one: Possible, level: float) -> str:
    """Say how many clean passes a share of alerts takes: far more than the alerts."""
    if one.what.kind is not What.ALERT or claim.crowd is None:
        return ""
    f = rate_behind(claim.crowd, float(claim.wrong.value))
    if not f:
        return ""
    looks = trials_needed(f, level=level)
    said = wording.count(looks)
    for unit, name in ((1e6, "million"), (1e9, "billion")):
        if looks >= unit:
            said = f"{looks / unit:.1f} {name}"
    return f"; of passers-by in such a crowd, {said} without a false alert"
