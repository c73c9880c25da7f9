"""The verdict on a claim in sentences, why it is so, and what is to be borne in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.verdict import Limits, judged, judged_against, verdict_of
from bystander.findings import wording
from bystander.findings.claim import CONTRADICTED, NOT_TESTABLE, PLAIN, SUPPORTED
from bystander.quantities.claim import words
from bystander.quantities.claim.implied import agrees

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Counts, Possible
    from bystander.findings.claim import Verdict


def why(claim: Claim, one: Possible, *, level: float) -> str:
    """Return why the verdict of a denominator is what it is, in a sentence."""
    against = judged_against(claim)[one]
    found = verdict_of(claim, one, level=level)
    what, number = one.what, words.number_of(claim)
    if found == NOT_TESTABLE:
        return f"No counts of {what.name} were given."
    each = 1 - (1 - level) / len(against)
    counts = next(c for c in against if judged(claim.wrong, c, level=each, charge=claim.charge) == found)
    limits = Limits.of(counts, level=each)
    source = f" ({name})" if (name := getattr(counts, "source", "")) else ""
    if found == CONTRADICTED:
        end, side = (limits.high, "at most") if claim.charge else (limits.low, "at least")
    else:
        end, side = (limits.cautious_low, "at least") if claim.charge else (limits.cautious_high, "at most")
    least = "at least" if claim.charge else "at most"
    limit = f"{side} {words.rate(what, end)}" if end else "none or more"
    claimed = words.rate(what, float(claim.wrong.low if claim.charge else claim.wrong.high))
    twice = (
        "" if found == CONTRADICTED else ", even if each came twice" if found == SUPPORTED else ", if each came twice"
    )
    verb = "allows" if found not in {CONTRADICTED, SUPPORTED} else "leaves"
    stands = f"{number} stands for {least} {claimed}" if claimed != "0 %" else f"{number} stands for none at all"
    return f"{_told(counts)}{source} {verb} {limit} {what.wrong}{twice}; {stands}."


def _told(counts: Counts) -> str:
    return f"{wording.count(counts.wrong or 0)} in {wording.count(counts.trials or 0)}"


def verdict(claim: Claim, found: Verdict, *, level: float) -> tuple[str, ...]:
    """Return the verdict in at most three sentences."""
    first = f"“{claim.text}”: {found}. {words.capital(PLAIN[found])}."
    said = [first]
    if claim.of is None:
        names = wording.listed([one.what.name for one in claim.possible]).replace(" and ", " or ")
        by_one = [
            f"of {one.what.name}, {PLAIN[verdict_of(claim, one, level=level)]}"
            for one in claim.possible
            if judged_against(claim)[one]
        ]
        each = f": {'; '.join(by_one)}" if by_one else ""
        said.append(f"It may be of {names}{each}.")
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
    said = []
    if claim.of is None and len(claim.denominator) != 1:
        said.append(
            "The claim does not say of what. Whoever made it can: of the alerts, of the faces seen, or of the searches "
            "for people who are on the list."
        )
    if any(one.counted for one in claim.possible):
        said.append("How events cluster was not published. Several alerts may be of one person, and then tell less.")
    if not (claim.at.n or claim.at.rank or claim.at.threshold):
        said.append(
            "It does not say for which watchlist and threshold it holds. More entries or a lower threshold give more "
            "false alerts."
        )
    if claim.note:
        said.append(" ".join(claim.note.split()))
    return tuple(said)
