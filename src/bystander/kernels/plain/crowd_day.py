"""Simulated days of a crowd, several side by side; see :mod:`bystander.kernels.crowd_day`, number by number the same.

Logarithms are those of the C library, one by one, as in the compiled loop: numpy's own may differ in the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, log, log1p
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.distinct import distinct
from bystander.kernels.plain.philox import two_uniforms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

SKIP, LOOK, KEEP, FATE, ENTRY = 0, 1, 2, 3, 4  # purposes of random numbers; a block takes eight of them
PURPOSES = 8
FALSE, FLAGGED, AGAIN, RIGHT, FOUND, LOST, LARGEST = 0, 1, 2, 3, 4, 5, 6
FIELDS = 7
AT_ONCE = 1 << 19  # flagged people, or weights of entries, that are worked on together


def days(  # noqa: PLR0917 (as the kernel)
    first: int,
    people: Whole,
    looks: Whole,
    rates: Numbers,
    ts: Numbers,
    chances: Numbers,
    capture: Numbers,
    cameras: Numbers,
    keep: Numbers,
    entries: int,
    arrivals: Numbers,
    hours: float,
    operators: int,
    minutes: float,
    patience: float,
    seed: int,
    out: Numbers,
    out_cameras: Whole,
) -> None:
    """Simulate the days from ``first`` on, a row of ``out`` each; the last block holds the sought people."""
    flagged = float(np.max(chances * people, initial=1.0))
    step = max(1, int(AT_ONCE / max(flagged, entries)))
    for start in range(0, len(out), step):
        rows = slice(start, start + step)
        some = _Days(first + start + np.arange(len(out[rows])), seed, cameras, arrivals, hours)
        weights = entry_weights(entries, people.size, some.day, seed)
        if entries:
            some.edges = np.cumsum(weights, axis=1) / np.cumsum(weights, axis=1)[:, -1:]
        some.by_entry = np.zeros((len(weights), entries), np.int64)
        for b in range(people.size):
            sought = b == people.size - 1
            by_camera = np.zeros_like(out_cameras[rows]) if sought else out_cameras[rows]
            one = np.ones(cameras.size) if sought else keep
            of_block = _Block(
                int(people[b]), int(looks[b]), rates[rows, b], ts[rows, b], chances[rows, b], float(capture[b]), one, b
            )
            alerts, once, again = some.alerts(of_block, by_camera, by_entry=bool(entries) and not sought)
            if sought:
                out[rows, RIGHT], out[rows, FOUND] = alerts, once
            else:
                out[rows, FALSE] += alerts
                out[rows, FLAGGED] += once
                out[rows, AGAIN] += again
        if hours > 0:
            out[rows, LOST] = [queue(times, operators, minutes, patience) for times in some.times()]
        if entries:
            out[rows, LARGEST] = some.by_entry.max(axis=1)


@dataclass(frozen=True)
class _Block:
    """People who are alike: ``rate``, ``t``, ``any_alert`` have a value a day."""

    people: int
    looks: int
    rate: Numbers
    t: Numbers
    any_alert: Numbers
    capture: float
    keep: Numbers
    number: int


@dataclass
class _Days:
    """Some days in the making."""

    day: Whole
    seed: int
    cameras: Numbers
    arrivals: Numbers
    hours: float
    edges: Numbers = field(default_factory=lambda: np.zeros((0, 0)))
    by_entry: Whole = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    when: list[tuple[Whole, Numbers]] = field(default_factory=list)  # days, and minutes of alerts in them

    def alerts(self, block: _Block, by_camera: Whole, *, by_entry: bool) -> tuple[Whole, Whole, Whole]:
        """Return alerts, people flagged and people flagged twice of each day."""
        row, person = self._flagged(block)
        purpose = block.number * PURPOSES
        rate, t, day = block.rate[row], block.t[row], self.day[row]
        u = two_uniforms(person, 0, day, purpose + LOOK, self.seed)[1] * block.any_alert[row]
        start = first_alert(rate, t, block.looks, u)
        latent, mine = np.zeros(len(row), np.int64), np.zeros(len(row), np.int64)
        for j in range(block.looks):
            at = np.flatnonzero(start <= j)
            u, v = two_uniforms(person[at], j + 1, day[at], purpose + LOOK, self.seed)
            another = u < (rate[at] + latent[at] * t[at]) / (1 + j * t[at])
            chosen = another | (start[at] == j)
            at, v = at[chosen], v[chosen]
            latent[at] += 1
            w, x = two_uniforms(person[at], j + 1, day[at], purpose + KEEP, self.seed)
            camera = pick(self.cameras, w)
            kept = (v < block.capture) & (x < block.keep[camera])
            at, camera = at[kept], camera[kept]
            mine[at] += 1
            np.add.at(by_camera, (row[at], camera), 1)
            y, z = two_uniforms(person[at], j + 1, day[at], purpose + FATE, self.seed)
            if by_entry:
                self._count_entries(row[at], y)
            if self.hours > 0:
                self.when.append((row[at], when(self.arrivals, self.hours, z)))
        counts = (np.bincount(row, chosen, len(self.day)) for chosen in (mine, mine > 0, mine > 1))
        alerts, once, again = (count.astype(np.int64) for count in counts)
        return alerts, once, again

    def _flagged(self, block: _Block) -> tuple[Whole, Whole]:
        """Return the days and numbers of the people with an alert: geometric steps from one to the next."""
        alive = np.flatnonzero(block.any_alert > 0.0)
        skip = np.array([log1p(-p) if p < 1.0 else -inf for p in block.any_alert.tolist()])
        last = np.full(len(self.day), -1, np.int64)
        found: list[tuple[Whole, Whole]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
        draw = 0
        while len(alive):
            expected = block.any_alert[alive].max() * (block.people - last[alive].min())
            size = int(min(16 + 1.2 * expected, 4096))
            u = two_uniforms(
                draw + np.arange(size), 0, self.day[alive, None], block.number * PURPOSES + SKIP, self.seed
            )[0]
            draw += size
            steps = np.floor(np.minimum(_logs(u) / skip[alive, None], block.people)).astype(np.int64)
            person = last[alive, None] + np.cumsum(1 + steps, axis=1)
            inside = person < block.people
            at, _ = np.nonzero(inside)
            found.append((alive[at], person[inside]))
            last[alive] = person[:, -1]
            alive = alive[inside[:, -1]]
        row, person = (np.concatenate(parts) for parts in zip(*found, strict=True))
        order = np.argsort(row, kind="stable")
        return row[order], person[order]

    def _count_entries(self, row: Whole, u: Numbers) -> None:
        """Count which entries of the watchlist the alerts of some days were for; ``row`` ascends."""
        ends = np.searchsorted(row, np.arange(len(self.day) + 1))
        for i in distinct(row).tolist():
            entry = pick(self.edges[i], u[ends[i] : ends[i + 1]])
            np.add.at(self.by_entry[i], entry, 1)

    def times(self) -> list[Numbers]:
        """Return the minutes of the alerts of each day, in order."""
        row = np.concatenate([np.zeros(0, np.int64), *(row for row, _ in self.when)])
        minute = np.concatenate([np.zeros(0), *(minute for _, minute in self.when)])
        order = np.lexsort((minute, row))
        ends = np.searchsorted(row[order], np.arange(1, len(self.day)))
        return np.split(minute[order], ends)


def first_alert(rate: Numbers, t: Numbers, looks: int, u: Numbers) -> Whole:
    """Return the look of the first alert, from u in (0, P(any alert)); the last look where rounding leaves none."""
    none, left = np.ones(len(u)), u.copy()
    start, still = np.full(len(u), looks - 1, np.int64), np.ones(len(u), bool)
    for j in range(looks):
        chance = rate / (1 + j * t)
        left -= none * chance
        here = still & (left < 0)
        start[here] = j
        still &= ~here
        none *= 1 - chance
    return start


def pick(edges: Numbers, u: Numbers) -> Whole:
    """Return the first index whose edge lies above u; the last where none does."""
    return np.minimum(np.searchsorted(edges, u, side="right"), len(edges) - 1)


def when(arrivals: Numbers, hours: float, u: Numbers) -> Numbers:
    """Return the minute of the day of each look; ``arrivals`` are cumulated shares of equal parts of it."""
    i = pick(arrivals, u)
    before = np.where(i > 0, arrivals[i - 1], 0.0)
    wide = arrivals[i] > before
    inside = np.where(wide, (u - before) / np.where(wide, arrivals[i] - before, 1.0), 0.0)
    return np.asarray((i + inside) / arrivals.size * hours * 60.0)


def queue(times: Numbers, operators: int, minutes: float, patience: float) -> int:
    """Return how many alerts nobody had time for, ``times`` ascending; see the compiled loop."""
    free = [0.0] * operators
    lost = 0
    for at in times.tolist():
        soonest = min(range(operators), key=free.__getitem__)
        start = max(at, free[soonest])
        if start - at > patience:
            lost += 1
        else:
            free[soonest] = start + minutes
    return lost


def entry_weights(entries: int, blocks: int, day: Whole, seed: int) -> Numbers:
    """Return how much each entry of the watchlist carries, a row a day: exponential with mean 1."""
    u = two_uniforms(np.arange(entries), 0, day[:, None], blocks * PURPOSES + ENTRY, seed)[0]
    return -_logs(u)


def mean_weights(entries: int, blocks: int, seed: int, out: Numbers) -> None:
    """Fill ``out`` with each day's mean weight, the factor of its rates: summed from the first to the last."""
    step = max(1, AT_ONCE // entries)
    for start in range(0, out.size, step):
        day = np.arange(start, min(start + step, out.size))
        out[day] = np.cumsum(entry_weights(entries, blocks, day, seed), axis=1)[:, -1] / entries


def _logs(u: Numbers) -> Numbers:
    return np.array([log(x) for x in u.ravel().tolist()]).reshape(u.shape)
