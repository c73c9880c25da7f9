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
from bystander.kernels.philox import two_uniforms
from bystander.kernels.plain import crowd_day as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

SKIP, LOOK, KEEP, FATE, ENTRY = plain.SKIP, plain.LOOK, plain.KEEP, plain.FATE, plain.ENTRY
PURPOSES = plain.PURPOSES


@kernel()
def first_alert(rate: float, t: float, looks: int, u: float) -> int:
    """Return the look of the first alert, from u in (0, P(any alert)); the last look where rounding leaves none."""
    none = 1.0
    for j in range(looks):
        chance = rate / (1 + j * t)
        u -= none * chance
        if u < 0:
            return j
        none *= 1 - chance
    return looks - 1


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
    """Return alerts, people flagged, people flagged twice, the grown array of alert times, how much is used."""
    alerts = flagged = again = 0
    purpose = block * PURPOSES
    person, draw = -1, 0
    if any_alert <= 0.0:
        return alerts, flagged, again, times, used
    skip = log1p(-any_alert) if any_alert < 1.0 else -np.inf
    while True:
        u = two_uniforms(draw, 0, day, purpose + SKIP, seed)[0]
        draw += 1
        step = floor(min(log(u) / skip, people * 1.0))  # a rate of nearly nothing steps beyond any whole number
        if step >= people - person - 1:
            return alerts, flagged, again, times, used
        person += 1 + int(step)
        mine = latent = 0
        start = first_alert(rate, t, looks, two_uniforms(person, 0, day, purpose + LOOK, seed)[1] * any_alert)
        for j in range(start, looks):
            u, v = two_uniforms(person, j + 1, day, purpose + LOOK, seed)
            if j > start and u >= (rate + latent * t) / (1 + j * t):
                continue
            latent += 1
            w, x = two_uniforms(person, j + 1, day, purpose + KEEP, seed)
            camera = pick(cameras, w)
            if v >= capture or x >= keep[camera]:
                continue
            mine += 1
            by_camera[camera] += 1
            y, z = two_uniforms(person, j + 1, day, purpose + FATE, seed)
            if by_entry.size:
                by_entry[pick(entries, y)] += 1
            if hours > 0:
                if used == times.size:
                    grown = np.empty(2 * times.size + 16, np.float64)
                    grown[:used] = times[:used]
                    times = grown
                times[used] = when(arrivals, hours, z)
                used += 1
        alerts += mine
        flagged += mine > 0
        again += mine > 1


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
    weights = np.zeros(entries)
    for e in range(entries):
        weights[e] = -log(two_uniforms(e, 0, day, blocks * PURPOSES + ENTRY, seed)[0])
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
