"""CMC: without any threshold, how often is the right person among the first candidates (METHODS D.3)?"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Bounds, Point, Quantity, Term, wording
from bystander.intervals.rising import rising
from bystander.quantities.answer import Answer
from bystander.quantities.searches.facts import FIXED, NO_MATED, count_of
from bystander.quantities.searches.of_searches import Cause, measured_of, of_all_searches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Finding
    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.facts import Facts
    from bystander.tally.searches.tally import SearchTally

CMC = Quantity(
    name="cmc",
    heading="The right person among the first candidates (CMC)",
    question="How often is the right person the first candidate?",
    unit="mated search",
    population=FIXED,
    term=Term(
        "Cumulative match characteristic (CMC)",
        "How often the right person is among the first candidates, without a threshold.",
        ("cumulative match characteristic", "CMC"),
    ),
    of_passers_by=False,
    nothing=NO_MATED,
    often=True,
    page="identification.md",
)
NOTHING_KNOWN = "(of new people that shows nothing)"
TIES = (
    "Candidates that score exactly as much as the right person are taken to stand before them; {otherwise}, "
    "the share would be {other}. Finer scores would remove this."
)
CUT_SHORT = (
    "The system left candidates that scored low out of some lists: with all of them the share could be up to {other}. "
    "Lists of full length would remove this."
)


def cmc_at(
    tally: SearchTally, measured: Measured, point: Point, facts: Facts, *, hidden: float | None = None
) -> Finding:
    """Say how often the right person is among the first ``point.rank`` candidates, as it was ``measured``.

    ``hidden``: the rate if everybody who is missing from a list that the system cut short stood just behind its end.
    """
    rank = point.rank or 1
    by_rank = tally.hits_by_rank(-inf, rank)
    (other,) = cmc(tally, [rank], optimistic=True)
    if by_rank is not None:
        hits = tally.of_units(by_rank, tally.mated)[0]
        other = int(np.count_nonzero(hits)) / len(hits)
    otherwise = "taken to stand behind" if by_rank is None else "by the file's own ranks"
    first = "the first candidate" if rank == 1 else f"among the first {wording.count(rank)} candidates"
    question = f"Without any threshold, how often is the right person {first}?"
    e = measured.estimate
    span = NOTHING_KNOWN if e.low <= 0 and e.high >= 1 else f"({e.interval}: {wording.percent_span(e.low, e.high)})"
    answer = f"In {wording.percent(e.value)} of {count_of(facts.mated, facts)} {span}."
    said = (TIES.format(otherwise=otherwise, other=wording.percent(other)),) if other > e.value else ()
    if hidden is not None and hidden > e.value:
        said = (*said, CUT_SHORT.format(other=wording.percent(hidden)))
    # An upper limit is for a claim about errors; held against "how often is the right person found" it would mislead.
    lower = Bounds(
        assumption_free_lower=measured.bounds.assumption_free_lower, compliance_lower=measured.bounds.compliance_lower
    )
    asked = replace(CMC, question=question, unit=facts.mated_unit)
    return Answer.of(asked, replace(measured, bounds=lower), answer, at=point, caveats=said).finding


def no_cmc(facts: Facts) -> Finding:
    """Return the finding that nobody on the watchlist was searched."""
    return replace(CMC, unit=facts.mated_unit).missing(NO_MATED, at=Point(n=facts.watchlist, rank=1))


def cmc(tally: SearchTally, ranks: Sequence[int], *, optimistic: bool = False) -> list[float]:
    """Return the share of mated units with the right person among the first R, for each R; no threshold (D.3)."""
    trials = int(np.count_nonzero(tally.of_units(tally.mated, tally.mated)[0]))
    if not trials:
        message = "a rate needs at least one trial"
        raise ValueError(message)
    hits = [tally.of_units(tally.hits(-inf, r, optimistic=optimistic), tally.mated)[0] for r in ranks]
    return [int(np.count_nonzero(h)) / trials for h in hits]


def correct_rank_rates(tally: SearchTally, ranks: Sequence[int], *, level: float) -> list[Measured]:
    """Measure CMC(R) at ascending ranks: how often the right person is among the first R, whatever the scores (D.3).

    Equal scores stand before the mate. What limits one rank limits others. Raises ValueError without mated searches
    (0/0).
    """
    return rising([_alone(tally, rank, level=level) for rank in ranks])


def _alone(tally: SearchTally, rank: int, *, level: float) -> Measured:
    """Measure one rank by itself."""
    hits, person = tally.of_units(tally.hits(-inf, rank), tally.mated)
    ahead = Cause.of(tally, tally.mated, others=rank, spared=True)
    return of_all_searches(measured_of(hits, person, level=level, cause=ahead), tally)
