"""How many wrong ones the printed number stands for, among as many as were counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.claims import methods
from bystander.claims.exact import implied as implied_by
from bystander.findings import Estimate, Kind, Quantity, wording
from bystander.quantities.claim import words

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Possible
    from bystander.findings import Finding

IMPLIED = Quantity(
    name="claim-implied-count",
    heading="What the number stands for",
    question="How many wrong ones does the printed number stand for?",
    unit="count",
    population="all numbers that are printed so",
    kind=Kind.MEAN,
    per="wrong ones",
    nothing="it was not published how many there were in all",
    page="claims.md",
    in_parts=True,
)


def implied(claim: Claim, one: Possible, *, level: float) -> Finding:
    """Return the counts that are printed as the number is; not estimable without a total, or of one not rounded."""
    group, number, said = {"of": one.what.name}, claim.wrong, words.number_of(claim)
    asked = replace(IMPLIED, unit=f"{wording.count(one.trials)} {one.what.name}" if one.trials else "count")
    if one.trials is None:
        return asked.missing(group=group)
    answer = f"{_stands_for(claim, one, said)} {_agrees(claim, one)}".strip()
    if number.exact or number.side != "about":
        return asked.missing("the number is a count or a limit, and none was rounded", answer=answer, group=group)
    value, low, high = (float(share * one.trials) for share in (number.value, number.low, number.high))
    if low == high:
        return asked.missing("it has more digits than a number that is written here", answer=answer, group=group)
    estimate = Estimate(value=value, low=low, high=high, level=level, method=methods.ROUNDING)
    return asked.answered(answer, estimate, group=group)


def agrees(claim: Claim, one: Possible) -> bool | None:
    """Return whether the counts are printed as the claim's number is; None where they were not published."""
    if one.wrong is None or one.trials is None or one.unverified:
        return None
    found = implied_by(claim.wrong, one.trials)
    return found is not None and found[0] <= one.wrong <= found[1]


def is_counts(claim: Claim, one: Possible) -> bool:
    """Return whether the number is the counts themselves, such as "8 of 42", and no rate that was rounded."""
    return claim.number.exact and claim.number.side == "about" and agrees(claim, one) is True


def _stands_for(claim: Claim, one: Possible, said: str) -> str:
    many, n = one.what.name, one.trials or 0
    found = implied_by(claim.wrong, n)
    of = f"of {wording.count(n)} {many}"
    if found is None:
        return f"No whole number {of} is printed as {said}."
    least, most = found
    span = wording.count(least) if least == most else f"{wording.count(least)} to {wording.count(most)}"
    return f"{wording.capital(said)} {of} stands for {span} that {words.were(most)} {one.what.wrong}."


def _agrees(claim: Claim, one: Possible) -> str:
    agreed = agrees(claim, one)
    if agreed is None or one.wrong is None or one.trials is None:
        return ""
    right = wording.percent(1 - one.wrong / one.trials, 3)
    wrong = words.rate(one.what, one.wrong / one.trials, 3)
    if agreed:
        return f"{wording.count(one.wrong)} {words.were(one.wrong)} counted, as the number has it."
    was = f"{right} {one.what.right}" if claim.of_right else f"{wrong} {one.what.wrong}"
    return f"{wording.count(one.wrong)} {words.were(one.wrong)} counted: {was}, which is not the printed number."
