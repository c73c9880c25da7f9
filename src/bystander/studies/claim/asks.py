"""What a claim rests on, by rule: what may be compared, what is assumed, and what was not told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.claims.beside import beside
from bystander.claims.denominators import Kind
from bystander.claims.judges import judges
from bystander.claims.verdict import holds_in_pairs, judged_against
from bystander.findings import wording
from bystander.quantities.claim import words
from bystander.studies.claim.repeat import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.claims.claim import Claim

_MANY = {2: "two", 4: "four"}
_FLAGGED = {Kind.LOOK, Kind.ALERT}
_PEOPLE = re.compile(r"\b(?:people|persons?|individuals?|passers?-by|citizens?|subjects?)\b", re.IGNORECASE)
_NOT = {  # what a number of one kind does not tell
    Kind.ALERT: "It is no share of the people who passed.",
    Kind.LOOK: "It is no share of the alerts.",
    Kind.COMPARISON: "It is no share of passers-by: each of them is compared with every entry.",
    Kind.MATED: "It says how often somebody on the list is found, not how often a passer-by is flagged by mistake.",
    Kind.ALL: "It does not say how many of the alerts are right.",
}


def apart(claim: Claim) -> str:
    """Return what may be compared, and what may not be added up."""
    if len(claim.possible) > 1:
        names = wording.listed([one.what.plainly for one in claim.possible])
        rule = (
            "Compare like with like, at the same watchlist and threshold. "
            f"Never add or compare shares of different things: {names}."
        )
        return " ".join(filter(None, (rule, _the_same(claim), _no_people(claim), _elsewhere(claim))))
    what = claim.possible[0].what
    rule = f"Compare it only with {what.name} counted and judged alike, at the same watchlist and threshold."
    return " ".join(filter(None, (rule, _NOT.get(what.kind, ""), _no_people(claim), _elsewhere(claim))))


def _the_same(claim: Claim) -> str:
    """Say that false alerts among alerts and among faces are the same ones, where both were counted."""
    flagged = [one for one in claim.possible if one.counted and one.what.kind in _FLAGGED and not one.unverified]
    wrong = flagged[0].wrong if len({one.what.kind for one in flagged}) > 1 else 0
    if not wrong:
        return ""
    where = "in both" if len(claim.possible) == 2 else f"among {wording.listed([one.what.plainly for one in flagged])}"
    false = f"{wording.count(wrong)} false alerts count" if wrong > 1 else "one false alert counts"
    return f"The {false} as the same {where}."


def _no_people(claim: Claim) -> str:
    """Say that looks are no people, where the claim speaks of people."""
    looks = [one.what for one in claim.possible if one.what.kind is Kind.LOOK]
    if not looks or not _PEOPLE.search(claim.text):
        return ""
    return f"{wording.capital(looks[0].name)} are not people: one person may be several."


def _elsewhere(claim: Claim) -> str:
    return "Never add counts from elsewhere." if any(one.elsewhere for one in claim.evidence) else ""


def assumed(claim: Claim, *, level: float) -> str:
    """Return what the numbers rest on besides the counts."""
    parts = []
    if not claim.denominator and claim.of is None:
        many = len(claim.possible)
        parts.append(f"it is of one of the {_MANY.get(many, str(many))} things named here")
    if claim.named is not None and claim.of is not None and claim.of.what.kind is not claim.named[0].kind:
        given = "declared" if claim.per else "given"
        parts.append(f"it is of {claim.of.what.name}, as {given}, though the sentence says {claim.named[0].plainly}")
    elif claim.per:
        parts.append(f"it is of {claim.per}, as declared")
    elif claim.of is not None and claim.defined is not None:
        parts.append(f"it is of {claim.of.what.name}, as “{claim.defined.name}” is defined")
    if told(claim):
        by = f"judged by {who}" if (who := judges(claim)) else "given"
        parts += [f"the counts are right as {by}", *_unverified(claim), _alone(claim, level=level)]
    if claim.number.side == "about" and not claim.number.exact:
        parts.append(f"{words.number_of(claim)} was rounded")
    parts += _beside(claim)
    if (crowd := claim.crowd) is not None:
        sought = wording.count(crowd.sought) if crowd.sought else "none"
        parts.append(f"{sought} of {wording.count(crowd.people)} people are sought")
    return " ".join(f"{wording.capital(part)}." for part in parts or ["the number is meant as it was printed"])


def _beside(claim: Claim) -> Iterator[str]:
    """Yield what the sentence says beside its number, which no count can be held against."""
    if quoted := ", ".join(f"“{piece}”" for piece in beside(claim).all):
        same = claim.as_said and told(claim)
        yield f"as declared, the counts are of {quoted}" if same else f"not taken into account: {quoted}"


def undeclared(claim: Claim) -> tuple[str, ...]:
    """Return of whom the sentence speaks, or when, where nobody said that the counts given are of the same."""
    return () if claim.as_said or not told(claim) else beside(claim).conditions


def _unverified(claim: Claim) -> Iterator[str]:
    """Yield what the range takes of those that nobody verified."""
    for one in told(claim):
        if one.unverified:
            many = f"the {wording.count(one.unverified)} {one.what.name} not verified" if one.unverified > 1 else (
                f"the {one.what.one} not verified"
            )  # fmt: skip
            yield f"{many} may {'all ' if one.unverified > 1 else ''}be {one.what.right}, or {one.what.wrong}"


def _alone(claim: Claim, *, level: float) -> str:
    """Say that the range takes mistakes as separate, and what the verdict is if they come in pairs."""
    counted = [one for one, against in judged_against(claim).items() if against]
    counted = [one for one in counted if claim.of is None or one == claim.of]
    alone = "each mistake is separate"
    if not counted:
        return alone
    verdict = "the verdict" if len(counted) == 1 else "each verdict"
    if all(holds_in_pairs(claim, one, level=level) for one in counted):
        return f"{alone}; in pairs, {verdict} is the same"
    ruled = "the counts do not rule it out" if len(counted) == 1 else "not all that is ruled out here is"
    return f"{alone}; in pairs, {ruled}"


def missing(claim: Claim) -> str:
    """Return what was not told, the weightiest first."""
    counts = told(claim)
    parts = [] if claim.of is not None else ["of what it is a share"]
    if not counts:
        parts.append("how many were counted")
    if not judges(claim):
        parts.append(who_judged(claim))
    if not claim.at.rank:
        parts += ["the watchlist"] * (not claim.at.n) + ["the threshold"] * (not claim.at.threshold)
    if counts:
        parts.append("which mistakes were of one person")
    unseen = any(one.what.kind in _FLAGGED for one in counts)
    also = "" if claim.source else f" {_who_says(claim, nor=bool(parts))}"
    also += " Unnoticed mistakes are in no count." if unseen else ""
    if not parts:
        return also.strip() if not claim.source else f"Nothing that is asked for here.{also}"
    return f"{wording.capital('; '.join(parts))}.{also}"


def _who_says(claim: Claim, *, nor: bool) -> str:
    counts = " and gave the counts" if told(claim) else ""
    return f"{'Nor who' if nor else 'Who'} made the claim{counts}."


def who_judged(claim: Claim) -> str:
    """Say what is to be asked of whoever judged: alerts where there are any, else what went wrong."""
    kinds = {one.what.kind for one in told(claim) or claim.possible}
    if kinds & _FLAGGED:
        return "who judged the alerts"
    return f"who judged which were {claim.possible[0].what.wrong}"
