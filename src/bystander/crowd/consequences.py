"""What a crowd has to expect, in closed form: alerts, people flagged, people found, and the doubt about each.

Bystanders come in blocks that share one piece of evidence; blocks with evidence of their own have nothing in common but
their day. Every number is expected as counted. Its range runs from the lower end of the prediction at the least that
the counts allow to the upper end at the most (`evidence`), over all correlations of looks that are possible. Each count
is a mean and a variance (chance, correlation within a person, days that differ, what the evidence leaves open) and the
distribution of `predictive`. Source: METHODS II.3, VI.2.

It is wrong where one entry of the watchlist resembles many of the crowd (alerts of different people are then related):
the simulation has that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, exp, floor, inf, log, log1p, prod, sqrt
from typing import TYPE_CHECKING

import numpy as np

from bystander.crowd.nobody import log_none
from bystander.crowd.predictive import Count, matched_beta

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bystander.crowd.evidence import Evidence
    from bystander.crowd.looks import Looks

HALVINGS = 40
CLOSE = 1e-9
NEVER = 1e-15  # expected; a number of crowds beyond its inverse would be a row of zeros, and at last none
SHOWN_BY_TRIALS = 1e-15  # a rate below takes more comparisons than were ever made


@dataclass(frozen=True)
class Block:
    """People who share one piece of evidence: their number, the looks at each, and what is known of their rate."""

    people: int
    looks: Looks
    rate: Evidence

    def alerts(self) -> Count:
        """Alerts among them."""
        usable = self.people * self.looks.usable
        each = self.looks.alert_variance(self.rate.mean, self.rate.variance)
        variance = self.people * each + usable**2 * self.rate.variance
        return Count(usable * self.rate.mean, variance, self.people * self.looks.number)

    def flagged(self) -> Count:
        """People with at least one alert."""
        return self._people(*self.chance())

    def flagged_again(self) -> Count:
        """People with two alerts or more."""
        return self._people(*self.rate.moments(lambda f: self.looks.at_least(f)[1]))

    def chance(self) -> tuple[float, float]:
        """Return mean and variance of the chance that one of them is flagged at least once."""
        return self.rate.moments(lambda f: self.looks.at_least(f)[0])

    def expected(self) -> Block:
        """Return the block at the counted rate."""
        return replace(self, rate=self.rate.expected)

    def least(self) -> tuple[Block, Block]:
        """Return the block at the least that the counts allow, with the least and the most correlation of looks."""
        return self._ends(self.rate.least)

    def most(self) -> tuple[Block, Block]:
        """Return the same at the most that the counts allow."""
        return self._ends(self.rate.most)

    def on_equal_days(self) -> Block:
        """Return the block with a rate that is the same on every day, as far as the counts leave it open."""
        return replace(self, rate=replace(self.rate, between=0.0))

    def at(self, u: float) -> Block:
        """Return the block with its rate at a quantile of what the counts leave open."""
        return replace(self, rate=self.rate.at(u))

    def _ends(self, rate: Evidence) -> tuple[Block, Block]:
        low, high = self.looks.ends
        return replace(self, rate=rate, looks=low), replace(self, rate=rate, looks=high)

    def nobody(self) -> float:
        """Return P(no alert to anybody), the chance taken as Beta distributed; exact for one look and full capture."""
        if not self.people:
            return 1.0
        mean, variance = self.chance()
        if mean <= 0:
            return 1.0
        if mean >= 1:
            return 0.0
        a, b = matched_beta(mean, variance)
        if a == inf:
            return exp(self.people * log1p(-mean))
        return exp(log_none(a, b, self.people))

    def _people(self, mean: float, variance: float) -> Count:
        n = self.people
        return Count(n * mean, n * max(mean - mean**2 - variance, 0.0) + n**2 * variance, n)


@dataclass(frozen=True)
class Expected:
    """A number of the day as counted, and what its range comes from: the ``least`` and the ``most``, two each."""

    counted: Count
    least: tuple[Count, Count]
    most: tuple[Count, Count]

    @classmethod
    def of(cls, blocks: Sequence[Block], number: Callable[[Block], Count]) -> Expected:
        """Return the total of a number over blocks, which have their day in common, and nothing else."""
        least, most = [b.least() for b in blocks], [b.most() for b in blocks]

        def at(ends: Sequence[tuple[Block, Block]]) -> tuple[Count, Count]:
            return of_a_day([low for low, _ in ends], number), of_a_day([high for _, high in ends], number)

        return cls(of_a_day([b.expected() for b in blocks], number), at(least), at(most))


def of_a_day(blocks: Sequence[Block], number: Callable[[Block], Count]) -> Count:
    """Return the total of a number over blocks on one day.

    A day that is bad for one is bad for all: nobody measured that it is not. So the deviations that days give are added
    up, and not their squares. Blocks whose days differ in other ways would have a narrower range.
    """
    counts = [number(block) for block in blocks]
    total = Count.total(counts)
    if len(blocks) < 2:
        return total
    alone = [number(block.on_equal_days()) for block in blocks]
    days = [sqrt(max(0.0, with_days.variance - without.variance))
            for with_days, without in zip(counts, alone, strict=True)]  # fmt: skip
    return replace(total, variance=total.variance + sum(days) ** 2 - sum(day**2 for day in days))


@dataclass(frozen=True)
class Range:
    """An expected number and its range."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, number: Expected, level: float) -> Range:
        """Return the range of a number; it holds the whole numbers on both sides of what is expected.

        So it has a width wherever more than one number may come, and every place says the same of it: of a thousandth
        of an alert that is expected, "at most 1".

        Where days differ without measure, nearly all of them have none and a few have all: the prediction's upper end
        is then below its own mean, and no range for anybody to read.
        """
        mean = number.counted.mean
        low = min(count.spread(level)[0] for count in number.least)
        high = max(count.spread(level)[1] for count in number.most)
        above = ceil(mean * (1 - CLOSE)) if mean >= NEVER else 0
        return cls(mean, min(low, floor(mean * (1 + CLOSE))), max(high, above))

    @classmethod
    def around(cls, value: float, ends: Sequence[float]) -> Range:
        """Return the range between two ends, in whatever order, that holds the value."""
        return cls(value, min(*ends, value), max(*ends, value))

    def over(self, hours: float) -> Range:
        """Return the range an hour."""
        return Range(self.mean / hours, self.low / hours, self.high / hours)


