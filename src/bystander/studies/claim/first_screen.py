"""What is seen first of a claim: the verdict, the sentence that may be repeated, and what both rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.beside import beside
from bystander.claims.verdict import judged_against, verdict_of
from bystander.findings import wording
from bystander.findings.claim import CONSISTENT, CONTRADICTED, NOT_TESTABLE, PLAIN, decides, plainly, same
from bystander.findings.first_screen import Caveat, FirstScreen, Weight, said
from bystander.quantities.claim import words
from bystander.quantities.claim.implied import agrees
from bystander.studies.claim import asks
from bystander.studies.claim.following import following
from bystander.studies.claim.repeat import repeat, told
from bystander.studies.claim.why import why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.claims.claim import Claim, Possible
    from bystander.findings.claim import Verdict


def first_screen(claim: Claim, found: Verdict, *, level: float) -> FirstScreen:
    """Return it. ``sentence``: the verdict; ``beside``: what may be repeated; ``lead``: why."""
    return FirstScreen(
        sentence=said(f"“{claim.text}”: {found}. {wording.capital(plainly(found, asks.undeclared(claim)))}."),
        beside=(repeat(claim, level=level),),
        lead=said(" ".join(_reasons(claim, found, level=level))),
        assumed=asks.assumed(claim, level=level),
        untold=asks.missing(claim),
        apart=asks.apart(claim),
        next=following(claim, found, level=level),
        caveats=tuple(_caveats(claim)),
    )


def _reasons(claim: Claim, found: Verdict, *, level: float) -> Iterator[str]:
    """Yield why the verdict is what it is; of a claim that may be of several things, of each."""
    of = claim.of
    if of is None:
        yield from _readings(claim, level)
        return
    if found == NOT_TESTABLE:
        if any(one.elsewhere for one in claim.evidence):
            yield "Counts of another system, place or time do not decide it."
        return
    if found == CONTRADICTED and (aim := beside(claim).aim) is not None:
        yield f"The counts rule out that it is so already; the sentence tells what is {aim.sense}."
    same = agrees(claim, of)
    if same is False:
        yield f"The counts give another number than the printed one: {_counts_give(claim, of)}."
    if same and found == CONSISTENT and not claim.absolute:
        within = f"At {_share(claim, of)}, what was counted is within the limit."
        yield "It is what was counted." if claim.number.side == "about" else within
    yield why(claim, of, level=level)


def _readings(claim: Claim, level: float) -> Iterator[str]:
    against = judged_against(claim)
    known = [one for one in claim.possible if against[one]]
    if not known:
        yield f"It may be of {wording.listed([one.what.plainly for one in claim.possible], last='or')}."
    told = [(one.what.plainly, PLAIN[verdict_of(claim, one, level=level)]) for one in known]
    if len(told) > 1 and len({plain for _, plain in told}) == 1:
        names = wording.listed([name for name, _ in told], last="or")
        yield f"Whether it is of {names}, {told[0][1]}."
    else:
        yield from (f"If it is of {name}, {plain}." for name, plain in told)
    conditions = asks.undeclared(claim)
    if conditions and any(decides(verdict_of(claim, one, level=level)) for one in known):
        yield f"The counts decide it {same(conditions)}."
    others = [one.what.plainly for one in claim.possible if one not in known]
    if known and others:
        yield f"Of {wording.listed(others)} no counts were given."
    like = [one.what.plainly for one in claim.possible if agrees(claim, one)]
    if like and any(agrees(claim, one) is False for one in claim.possible):
        yield f"Only of {wording.listed(like)} do the counts give the printed number."


def _counts_give(claim: Claim, one: Possible) -> str:
    share = (one.wrong or 0) / (one.trials or 1)
    told = _share(claim, one, 3)
    printed = float(claim.wrong.value)
    if not claim.of_right and " in " in words.number_of(claim) and words.in_millionths(one.what, max(share, printed)):
        told = f"{words.rate(one.what, share)}, not {words.rate(one.what, printed)},"
    return f"{told} of {wording.count(one.trials or 0)} {one.what.name}"


def _share(claim: Claim, one: Possible, digits: int = 2) -> str:
    """Say the share that was counted, of right ones where the claim is of them."""
    share = (one.wrong or 0) / (one.trials or 1)
    told = wording.percent(1 - share, digits) if claim.of_right else words.rate(one.what, share, digits)
    return f"{told} {one.what.right}" if claim.of_right and digits == 2 else told


def _caveats(claim: Claim) -> Iterator[Caveat]:
    """Yield what the verdict leaves out of the sentence, and what whoever wrote the claim down noted."""
    found = beside(claim)
    if found.aim is not None:
        yield Caveat(
            f"“{found.aim.word}” tells what is {found.aim.sense}, not what was measured.",
            "The verdict says only whether the counts reach it." if told(claim) else "",
            "Ask for what was measured.",
            weight=Weight.MOVES,
        )
    if others := asks.undeclared(claim):
        yield Caveat(
            f"The sentence says {', '.join(f'“{one}”' for one in others)}; the counts may be of others.",
            remedy="Ask of whom they are, and when; if of the same, say so (as an option, --as-said).",
            weight=Weight.MOVES,
        )
    if claim.note:
        yield Caveat(" ".join(claim.note.split()), weight=Weight.NARROWS)
