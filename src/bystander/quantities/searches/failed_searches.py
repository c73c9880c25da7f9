"""How often could the system not search at all?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Quantity, wording
from bystander.findings.at_zero import at_most
from bystander.quantities.answer import Answer
from bystander.quantities.searches.facts import FIXED
from bystander.quantities.searches.of_searches import measured_of

if TYPE_CHECKING:
    from bystander.findings import Finding
    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.facts import Facts
    from bystander.tally.searches.tally import SearchTally

FAILED_SEARCHES = Quantity(
    name="failed-search-rate",
    id="failed-searches",
    heading="Searches that failed",
    question="How often could the system not search at all?",
    unit="search",
    population=FIXED,
    nothing="the trial holds no searches",
    often=True,
    page="identification.md",
)


def failed_searches(tally: SearchTally, facts: Facts) -> Finding:
    """Return how often a search failed altogether, measured and said. Raises ValueError without searches (0/0)."""
    measured = failed_search_rate(tally, level=facts.level)
    e = measured.estimate
    answer = (
        f"In {wording.count(e.events or 0)} of {wording.count(e.trials or 0)} {facts.many}, {wording.percent(e.value)} "
        f"({e.interval}: {wording.percent_span(e.low, e.high)})."
    )
    if not e.events:
        most = at_most(e, measured.bounds, wording.percent)
        answer = f"In none of {wording.count(e.trials or 0)} {facts.many}; the rate is {most}."
    return Answer.of(replace(FAILED_SEARCHES, unit=facts.unit), measured, answer).finding


def failed_search_rate(tally: SearchTally, *, level: float) -> Measured:
    """Measure how often a search failed altogether. Raises ValueError without searches (0/0)."""
    failed, person = tally.of_units(~tally.failed, np.ones(len(tally.failed), bool))
    return measured_of(~failed, person, level=level)
