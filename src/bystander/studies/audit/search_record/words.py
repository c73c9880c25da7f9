"""The sentences of an audit of searches: verdict and caveats, for a reader who has to decide something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.record.words import prefixed
from bystander.quantities.search_record.outcomes import CONFIRMED, CONFIRMED_PER_SEARCH, FOLLOWED_UP, LISTS, WRONG
from bystander.quantities.search_record.rates import counted, hidden_of, picked, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.search_record.entry import SearchEntry
    from bystander.quantities.search_record.rates import Part, SearchShare

CLUSTERS = Caveat(
    "Nobody knows how many searches were of one person.",
    "If many were, or of one case or photograph, the ranges are too narrow; “Every number” says by how much.",
    "Counts of different people and cases would settle it.",
    Weight.WIDENS,
)
NOT_WRONG = Caveat(
    "Not confirmed does not mean the wrong person.",
    "A follow-up may be open, dropped, or never written down.",
    "Counts of follow-ups of the wrong person would tell.",
    Weight.MOVES,
)
CONFIRMS = Caveat(
    "“Confirmed” is the record's own word.",
    "It may be other evidence, a second examiner, or a charge.",
    "The record would have to say which.",
    Weight.WIDENS,
)
NO_ERROR_RATE = Caveat(
    "None of these shares is an error rate of the system.",
    "Whether the person was in the gallery at all is not recorded, so neither misses nor wrong candidates can be told.",
    "A trial with known people would tell.",
    Weight.VOIDS,
)
FOUND_OUT = Caveat(
    "A wrong person is counted only where it came out.",
    "Those who were looked into and never told are not among them.",
    weight=Weight.MOVES,
)
MIXED = Caveat(
    "No two agencies may be added up.",
    "They have different systems, galleries and rules, so each is reported on its own.",
)
WHO_IS_SEARCHED = Caveat(
    "Who is searched for is chosen before the system sees them.",
    "Of which group somebody is taken to be is judged from a photograph, or from the list.",
    "Counts of cases without a search would tell the two apart.",
    Weight.NARROWS,
)
CANNOT_TELL = (
    "The record does not tell how often somebody was wrongly suspected. A lead that was not confirmed may be wrong, or "
    "only unfinished."
)


def verdict(parts: Sequence[Part]) -> tuple[str, ...]:
    """Say why no share can be told, and what the record does not tell at all."""
    return (*(prefixed(part.said, _why(part.entries)) for part in parts), CANNOT_TELL)


def _why(entries: Sequence[SearchEntry]) -> str:
    if any(e.searches is not None for e in entries) and not any(e.searches for e in entries):
        return "There was no search: every row says 0, and a share of no searches is 0/0."
    doubt = next((d for q in (FOLLOWED_UP, CONFIRMED, CONFIRMED_PER_SEARCH, LISTS) if (d := _doubt(q, entries))), "")
    return f"The record supports no share of its searches: {doubt or 'no row tells what came of them'}."


def _doubt(quantity: SearchShare, entries: Sequence[SearchEntry]) -> str:
    """Say that rows were picked by what is counted, where they were."""
    if not picked(quantity, entries):
        return ""
    could = sum(getattr(e, quantity.whole) is not None for e in entries)
    return (
        f"only {len(counted(quantity, entries))} of {could} rows say how many {quantity.did}, and all of these say "
        "at least one. A share of them alone would be too high"
    )


def wrongly(entries: Sequence[SearchEntry], *, level: float) -> str:
    """Say how many follow-ups were of the wrong person, or that it is not told."""
    share, hidden = share_of(WRONG, entries, level=level), hidden_of(WRONG, entries)
    if share is None:
        return _where_told(entries, hidden) if hidden else CANNOT_TELL
    e = share.estimate
    of = wording.plural(e.trials or 0, "follow-up")
    if not e.events and hidden:
        return (
            f"Of {of} none came out as of the wrong person, but {hidden}. That does not show that none was of the "
            "wrong person."
        )
    if not e.events:
        return f"In none of {of} did it come out that the person was the wrong one; that does not show that none was."
    return (
        f"In {wording.count(e.events)} of {of} it came out that the person was the wrong one: "
        f"{wording.percent(e.value)}.{f' {wording.capital(hidden)}.' if hidden else ''} It is more if not every "
        "mistake came out."
    )


def _where_told(entries: Sequence[SearchEntry], hidden: str) -> str:
    """Say what is told of wrong persons where most of it is told only to be small, so that no share is made of it."""
    told = counted(WRONG, entries)
    if not told:
        return f"{wording.capital(hidden.replace('other ', ''))} of the wrong person."
    wrong, number = sum(part for _, part, _ in told), sum(whole for _, _, whole in told)
    of = wording.plural(number, "follow-up")
    return f"In {wording.count(wrong)} of {of} it came out that the person was the wrong one; {hidden}."
