"""One simulated day, alert by alert: who is flagged, at which look, by which entry and camera, and who judged it.

People who are flagged are found by skipping from one to the next (geometric steps): the work grows with the alerts,
not with the crowd. The alerts of a flagged person follow the Polya urn of `looks`, given that there is one at least.
A look that gives no usable face, or a camera that alerts less, thins the alerts.
"""

from __future__ import annotations

from math import floor, log, log1p
from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.philox import fill, two_uniforms
from bystander.kernels.plain import crowd_day as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

SKIP, LOOK, KEEP, FATE, ENTRY = plain.SKIP, plain.LOOK, plain.KEEP, plain.FATE, plain.ENTRY
PURPOSES = plain.PURPOSES
AT_ONCE = 256  # flagged people that are worked on together: what is known of them stays in the nearest cache


@kernel()
def chances_of_first(rate: float, t: float, looks: int) -> Array:
    """Return for each look the chance that the first alert is there, as the urn of `looks` has it."""
    out = np.empty(looks, np.float64)
    none = 1.0
    for j in range(looks):
        chance = rate / (1 + j * t)
        out[j] = none * chance
        none *= 1 - chance
    return out


@kernel()
def first_alert(chances: Array, u: float) -> int:
    """Return the look of the first alert, from u in (0, P(any alert)); the last look where rounding leaves none."""
    for j in range(chances.size):
        u -= chances[j]
        if u < 0:
            return j
    return int(chances.size - 1)


@kernel()
def pick(edges: Array, u: float) -> int:
    """Return the first index whose edge lies above u."""
    for i in range(edges.size - 1):
        if u < edges[i]:
            return i
    return int(edges.size - 1)


@kernel()
def when(arrivals: Array, hours: float, u: float) -> float:
    """Return the minute of the day of a look; ``arrivals`` are cumulated shares of equal parts of it."""
    before = 0.0
    for i in range(arrivals.size):
        if u < arrivals[i] or i == arrivals.size - 1:
            inside = (u - before) / (arrivals[i] - before) if arrivals[i] > before else 0.0
            return (i + inside) / arrivals.size * hours * 60.0
        before = arrivals[i]
    return 0.0


@kernel()
def numbers(whom: Array, n: int, look: int, day: int, purpose: int, seed: int, u: Array, v: Array) -> None:
    """Draw two numbers for each of the first ``n`` of ``whom`` into ``u`` and ``v``, several side by side."""
    for i in range(n):
        u[i], v[i] = two_uniforms(whom[i], look, day, purpose, seed)


@kernel()
def next_flagged(
    last: int, draw: int, people: int, skip: float, day: int, purpose: int, seed: int, u: Array, out: Array
) -> tuple[int, int]:
    """Put the flagged people after ``last`` into ``out``, from as many draws; return how many, and the next last.

    The next last is ``people`` where there are no more. ``u`` is room for the draws.
    """
    fill(draw, 0, day, purpose, seed, u)
    for i in range(u.size):
        step = floor(min(log(u[i]) / skip, people * 1.0))  # a rate of nearly nothing steps beyond any whole number
        if step >= people - last - 1:
            return i, people
        last += 1 + int(step)
        out[i] = last
    return u.size, last


@kernel()
def alerting(
    j: int, n: int, rate: float, t: float, capture: float, person: Array, start: Array, latent: Array, u: Array,
    v: Array, who: Array, at: Array,
) -> int:  # fmt: skip
    """Put those of the first ``n`` who set off an alert at look ``j`` into ``who``, and their numbers into ``at``.

    Return how many. ``start``: the look of the first alert of each, ``latent``: alerts before, unusable faces too.
    """
    hits = 0
    for i in range(n):  # without a branch, as nobody could guess which way it goes
        another = u[i] < (rate + latent[i] * t) / (1 + j * t)
        alert = (start[i] == j) | ((start[i] < j) & another)
        latent[i] += alert
        who[hits], at[hits] = i, person[i]
        hits += alert & (v[i] < capture)
    return hits


@kernel()
def by_cameras(
    hits: int, cameras: Array, keep: Array, u: Array, v: Array, by_camera: Array, who: Array, at: Array
) -> int:
    """Count the alerts by camera; leave those in ``who`` and ``at`` that their camera keeps, and return how many."""
    kept = 0
    for k in range(hits):
        camera = pick(cameras, u[k])
        if v[k] < keep[camera]:
            by_camera[camera] += 1
            who[kept], at[kept] = who[k], at[k]
            kept += 1
    return kept


@kernel()
def entry_and_time(
    hits: int, entries: Array, by_entry: Array, arrivals: Array, hours: float, u: Array, v: Array, times: Array,
    used: int,
) -> tuple[Array, int]:  # fmt: skip
    """Count the alerts by entry; return the array of alert times, grown where it has to be, and how much is used."""
    if by_entry.size:
        for k in range(hits):
            by_entry[pick(entries, u[k])] += 1
    if hours <= 0:
        return times, used
    if used + hits > times.size:
        grown = np.empty(2 * (used + hits), np.float64)
        for k in range(used):  # a slice would take the compiler two seconds
            grown[k] = times[k]
        times = grown
    for k in range(hits):
        times[used + k] = when(arrivals, hours, v[k])
    return times, used + hits


