"""What to do next with a record: it follows from what the record lacks, operator by operator."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.quantities.record.false_alerts import FALSE_PER_FACE
from bystander.quantities.record.rates import used_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.quantities.record.scope import Scope

MOST = 3  # operators named for one thing
WHO = "ask who judged alerts"
HAVE_COUNTED = "have faces counted"
WHO_ELSE = "ask who judged the others"


def next_of(scopes: Sequence[Scope]) -> str:
    """Return what to do: have alerts judged that nobody judged, have faces counted, ask how it was done.

    Of several operators each thing that is to be done is said once, with the names of those that lack it.
    """
    if len(scopes) == 1:
        done, asked = _of_faces(scopes[0])
        unjudged = _unjudged(scopes[0])
        have = wording.listed([said for said in (unjudged, done) if said])
        ask = wording.listed([WHO_ELSE if unjudged else WHO, *([asked] if asked else [])])
        return f"{f'{have}; ' if have else ''}{ask}."
    whose: dict[str, list[str]] = defaultdict(list)
    for scope in scopes:
        for said in (_unjudged(scope), _of_faces(scope)[0]):
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


def _of_faces(scope: Scope) -> tuple[str, str]:
    """Return what is to be done about faces, and what is to be asked about them."""
    if scope.counts.withheld("faces_seen").any():
        return HAVE_COUNTED, ""
    rows = used_by(FALSE_PER_FACE, scope)
    if not rows:
        return "", "how many faces were seen"
    if any("faces_seen" in e.about for e in rows):
        return HAVE_COUNTED, ""
    return "", "how faces were counted"
