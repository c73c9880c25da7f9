"""Both error rates of a trial of comparisons, along the exact tail, drawn together (METHODS 1.7.3).

The thresholds are scores of non-mated comparisons, from the highest downwards, twelve to every doubling of the false
matches: each of them exact, and the same ones however far down the tail reaches. They end at the tail's floor, or where
no mated comparison is rejected any more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals.replicates import OneWayCurve, Replicated, VertexCurve, replicated
from bystander.intervals.spread import Spread
from bystander.kernels.distinct import distinct
from bystander.quantities.comparisons.pairs_once import pairs_once
from bystander.quantities.people_order import order_of_people, ranks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.tally.comparisons.tally import ComparisonTally

PER_DOUBLING = 12
MANY_PEOPLE = 100_000  # beyond, a quarter of the thresholds have to do
BEYOND = 12  # thresholds kept below the one where the last mated comparison is rejected


@dataclass(frozen=True, kw_only=True)
class TrialReplicates:
    """Both rates at K thresholds with their replicates; arrays along K have the highest threshold first.

    ``cutoff``: a score at or above it is accepted. ``ends_here``: whether nothing more can be said of thresholds below
    the last, as the tail is incomplete there. ``attainable``, ``attainable_cutoff``: every number of false matches that
    a threshold in the tail can have, ascending from 0, and that threshold's cutoff. ``mated``: mated scores, ascending.
    ``order``: codes of people by place.
    """

    cutoff: NDArray[np.float64]
    fmr: Replicated
    fnmr: Replicated
    ends_here: bool
    attainable: NDArray[np.int64]
    attainable_cutoff: NDArray[np.float64]
    mated: NDArray[np.float64]
    order: NDArray[np.int64]
    seed: int
    replicates: int


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A rate at K thresholds that nobody can draw again, as nobody is named; ``deff``: taken for all of them."""

    events: NDArray[np.int64]
    trials: int
    deff: float = 1.0

    @property
    def value(self) -> NDArray[np.float64]:
        """Events per trial."""
        return self.events / self.trials

    @property
    def spread(self) -> Spread:
        """Tell that every trial has been counted ``deff`` times."""
        ones = np.ones(len(self.events))
        used = self.deff * self.value * (1 - self.value) / self.trials
        return Spread(deff=self.deff * ones, inflation=ones, df=np.nan * ones, used=used, drawn=used)


@dataclass(frozen=True, kw_only=True)
class MatchesAlong:
    """The FMR at K thresholds, highest first, each a score of a non-mated comparison.

    ``attainable``: every cutoff at which the FMR steps as far as the tail reaches, descending from just above the
    highest.
    """

    cutoff: NDArray[np.float64]
    fmr: Counted | Replicated
    attainable: NDArray[np.float64]

    def thinned(self, deff: float) -> MatchesAlong:
        """Return the same as if each comparison had been counted so many times; where nobody is named."""
        return replace(self, fmr=Counted(events=self.fmr.events, trials=self.fmr.trials, deff=deff))

    def above(self, cutoff: float) -> float:
        """Return the next attainable cutoff above one of them; just above the highest at most."""
        return float(self.attainable[max(int(np.searchsorted(-self.attainable, -cutoff)) - 1, 0)])


def matches_along(
    tally: ComparisonTally, drawn: TrialReplicates | None, *, level: float
) -> MatchesAlong | None:  # fmt: skip
    """Return the FMR along the tail, from replicates where there are any.

    None where nothing is known of how people differ, a class of comparisons is missing, or no non-mated comparison has
    a score.
    """
    if drawn is None and tally.non_mated_per_subject is not None:
        drawn = _drawn(tally, seed=0, replicates=0, level=level)
        if drawn is None:
            return None
    if drawn is not None:
        return MatchesAlong(cutoff=drawn.cutoff, fmr=drawn.fmr, attainable=drawn.attainable_cutoff)
    if not tally.mated_total or not len(tally.tail):
        return None
    cutoff, ends, _ = _thresholds(tally, people=0)
    fmr = Counted(events=ends, trials=tally.non_mated_total)
    return MatchesAlong(cutoff=cutoff, fmr=fmr, attainable=_attainable(tally)) if len(cutoff) else None


