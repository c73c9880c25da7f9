"""The verdict on a claim in sentences, and what is to be borne in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.verdict import judged_against, verdict_of
from bystander.findings import wording
from bystander.findings.claim import PLAIN
from bystander.quantities.claim import words
from bystander.quantities.claim.implied import agrees
from bystander.studies.claim.why import why

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Possible
    from bystander.findings.claim import Verdict


def verdict(claim: Claim, found: Verdict, *, level: float) -> tuple[str, ...]:
    """Return the verdict in at most three sentences."""
    first = f"“{claim.text}”: {found}. {words.capital(PLAIN[found])}."
    said = [first]
    if claim.of is None:
        names = wording.listed([one.what.name for one in claim.possible]).replace(" and ", " or ")
        against = judged_against(claim)
        told = [(one.what.name, PLAIN[verdict_of(claim, one, level=level)]) for one in claim.possible if against[one]]
        each = " ".join(f"Of {name}, {plain}." for name, plain in told)
        if len(told) > 1 and len({plain for _, plain in told}) == 1:
            each = f"Of each of them, {told[0][1]}."
        said.append(f"It may be of {names}. {each}".strip())
    else:
        said.append(why(claim, claim.of, level=level))
    unlike = [one for one in claim.possible if agrees(claim, one) is False]
    if claim.of is not None and claim.of in unlike:
        said.append(f"The counts give another number than the printed one: {_counts_give(claim, claim.of)}.")
    like = [one.what.name for one in claim.possible if agrees(claim, one)]
    if claim.of is None and like and unlike:
        said.append(f"Only of {wording.listed(like)} do the counts give the printed number.")
    return tuple(said)


def _counts_give(claim: Claim, one: Possible) -> str:
    share = (one.wrong or 0) / (one.trials or 1)
    told = wording.percent(1 - share if claim.of_right else share, 3)
    return f"{told} of {wording.count(one.trials or 0)} {one.what.name}"


def caveats(claim: Claim) -> tuple[str, ...]:
    """Return what is to be borne in mind of the claim as a whole, the weightiest first."""
    said = [" ".join(claim.note.split())] if claim.note else []
    if claim.of is None:
        said.append(
            "The claim does not say of what. Ask whoever made it: of the alerts, of the faces seen, or of the searches "
            "for people who are on the list?"
        )
    if any(one.counted for one in claim.possible):
        said.append("How events cluster was not published. Several alerts may be of one person, and then tell less.")
    if not (claim.at.n or claim.at.rank or claim.at.threshold):
        said.append(
            "It does not say for which watchlist and threshold it holds. More entries or a lower threshold give more "
            "false alerts."
        )
    return tuple(said)
