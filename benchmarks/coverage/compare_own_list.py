"""Two systems whose searches are of people on the list themselves, each with their mate left out.

Both are worlds of :mod:`benchmarks.coverage.own_list`; the parts of a score are correlated between the systems. Two
people who are alike alert on each other, in one system or in both, and the difference of the two rates of false alerts
varies with that. *As if nobody were on the list*: what is left of it where that is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from benchmarks.coverage.own_list import OnList
from bystander.evidence.people.single_trials import KeyedUnits
from bystander.quantities.of_two_systems import SearchesOfSystem
from bystander.quantities.searches import fpir
from bystander.studies.compare.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.coverage.compare import Question
    from bystander.intervals.sides import Side

NAIVE = ", as if nobody were on the list (naive)"


@dataclass(frozen=True, kw_only=True)
class TwoOnList:
    """Two systems. ``alike``: the correlation of every part of a score. ``target``: the FPIR that both hold."""

    one: OnList
    other: OnList
    alike: float
    target: float = 0.05

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return f"{self.one.name}; the other at {self.other.threshold:g}, correlation {self.alike:g}"

    def asked(self, rng: np.random.Generator) -> Iterator[Question]:
        """Ask for the FPIR at the thresholds, and for the FNIR where the FPIR is the target."""
        n, all_searches = self.one.people, self.one.people * self.one.searches
        parts = [self._both(rng, size) for size in (n, (n, n), (all_searches, n), all_searches)]
        worlds, systems, truths, at = (self.one, self.other), [], [], []
        for s, world in enumerate(worlds):
            tally, alerts, _ = world.made_of(*(part[s] for part in parts))
            units = KeyedUnits.of(np.arange(all_searches), np.arange(all_searches, dtype=np.uint64))
            systems.append(
                SearchesOfSystem(
                    tally=tally, non_mated=tally.leave_mate_out(), place=np.arange(n), people=n, units=units
                )
            )
            truths.append(alerts)
            own = parts[0][s]
            reached = brentq(lambda t, w=world, o=own: w.alerts_at(t, o) - self.target, 0, 12)
            at.append(float(ndtr((reached - world.threshold) / world.right)))
        shared = Shared(people=n, of=(n, n), same_comparisons=True, same_pairs=True)
        first, second = (s.fpir(w.threshold) for s, w in zip(systems, worlds, strict=True))
        yield "FPIR at thresholds", (first, second), tuple(truths), shared.together(first, second)
        bare = (_strangers(first), _strangers(second))
        yield f"FPIR at thresholds{NAIVE}", bare, tuple(truths), shared.together(*bare)
        reached = (fpir.threshold_for(s.non_mated, self.target).threshold for s in systems)
        a, b = (s.fnir(t, target=self.target) for s, t in zip(systems, reached, strict=True))
        yield f"FNIR at FPIR {self.target:g}", (a, b), tuple(at), shared.together(a, b)

    def _both(self, rng: np.random.Generator, size: int | tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        first, own = rng.normal(size=size), rng.normal(size=size)
        return first, self.alike * first + np.sqrt(1 - self.alike**2) * own


def _strangers(side: Side) -> Side:
    return side if side.counts is None else replace(side, counts=replace(side.counts, caused=None))


def _two(
    threshold: float, alike: float, *, people: int = 100, apart: float = 0.1, target: float = 0.05, **others: float
) -> TwoOnList:
    one = OnList(people=people, threshold=threshold, **others)  # type: ignore[arg-type]
    return TwoOnList(one=one, other=replace(one, threshold=threshold + apart), alike=alike, target=target)


WORLDS = (
    _two(3.3, 0.5),
    _two(2.8, 0.5),
    _two(3.3, 0.0),
    _two(3.3, 0.9),
    _two(4, 0.5, people=200, own=0.5),
    _two(3.3, 0.5, searches=3),
    _two(4, 0.5, own=0.8),
    _two(3.3, 0.5, pair=0.1, noise=1.0),
    _two(3.2, 0.5, people=150, noise=0.02, right=0.2, target=0.2),  # where thresholds move, most misses do
)
