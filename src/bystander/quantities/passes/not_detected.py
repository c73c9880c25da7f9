"""How often did the system find no face in a pass at all? Failure to acquire, in the terms of ISO/IEC 19795-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Quantity, wording
from bystander.quantities.answer import Answer
from bystander.quantities.passes.facts import UNIT, VOLUNTEERS
from bystander.quantities.passes.people import limits
from bystander.quantities.passes.share import share_of

if TYPE_CHECKING:
    from bystander.quantities.passes.facts import Facts

NOT_RECORDED = "whether a face was found was not recorded; a column detected would tell"
PASSES_NOT_DETECTED = Quantity(
    name="passes-not-detected",
    heading="Passes in which no face was found",
    question="How often did the system find no face in a pass?",
    unit=UNIT,
    population=VOLUNTEERS,
    of_passers_by=False,
    nothing=NOT_RECORDED,
    often=True,
    page="seeded-tests.md",
)


def passes_not_detected(facts: Facts) -> Answer:
    """Return the share of passes without a face, measured and said; not estimable where that was not recorded."""
    passes = facts.passes
    if passes.detected is None or passes.detected_of is None or not passes.detected_of.sum():
        return Answer.none(PASSES_NOT_DETECTED, at=facts.point)
    unseen = passes.of_people(passes.detected_of - passes.detected)
    measured = share_of(unseen, passes.of_people(passes.detected_of), level=facts.level)
    e = measured.estimate
    answer = (
        f"{facts.where}In {wording.count(e.events or 0)} of {wording.count(e.trials or 0)} passes no face was found, "
        f"{wording.percent(e.value)} ({limits(measured, facts)})."
    )
    return Answer.of(PASSES_NOT_DETECTED, measured, answer, at=facts.point)
