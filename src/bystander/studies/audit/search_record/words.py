"""The sentences of an audit of searches: verdict and caveats, for a reader who has to decide something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.quantities.search_record.outcomes import CONFIRMED, CONFIRMED_PER_SEARCH, FOLLOWED_UP, LISTS, WRONG
from bystander.quantities.search_record.rates import counted, picked, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.search_record.entry import SearchEntry
    from bystander.quantities.search_record.rates import Part, SearchShare, Share

CLUSTERS = Caveat(
    "Nobody knows how many searches were of one person.",
    "If many were, or of one case or photograph, the ranges are too narrow; the widest stand beside every number.",
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
    "How often somebody was wrongly suspected, the record does not tell: a lead that was not confirmed may be wrong, "
    "or only unfinished."
)


def verdict(parts: Sequence[Part], groups: str, *, level: float) -> tuple[str, ...]:
    """Return at most three sentences; of several agencies, those with most searches."""
    if len(parts) > 1:
        return _several(parts, level=level)
    entries = parts[0].entries
    first = _counted(entries, level=level)
    return tuple(s for s in (first, groups or _span(entries, level=level), wrongly(entries, level=level)) if s)


def _several(parts: Sequence[Part], *, level: float) -> tuple[str, ...]:
    most = sorted(parts, key=lambda p: (-sum(e.searches or 0 for e in p.entries), p.said))[:2]
    head = f"The record holds {wording.count(len(parts))} agencies, and one share over all of them would describe none."
    return (head, *(f"{p.said}: {_counted(p.entries, level=level)}" for p in most))


def _counted(entries: Sequence[SearchEntry], *, level: float) -> str:
    """Say how many searches led to a follow-up, and how many of those were confirmed, as far as that is told."""
    led, confirmed = (share_of(q, entries, level=level) for q in (FOLLOWED_UP, CONFIRMED))
    if led is None or not led.estimate.events:
        return _without_leads(entries, led, level=level)
    x, n = led.estimate.events or 0, led.estimate.trials or 0
    head = f"{_of(led, 'search', 'searches')} led to a follow-up"
    if x < n:
        head += f" ({wording.percent(led.estimate.value)})"
    if confirmed is None:
        why = _doubt(CONFIRMED, entries) or "how many of those were confirmed is not told"
        return f"{head}; {why}."
    y, m = confirmed.estimate.events or 0, confirmed.estimate.trials or 0
    of = f"the {wording.count(m)}" if m == x else f"{wording.count(m)} whose outcome is told"
    if not y:
        return f"{head}, and none of {of} was confirmed."
    if y == m:
        one = "that one was" if x == 1 else "the one whose outcome is told was"
        return f"{head}, and {one if m == 1 else f'all of {of} were'} confirmed."
    verb = "was" if y == 1 else "were"
    part = _of_100(confirmed)
    rest = f"of 100 leads that were followed, {part} {'was' if part == 'about 1' else 'were'}"
    return f"{head}, and {wording.count(y)} of {of} {verb} confirmed: {rest}."


def _of(share: Share, one: str, many: str) -> str:
    """Say of how many something is told, and of how many it is so: to be followed by what they did."""
    x, n = share.estimate.events or 0, share.estimate.trials or 0
    if x == n:
        return f"The one {one}" if n == 1 else f"All {wording.plural(n, one, many)}"
    return f"Of {wording.plural(n, one, many)}, {wording.count(x)}"


def _of_100(share: Share) -> str:
    value = share.estimate.value * 100
    if value < 1:
        return "fewer than 1"
    return "more than 99" if value > 99 else f"about {wording.count(value)}"


def _without_leads(entries: Sequence[SearchEntry], led: Share | None, *, level: float) -> str:
    for quantity in (CONFIRMED_PER_SEARCH, LISTS):
        found = share_of(quantity, entries, level=level)
        if found is None:
            continue
        n = wording.plural(found.estimate.trials or 0, "search", "searches")
        leads = "none led to a follow-up" if led is not None else "how many led to a follow-up is not told"
        if led is not None and quantity is CONFIRMED_PER_SEARCH:
            return f"Of {n}, none led to a follow-up."
        if not found.estimate.events:
            return f"Of {n}, none {quantity.did}; {leads}."
        share = f" ({wording.percent(found.estimate.value)})" if found.estimate.value < 1 else ""
        return f"{_of(found, 'search', 'searches')} {quantity.did}{share}; {leads}."
    if led is not None:
        return f"Of {wording.plural(led.estimate.trials or 0, 'search', 'searches')}, none led to a follow-up."
    if any(e.searches is not None for e in entries) and not any(e.searches for e in entries):
        return "There was no search: every row says 0, and a share of no searches is 0/0."
    doubt = next((d for q in (FOLLOWED_UP, CONFIRMED_PER_SEARCH, LISTS) if (d := _doubt(q, entries))), "")
    return f"The record supports no share of its searches: {doubt or 'no row tells what came of them'}."


def _doubt(quantity: SearchShare, entries: Sequence[SearchEntry]) -> str:
    """Say that rows were picked by what is counted, where they were."""
    if not picked(quantity, entries):
        return ""
    could = sum(getattr(e, quantity.whole) is not None for e in entries)
    return (
        f"only {len(counted(quantity, entries))} of {could} rows say how many {quantity.did}, all of them at least "
        "one, so no share can be made of it"
    )


def _span(entries: Sequence[SearchEntry], *, level: float) -> str:
    """Say what chance alone leaves open, and clusters, of the share that the verdict ends with."""
    for quantity in (CONFIRMED, FOLLOWED_UP, CONFIRMED_PER_SEARCH, LISTS):
        share = share_of(quantity, entries, level=level)
        if share is not None and share.estimate.events:
            low, high = min(s.low for s in share.sensitivity), max(s.high for s in share.sensitivity)
            e = share.estimate
            return (
                f"Chance alone leaves {wording.percent_span(e.low, e.high)} open for the share of "
                f"{wording.units(quantity.unit)} that {quantity.did}; {wording.percent_span(low, high)} if they "
                "come in clusters, several of one person or one case."
            )
    found = (share_of(quantity, entries, level=level) for quantity in (FOLLOWED_UP, CONFIRMED_PER_SEARCH, LISTS))
    return next((_of_none(share) for share in found if share is not None), "")


def _of_none(share: Share) -> str:
    """Say what a count of none leaves open."""
    limits = [row.upper for row in share.sensitivity if row.upper is not None]
    none = f"None of {wording.count(share.estimate.trials or 0)}"
    return (
        f"{none} leaves up to {wording.percent(limits[0])} of searches like "
        f"these open; up to {wording.percent(max(limits))} if they come in clusters, several of one person or one case."
    )


def wrongly(entries: Sequence[SearchEntry], *, level: float) -> str:
    """Say how many follow-ups were of the wrong person, or that it is not told."""
    share = share_of(WRONG, entries, level=level)
    if share is None:
        return CANNOT_TELL
    e = share.estimate
    of = wording.plural(e.trials or 0, "follow-up")
    if not e.events:
        return f"In none of {of} did it come out that the person was the wrong one; that does not show that none was."
    return (
        f"In {wording.count(e.events)} of {of} it came out that the person was the wrong one: "
        f"{wording.percent(e.value)}, and more if not every mistake came out."
    )
