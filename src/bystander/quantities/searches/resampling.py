"""Resample the people of a trial of searches, and choose the threshold again each time (METHODS 1.4, 1.6, 1.7).

Every replicate draws people with Poisson(1) weights; somebody who is searched both as a mated and, without their mate,
as a non-mated person has one weight for both. The threshold of a target FPIR is then the smallest attainable one whose
weighted FPIR is at or below it: attainable are the best wrong scores of the trial, as for the trial itself. Scores are
sorted once, and weights are cumulated along them; a block of replicates at a time, so that memory is bounded. Every
number is a whole one until rates are formed: no order of people or blocks can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.intervals.resampling import weights
from bystander.quantities.people_order import places_of_searched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from bystander.tally.searches.tally import SearchTally

    Counts = NDArray[np.int64]
    Scores = NDArray[np.float64]

BLOCK = 1 << 22  # weights held at a time: 4 MB, and twelve times as much of their sums
MARGIN = 64  # alerts beyond twice the wanted number that are looked at first


@dataclass(frozen=True, kw_only=True)
class SearchUnits:
    """The units of a trial, sorted by score, each with the number of its person.

    ``best``: the distinct finite best wrong scores of non-mated units, falling; ``best_end``: how many units score each
    of them or more; ``best_person``: of the units in falling order, those without any wrong candidate left out.
    ``mate``: scores of the right person in mated units (looking at the ranks asked for), rising, -inf where they are
    not among the candidates, with ``mate_person``; ``mate_could``: what they would score at most, whatever their rank.
    ``best_cause``, ``mate_cause``, ``rank_cause``: whose entry is the closest wrong one in the units of
    ``best_person``, ``mate_person`` and ``rank_person``, -1 where they are not searched themselves. ``missed``: for
    each threshold, "just above the highest" first and then those of ``best``, how many mated units it misses.
    ``rank``: the best rank of the right person in each mated unit, falling, nobody's (0) first as the largest number,
    with ``rank_person``. ``non_mated``, ``mated``: units of each person. ``strict``: whether a score equal to the
    threshold fails.
    """

    best: Scores
    best_end: Counts
    best_person: Counts
    best_cause: Counts
    mate: Scores
    mate_person: Counts
    mate_could: Scores
    mate_cause: Counts
    missed: Counts
    rank: Counts
    rank_person: Counts
    rank_cause: Counts
    non_mated: Counts
    mated: Counts
    strict: bool

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.mated)

    def choice(self, alerts: NDArray[np.integer], most: NDArray[np.integer]) -> NDArray[np.intp]:
        """Return the place in ``missed`` of the smallest threshold with at most ``most`` alerts.

        ``alerts``: units, or their weights, that score each of ``best`` or more.
        """
        few = np.searchsorted(alerts, most, side="right")
        return np.minimum(few + 1, len(self.best)) if self.strict else few

    def missed_by(self, place: int) -> tuple[Counts, Counts]:
        """Return whom a threshold misses, by its place in ``missed``, and who stands ahead of those who pass it."""
        n, could = int(self.missed[place]), self.mate_could
        passing = could > self.best[max(place - 1, 0)] if self.strict or not place else could >= self.best[place - 1]
        return self.mate_person[:n], np.where(passing, self.mate_cause, -1)[:n]

    def alerts_at(self, place: NDArray[np.intp]) -> Counts:
        """Return how many non-mated units a threshold lets through, by its place in ``missed``."""
        return np.append(0, self.best_end)[np.maximum(place - self.strict, 0)]


@dataclass(frozen=True, kw_only=True)
class Resampled:
    """What replicates came to: weighted numbers of units, a row a replicate.

    ``non_mated``, ``mated``: all units. A column a target: ``missed``: mated units missed at the threshold of the
    replicate, ``missed_at``: at the threshold of the trial; ``lowest``: whether the replicate chose the lowest
    threshold that there is, as if there were none below. ``behind``: mated units whose right person is not among the
    first R, a column a rank.
    """

    non_mated: Counts
    mated: Counts
    missed: Counts
    missed_at: Counts
    lowest: NDArray[np.bool_]
    behind: Counts


NEVER = np.iinfo(np.int64).max


def units_of(tally: SearchTally, non_mated: SearchTally, *, rank: int | None = None) -> SearchUnits | None:
    """Return units of a trial; ``non_mated``: the tally with its non-mated searches, which may be made of the mated.

    None where somebody is not named: then nobody can be resampled.
    """
    if bool((tally.person < 0).any()) or bool((non_mated.person < 0).any()):
        return None
    own = places_of_searched(tally)
    place_of = np.full(max(int(t.max(initial=-1)) for t in (tally.person, tally.top)) + 2, -1)  # the last: nobody's
    place_of[tally.person] = own
    cause = place_of[np.maximum(non_mated.closest_of_units(non_mated.non_mated), -1)]
    theirs = own if len(non_mated.person) == len(own) else own[tally.met_others]
    people = int(own.max()) + 1 if len(own) else 0
    others, at, person = _units(non_mated.unit, non_mated.non_mated, theirs)
    best = np.full(len(others), -np.inf)
    np.maximum.at(best, at, non_mated.other[non_mated.non_mated])
    falling = np.lexsort((person, -best))
    falling, found = falling[: np.count_nonzero(best > -np.inf)], np.bincount(person, minlength=people)
    distinct, first = np.unique(-best[falling], return_index=True)
    searched, at, mated_person = _units(tally.unit, tally.mated, own)
    seen = (tally.rank > 0) & (tally.rank <= (rank or NEVER))
    mate, ranks = np.full(len(searched), -np.inf), np.full(len(searched), NEVER)
    np.maximum.at(mate, at, np.where(seen, tally.mate, -np.inf)[tally.mated])
    np.minimum.at(ranks, at, np.where(tally.rank > 0, tally.rank, NEVER)[tally.mated])
    could = np.full(len(searched), -np.inf)
    np.maximum.at(could, at, tally.could_score[tally.mated])
    closest = place_of[np.maximum(tally.closest_of_units(tally.mated), -1)]
    rising, back = np.lexsort((mated_person, mate)), np.lexsort((mated_person, -ranks))
    strict = tally.accept == "gt"
    missed = np.searchsorted(mate[rising], -distinct, side="right" if strict else "left")
    above = np.searchsorted(mate[rising], -distinct[:1], side="right")
    return SearchUnits(
        best=-distinct, best_end=np.append(first[1:], len(falling)).astype(np.int64)[: len(distinct)],
        best_person=person[falling], best_cause=cause[falling],
        mate=mate[rising], mate_person=mated_person[rising], mate_could=could[rising], mate_cause=closest[rising],
        missed=np.concatenate([above, missed]), rank=ranks[back], rank_person=mated_person[back],
        rank_cause=closest[back], non_mated=found,
        mated=np.bincount(mated_person, minlength=people), strict=strict,
    )  # fmt: skip


def resample(
    units: SearchUnits, targets: Sequence[Fraction], ranks: Sequence[int] = (), *, seed: int, replicates: int
) -> Resampled:
    """Resample the people; ``targets``: FPIRs in (0, 1] at each of which a threshold is chosen."""
    chosen = places(units, targets)
    wide = max(1, units.people, len(units.best_person), int(units.missed.max(initial=0)), len(units.rank) * bool(ranks))
    step = max(1, BLOCK // wide)
    blocks = [
        _block(
            units, targets, chosen, ranks, weights(units.people, seed=seed, first=i, count=min(step, replicates - i))
        )
        for i in range(0, replicates, step)
    ]
    return Resampled(**{name: np.concatenate([b[name] for b in blocks]) for name in blocks[0]})


def places(units: SearchUnits, targets: Sequence[Fraction]) -> NDArray[np.intp]:
    """Return the place in ``missed`` of the trial's own threshold for each target."""
    most = _most(targets, np.array([int(units.non_mated.sum())]))[0]
    return units.choice(units.best_end, most)


