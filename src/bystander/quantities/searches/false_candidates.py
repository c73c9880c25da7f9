"""When a person on the watchlist is searched, how often is somebody else returned? No FPIR counts these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.findings import Quantity, wording
from bystander.findings.at_zero import at_most
from bystander.quantities.answer import Answer
from bystander.quantities.searches.facts import FIXED, NO_MATED, count_of_people, threshold_of, within
from bystander.quantities.searches.of_searches import Cause, measured_of, of_all_searches

if TYPE_CHECKING:
    from bystander.findings import Finding, Point
    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.facts import Facts
    from bystander.tally.searches.tally import SearchTally

FALSE_CANDIDATES = Quantity(
    name="false-candidate-rate",
    id="false-candidates-in-mated-searches",
    heading="Somebody else returned, with or without the right person",
    question="When a person on the watchlist is searched, how often is somebody else returned?",
    unit="mated search",
    population=FIXED,
    of_passers_by=False,
    nothing=NO_MATED,
    often=True,
    page="identification.md",
)


def false_candidates(tally: SearchTally, threshold: float, point: Point, facts: Facts) -> Finding:
    """Return how often somebody else is returned beside, or instead of, the right person, measured and said."""
    measured = false_candidate_rate(tally, threshold, rank=point.rank, level=facts.level)
    e = measured.estimate
    seen = f"in {wording.percent(e.value)} of {count_of_people(facts.mated, facts, 'on the watchlist')} "
    seen += f"({e.interval}: {wording.percent_span(e.low, e.high)})"
    if not e.events:
        seen = f"in none of {count_of_people(facts.mated, facts, 'on the watchlist')}; the rate is "
        seen += at_most(e, measured.bounds, wording.percent)
    answer = (
        f"At the threshold {threshold_of(point)}, {seen}{within(point)}. No rate of false "
        "alerts counts these, though somebody else is looked for in the wrong place."
    )
    return Answer.of(replace(FALSE_CANDIDATES, unit=facts.mated_unit), measured, answer, at=point).finding


def false_candidate_rate(tally: SearchTally, threshold: float, *, rank: int | None = None, level: float) -> Measured:
    """Measure how often a mated search returns somebody else among the first ``rank`` candidates; no FPIR counts these.

    Raises ValueError at 0/0.
    """
    events, person = tally.of_units(tally.alerts(threshold, rank), tally.mated)
    cause = Cause.of(tally, tally.mated)
    return of_all_searches(measured_of(events, person, level=level, cause=cause), tally, threshold)
