"""What is compared: systems, what they share, and where each of them is alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bystander.intervals.sides import Together
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.people.pairing import Aligned
    from bystander.findings import EvidenceNote
    from bystander.intervals.measured import Measured
    from bystander.intervals.sides import Side
    from bystander.studies.compare.lists import Lists

Columns = dict[str, list[float]]
MANY_SCORES = 20  # different ones: so many are not the same in two files by chance


@dataclass(frozen=True, kw_only=True)
class Reached:
    """The threshold of a target in one system, in its tally's numbers, and the rate that it reaches."""

    threshold: float
    achieved: float
    next_rate: float | None


@dataclass(frozen=True, kw_only=True)
class AloneAt:
    """One system's rate of misses at its own threshold; whether its interval knows that this was chosen."""

    measured: Measured
    chosen_again: bool


class System(Protocol):
    """One system with its trial: a rate of false matches or alerts, ``x``, and one of misses, ``y``."""

    name: str
    sign: float
    synthetic: bool
    note: EvidenceNote
    amount: int  # comparisons or searches
    x_trials: int
    y_trials: int
    failed: int  # of y_trials, those that gave no score and count as misses
    silent: int  # of x_trials, those that gave no score and count as right
    problems: tuple[Problem, ...]
    lists: Lists
    on_the_list: bool  # whether false alerts are those of people who are on the list themselves
    closest: NDArray[np.float64]  # the highest scores of different people, as held one by one; none of searches

    def given(self, threshold: float) -> float:
        """Return a threshold in the units of the file as scores have it, larger for more alike."""
        ...

    def x(self, threshold: float) -> Side | None:
        """Return the rate of false matches or alerts; None without trials of it, or where nobody can tell."""
        ...

    def y(self, threshold: float, target: float | None = None) -> Side | None:
        """Return the rate of misses at a threshold, which was chosen for a target where that is given."""
        ...

    def reach(self, target: float) -> Reached | None:
        """Return the threshold of a target; None where the trial does not reach so far."""
        ...

    def alone(self, target: float, *, level: float) -> AloneAt | None:
        """Measure the misses at the threshold of a target as an evaluation of this system alone does."""
        ...

    def curve(self) -> Columns | None:
        """Return thresholds, x and y of the trade-off; None where one kind is missing."""
        ...


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What the trials of two systems have in common; ``people`` is None where it cannot be told.

    ``other_samples``: of those people, where they follow from pairs of samples, how many have other samples in each.
    """

    people: int | None
    of: tuple[int | None, int | None]
    same_comparisons: bool
    same_pairs: bool
    other_samples: int = 0

    @property
    def same_people(self) -> bool:
        """Whether both trials are of the same people."""
        return self.people is not None and self.of == (self.people, self.people)

    def together(self, a: Side, b: Side) -> Together:
        """Say what two rates of the systems share."""
        one, other = a.counts, b.counts
        if one is None or other is None or not self.people:
            return Together(people=False, trials=False)
        equal = bool(np.array_equal(one.trials, other.trials)) and (one.ends == 1 or self.same_pairs)
        both = 0.0 if one.ends == 1 else one.qn if equal else float((one.qn * other.qn) ** 0.5)
        return Together(people=True, trials=equal, compared=both)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The systems with what every two of them share, and the targets that go with their kind of trial.

    ``unit``: what searches are counted in.
    """

    systems: tuple[System, ...]
    searches: bool
    ladder: tuple[float, ...]
    usual: float
    aligned: Aligned
    unit: str = ""

    def same_scores(self, a: int, b: int) -> bool:
        """Return whether two systems gave the same highest scores to different people, as no two systems would."""
        one, other = self.systems[a].closest, self.systems[b].closest
        return bool(np.array_equal(one, other)) and len(distinct(one)) >= MANY_SCORES

    def shared(self, a: int, b: int) -> Shared:
        """Say what two systems' trials have in common."""
        al = self.aligned
        return Shared(
            people=al.in_common(a, b), of=(al.seen(a), al.seen(b)),
            same_comparisons=al.same_comparisons(a, b), same_pairs=al.same_pairs(a, b),
            other_samples=al.other_members(a, b),
        )  # fmt: skip
