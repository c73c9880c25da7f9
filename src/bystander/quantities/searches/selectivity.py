"""Selectivity: how many wrong people does a search return, on average?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Kind, Quantity, Term, wording
from bystander.findings.at_zero import at_most
from bystander.intervals import clusters, zero_events
from bystander.intervals.measured import Measured, clustered, of_nobody_named
from bystander.quantities.answer import Answer
from bystander.quantities.searches.facts import FIXED, threshold_of
from bystander.quantities.searches.of_searches import Cause, mutual

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.findings import Finding, Point
    from bystander.quantities.searches.facts import Facts
    from bystander.tally.searches.tally import SearchTally

SELECTIVITY = Quantity(
    name="selectivity",
    heading="Wrong people returned per search (selectivity)",
    question="How many wrong people does a search return, on average?",
    unit="non-mated search",
    population=FIXED,
    term=Term(
        "Selectivity",
        "How many wrong people a search returns on average.",
        ("selectivity",),
    ),
    kind=Kind.MEAN,
    per="per search",
    page="identification.md",
)


def selectivity_at(tally: SearchTally, threshold: float, point: Point, facts: Facts, *, references: int) -> Finding:
    """Return how many wrong people a non-mated search returns, measured and said; as for :func:`selectivity`."""
    measured = selectivity(tally, threshold, references=references, level=facts.level)
    e = measured.estimate
    doubt = f"({e.interval}: {span(e.low, e.high)})"
    if not e.events:
        doubt = f"was returned; the number is {at_most(e, measured.bounds, wording.significant)}"
    answer = (
        f"At the threshold {threshold_of(point)}, {amount(e.value)} for each search of a person off the "
        f"watchlist {doubt}."
    )
    return Answer.of(SELECTIVITY, measured, answer, at=point).finding


def amount(value: float) -> str:
    """Say a mean number of people."""
    return "none" if value == 0 else wording.significant(value)


def span(low: float, high: float) -> str:
    """Say the interval of a mean number."""
    if not wording.bounded_below(low, high):
        return f"at most {wording.significant(high, up=True)}"
    return f"{wording.significant(low)} to {wording.significant(high)}"


def selectivity(tally: SearchTally, threshold: float, *, references: int, level: float) -> Measured:
    """Measure the mean number of wrong people returned by a non-mated search.

    ``references``: how many could be returned, people enrolled or candidates listed. Every search and reference is one
    trial, clustered on the person searched; the rate is told per search. People who are searched and on the watchlist
    themselves return each other. Raises ValueError without non-mated searches
    (0/0), and below what the tally still holds.
    """
    if threshold < tally.tail_floor:
        message = "below this threshold the tally does not hold every candidate"
        raise ValueError(message)
    returned = tally.tail_search[tally.passes(tally.tail_score, threshold)]
    each = np.bincount(returned, minlength=len(tally.person))[tally.non_mated]
    if not len(each):
        message = "a rate needs at least one trial"
        raise ValueError(message)
    trials = np.full(len(each), references, np.int64)
    person = tally.person[tally.non_mated]
    if bool((person < 0).any()):
        found = of_nobody_named(int(each.sum()), int(trials.sum()), level=level)
    else:
        people = np.unique(person, return_inverse=True)[1].ravel()
        x, k = np.bincount(people, weights=each), np.bincount(people, weights=trials)
        searches = np.bincount(people)
        sets = zero_events.independent_trials(len(each), int(searches.max()))
        top = tally.top[tally.non_mated]
        tried = Cause(entry=tally.closest[tally.non_mated], listed=tally.left_out).tried(person)
        together = _mutual(person, np.where(each > 0, top, -1), each, searches) if tried else None
        rate = clusters.one_way(x.astype(np.int64), k.astype(np.int64), mutual=together)
        free = zero_events.Free(sets=sets, others=1 if tried else 0, tried=tried)
        found = clustered(replace(rate, mean_cluster=None), level=level, sets=free)
    return _per_search(found, references, len(each))


def _mutual(
    person: NDArray[np.integer], top: NDArray[np.integer], each: NDArray[np.integer], searches: NDArray[np.integer]
) -> int:
    """Return how often people can have returned each other at most: of the one best of each search it is known.

    ``each``: how many a search returned; ``searches``: of each person. Of the others nobody kept whom they
    were: each may be the other half of one best and one more (Cauchy and Schwarz).
    """
    most, returned = int(searches.max()), int(each.sum())
    behind = returned - int(np.count_nonzero(top >= 0))
    return min(most * returned, mutual(person, top) + 3 * most * behind)


def _per_search(found: Measured, references: int, searches: int) -> Measured:
    """Tell a rate per search and reference as a number per search."""

    def up(value: float | None) -> float | None:
        return None if value is None else value * references

    e, b = found.estimate, found.bounds
    estimate = e.model_copy(
        update={"value": e.value * references, "low": e.low * references, "high": e.high * references,
                "trials": searches, "effective_trials": None}
    )  # fmt: skip
    bounds = b.model_copy(
        update={"assumption_free_upper": up(b.assumption_free_upper), "compliance_upper": up(b.compliance_upper),
                "naive_upper": up(b.naive_upper), "if_seen_among_closest_upper": up(b.if_seen_among_closest_upper)}
    )  # fmt: skip
    rows = tuple(
        s.model_copy(update={"low": up(s.low), "high": up(s.high), "upper": up(s.upper), "effective_trials": None})
        for s in found.sensitivity
    )
    return replace(found, estimate=estimate, bounds=bounds, sensitivity=rows)
