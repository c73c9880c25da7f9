"""Worlds of searches for two systems that are put the same searches, or searches of in part the same people.

Each system is a world of :mod:`benchmarks.coverage.searches`. How prone a person is to false alerts, how hard they are
to find, and every single search of them are correlated between the systems by a normal copula; the true rates of each
system are not touched by that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from benchmarks.coverage.searches import Passers
from bystander.evidence.people.single_trials import KeyedUnits
from bystander.quantities.of_two_systems import SearchesOfSystem
from bystander.quantities.searches import fpir
from bystander.studies.compare.shared import Shared
from bystander.tally.searches.tally import SearchTally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.coverage.compare import Question


@dataclass(frozen=True, kw_only=True)
class TwoSearched:
    """Two systems. ``common``: the share of each one's non-mated, and of its mated people who are in both.

    Both systems are searched for the same numbers of people; the searches of a person who is in both are the same.
    """

    one: Passers
    other: Passers
    alike: float
    fpir: tuple[float, float]  # at the given thresholds
    common: float = 1.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        rates = ", ".join(
            f"FPIR {f:g} and FNIR {w.fnir(w.threshold_at(f)):.3f}"
            for w, f in zip((self.one, self.other), self.fpir, strict=True)
        )
        shared = "" if self.common == 1 else f", {self.common:.0%} of them in both"
        return (
            f"{self.one.people} and {self.one.mated} people, {self.one.passes:g} and {self.one.mated_passes:g} "
            f"searches in the mean{shared}, correlation {self.alike:g}: {rates}"
        )

    def draw(self, rng: np.random.Generator) -> tuple[SearchesOfSystem, SearchesOfSystem]:
        """Draw one trial of both."""

        def both(size: int) -> np.ndarray:
            first, own = rng.normal(size=(2, size))
            return np.stack([first, self.alike * first + np.sqrt(1 - self.alike**2) * own])

        mated, people = (self._everybody(n) for n in (self.one.mated, self.one.people))
        everybody = mated + people
        means = np.repeat([self.one.mated_passes, self.one.passes], [mated, people])
        person = np.repeat(np.arange(everybody), rng.geometric(1 / means))
        prone, hard, best, mate = both(everybody), both(everybody), both(len(person)), both(len(person))
        given = []
        for s, world in enumerate((self.one, self.other)):
            a = prone[s]
            h = world.rho * a + np.sqrt(1 - world.rho**2) * hard[s]
            other = (world.sigma * a - world.sigma**2 / 2)[person] - np.log(-np.log(ndtr(best[s])))
            searched_for = person < mated
            score = np.where(searched_for, world.easy - world.hard * h[person] + world.noise * mate[s], -np.inf)
            seen = self._seen(s, person, mated)
            given.append(
                SearchesOfSystem(
                    tally=(tally := _tally(person[seen], searched_for[seen], other[seen], score[seen])),
                    non_mated=tally,
                    place=np.arange(everybody),
                    people=everybody,
                    units=KeyedUnits.of(np.arange(len(tally.unit)), np.flatnonzero(seen).astype(np.uint64)),
                )
            )
        return given[0], given[1]

    def asked(self, rng: np.random.Generator) -> Iterator[Question]:
        """Ask for the FNIR and the FPIR at the thresholds, and for the FNIR where the FPIR is the target."""
        a, b = self.draw(rng)
        people = round(self.common * self.one.people) + round(self.common * self.one.mated)
        of = self.one.people + self.one.mated
        same = self.common == 1
        shared = Shared(people=people, of=(of, of), same_comparisons=same, same_pairs=same)
        worlds = (self.one, self.other)
        ta, tb = (w.threshold_at(f) for w, f in zip(worlds, self.fpir, strict=True))
        for what, sides, truth in (
            ("FNIR at thresholds", (a.fnir(ta), b.fnir(tb)), (self.one.fnir(ta), self.other.fnir(tb))),
            ("FPIR at thresholds", (a.fpir(ta), b.fpir(tb)), self.fpir),
        ):
            yield what, sides, truth, shared.together(*sides)
        target = self.one.target
        reached = (fpir.threshold_for(s.non_mated, target).threshold for s in (a, b))
        first, second = (s.fnir(t, target=target) for s, t in zip((a, b), reached, strict=True))
        matched = (self.one.fnir_at(target), self.other.fnir_at(target))
        yield f"FNIR at FPIR {target:g}", (first, second), matched, shared.together(first, second)

    def _everybody(self, people: int) -> int:
        return 2 * people - round(self.common * people)

    def _seen(self, system: int, person: np.ndarray, mated: int) -> np.ndarray:
        """Tell which searches a system is put: the first one the first people of either kind, the second the last."""
        if system == 0:
            within = np.where(person < mated, person, person - mated)
            return np.asarray(within < np.where(person < mated, self.one.mated, self.one.people))
        ends = np.where(person < mated, mated, mated + self._everybody(self.one.people))
        return np.asarray(ends - person <= np.where(person < mated, self.one.mated, self.one.people))


def _tally(person: np.ndarray, mated: np.ndarray, other: np.ndarray, mate: np.ndarray) -> SearchTally:
    n = len(person)
    return SearchTally(
        person=person.astype(np.int32), unit=np.arange(n), mated=mated, failed=np.zeros(n, bool), other=other,
        top=np.full(n, -1, np.int32), mate=mate, rank=mated.astype(np.int64), best_rank=mated.astype(np.int64),
        beyond=np.full(n, -np.inf), tail_score=np.zeros(0), tail_search=np.zeros(0, np.int64), tail_floor=-np.inf,
    )  # fmt: skip


def _passers(people: int, mated: int, passes: float, mated_passes: float, **others: float) -> Passers:
    return Passers(people=people, mated=mated, passes=passes, mated_passes=mated_passes, **others)


WORLDS = (
    TwoSearched(
        one=_passers(3000, 1000, 1, 1, sigma=1, hard=1, rho=0),
        other=_passers(3000, 1000, 1, 1, sigma=1, hard=1, rho=0),
        alike=0.8, fpir=(0.01, 0.01),
    ),
    TwoSearched(
        one=_passers(1000, 300, 5, 4, sigma=1, hard=1.5, rho=0.3),
        other=_passers(1000, 300, 5, 4, sigma=1.2, hard=1.2, rho=0.3, easy=5.5),
        alike=0.9, fpir=(0.01, 0.007),
    ),
    TwoSearched(
        one=_passers(400, 300, 3, 3, sigma=1, hard=1.5, rho=0.3),
        other=_passers(400, 300, 3, 3, sigma=1, hard=1.5, rho=0.3, easy=6),
        alike=0.5, fpir=(0.02, 0.03),
    ),
    TwoSearched(
        one=_passers(1000, 300, 5, 4, sigma=1, hard=1.5, rho=0.3),
        other=_passers(1000, 300, 5, 4, sigma=1, hard=1.5, rho=0.3),
        alike=0.9, fpir=(0.01, 0.01), common=0.5,
    ),
)  # fmt: skip
