"""What to do next about a claim, by its verdict; it goes on after "Next:"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.claim import Counts
from bystander.claims.judges import judges
from bystander.claims.verdict import judged, judged_against
from bystander.findings import wording
from bystander.findings.claim import CONSISTENT, CONTRADICTED, NOT_TESTABLE, SUPPORTED
from bystander.quantities.claim.implied import is_counts
from bystander.quantities.claim.needed import to_show, would_show
from bystander.studies.claim.asks import who_judged
from bystander.studies.claim.repeat import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.claims.claim import Claim, Possible
    from bystander.findings.claim import Verdict


def following(claim: Claim, found: Verdict, *, level: float) -> str:
    """Return what to ask for, and what to expect."""
    return _of_what(claim) if claim.of is None else _BY_VERDICT[found](claim, claim.of, level)


def _of_what(claim: Claim) -> str:
    names = wording.listed([one.what.plainly for one in claim.possible], last="or")
    counts = "" if told(claim) else "for the counts"
    unjudged = "" if judges(claim) else who_judged(claim)
    rest = " and ".join(filter(None, (counts, unjudged)))
    return f"ask of what it is: {names}? {f'Ask {rest}. ' if rest else ''}Until then, do not repeat the number."


def _for_counts(claim: Claim, of: Possible, level: float) -> str:
    what = of.what
    asked = f"ask how many {what.name} there were, how many of them were {what.wrong}{_judges(claim)}."
    return f"{asked} {would_show(claim, of, level=level)}".strip()


def _beware(claim: Claim, of: Possible, _level: float) -> str:
    asked = f"do not rely on the printed number; ask where it comes from{_judges(claim)}."
    return f"{asked} {_whatever(claim, of)}".rstrip()


def _whatever(claim: Claim, of: Possible) -> str:
    """Say that what nobody verified cannot save a number that is ruled out: the verdict takes the best of it."""
    unverified = _not_verified(claim, of)
    if not unverified:
        return ""
    best = of.what.wrong if claim.charge else of.what.right
    return f"Even if all {wording.count(unverified)} not verified were {best}, the counts would rule it out."


def _not_verified(claim: Claim, of: Possible) -> int:
    return next((one.unverified for one in judged_against(claim)[of] if one.unverified), 0)


def _for_later(claim: Claim, _of: Possible, _level: float) -> str:
    return f"ask for later counts{_judges(claim)}. Expect the same only with the same watchlist and threshold."


def _for_more(claim: Claim, of: Possible, level: float) -> str:
    """Ask first for what nobody verified; for a limit in place of none; for more counts, where more would show it."""
    against = judged_against(claim)[of]
    if unverified := _not_verified(claim, of):
        asked = f"ask what the {wording.count(unverified)} {of.what.name} were that nobody verified{_judges(claim)}."
        return f"{asked} {_if_verified(claim, of, level)}".rstrip()
    if claim.absolute:
        return f"ask for a limit in place of “{claim.as_printed}”, which no test can show{_judges(claim)}."
    if is_counts(claim, of):
        return f"ask for later counts{_judges(claim)}. Expect them in the range, not at this number."
    shown = to_show(claim, against[0], level=level)
    asked = "where the number comes from" if shown is None else "for more counts"
    return f"ask {asked}{_judges(claim)}. {would_show(claim, of, level=level)}".strip()


def _if_verified(claim: Claim, of: Possible, level: float) -> str:
    """Say what the verdict would be if those that nobody verified were all right, or all wrong, where it is another."""
    counts = next(one for one in judged_against(claim)[of] if one.unverified)
    ends = ((of.what.right, counts.wrong or 0), (of.what.wrong, (counts.wrong or 0) + counts.unverified))
    said = {
        word: judged(
            claim.wrong, Counts(of=counts.of, wrong=wrong, trials=counts.trials), level=level, charge=claim.charge
        )
        for word, wrong in ends
    }
    told = [f"{_IF[found]} if all were {word}" for word, found in said.items() if found in _IF]
    return f"The number would be {wording.listed(told, last='and')}." if told else ""


def _judges(claim: Claim) -> str:
    return "" if judges(claim) else f", and {who_judged(claim)}"


_IF = {SUPPORTED: "shown", CONTRADICTED: "ruled out"}
_BY_VERDICT: dict[Verdict, Callable[[Claim, Possible, float], str]] = {
    NOT_TESTABLE: _for_counts,
    CONTRADICTED: _beware,
    SUPPORTED: _for_later,
    CONSISTENT: _for_more,
}
