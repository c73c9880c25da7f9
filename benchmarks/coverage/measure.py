"""Put the package's intervals to an invented world, again and again, and keep every limit.

Each replicate has its own random stream, keyed by the seed, the name of the setting and the number of the replicate:
the figures do not depend on how the work is shared out, and `--reps 4000` repeats the 2000 of `--reps 2000` first.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np
from scipy.special import betaincinv, ndtri

from benchmarks.coverage.worlds import OneWay, TwoWay, Vertex
from bystander.intervals import clusters, kg_t, measured, zero_events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.coverage.settings import Setting
    from benchmarks.coverage.worlds import Trial, World

LEVEL = 0.95
CHUNK = 250
_WORLDS: dict[str, World] = {}  # built once in each process: some need quadrature


class Row(NamedTuple):
    """What one invented trial gave."""

    events: float
    value: float
    variance: float
    deff: float
    df: float
    low: float
    high: float
    reported_low: float
    reported_high: float
    compliance: float
    verdict: float
    free_upper: float
    naive_low: float
    naive_high: float
    naive_upper: float
    probe_low: float
    probe_high: float


@dataclass(frozen=True)
class Measurement:
    """All replicates of one setting, a column a field of `Row`."""

    name: str
    truth: float
    rows: NDArray[np.float64]

    def __getitem__(self, field: str) -> NDArray[np.float64]:
        """Return one column."""
        return self.rows[:, Row._fields.index(field)]

    @property
    def reps(self) -> int:
        """How many trials were invented."""
        return int(self.rows.shape[0])

    def share(self, low: str | None = None, high: str | None = None) -> float:
        """Return the share of replicates whose limits hold the truth."""
        held = np.ones(self.reps, dtype=bool)
        if low is not None:
            held &= self[low] <= self.truth
        if high is not None:
            held &= self.truth <= self[high]
        return float(held.mean())

    @property
    def median_df(self) -> float:
        """Return the median effective number of people; replicates without any error count as none."""
        return float(np.median(np.nan_to_num(self["df"], nan=0.0)))


def measure(
    settings: Sequence[Setting], *, reps: int, seed: int, workers: int = 1, variance_only: bool = False
) -> list[Measurement]:
    """Measure every setting; the worker processes share out blocks of replicates."""
    blocks = [(s, start, min(start + CHUNK, reps)) for s in settings for start in range(0, reps, CHUNK)]
    task = partial(_block, seed=seed, variance_only=variance_only)
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            done = list(pool.map(task, blocks))
    else:
        done = [task(block) for block in blocks]
    found = []
    for setting in settings:
        mine = [result for (s, _, _), result in zip(blocks, done, strict=True) if s is setting]
        found.append(Measurement(setting.name, mine[0][0], np.concatenate([rows for _, rows in mine])))
    return found


def wilson(events: float, trials: float, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the Wilson score interval that takes every trial for independent (shown only to fail)."""
    z = float(-ndtri((1 - level) / 2))
    middle = (events + z * z / 2) / (trials + z * z)
    half = z * sqrt(events * (1 - events / trials) + z * z / 4) / (trials + z * z)
    return middle - half, middle + half


def _block(block: tuple[Setting, int, int], *, seed: int, variance_only: bool) -> tuple[float, NDArray[np.float64]]:
    setting, start, stop = block
    world = _WORLDS.get(setting.name) or _WORLDS.setdefault(setting.name, setting.build())
    key = crc32(setting.name.encode())
    rows = np.empty((stop - start, len(Row._fields)))
    for replicate in range(start, stop):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(key, replicate)))
        rows[replicate - start] = _row(world.draw(rng), variance_only=variance_only)
    return world.truth, rows


def rate_of(trial: Trial) -> clusters.ClusteredRate:
    """Return the rate of a trial with its variance."""
    if isinstance(trial, Vertex):
        return clusters.vertex(trial.d, trial.m, qc=trial.qc, qn=trial.qn, within=trial.within)
    if isinstance(trial, OneWay):
        return clusters.one_way(trial.x, trial.k)
    return clusters.two_way(
        trial.row_errors, trial.row_trials, trial.column_errors, trial.column_trials, qc=trial.qc, qn=trial.qn
    )


def _sets(trial: Trial) -> int:
    """Return the trials that can be set side by side sharing nobody."""
    if isinstance(trial, Vertex):
        return zero_events.independent_comparisons(
            (int(trial.m.sum()) + trial.within[1]) // 2,
            int(trial.m.max()),
            max_multiplicity=trial.most,
            complete_people=trial.m.size if trial.most == 1 else None,
        )
    if isinstance(trial, TwoWay):
        return min(trial.row_trials.size, trial.column_trials.size)
    return zero_events.independent_trials(int(trial.k.sum()), int(trial.k.max()))


def measured_of_trial(trial: Trial) -> measured.Measured:
    """Measure the rate of an invented trial as a study does."""
    return measured.clustered(rate_of(trial), level=LEVEL, sets=_sets(trial))


def _row(trial: Trial, *, variance_only: bool) -> Row:
    rate = rate_of(trial)
    nan = float("nan")
    variance = nan if rate.variance is None else rate.variance
    df = nan if rate.df is None else rate.df
    if variance_only:
        return Row(rate.events, rate.value, variance, nan, df, *[nan] * (len(Row._fields) - 5))
    limits = kg_t.interval(rate, level=LEVEL)
    sets = _sets(trial)
    told = measured.clustered(rate, level=LEVEL, sets=sets)
    reported, verdict = told.estimate, told.bounds.compliance_upper
    free = zero_events.hoeffding_upper(rate.value, sets, level=LEVEL)
    probes = (nan, nan)
    if isinstance(trial, TwoWay):
        one_way = kg_t.interval(clusters.one_way(trial.row_errors, trial.row_trials), level=LEVEL)
        probes = one_way.low, one_way.high
    naive = 1.0 if rate.events == rate.trials else float(betaincinv(rate.events + 1, rate.trials - rate.events, LEVEL))
    return Row(
        rate.events,
        rate.value,
        variance,
        limits.deff,
        df,
        limits.low,
        limits.high,
        reported.low,
        reported.high,
        kg_t.compliance_upper(rate, level=LEVEL),
        nan if verdict is None else verdict,
        free,
        *wilson(rate.events, rate.trials),
        naive,
        *probes,
    )
