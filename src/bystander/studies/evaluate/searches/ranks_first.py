"""What is seen first of a trial of searches that sets no threshold: how often the right person comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import percent_axis
from bystander.findings.first_screen import FirstScreen, doubt, right, said
from bystander.findings.signs import Cell, Column, Hatch, Interval, Row, Rows, Sign
from bystander.quantities.searches.cmc import CMC
from bystander.quantities.searches.facts import count_of
from bystander.studies.beside import assumed
from bystander.studies.evaluate.cluster_words import named
from bystander.studies.evaluate.searches.first_screen import NEW_SEARCHES, not_told
from bystander.studies.evaluate.searches.verdict import caveats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate, Finding
    from bystander.quantities.searches.facts import Facts
    from bystander.quantities.searches.point import OfTies

NOBODY_SEARCHED = "nobody off the list was searched"
APART = "Coming first is not being found: no threshold turned anybody away. Compare only at the same length of list."
NEXT = "search for people who are not on the list too, and set a threshold."
KEY = (
    ("right", "came first"),
    ("band", "where the share may lie for new people ({level:g} %)"),
    ("hatch", "not shown"),
)


def ranks_first(findings: Sequence[Finding], facts: Facts, ties: OfTies | None) -> FirstScreen | None:
    """Return the first screen of a trial without a rate at any threshold; None where nobody on the list was searched.

    ``findings``: among which the share of searches with the right person first is looked for. ``ties``: what equal
    scores decide of it.
    """
    first = next((f.estimate for f in findings if f.quantity == CMC.name and f.at.rank == 1), None)
    if first is None:
        return None
    of = count_of(round(first.trials or 0), facts)
    people = "" if facts.people is None else f" of {wording.plural(facts.people, 'person', 'people')}"
    why = _why(facts)
    return FirstScreen(
        eyebrow=f"{count_of(facts.mated + facts.non_mated, facts)}{people}.",
        sentence=said("In ", right(wording.count(first.events or 0)), f" of {of}, the right person came first."),
        beside=(said(f"How often somebody is returned by mistake cannot be said: {why}."),),
        lead=said("For new people like these, expect ", doubt(_range(first)), f" ({facts.level * 100:g} % range)."),
        assumed=assumed(NEW_SEARCHES, first, cluster=named(facts.clusters)),
        untold=not_told(facts),
        apart=APART,
        next=NEXT,
        picture=_picture(first, why, facts),
        caveats=caveats(None, facts, ties=ties),
    )


def _why(facts: Facts) -> str:
    if not facts.non_mated:
        return NOBODY_SEARCHED
    return (
        f"{count_of(facts.non_mated, facts)} of people off the list {'is' if facts.non_mated == 1 else 'are'} too few"
    )


def _range(e: Estimate) -> str:
    return f"{wording.ends(e.low, e.high, often=True)} %"


def _picture(first: Estimate, why: str, facts: Facts) -> Rows:
    mark = Interval(low=first.low, high=first.high, value=first.value, sign=Sign.RIGHT)
    counted = f"{wording.count(first.events or 0)} of {wording.count(first.trials or 0)}"
    cell = Cell(mark, counted, wording.with_range(first.value, first.low, first.high, often=True))
    return Rows(
        caption="What came of the searches",
        columns=(Column(f"Of such {wording.units(facts.unit)}, how many?", percent_axis(1.0)),),
        rows=(
            Row("The right person came first", (cell,), "people who are on the list"),
            Row("Returned somebody by mistake", (Cell(Hatch(why)),), "people who are not on the list"),
        ),
        key=tuple((name, text.format(level=facts.level * 100)) for name, text in KEY),
    )