@kernel()
def block_alerts(
    people: int,
    looks: int,
    rate: float,
    t: float,
    any_alert: float,
    capture: float,
    cameras: Array,
    keep: Array,
    entries: Array,
    arrivals: Array,
    hours: float,
    block: int,
    day: int,
    seed: int,
    by_camera: Array,
    by_entry: Array,
    times: Array,
    used: int,
) -> tuple[int, int, int, Array, int]:
    """Return alerts, people flagged, people flagged twice, the grown array of alert times, how much is used.

    People are worked on together, look by look, and a number is drawn only where something depends on it: each is
    what it is whether others are drawn or not.
    """
    alerts = flagged = again = 0
    if any_alert <= 0.0:
        return alerts, flagged, again, times, used
    purpose = block * PURPOSES
    skip = log1p(-any_alert) if any_alert < 1.0 else -np.inf
    first = chances_of_first(rate, t, looks)
    some_kept = cameras.size > 1 or keep[0] < 1.0
    size = int(min(16 + 1.2 * any_alert * people, AT_ONCE))
    u, v = np.empty(size, np.float64), np.empty(size, np.float64)
    person, start, latent = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    mine, who, at = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    last, draw = -1, 0
    while last < people:
        n, last = next_flagged(last, draw, people, skip, day, purpose + SKIP, seed, u, person)
        draw += size
        numbers(person, n, 0, day, purpose + LOOK, seed, u, v)
        for i in range(n):
            start[i], latent[i], mine[i] = first_alert(first, v[i] * any_alert), 0, 0
        for j in range(looks):
            if j or capture < 1.0:
                numbers(person, n, j + 1, day, purpose + LOOK, seed, u, v)
            hits = alerting(j, n, rate, t, capture, person, start, latent, u, v, who, at)
            if some_kept:
                numbers(at, hits, j + 1, day, purpose + KEEP, seed, u, v)
                hits = by_cameras(hits, cameras, keep, u, v, by_camera, who, at)
            else:
                by_camera[0] += hits
            for k in range(hits):
                mine[who[k]] += 1
            if by_entry.size or hours > 0:
                numbers(at, hits, j + 1, day, purpose + FATE, seed, u, v)
                times, used = entry_and_time(hits, entries, by_entry, arrivals, hours, u, v, times, used)
        for i in range(n):
            alerts += mine[i]
            flagged += mine[i] > 0
            again += mine[i] > 1
    return alerts, flagged, again, times, used


@kernel()
def queue(times: Array, operators: int, minutes: float, patience: float) -> int:
    """Return how many alerts nobody had time for: first come, first served, gone after ``patience`` minutes."""
    free = np.zeros(operators)
    lost = 0
    for at in np.sort(times):
        soonest = int(np.argmin(free))
        start = max(at, free[soonest])
        if start - at > patience:
            lost += 1
        else:
            free[soonest] = start + minutes
    return lost


@kernel()
def entry_weights(entries: int, blocks: int, day: int, seed: int) -> Array:
    """Return how much each entry of the watchlist carries today: exponential with mean 1."""
    weights = np.empty(entries, np.float64)
    fill(0, 0, day, blocks * PURPOSES + ENTRY, seed, weights)
    for e in range(entries):
        weights[e] = -log(weights[e])
    return weights


@kernel(plain.mean_weights)
def mean_weights(entries: int, blocks: int, seed: int, out: Array) -> None:
    """Fill ``out`` with each day's mean weight, the factor of its rates."""
    for i in range(out.size):
        out[i] = entry_weights(entries, blocks, i, seed).mean()


FALSE, FLAGGED, AGAIN, RIGHT = plain.FALSE, plain.FLAGGED, plain.AGAIN, plain.RIGHT
FOUND, LOST, LARGEST, FIELDS = plain.FOUND, plain.LOST, plain.LARGEST, plain.FIELDS


@kernel(plain.days)
def days(
    first: int,
    people: Array,
    looks: Array,
    rates: Array,
    ts: Array,
    chances: Array,
    capture: Array,
    cameras: Array,
    keep: Array,
    entries: int,
    arrivals: Array,
    hours: float,
    operators: int,
    minutes: float,
    patience: float,
    seed: int,
    out: Array,
    out_cameras: Array,
) -> None:
    """Simulate the days from ``first`` on, a row of ``out`` each; the last block holds the sought people."""
    blocks = people.size
    for i in range(out.shape[0]):
        day = first + i
        weights = entry_weights(entries, blocks, day, seed)
        edges = np.cumsum(weights) / weights.sum() if entries else weights
        times, used = np.empty(64, np.float64), 0
        by_entry = np.zeros(entries, np.int64)
        nobody = np.zeros(0, np.int64)
        aside = np.zeros(cameras.size, np.int64)
        one = np.ones(cameras.size)
        for b in range(blocks):
            sought = b == blocks - 1
            alerts, flagged, again, times, used = block_alerts(
                people[b], looks[b], rates[i, b], ts[i, b], chances[i, b], capture[b], cameras,
                one if sought else keep, edges, arrivals, hours, b, day, seed,
                aside if sought else out_cameras[i], nobody if sought else by_entry, times, used,
            )  # fmt: skip
            if sought:
                out[i, RIGHT] = alerts
                out[i, FOUND] = flagged
            else:
                out[i, FALSE] += alerts
                out[i, FLAGGED] += flagged
                out[i, AGAIN] += again
        if hours > 0:
            out[i, LOST] = queue(times[:used], operators, minutes, patience)
        if entries:
            out[i, LARGEST] = by_entry.max()