@dataclass(frozen=True)
class Needed:
    """What would have to be true for ``share`` of the alerts to be right.

    ``rate``: the largest false-alert rate a usable look. ``trials``: looks without a false alert that could show it.
    """

    share: float
    rate: float
    trials: int


@dataclass(frozen=True)
class Consequences:
    """What the crowd has to expect; see `docs/methods/crowd.md` for each.

    The range of a number is that of a prediction (chance, days that differ, and what the evidence leaves open); that of
    a chance is what the evidence leaves open alone.
    """

    alerts: Range
    false_alerts: Range
    flagged: Range
    flagged_again: Range
    correct_alerts: Range
    found: Range
    p_found: Range | None  # that one sought person is flagged; None where nobody is sought
    p_nobody: Range  # that no bystander is flagged
    share_right: Range | None  # of the alerts; None where no alert is possible


def consequences(bystanders: list[Block], sought: Block, *, level: float = 0.95) -> Consequences:
    """Return what blocks of bystanders, and the sought people among them, have to expect."""
    false, right = Expected.of(bystanders, Block.alerts), Expected.of([sought], Block.alerts)
    low, high = (1 - level) / 2, (1 + level) / 2
    fewest, most = ([ends(b) for b in bystanders] for ends in (Block.least, Block.most))

    def nobody(blocks: Iterable[Block]) -> float:
        return prod(b.nobody() for b in blocks)

    def seen(block: Block) -> float:
        return block.chance()[0]

    found = [seen(b.at(low)) for b in sought.least()] + [seen(b.at(high)) for b in sought.most()]
    none = [nobody(b[i].at(u) for b in blocks) for blocks, u in ((fewest, low), (most, high)) for i in (0, 1)]
    return Consequences(
        alerts=Range.of(Expected.of([*bystanders, sought], Block.alerts), level),
        false_alerts=Range.of(false, level),
        flagged=Range.of(Expected.of(bystanders, Block.flagged), level),
        flagged_again=Range.of(Expected.of(bystanders, Block.flagged_again), level),
        correct_alerts=Range.of(right, level),
        found=Range.of(Expected.of([sought], Block.flagged), level),
        p_found=Range.around(seen(sought.expected()), found) if sought.people else None,
        p_nobody=Range.around(nobody(b.expected() for b in bystanders), none),
        share_right=share_of(right, false, level=level),
    )