def _block(
    units: SearchUnits, targets: Sequence[Fraction], chosen: NDArray[np.intp], ranks: Sequence[int],
    drawn: NDArray[np.uint8],
) -> dict[str, NDArray[Any]]:  # fmt: skip
    totals = np.rint(drawn.astype(np.float64) @ np.stack([units.non_mated, units.mated], 1).astype(np.float64))
    non_mated, mated = totals.astype(np.int64).T
    most = _most(targets, non_mated)
    alerts = _alerts(units, drawn, most)
    place = np.array([units.choice(a, m) for a, m in zip(alerts, most, strict=True)], np.intp).reshape(most.shape)
    wanted, where = np.unique(np.append(units.missed[place], units.missed[chosen]), return_inverse=True)
    missed = _along(drawn, units.mate_person, wanted)
    own, same = where.ravel()[: place.size].reshape(place.shape), where.ravel()[place.size :]
    return {
        "non_mated": non_mated, "mated": mated, "lowest": place == len(units.best),
        "missed": np.take_along_axis(missed, own, 1), "missed_at": missed[:, same],
        "behind": _along(drawn, units.rank_person, np.searchsorted(-units.rank, -np.asarray(ranks, np.int64))),
    }  # fmt: skip


def _alerts(units: SearchUnits, drawn: NDArray[np.uint8], most: Counts) -> Counts:
    """Return the weighted alerts at the highest thresholds, down to where every replicate has more than it may."""
    reach = int(np.searchsorted(units.best_end, 2 * int(most.max(initial=0)) + MARGIN))
    while True:
        alerts = _along(drawn, units.best_person, units.best_end[:reach])
        last = alerts[:, -1:].max(axis=1, initial=0)
        if reach >= len(units.best_end) or bool((last > most.max(axis=1, initial=0)).all()):
            return alerts
        reach = min(max(1, 2 * reach), len(units.best_end))


def _along(drawn: NDArray[np.uint8], person: Counts, ends: NDArray[np.integer]) -> Counts:
    """Return the weight of the first units, so many as each of ``ends`` says, a row a replicate."""
    far = int(ends.max(initial=0))
    total = np.zeros((len(drawn), far + 1), np.int32)
    np.cumsum(drawn[:, person[:far]], axis=1, dtype=np.int32, out=total[:, 1:])
    return total[:, ends].astype(np.int64)


def _most(targets: Sequence[Fraction], trials: Counts) -> Counts:
    """Return how many alerts each target allows, exactly: a row for each number of trials."""
    numbers, at = np.unique(trials, return_inverse=True)
    allowed = [[int(n) * t.numerator // t.denominator for t in targets] for n in numbers]
    return np.array(allowed, np.int64).reshape(len(numbers), len(targets))[at.ravel()]


def _units(unit: Counts, which: NDArray[np.bool_], person: Counts) -> tuple[Counts, NDArray[np.intp], Counts]:
    """Return the units with a search among ``which``, the place of each such search, and whose each unit is."""
    units, first, at = np.unique(unit[which], return_index=True, return_inverse=True)
    return units, at.ravel(), person[which][first]
