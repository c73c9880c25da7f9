"""How large a test would have to be to show the printed number, by the rule of the verdict itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.consequences import rate_behind
from bystander.claims.denominators import Kind as What
from bystander.claims.verdict import CAUTIOUS, judged_against, verdict_of
from bystander.findings import Kind, Quantity, wording
from bystander.findings.claim import CONTRADICTED, SUPPORTED
from bystander.findings.digits import to_figures
from bystander.intervals.counts import clopper_pearson
from bystander.quantities.claim import words

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Counts, Possible
    from bystander.findings import Finding

NEEDED = Quantity(
    name="claim-evidence-needed",
    heading="Evidence that would be needed",
    question="How many would have to be counted to show the number?",
    unit="test",
    population="tests whose mistakes come alone or in pairs",
    kind=Kind.MEAN,
    per="trials",
    page="claims.md",
    in_parts=True,
)
SHOWN = "the counts that were given show it already"
RULED_OUT = "the counts that were given rule it out"
NONE = "no count can show none, or all"
NEVER = "No test, however large, shows that something never happens; each one shows at most how seldom."
FURTHER = "the counts lie on the other side of the number"


def needed(claim: Claim, one: Possible, *, level: float) -> Finding:
    """Return how many trials show the number: as they were counted, else without one that speaks against it.

    Not estimable where counts decide already, of none and of all, and where the counts lie on the other side of it.
    """
    reason, answer = _told(claim, one, level)
    return NEEDED.missing(reason, answer=answer, group={"of": one.what.name})


def would_show(claim: Claim, one: Possible, *, level: float) -> str:
    """Return what test would show the number, in a sentence; nothing where there is none to tell."""
    return _told(claim, one, level)[1]


def _told(claim: Claim, one: Possible, level: float) -> tuple[str, str]:
    """Return why there is no estimate, and what test would show the number; an empty text where none is told."""
    decided = {SUPPORTED: SHOWN, CONTRADICTED: RULED_OUT}.get(verdict_of(claim, one, level=level))
    if decided:
        return decided, ""
    bound = claim.wrong.low if claim.charge else claim.wrong.high
    if not 0 < bound < 1:
        return NONE, "" if bound else NEVER
    counts = _whole(judged_against(claim)[one])
    trials = to_show(claim, counts, level=level)
    if trials is None:
        return FURTHER, "At the counted rate no test, however large, would show it."
    return words.FOLLOWS, _said(claim, one, counts, trials, level)


def to_show(claim: Claim, counts: Counts | None, *, level: float) -> int | None:
    """Return the fewest trials from which on the verdict would be that the number is supported.

    With the rate of ``counts``; without any, with none that speaks against it. None where no number of trials shows it.
    """
    from bystander.planning.needed import trials_needed

    share = 0.0 if counts is None else (counts.wrong or 0) / (counts.trials or 1)
    bound = claim.wrong.low if claim.charge else claim.wrong.high
    if claim.charge:  # that so few were right is shown as it is shown that so few were wrong
        share, bound = 0.0 if counts is None else 1 - share, 1 - bound
    return trials_needed(share, float(bound), level=level, deff=CAUTIOUS, upper=_two_sided)


def _two_sided(events: float, trials: float, *, level: float, deff: float) -> float:
    return clopper_pearson(events, trials, level=level, deff=deff)[1]


def _whole(against: tuple[Counts, ...]) -> Counts | None:
    """Return the counts whose rate a test would have; those with unverified ones have none."""
    return next((counts for counts in against if not counts.unverified), None)


def _said(claim: Claim, one: Possible, counts: Counts | None, trials: int, level: float) -> str:
    what = one.what
    if counts is not None and 0 < (counts.wrong or 0) < (counts.trials or 0):
        more = trials - (counts.trials or 0)  # what was counted counts too
        return f"At the counted rate, about {_many(to_figures(more, 2, up=True), 2)} more {what.name} would show it."
    against = what.right if claim.charge else what.wrong
    return f"{wording.count(trials)} {what.name}, none of them {against}, would show it{_in_looks(claim, one, level)}."


def _in_looks(claim: Claim, one: Possible, level: float) -> str:
    """Say how many clean passes a share of alerts takes: far more than the alerts."""
    if one.what.kind is not What.ALERT or claim.crowd is None or claim.charge:
        return ""
    from bystander.planning.needed import trials_needed

    f = rate_behind(claim.crowd, float(claim.wrong.high))
    looks = trials_needed(0.0, f, level=level, deff=CAUTIOUS, upper=_two_sided) if f else None
    return "" if looks is None else f"; of passers-by in such a crowd, {_many(looks)} without a false alert"


def _many(number: float, digits: int = 3) -> str:
    """Say a number of trials; from a million on in words: "8.4 million"."""
    for unit, name in ((1e9, "billion"), (1e6, "million")):
        if number >= unit:
            return f"{wording.significant(number / unit, digits)} {name}"
    return wording.count(number)
