"""FNIR: how often is a person who is on the watchlist not found?

FNIR(N, R, T): the share of mated searches in which the right person is not among the first R candidates, or scores less
than the threshold T (METHODS D.1).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import InGroups, Quantity, Sensitivity, Term, wording
from bystander.findings.at_zero import at_most
from bystander.intervals.rising import rising
from bystander.quantities.answer import Answer
from bystander.quantities.searches import units
from bystander.quantities.searches.facts import FIXED, NO_MATED, count_of, shared_caveats, threshold_of, within
from bystander.quantities.searches.of_searches import Cause, measured_of, of_all_searches
from bystander.quantities.without_a_score import left_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.findings import Finding, Point
    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.facts import Facts
    from bystander.tally.searches.tally import SearchTally

FNIR = Quantity(
    name="fnir",
    heading="Searched people who are not found (FNIR)",
    question="How often is a person who is on the watchlist not found?",
    unit="mated search",
    population=FIXED,
    term=Term(
        "False negative identification rate (FNIR)",
        "How often a search of a person on the watchlist does not return them.",
        ("false negative identification rate", "FNIR"),
    ),
    of_passers_by=False,
    nothing=NO_MATED,
    often=True,
    page="identification.md",
    groups=InGroups(
        question="How often is somebody who is on the watchlist not found, by group?",
        errors="misses of people on the watchlist",
        word="misses",
        tries="searches",
        chart="Searched people who are not found",
        of="new people of the same groups, in front of the same watchlist",
    ),
)
BEYOND = "the right person would still come further down the list, with a score that passes"


def asked_fnir(facts: Facts) -> Quantity:
    """Return the question in the units of the trial."""
    return replace(FNIR, unit=facts.mated_unit)


def fnir(
    measured: Measured | None, point: Point, facts: Facts, *, said: tuple[str, ...], beyond: float | None
) -> Finding:
    """Return the finding of an FNIR; None: there are no such searches.

    ``beyond``: if the list went on, this often. ``said``: what the interval does not know of the threshold's choice.
    """
    asked = asked_fnir(facts)
    if measured is None:
        return asked.missing(NO_MATED, at=point)
    answer = f"At the threshold {threshold_of(point)}, {missed(measured, facts)}{within(point)}."
    caveats = (*shared_caveats(facts), *without_failed(measured, facts), *said)
    found = Answer.of(asked, measured, answer, at=point, caveats=caveats).finding
    if beyond is None or found.estimate is None or beyond >= found.estimate.value:
        return found
    row = Sensitivity(assumption=BEYOND, low=beyond, high=found.estimate.value)
    return found.model_copy(update={"sensitivity": (*found.sensitivity, row)})


def without_failed(measured: Measured, facts: Facts) -> tuple[str, ...]:
    """Say how many searches are left out of a share of misses; nothing where none is."""
    return left_out(facts.excluded, measured.estimate, units.many_mated(facts.unit))


def missed(measured: Measured, facts: Facts) -> str:
    """Say an FNIR as part of a sentence."""
    e = measured.estimate
    if e.events == 0:
        return (
            f"everybody on the watchlist was found in {count_of(facts.mated, facts)}; the rate of misses is "
            f"{at_most(e, measured.bounds, wording.percent)}"
        )
    return (
        f"{wording.count(e.events or 0)} of {count_of(facts.mated, facts)} missed a person on the watchlist: "
        f"{wording.percent(e.value)} ({e.interval}: {wording.ends(e.low, e.high, often=True)})"
    )


def false_negative_identification_rate(
    tally: SearchTally, threshold: float, *, rank: int | None = None, level: float, optimistic: bool = False
) -> Measured:
    """Measure the FNIR at a threshold, among the first ``rank`` candidates or however far the list goes.

    A unit of several searches is missed where every one of them misses. ``optimistic``: candidates that score as much
    as the mate stand behind it. Raises ValueError without mated searches (0/0).
    """
    right = tally.hits(threshold, rank, optimistic=optimistic)
    hits, person = tally.of_units(right, tally.mated)
    cause = _ahead(tally, threshold, rank, hits)
    found = [measured_of(~hits, person, level=level, cause=cause)]
    last = _last_rank(tally, right, optimistic=optimistic) if right.any() else None
    if cause is not None and last is not None and last < cause.others:
        # as many are missed among the first ``last``: what limits misses there limits those further down
        found.append(measured_of(~hits, person, level=level, cause=replace(cause, others=last)))
    return of_all_searches(rising(found)[0], tally, threshold)


def _last_rank(tally: SearchTally, found: NDArray[np.bool_], *, optimistic: bool) -> int:
    """Return the rank down to which everybody is found who is; ``found``: the searches that return the right person."""
    units, at = np.unique(tally.unit[found], return_inverse=True)
    ranks = (tally.best_rank if optimistic else tally.rank)[found]
    first = np.full(len(units), ranks.max())
    np.minimum.at(first, at.ravel(), ranks)
    return int(first.max())


def _ahead(tally: SearchTally, threshold: float, rank: int | None, hits: NDArray[np.bool_]) -> Cause | None:
    """Return whose entry keeps people from being returned: of those who pass the threshold, as of the CMC.

    Who does not pass it is missed whoever else is on the list.
    """
    ahead = tally.looked_at(threshold, rank)
    if ahead is None:
        return None
    passing = hits | tally.of_units(tally.passes(tally.could_score, threshold), tally.mated)[0]
    entry = np.where(passing, tally.closest_of_units(tally.mated), np.int32(-1))
    return Cause(entry=entry, others=ahead)
