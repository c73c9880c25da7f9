"""How often did a pass set off an alert that named somebody else? A wrong lead, though somebody sought was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Quantity, wording
from bystander.quantities.answer import Answer
from bystander.quantities.passes.facts import UNIT, VOLUNTEERS
from bystander.quantities.passes.people import limits
from bystander.quantities.passes.share import share_of

if TYPE_CHECKING:
    from bystander.quantities.passes.facts import Facts

PASSES_WRONG_PERSON = Quantity(
    name="passes-wrong-person",
    heading="Alerts that named somebody else",
    question="How often does a pass set off an alert that names somebody else on the watchlist?",
    unit=UNIT,
    population=VOLUNTEERS,
    of_passers_by=False,
    nothing="whether alerts named the right person was not recorded; a column right would tell",
    page="seeded-tests.md",
)


def passes_wrong_person(facts: Facts) -> Answer:
    """Return the share of passes whose alert named somebody else; not estimable where that was not recorded."""
    passes = facts.passes
    if not passes.right_known:
        return Answer.none(PASSES_WRONG_PERSON, at=facts.point)
    wrong = passes.of_people(passes.alerts - passes.right)
    measured = share_of(wrong, passes.of_people(passes.passes), level=facts.level)
    e = measured.estimate
    answer = (
        f"{facts.where}{wording.plural(e.events or 0, 'alert')} in {wording.count(e.trials or 0)} passes named "
        f"somebody else, {wording.percent(e.value)} ({limits(measured, facts)})."
    )
    return Answer.of(PASSES_WRONG_PERSON, measured, answer, at=facts.point)