def share_of(right: Expected, false: Expected, *, level: float = 0.95) -> Range | None:
    """Return the expected right alerts over all expected ones, and its range over what the counts allow.

    The lower end has the fewest right alerts among the most false ones, the upper end the other way round. None where
    no alert is possible (0/0).
    """
    worst = [share_right(r, f, level=level) for r, f in zip(right.least, false.most, strict=True)]
    best = [share_right(r, f, level=level) for r, f in zip(right.most, false.least, strict=True)]
    ends = [*(w.low for w in worst if w), *(b.high for b in best if b)]
    counted = right.counted.mean + false.counted.mean
    if not ends:
        return None
    if counted > 0:
        return Range.around(right.counted.mean / counted, ends)
    return Range(min(ends), min(ends), max(ends))  # 0/0 as counted: where no alert can be false, any is right


def share_right(right: Count, false: Count, *, level: float = 0.95) -> Range | None:
    """Return the expected right alerts over all expected ones, and the range of the share on days with an alert.

    A ratio of expectations, not the expectation of the ratio; None where no alert is possible (0/0).
    """
    if right.mean + false.mean <= 0:
        return None
    tail = (1 - level) / 2
    values, chances = right.chances()
    silent = float(false.cdf(np.zeros(1))[0])
    some = 1 - float(chances[values == 0].sum()) * silent
    if some <= 0:
        return None
    ends = [_share_quantile(u * some, values, chances, false, silent) for u in (tail, 1 - tail)]
    value = right.mean / (right.mean + false.mean)
    return Range.around(value, ends)


def needed(bystanders: list[Block], sought: Block, *, share: float = 0.5, level: float = 0.95) -> Needed | None:
    """Return the largest false-alert rate at which ``share`` of the alerts are right, and a trial that could show it.

    None where no sought person can be alerted to, or nobody else passes (0/0), or any rate would do,
    or none that a trial could show.
    """
    right = sought.alerts().mean
    usable = sum(b.people * b.looks.usable for b in bystanders)
    if right <= 0 or usable <= 0:
        return None
    rate = right * (1 - share) / (share * usable)
    if not SHOWN_BY_TRIALS < rate < 1:
        return None
    return Needed(share, rate, ceil(log(1 - level) / log1p(-rate)))


def _share_quantile(u: float, values: np.ndarray, chances: np.ndarray, false: Count, silent: float) -> float:
    """Return the smallest share r with P(share <= r, some alert) >= u, by halving."""
    none = float(chances[values == 0].sum()) * (1 - silent)  # only false alerts: the share is 0
    if none >= u:
        return 0.0
    some, weight = values[values > 0], chances[values > 0]
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        wanted = np.ceil(some * (1 - middle) / middle - 1e-9)
        reached = none + float(weight @ (1 - false.cdf(wanted - 1)))
        low, high = (low, middle) if reached >= u else (middle, high)
    return 1.0 if high > 1 - CLOSE else high  # halving never reaches the end itself