def replicates_of(tally: ComparisonTally, *, seed: int, replicates: int, level: float = 0.95) -> TrialReplicates | None:
    """Draw both rates of a trial again.

    None where that is impossible or useless: people are unknown, a class of comparisons is missing, no two comparisons
    share nobody, no non-mated comparison has a score, or no replicates are asked for.
    """
    return _drawn(tally, seed=seed, replicates=replicates, level=level) if replicates >= 1 else None


def _drawn(tally: ComparisonTally, *, seed: int, replicates: int, level: float) -> TrialReplicates | None:
    tail, m, graph = tally.tail, tally.non_mated_per_subject, tally.graph
    subject = tally.mated_row_subject
    if m is None or graph is None or subject is None or tail.probe is None or tail.reference is None:
        return None
    if not tally.mated_total or not tally.non_mated_total or not len(tail):
        return None
    squares = float(np.sum(m.astype(np.float64) ** 2))
    if float(tally.non_mated_total) ** 2 - squares + graph.qn <= 0:
        return None
    there = m > 0
    there[subject] = True
    codes = np.flatnonzero(there)
    place = np.zeros(len(m), np.int64)
    place[codes] = np.arange(len(codes))
    one, two, own = place[tail.probe], place[tail.reference], place[subject]
    order = order_of_people(
        len(codes), own=[(own, ranks(tally.mated_row_score))], counts=[m[codes]],
        pairs=(one, two, ranks(tail.score)),
    )  # fmt: skip
    turned = np.empty_like(order)
    turned[order] = np.arange(len(order))
    cutoff, ends, misses = _thresholds(tally, people=len(codes))
    if not len(cutoff):
        return None
    once = None if (pairs := pairs_once(tally)) is None else pairs.of_some(codes[order])
    fmr = VertexCurve(turned[one], turned[two], ends, m=m[codes][order], qn=graph.qn, once=once, level=level)
    compared = np.bincount(own, minlength=len(codes)).astype(np.int64)[order]
    fnmr = OneWayCurve(turned[own], misses, compared, level=level)  # mated scores ascend: the first are rejected first
    drawn = replicated([fmr, fnmr], len(codes), seed=seed, replicates=replicates)
    return TrialReplicates(
        cutoff=cutoff,
        fmr=drawn[0],
        fnmr=drawn[1],
        ends_here=tail.floor > -inf and int(misses[-1]) > 0,
        attainable=np.concatenate([[0], np.cumsum(tail.distinct[1][::-1])]),
        attainable_cutoff=_attainable(tally),
        mated=tally.mated_row_score,
        order=codes[order],
        seed=seed,
        replicates=replicates,
    )


def _attainable(tally: ComparisonTally) -> NDArray[np.float64]:
    values = tally.tail.distinct[0]
    return np.concatenate([[nextafter(float(values[-1]), inf)], values[::-1]])


def _thresholds(
    tally: ComparisonTally, *, people: int
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the cutoffs, highest first, with the false matches and the false non-matches of each."""
    per = PER_DOUBLING if people <= MANY_PEOPLE else PER_DOUBLING // 4
    steps = int(np.log2(len(tally.tail)) * per) + 1
    ranks = distinct(np.round(2.0 ** (np.arange(steps) / per)).astype(np.int64))
    cutoff = distinct(tally.tail.score[ranks[ranks <= len(tally.tail)] - 1])[::-1]
    ends = np.array([tally.tail.at_or_above(float(c)) for c in cutoff], np.int64)
    misses = np.searchsorted(tally.mated_row_score, cutoff, side="left").astype(np.int64)
    inside = ends < tally.non_mated_total
    none = np.flatnonzero(misses == 0)
    if len(none):
        inside[int(none[0]) + BEYOND :] = False
    return cutoff[inside], ends[inside], misses[inside]
