"""What to do next about a claim, by its verdict; it goes on after "Next:"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.verdict import judged_against
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
    judges = "" if claim.judged_by else who_judged(claim)
    rest = " and ".join(filter(None, (counts, judges)))
    return f"ask of what it is: {names}? {f'Ask {rest}. ' if rest else ''}Until then, do not repeat the number."


def _for_counts(claim: Claim, of: Possible, level: float) -> str:
    what = of.what
    asked = f"ask how many {what.name} there were, how many of them were {what.wrong}{_judges(claim)}."
    return f"{asked} {would_show(claim, of, level=level)}".strip()


def _beware(claim: Claim, _of: Possible, _level: float) -> str:
    return f"do not rely on the printed number; ask where it comes from{_judges(claim)}."


def _for_later(claim: Claim, _of: Possible, _level: float) -> str:
    return f"ask for later counts{_judges(claim)}. Expect the same only with the same watchlist and threshold."


def _for_more(claim: Claim, of: Possible, level: float) -> str:
    """Ask first for what nobody verified; for a limit in place of none; for more counts, where more would show it."""
    against = judged_against(claim)[of]
    unverified = next((one.unverified for one in against if one.unverified), 0)
    if unverified:
        return f"ask what the {wording.count(unverified)} {of.what.name} were that nobody verified{_judges(claim)}."
    if claim.absolute:
        return f"ask for a limit in place of “{claim.as_printed}”, which no test can show{_judges(claim)}."
    if is_counts(claim, of):
        return f"ask for later counts{_judges(claim)}. Expect them in the range, not at this number."
    shown = to_show(claim, against[0], level=level)
    asked = "where the number comes from" if shown is None else "for more counts"
    return f"ask {asked}{_judges(claim)}. {would_show(claim, of, level=level)}".strip()


def _judges(claim: Claim) -> str:
    return "" if claim.judged_by else f", and {who_judged(claim)}"


_BY_VERDICT: dict[Verdict, Callable[[Claim, Possible, float], str]] = {
    NOT_TESTABLE: _for_counts,
    CONTRADICTED: _beware,
    SUPPORTED: _for_later,
    CONSISTENT: _for_more,
}
