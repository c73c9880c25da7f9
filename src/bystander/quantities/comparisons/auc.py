"""The area under the ROC: how often is a mated comparison's score above a non-mated one's?

AUC = P(mated > non-mated) + 1/2 P(equal), over all pairs of one mated and one non-mated comparison (Mann and Whitney
1947; Hanley and McNeil 1982). Failed comparisons that count have the lowest score of all, and tie with each other.

A person moves it from two sides: by their mated comparisons, through the share of non-mated ones below each, and by
the non-mated comparisons that they take part in, through the share of mated ones above each. Both shares are exact, the
sums by person are whole numbers, and their replicates with weights of people are linear in the weights. Deviations are
rescaled as everywhere (``replicates``), to the larger of the variance over people and that of independent comparisons,
with the t-correction of KG-t; the interval is the percentile one on the logit scale.

It is known only where the tail holds every non-mated comparison: below its floor nothing says whose they are.

It sums over thresholds that no system is used at: most of the area lies where false matches are frequent. Legacy.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit, ndtri, stdtrit

from bystander.findings import Quantity, Term, wording
from bystander.findings.estimate import Bounds, Estimate
from bystander.intervals import kg_t, methods, resampling
from bystander.intervals.caveats import flags
from bystander.intervals.measured import Measured, without_limit
from bystander.intervals.uneven_pairs import summed_by_pair
from bystander.intervals.uneven_tries import drawn_out, each_once
from bystander.quantities.comparisons.bands import FEWEST, percentiles
from bystander.quantities.comparisons.facts import NEW_PAIRS, NO_MATED, NO_NON_MATED
from bystander.quantities.comparisons.pairs_once import pairs_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bystander.findings import Finding
    from bystander.findings.method import Method
    from bystander.intervals.uneven_tries import EachOnce
    from bystander.quantities.comparisons.facts import Facts
    from bystander.quantities.comparisons.replicates import TrialReplicates
    from bystander.tally.comparisons.tally import ComparisonTally

    Numbers = NDArray[np.float64]

AUC = Quantity(
    name="auc",
    heading="One person scores higher than two (AUC)",
    question="How often does a comparison of one person with themself score higher than one of two different people?",
    unit="pair of a mated and a non-mated comparison",
    population=NEW_PAIRS,
    term=Term(
        "Area under the curve (AUC)",
        "The chance that a comparison of one person with themself scores higher than one of two different people.",
        ("area under the curve", "AUC"),
    ),
    of_passers_by=False,
    often=True,
    older=True,
    page="bands.md",
)
AREA_LEGACY = (
    "It averages over all thresholds, most of which nobody would use. It serves comparison with older reports."
)
NO_REPLICATES = "its interval needs replicates of the trial, and none were asked for (--replicates 0)"
PEOPLE_UNKNOWN = (
    "the evidence does not say which comparisons belong to the same person, so that nothing tells how sure it is"
)
AREA_BELOW = (
    "only the highest {kept} of {all} comparisons of different people are kept one by one. Nothing tells how much the "
    "people in the others differ"
)
SEPARATED = (
    "fewer than 5 comparisons of either kind lie on the wrong side of one of the other kind. That is too few to tell "
    "how sure it is; a larger trial would show more"
)


def auc(tally: ComparisonTally, drawn: TrialReplicates | None, facts: Facts, *, asked: bool) -> Finding:
    """Return the area under the ROC, measured and said; ``asked``: whether replicates were asked for at all."""
    measure = None if drawn is None else measured_area(tally, drawn, level=facts.level)
    if measure is None:
        return AUC.missing(_no_area(facts, known=area_under_curve(tally) is not None, asked=asked))
    estimate = measure.estimate
    return AUC.answered(
        f"In {wording.percent(estimate.value, 4)} of all pairs of two such comparisons (area under the curve; "
        f"{estimate.interval} {wording.percent_span(estimate.low, estimate.high)}).",
        estimate,
        caveats=(AREA_LEGACY, *measure.caveats),
    )


def _no_area(facts: Facts, *, known: bool, asked: bool) -> str:
    if not facts.non_mated:
        return NO_NON_MATED
    if not facts.mated:
        return NO_MATED
    if facts.people is None:
        return PEOPLE_UNKNOWN
    if not known:
        return AREA_BELOW.format(kept=wording.count(facts.in_tail), all=wording.count(facts.non_mated))
    return SEPARATED if asked else NO_REPLICATES


@dataclass(frozen=True, kw_only=True)
class AreaMeasure:
    """The AUC with its interval, and what to say with it."""

    estimate: Estimate
    caveats: tuple[str, ...]


def area_under_curve(tally: ComparisonTally) -> float | None:
    """Return the AUC; None where a class of comparisons is missing (0/0) or the tail lacks non-mated ones."""
    placed = _placements(tally)
    return None if placed is None else placed.area


def measured_area(tally: ComparisonTally, drawn: TrialReplicates, *, level: float) -> AreaMeasure | None:
    """Measure the AUC with its interval.

    None where it is not known (see :func:`area_under_curve`), or where fewer than ``FEWEST`` mated comparisons have a
    non-mated one at or above them, or the other way round: then there is too little to tell how sure it is.
    """
    placed = _placements(tally)
    if placed is None or placed.overtaken < FEWEST or placed.overtaking < FEWEST:
        return None
    area, people = placed.area, len(drawn.order)
    place = np.zeros(tally.subjects or 0, np.int64)
    place[drawn.order] = np.arange(people)
    own, first, second = (place[codes] for codes in placed.people)
    mated = np.bincount(own, weights=placed.mated, minlength=people)
    sides = [np.bincount(side, weights=placed.non_mated, minlength=people) for side in (first, second)]
    compared = np.bincount(own, minlength=people)
    met = placed.met[drawn.order]
    absent = met - np.bincount(first, minlength=people) - np.bincount(second, minlength=people)  # failed ones
    totals = np.stack([mated + sides[0] + sides[1] + absent * placed.failed, compared, met])
    scale = 2.0 * placed.mated_total * placed.non_mated_total
    per = np.array([1.0, -2.0 * area * placed.non_mated_total, -2.0 * area * placed.mated_total]) / scale
    influence = (totals * per[:, None]).sum(axis=0)
    spread = _spread(placed, influence, pairs=_pairs(first, second, placed), level=level)
    if spread is None:
        return None
    used, df = spread
    found = np.empty(drawn.replicates)
    for which, weights in resampling.blocks(people, seed=drawn.seed, replicates=drawn.replicates):
        sums = weights.of_people(totals) - totals.sum(axis=1)[:, None]
        found[which] = (sums * per[:, None]).sum(axis=0)
    shift = found * np.sqrt(used / float(np.sum(influence**2))) / (area * (1 - area))
    ends = percentiles(np.asarray(expit(logit(area) + shift)), value=area, level=level)
    if ends is None:
        return None
    method = methods.BOOTSTRAP.named(f"{methods.BOOTSTRAP}, {drawn.replicates} replicates")
    for mean, assumed in _each_once(placed, tally):
        once = kg_t.at_deff(mean.value * mean.tries, mean.tries, deff=mean.deff, df=mean.df, level=level)
        ends, before = drawn_out(ends, (1 - once.high, 1 - once.low), mean.share), ends
        method = method if ends == before else method.then(assumed)
    estimate = Estimate(
        value=area,
        low=ends[0],
        high=ends[1],
        level=level,
        method=method,
        people=people if tally.clusters is None else int(np.count_nonzero(drawn.order < tally.clusters)),
        df=df,
    )
    said = Measured(estimate=estimate, bounds=Bounds(), caveats=flags(df))
    return AreaMeasure(estimate=estimate, caveats=without_limit(said))


def _each_once(placed: _Placed, tally: ComparisonTally) -> Iterator[tuple[EachOnce, Method]]:
    """Give 1 - AUC as the mean of people, and of pairs of people, counted once, where few make most comparisons.

    Of a mated comparison it is the share of non-mated ones above, of a non-mated one that of mated ones below; a failed
    non-mated one has a share that is not worth a term, as it scores below all that did not fail.
    """
    own, first, second = placed.people
    compared = np.bincount(own, minlength=tally.subjects or 0)
    lost = compared - np.bincount(own, weights=placed.mated, minlength=len(compared)) / (2 * placed.non_mated_total)
    mean = each_once(lost, compared)
    if mean is not None:
        yield mean, methods.UNEVEN_TRIES
    pairs = pairs_once(tally)
    taken = 1 - placed.non_mated / (2 * placed.mated_total)
    mean = None if pairs is None else pairs.of_values(first, second, taken)
    if mean is not None:
        yield mean, methods.UNEVEN_PAIRS


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """Twice the comparisons of the other class that each one is on the right side of; a tie counts once.

    ``failed``: the same of a non-mated comparison without a score. ``people``: codes of each mated comparison's person,
    and of the two of each non-mated one; ``met``: non-mated comparisons by code. ``overtaken``: mated comparisons that
    are not above all non-mated ones, ``overtaking``: non-mated ones that are not below all mated ones.
    """

    mated: Numbers
    non_mated: Numbers
    failed: int
    people: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]
    met: NDArray[np.int64]
    mated_total: int
    non_mated_total: int

    @property
    def area(self) -> float:
        return int(self.mated.sum()) / (2 * self.mated_total * self.non_mated_total)

    @property
    def overtaken(self) -> int:
        return int(np.count_nonzero(self.mated < 2 * self.non_mated_total))

    @property
    def overtaking(self) -> int:
        without = self.non_mated_total - len(self.non_mated)
        return int(np.count_nonzero(self.non_mated < 2 * self.mated_total)) + without * (
            self.failed < 2 * self.mated_total
        )


def _placements(tally: ComparisonTally) -> _Placed | None:
    tail, met, own = tally.tail, tally.non_mated_per_subject, tally.mated_row_subject
    if not tally.mated_total or not tally.non_mated_total or tail.floor > -inf:
        return None
    if tail.probe is None or tail.reference is None or met is None or own is None:
        return None
    mated, other = tally.mated_row_score, tail.score[::-1]
    failed = tally.non_mated_total - len(tail)
    below = np.searchsorted(other, mated, side="left") + np.searchsorted(other, mated, side="right")
    without = int(np.count_nonzero(mated == -inf))
    placed = below + np.where(mated == -inf, failed, 2 * failed)
    above = 2 * len(mated) - np.searchsorted(mated, tail.score, "left") - np.searchsorted(mated, tail.score, "right")
    return _Placed(
        mated=placed.astype(np.float64),
        non_mated=above.astype(np.float64),
        failed=2 * len(mated) - without,
        people=(own, tail.probe, tail.reference),
        met=met,
        mated_total=tally.mated_total,
        non_mated_total=tally.non_mated_total,
    )


def _pairs(first: NDArray[np.int64], second: NDArray[np.int64], placed: _Placed) -> float:
    """Return the sum over pairs of people of their squared excess, in units of the AUC: counted for both people."""
    excess = placed.non_mated / (2 * placed.mated_total) - placed.area
    summed = summed_by_pair(first, second, excess)
    return float(np.sum(summed**2)) / placed.non_mated_total**2


def _spread(placed: _Placed, influence: Numbers, *, pairs: float, level: float) -> tuple[float, float] | None:
    """Return variance behind the interval and the effective number of people; None where nobody has any influence."""
    squares, people = float(np.sum(influence**2)), len(influence)
    if squares == 0 or people < 2:
        return None
    independent = float(
        np.var(placed.mated / (2 * placed.non_mated_total)) / placed.mated_total
        + np.var(placed.non_mated / (2 * placed.mated_total)) / placed.non_mated_total
    )
    variance = people / (people - 1) * squares - pairs
    deff = max(1.0, variance / independent)
    df = squares**2 / float(np.sum(influence**4))
    tail = (1 - level) / 2
    t_over_z = float(stdtrit(max(df, 1.0), tail) / ndtri(tail))
    return independent * deff * (1.0 + (t_over_z**2 - 1.0) * (1.0 - 1.0 / deff)), df
