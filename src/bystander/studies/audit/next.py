"""What to do next with a record: it follows from what the record lacks, operator by operator."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.one_sided import rows_named
from bystander.studies.audit.words import say_what

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.entry import Entry
    from bystander.quantities.record.scope import Scope

MOST = 3  # operators named for one thing
MOST_PLACES, LONGEST_PLACE = 2, 30  # named where faces were not counted, and how long a name may be
ASK_HOW_MANY = "how many faces were seen"
WHO = "ask who judged alerts"
HAVE_COUNTED = "have faces counted"
WHO_ELSE = "ask who judged the others"


def next_of(scopes: Sequence[Scope]) -> str:
    """Return what to do: have alerts judged that nobody judged, have faces counted, ask how it was done.

    Of several operators each thing that is to be done is said once, with the names of those that lack it.
    """
    if len(scopes) == 1:
        done, asked = _of_faces(scopes[0], where=True)
        unjudged = _unjudged(scopes[0])
        unread = scopes[0].unread_of("faces_seen") if asked == ASK_HOW_MANY else ""
        have = wording.listed([said for said in (unjudged, done, say_what(unread) if unread else "") if said])
        ask = wording.listed([WHO_ELSE if unjudged else WHO, *([asked] if asked else [])])
        return f"{f'{have}; ' if have else ''}{ask}."
    whose: dict[str, list[str]] = defaultdict(list)
    for scope in scopes:
        done, asked = _of_faces(scope, where=False)
        for said in (_unjudged(scope), HAVE_COUNTED if asked == ASK_HOW_MANY else done):
            if said:
                whose[said].append(scope.said)
    told = [f"{said} ({of_whom(names, len(scopes))})" for said, names in whose.items()]
    return f"{'. '.join(wording.capital(one) for one in [*told, WHO])}."


def of_whom(names: Sequence[str], operators: int) -> str:
    """Name operators, or say that it is all of them, or how many."""
    if len(names) == operators:
        return "all"
    return wording.listed(list(names)) if len(names) <= MOST else f"{len(names)} operators"


def _unjudged(scope: Scope) -> str:
    """Say that alerts are to be judged which nobody judged; nothing where there are none."""
    alerts = round(float(scope.counts.undecided.sum()))
    return (
        f"have the {wording.plural(alerts, 'unjudged alert')} judged"
        if alerts > 1
        else ("have the unjudged alert judged" if alerts else "")
    )


def _of_faces(scope: Scope, *, where: bool) -> tuple[str, str]:
    """Return what is to be done about faces, with ``where`` if that is told, and what is to be asked about them."""
    told = [e for e in scope.entries if e.faces_seen is not None or _is_withheld(e)]
    if not told:
        return "", ASK_HOW_MANY
    counted = [e for e in told if not _is_withheld(e) and "faces_seen" not in e.about]
    if len(counted) < len(scope.entries):
        lacking = [e for e in scope.entries if e.faces_seen is None]  # before those whose faces were estimated
        uncounted = lacking or [e for e in told if "faces_seen" in e.about]
        return f"{HAVE_COUNTED}{_where(uncounted) if where and counted else ''}", ""
    return "", "how faces were counted"


def _is_withheld(e: Entry) -> bool:
    return any(w.column == "faces_seen" for w in e.withheld)


def _where(entries: Sequence[Entry]) -> str:
    """Say where faces are to be counted, as they were elsewhere: at which places, else of which rows."""
    places = list(dict.fromkeys(e.place for e in entries))
    named = [place for place in places if place and len(place) <= LONGEST_PLACE]
    if named == places and len(named) <= MOST_PLACES:
        return f" at {wording.listed(named)} too"
    return f" in {rows_named(sorted(e.row for e in entries))} too"
