"""What is seen first of a record of searches: how many came to somebody confirmed, of how many that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import percent_axis
from bystander.findings.first_screen import FirstScreen, Part, doubt, right, said
from bystander.findings.signs import Cell, Column, Hatch, Interval, Row, Rows, Sign
from bystander.quantities.search_record.outcomes import CONFIRMED, CONFIRMED_PER_SEARCH, FOLLOWED_UP, LISTS, WRONG
from bystander.quantities.search_record.rates import counted, hidden_of, picked, share_of
from bystander.studies.audit.search_record.words import wrongly
from bystander.studies.beside import UNNOTICED, assumed, untold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.search_record.read import SearchRecord
    from bystander.findings.first_screen import Caveat, Said
    from bystander.quantities.search_record.rates import Part as OfRecord
    from bystander.quantities.search_record.rates import SearchShare, Share
    from bystander.studies.audit.search_record.groups import OfParts

MOST = 4  # agencies that the picture has room for, those with most searches
APART = "Searches and follow-ups are counted apart: their shares may not be added, and none is an error rate."
APART_OF_SEVERAL = "No two agencies may be added up or ranked: their systems, galleries and rules differ."
KEPT_RIGHTLY = "the agency counted every search, and confirmed rightly"
SEARCHED = "who was searched for, and in what list"
NEXT = "ask in how many follow-ups the person turned out to be somebody else."
NEXT_OF_MISTAKES = "ask how the mistakes came out, and how many follow-ups nobody checked."
_HEADLINES = (
    (CONFIRMED_PER_SEARCH, "led to a confirmed match"),
    (FOLLOWED_UP, "led to a follow-up"),
    (CONFIRMED, "were confirmed"),
    (LISTS, "returned a list"),
)
_ROWS = (
    (LISTS, "Returned a list", "of all searches", Sign.MEASURED),
    (FOLLOWED_UP, "Led to a follow-up", "of all searches", Sign.MEASURED),
    (CONFIRMED_PER_SEARCH, "Led to a confirmation", "of all searches", Sign.RIGHT),
    (CONFIRMED, "Follow-ups confirmed", "of follow-ups", Sign.RIGHT),
    (WRONG, "The wrong person, as far as it came out", "of follow-ups", Sign.FALSE),
)
_OF_SEVERAL = (CONFIRMED_PER_SEARCH, CONFIRMED)


def first_screen(
    record: SearchRecord, wholes: Sequence[OfRecord], caveats: Sequence[Caveat], groups: OfParts, *, level: float
) -> FirstScreen | None:
    """Return the first screen; None where no row supports a share. ``groups``: what theirs show."""
    by_size = sorted(wholes, key=lambda p: (-sum(e.searches or 0 for e in p.entries), p.said))
    for part in by_size:
        for quantity, did in _HEADLINES:
            share = share_of(quantity, part.entries, level=level)
            if share is not None:
                several = len(wholes) > 1
                of_groups = bool(groups.sentence) and not several
                return FirstScreen(
                    eyebrow=_eyebrow(record, len(wholes)),
                    sentence=_sentence(part, quantity, did, share),
                    beside=(said(groups.sentence),) if of_groups else (),
                    lead=_lead(part, quantity, share, level=level),
                    assumed=assumed(KEPT_RIGHTLY, share.estimate, beside=groups.assumes if of_groups else ()),
                    untold=untold(UNNOTICED, SEARCHED),
                    apart=APART_OF_SEVERAL if several else APART,
                    next=NEXT_OF_MISTAKES if all(counted(WRONG, p.entries) for p in wholes) else NEXT,
                    picture=_several(by_size, level=level) if several else _steps(part, level=level),
                    caveats=tuple(caveats),
                )
    return None


def _sentence(part: OfRecord, quantity: SearchShare, did: str, share: Share) -> Said:
    e = share.estimate
    who = f"{part.said}: " if part.said else ""
    number = wording.count(e.events or 0) if e.events else "none" if who else "None"
    did = did.replace("were", "was") if e.events == 1 else did
    of = f" of {wording.plural(e.trials or 0, quantity.unit, wording.units(quantity.unit))} "
    sign = quantity in (CONFIRMED, CONFIRMED_PER_SEARCH) and e.events
    return said(who, right(number) if sign else number, of, f"{did}.")


def _lead(part: OfRecord, quantity: SearchShare, share: Share, *, level: float) -> Said:
    e = share.estimate
    leaves = "periods that differ as these did leave open " if share.differing else "chance alone leaves open "
    leaves = f"That is {wording.percent(e.value)}; {leaves}" if e.events else wording.capital(leaves)
    begin: list[str | tuple[str, Part]] = [leaves, _chance(share), f" ({level * 100:g} %)."]
    leads, confirmed = (share_of(q, part.entries, level=level) for q in (FOLLOWED_UP, CONFIRMED))
    if quantity is CONFIRMED_PER_SEARCH and leads is not None:
        led = leads.estimate
        begin.append(
            f" {wording.count(led.events or 0)} of {wording.count(led.trials or 0)} searches led to a follow-up"
        )
        if confirmed is not None:
            begin += [f", and {wording.percent(confirmed.estimate.value)} of follow-ups were confirmed: "]
            begin.append(_chance(confirmed))
        begin.append(".")
    return said(*begin, f" {wrongly(part.entries, level=level)}")


def _chance(share: Share) -> tuple[str, Part]:
    e = share.estimate
    if not e.events:
        return doubt(f"up to {wording.percent(share.bounds.naive_upper or e.high)}")
    if e.events == e.trials:
        return doubt(f"at least {wording.percent(e.low)}")
    return doubt(f"{wording.ends(e.low, e.high, often=True)} %")


def _steps(part: OfRecord, *, level: float) -> Rows:
    rows = [
        Row(label, (_cell(part, quantity, sign, level=level),), detail)
        for quantity, label, detail, sign in _ROWS
        if counted(quantity, part.entries) or quantity is WRONG
    ]
    return Rows(
        caption="What came of the searches, step by step",
        columns=(Column("Of all, how many?", percent_axis(1.0)),),
        rows=tuple(rows),
        key=_key(level),
    )


def _several(parts: Sequence[OfRecord], *, level: float) -> Rows:
    signs = {quantity: sign for quantity, _, _, sign in _ROWS}
    more = len(parts) - MOST
    return Rows(
        caption="Searches and follow-ups that were confirmed, by agency",
        columns=(
            Column("Of all searches, how many were confirmed?", percent_axis(1.0)),
            Column("Of follow-ups, how many were confirmed?", percent_axis(1.0)),
        ),
        rows=tuple(
            Row(part.said, tuple(_cell(part, q, signs[q], level=level) for q in _OF_SEVERAL)) for part in parts[:MOST]
        ),
        key=_key(level),
        reading=f"{wording.plural(more, 'more agency', 'more agencies')}: in the table of every number."
        if more > 0
        else "",
    )


def _key(level: float) -> tuple[tuple[str, str], ...]:
    return (
        ("right", "confirmed"),
        ("measured", "neither right nor wrong yet"),
        ("band", f"what the counts leave open ({level * 100:g} %)"),
        ("hatch", "not told"),
    )


def _cell(part: OfRecord, quantity: SearchShare, sign: Sign, *, level: float) -> Cell:
    share = share_of(quantity, part.entries, level=level)
    if share is None:
        return Cell(Hatch(_why(quantity, part)))
    e = share.estimate
    number = f"{wording.count(e.events or 0)} of {wording.count(e.trials or 0)}"
    hidden = f"; {said_hidden}" if (said_hidden := hidden_of(quantity, part.entries)) else ""
    if not e.events:
        high = share.bounds.naive_upper or e.high
        mark = Interval(low=0.0, high=high, value=0.0, sign=sign, none=sign is Sign.FALSE)
        return Cell(mark, number, f"none counted: at most {wording.percent(high, up=True)}{hidden}")
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=sign)
    return Cell(mark, number, wording.with_range(e.value, e.low, e.high, often=True) + hidden)


def _why(quantity: SearchShare, part: OfRecord) -> str:
    if picked(quantity, part.entries):
        return "told only where there was one"
    return f"no {quantity.unit} at all" if counted(quantity, part.entries) else "not told"


def _eyebrow(record: SearchRecord, agencies: int) -> str:
    many = f"{wording.count(agencies)} agencies, " if agencies > 1 else ""
    used = f"{wording.count(record.rows_used)} of {wording.plural(record.rows_read, 'row')} used"
    return f"{many}{used}. The counts are the agency's own; nobody counted again."
