"""How often is a difference between groups claimed that is not there, and how often does an interval hold the true one?

Groups with known rates are invented; the package tests whether all rates are equal and gives the largest ratio, each
group's ratio to the geometric mean, and the largest difference, with their intervals. *Naive*: the percentile interval
of a bootstrap that draws each group's errors again, as Poisson counts.

`Groups` draws Poisson counts, as METHODS 4.2 to 4.3 do. `People` draws people whose own rate is Beta distributed and
who are looked at repeatedly; the design effect of each group is then measured as a study measures it (KG-t).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from bystander.differentials.detectable import null_reference
from bystander.differentials.differences import largest_difference
from bystander.differentials.equal_rates import equal_rates
from bystander.differentials.geometric_mean import to_geometric_mean
from bystander.differentials.groups import GroupCount
from bystander.differentials.ratios import largest_over_smallest, largest_ratio
from bystander.intervals import clusters, kg_t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

LEVEL = 0.95
BOOTSTRAP = 400
DRAWS = 1_999
EXPOSURE = 1_000_000


@dataclass(frozen=True)
class Groups:
    """A world of ``groups`` with ``errors`` expected in each of equal exposure, and ``ratio`` between two of them.

    ``spread``: rates rise in equal steps of their logarithm; otherwise one group has ``ratio`` times the rate of all
    others. Either way ``errors`` is the mean over groups of equal exposure. ``unequal``: the first group has so many
    times the exposure of the last, in equal steps of the logarithm.
    """

    groups: int
    errors: float
    ratio: float = 1.0
    spread: bool = False
    unequal: float = 1.0

    @property
    def name(self) -> str:
        """What is set."""
        how = ", rates spread" if self.spread else ""
        sizes = f", exposures 1 to {self.unequal:g}" if self.unequal > 1 else ""
        return f"{self.groups} groups, {self.errors:g} errors each, true ratio {self.ratio:g}{how}{sizes}"

    @property
    def rates(self) -> Numbers:
        """The true rates."""
        if self.spread:
            relative = np.geomspace(1, self.ratio, self.groups)
        else:
            relative = np.array([1.0] * (self.groups - 1) + [self.ratio])
        result: Numbers = self.errors / EXPOSURE * relative / relative.mean()
        return result

    def draw(self, rng: np.random.Generator) -> list[GroupCount]:
        """Return the counts of one trial."""
        sizes = np.geomspace(self.unequal, 1, self.groups)
        trials = EXPOSURE * sizes / sizes.mean()
        return [
            GroupCount(name=str(g), events=int(x), trials=float(n))
            for g, (x, n) in enumerate(zip(rng.poisson(self.rates * trials), trials, strict=True))
        ]


@dataclass(frozen=True)
class People:
    """A world of ``groups`` of ``people`` each, with ``looks`` at each person, and a correlation within a person.

    One group has ``ratio`` times the ``rate`` of the others. The first group has ``unequal`` times the people of the
    last, in equal steps of the logarithm, the mean being ``people``. ``last_icc``: the last group's correlation, where
    it is another; ``last_looks``, ``last_people``: the same of its looks and its people.
    """

    groups: int
    people: int
    looks: int
    rate: float
    icc: float
    ratio: float = 1.0
    unequal: float = 1.0
    last_icc: float | None = None
    last_looks: int | None = None
    last_people: int | None = None

    @property
    def name(self) -> str:
        """What is set."""
        sizes = f", sizes 1 to {self.unequal:g}" if self.unequal > 1 else ""
        other = f" (the last {self.last_icc:g})" if self.last_icc is not None else ""
        looks = f" (the last {self.last_looks})" if self.last_looks is not None else ""
        people = f" (the last {self.last_people})" if self.last_people is not None else ""
        return (
            f"{self.groups} groups of {self.people} people{people}, {self.looks} looks{looks} each, "
            f"rate {self.rate:g}, ICC {self.icc:g}{other}, true ratio {self.ratio:g}{sizes}"
        )

    @property
    def rates(self) -> Numbers:
        """The true rates."""
        return self.rate * np.array([1.0] * (self.groups - 1) + [self.ratio])

    def draw(self, rng: np.random.Generator) -> list[GroupCount]:
        """Return the counts of one trial, each group with the design effect measured on its people."""
        sizes = np.geomspace(self.unequal, 1, self.groups)
        found = []
        for g, rate in enumerate(self.rates):
            last = g == self.groups - 1
            people = round(self.people * sizes[g] / sizes.mean())
            people = self.last_people if last and self.last_people is not None else people
            looks = self.last_looks if last and self.last_looks is not None else self.looks
            icc = self.last_icc if last and self.last_icc is not None else self.icc
            strength = (1 - icc) / icc
            own = rng.beta(rate * strength, (1 - rate) * strength, people)
            errors = rng.binomial(looks, own)
            measured = clusters.one_way(errors, np.full(people, looks))
            limits = kg_t.interval(measured, icc_floor=kg_t.icc_floor_for(measured)) if measured.events else None
            deff = None if limits is None else max(1.0, measured.trials / limits.effective_trials)
            found.append((measured, deff))
        most = max((deff for _, deff in found if deff is not None), default=1.0)  # as a study has it
        return [
            GroupCount(
                name=str(g), events=m.events, trials=m.trials, deff=deff or most, people=m.people, by_person=m.by_person
            )
            for g, (m, deff) in enumerate(found)
        ]  # fmt: skip

    def without_exchange(self, counted: Sequence[GroupCount]) -> list[GroupCount]:
        """Return the same counts as if nobody knew who has which errors: the test that shares out counts."""
        return [replace(g, by_person=None) for g in counted]

    def without_people(self, counted: Sequence[GroupCount]) -> list[GroupCount]:
        """Return the same counts as if every look were another person."""
        return [GroupCount(name=g.name, events=g.events, trials=g.trials) for g in counted]


WORLDS = (Groups(4, 10, 1), Groups(4, 30, 2), Groups(8, 30, 1), Groups(8, 100, 2), Groups(8, 30, 4))
"""(G, errors a group, true ratio) of METHODS V14; where groups differ, one has the ratio."""

BEYOND = (
    Groups(2, 10, 1),
    Groups(2, 10, 3),
    Groups(4, 3, 1),
    Groups(4, 5, 4),
    Groups(4, 30, 2, spread=True),
    Groups(8, 100, 2, spread=True),
    Groups(8, 30, 4, spread=True),
    Groups(8, 1, 1),
    Groups(40, 10, 1),
    Groups(40, 10, 3),
    Groups(8, 30, 1, unequal=30),
    Groups(8, 30, 4, unequal=30),
    Groups(4, 10, 1, unequal=100),
)
CLUSTERED = (
    People(4, 1000, 8, 0.01, 0.3),
    People(4, 1000, 8, 0.01, 0.3, 2),
    People(8, 2000, 5, 0.005, 0.2),
    People(8, 300, 8, 0.02, 0.3),
    People(8, 1000, 8, 0.01, 0.3, 1, 20),
    People(8, 1000, 8, 0.01, 0.3, 3, 20),
    People(4, 500, 5, 0.003, 0.2),
    People(4, 1000, 8, 0.01, 0.05, last_icc=0.7),
)
FEW = (
    People(8, 12, 20, 0.1, 0.2),
    People(8, 12, 20, 0.1, 0.2, 3),
    People(2, 200, 5, 0.1, 0.3, last_people=20),
    People(2, 200, 5, 0.1, 0.3, 2.5, last_people=20),
    People(2, 900, 5, 0.1, 0.2, last_people=20),
    People(2, 900, 5, 0.1, 0.2, 2.5, last_people=20),
    People(4, 50, 5, 0.02, 0.2),
    People(4, 50, 5, 0.02, 0.2, 4),
    People(4, 100, 8, 0.05, 0.2),
    People(4, 100, 8, 0.05, 0.2, 2),
    People(4, 100, 2, 0.1, 0.3, last_looks=20),
    People(2, 300, 8, 0.1, 0.3, last_people=100, last_looks=11),
    People(4, 100, 8, 0.05, 0.05, last_icc=0.4),
    People(2, 300, 8, 0.05, 0.05, last_icc=0.4, last_people=30),
    People(2, 300, 8, 0.1, 0.1, last_icc=0.3, last_people=30),
)
"""Few people, where the design effect of a group is hardly known; the last five are looked at, or scatter, unalike."""


def held(world: Groups | People, *, reps: int, seed: int) -> dict[str, float]:
    """Return shares of replicates: of claims that rates differ, and of intervals that hold the truth."""
    names = [
        "rates called different at p <= .05",
        "largest ratio held",
        "every ratio to the geometric mean held",
        "worst ratio to the geometric mean held",
        "largest difference held",
        "naive (bootstrap) largest ratio held",
    ]
    if isinstance(world, People):
        names += ["naive (no people) rates called different", "rates called different if counts are shared out"]
    found = np.zeros((reps, len(names)), dtype=bool)
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
        counted = world.draw(rng)
        row = [_differs(counted, replicate), *_intervals(counted, world.rates), _bootstrap(counted, world.rates, rng)]
        if isinstance(world, People):
            row.append(_differs(world.without_people(counted), replicate))
            row.append(_differs(world.without_exchange(counted), replicate))
        found[replicate] = row
    return dict(zip(names, found.mean(0).tolist(), strict=True))


def reached(world: Groups, *, reps: int, seed: int) -> float:
    """Return the share of trials without any difference whose largest ratio is at least the one that was told (R95)."""
    found = np.zeros(reps, dtype=bool)
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
        x, n = _arrays(world.draw(rng))
        found[replicate] = largest_over_smallest(x[None, :], n)[0] > null_reference(
            float(x.sum()), n, level=LEVEL, seed=replicate, draws=999
        )
    return float(found.mean())


def _differs(counted: Sequence[GroupCount], replicate: int) -> bool:
    test = equal_rates(counted, seed=replicate + 1, draws=DRAWS)
    return test is not None and test.p <= 1 - LEVEL


def _intervals(counted: Sequence[GroupCount], rates: Numbers) -> tuple[bool, bool, bool, bool]:
    """Say which intervals hold the truth; where there is none, nothing wrong was said."""
    ratio = largest_ratio(counted, level=LEVEL)
    mean = to_geometric_mean(counted, level=LEVEL)
    difference = largest_difference(counted, level=LEVEL)
    true_ratio, true_difference = float(rates.max() / rates.min()), float(rates.max() - rates.min())
    true = rates / np.exp(np.log(rates).mean())
    every = mean is None or all(
        _holds(group.low, group.high, truth) for group, truth in zip(mean.groups, true, strict=True)
    )
    return (
        ratio is None or _holds(ratio.low, ratio.high, true_ratio),
        every,
        mean is None or _holds(mean.worst.low, mean.worst.high, float(true.max())),
        difference is None or _holds(difference.low, difference.high, true_difference),
    )


def _bootstrap(counted: Sequence[GroupCount], rates: Numbers, rng: np.random.Generator) -> bool:
    x, n = _arrays(counted)
    again = rng.poisson(x, size=(BOOTSTRAP, len(x))).astype(np.float64)
    low, high = np.quantile(largest_over_smallest(again, n), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return _holds(float(low), float(high), float(rates.max() / rates.min()))


def _arrays(counted: Sequence[GroupCount]) -> tuple[Numbers, Numbers]:
    return np.array([float(g.events) for g in counted]), np.array([float(g.trials) for g in counted])


def _holds(low: float, high: float | None, truth: float) -> bool:
    slack = 1e-9
    return low <= truth * (1 + slack) and (high is None or truth <= high * (1 + slack))
