"""Which alerts of a row were judged, right or false, and which nobody judged.

A rate per alert is per *judged* alert: of 42 alerts of which 8 were verified and nothing is told of the others, none
was judged false. Where a row tells alerts and false ones alone, every alert may have been judged, and no more than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.evidence.record.entry import Entry


def judged(e: Entry) -> int | None:
    """Return how many alerts of a row were judged; at most all of them where it does not tell the right ones."""
    if e.wrong is None or not e.consistent:
        return None
    return e.right + e.wrong if e.right is not None else e.alerts


def unjudged(e: Entry) -> int:
    """Return the alerts that were judged neither right nor false; 0 where that cannot be told.

    A count of false alerts that is withheld was no count of false ones, so nobody judged those alerts.
    """
    if e.alerts is None or not e.consistent:
        return 0
    if e.right is not None and (e.wrong is not None or any(w.column == "false_alerts" for w in e.withheld)):
        return e.alerts - e.right - (e.wrong or 0)
    return 0


def unconfirmed(e: Entry) -> int:
    """Return the alerts judged right with nobody's identity confirmed, of a row that fits together."""
    return e.unconfirmed if e.consistent else 0


def perhaps_fewer_judged(e: Entry) -> bool:
    """Return whether a row tells its false alerts and not how many were judged: a rate per judged one is a least."""
    return e.right is None and e.wrong is not None and e.alerts is not None and e.alerts > e.wrong
