"""Are groups of a record told to differ where they do not, and does each group's range hold?

Both groups have one mean rate. What differs from row to row is a rate of each group's own, or a rate of all who were
there while the mix of groups changes (Simpson's paradox). Beside them: rates that are the same in every row, and groups
that do differ, which shows what the care costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from zlib import crc32

import numpy as np

from bystander.evidence.record.groups import GroupTotals
from bystander.evidence.search_record.entry import SearchEntry
from bystander.intervals.few_rows import ENOUGH
from bystander.studies.audit.groups import audit_groups
from bystander.studies.audit.groups_in_rows import SAME_ROWS
from bystander.studies.audit.search_record.groups import NOT_ALIKE, of_groups
from bystander.studies.audit.search_record.parts import by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Finding

LEVEL = 0.95
NAMES = ("a", "b")
ALIKE = "groups of one mean rate told to differ, and no word of rows"
APART = "groups of which one errs more often told to differ"
RANGE = "the range of a group"
RATES = {"deployments": 1e-3, "searches": 0.2}
RATIO = {"deployments": "false-alerts-group-ratio", "searches": "confirmed-per-follow-up-group-ratio"}
OF_GROUP = {"deployments": "false-alerts-per-face-by-group", "searches": "confirmed-per-follow-up"}
LEAST, MOST = 0.15, 0.85  # a group's part of a row, where the mix changes


@dataclass(frozen=True, kw_only=True)
class Groups:
    """``rows`` of ``events`` a group. ``differ``: the coefficient of variation of rates from row to row.

    ``own``: each group has rates of its own, else all share a row's. ``mix``: the mix of groups changes from row to
    row. ``times``: how many times the second group's mean rate is the first's.
    """

    record: Literal["deployments", "searches"]
    rows: int
    events: float
    differ: float = 0.0
    own: bool = True
    mix: bool = False
    times: float = 1.0

    @property
    def name(self) -> str:
        """Name it for a reader."""
        whose = "each group's" if self.own else "everybody's"
        how = f"{whose} rates differ by {self.differ:g}" if self.differ else "rates alike"
        how += ", the mix changes" if self.mix else ""
        how += f", {self.times:g} times the other's rate" if self.times != 1 else ""
        return f"{self.record}: {self.rows} rows of {self.events:g} a group, {how}"

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Return events and trials, a row a row and a column a group."""
        rates = np.stack([self._rates(rng, times) for times in (1.0, self.times)], axis=1)
        if not self.own:
            rates[:, 1] = np.minimum(rates[:, 0] * self.times, 1.0)
        part = rng.uniform(LEAST, MOST, self.rows) if self.mix else np.full(self.rows, 0.5)
        trials = np.round(2 * self.events / RATES[self.record] * np.stack([part, 1 - part], axis=1)).astype(np.int64)
        if self.record == "deployments":
            return rng.poisson(rates * trials), trials
        return rng.binomial(trials, rates), trials

    def _rates(self, rng: np.random.Generator, times: float) -> np.ndarray:
        mean = RATES[self.record] * times
        if not self.differ:
            return np.full(self.rows, mean)
        if self.record == "deployments":
            return np.asarray(rng.gamma(1 / self.differ**2, mean * self.differ**2, self.rows))
        size = (1 - mean) / (self.differ**2 * mean) - 1
        return np.asarray(rng.beta(mean * size, (1 - mean) * size, self.rows))


WORLDS = (
    Groups(record="deployments", rows=40, events=10),
    Groups(record="deployments", rows=40, events=10, differ=0.7),
    Groups(record="deployments", rows=12, events=20, differ=0.5),
    Groups(record="deployments", rows=80, events=4, differ=1.0),
    Groups(record="deployments", rows=40, events=10, differ=0.7, own=False, mix=True),
    Groups(record="deployments", rows=12, events=20, differ=0.5, own=False, mix=True),
    Groups(record="deployments", rows=40, events=10, differ=0.7, own=False),
    Groups(record="deployments", rows=12, events=10, differ=0.7, own=False),
    Groups(record="deployments", rows=6, events=10, differ=1.0, own=False),
    Groups(record="deployments", rows=12, events=10, differ=0.7, own=False, times=2),
    Groups(record="deployments", rows=6, events=10, differ=1.0, own=False, times=3),
    Groups(record="deployments", rows=40, events=10, differ=0.7, times=2),
    Groups(record="deployments", rows=40, events=2, times=2),
    Groups(record="deployments", rows=2, events=8, differ=0.5),
    Groups(record="deployments", rows=3, events=8, differ=0.5),
    Groups(record="deployments", rows=4, events=8, differ=0.7),
    Groups(record="deployments", rows=4, events=40, differ=0.5, times=4),
    Groups(record="searches", rows=12, events=24),
    Groups(record="searches", rows=2, events=14, differ=0.6),
    Groups(record="searches", rows=4, events=14, differ=0.6),
    Groups(record="searches", rows=12, events=24, differ=0.5),
    Groups(record="searches", rows=24, events=8, differ=0.7),
    Groups(record="searches", rows=12, events=24, differ=0.5, own=False, mix=True),
    Groups(record="searches", rows=24, events=24, differ=0.5, times=2),
    Groups(record="searches", rows=12, events=24, differ=0.5, own=False),
    Groups(record="searches", rows=6, events=24, differ=0.7, own=False),
    Groups(record="searches", rows=12, events=24, differ=0.5, own=False, times=1.5),
)


def held(world: Groups, *, reps: int, seed: int) -> dict[str, float]:
    """Return how often groups are told to differ, and how often the range of a group holds its mean rate."""
    told: list[bool] = []
    holds: list[bool] = []
    rates = dict(zip(NAMES, (RATES[world.record], RATES[world.record] * world.times), strict=True))
    for replicate in range(reps):
        key = (crc32(world.name.encode()), replicate)
        events, trials = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key)))
        findings = (_deployments if world.record == "deployments" else _searches)(events, trials)
        ratio = next(f for f in findings if f.id == RATIO[world.record])
        of_rows = any(said.endswith((SAME_ROWS, NOT_ALIKE)) for said in ratio.caveats)
        differ = ratio.test is not None and ratio.test.p <= 1 - LEVEL
        told.append(differ and not (of_rows and world.times == 1))
        holds += [
            f.estimate.low <= rates[f.group["group"]] <= f.estimate.high
            for f in findings if f.id == OF_GROUP[world.record] and f.group and f.estimate is not None
        ]  # fmt: skip
    # of fewer rows each group's own range takes them for alike, and says so with the number
    holds = holds if world.rows >= ENOUGH else []
    apart = {ALIKE if world.times == 1 else APART: float(np.mean(told))}
    return apart | ({RANGE: float(np.mean(holds))} if holds else {})


def _deployments(events: np.ndarray, trials: np.ndarray) -> Sequence[Finding]:
    groups = [
        GroupTotals(
            name=name, false_alerts=int(events[:, k].sum()), all_false_alerts=int(events.sum()),
            faces_seen=int(trials[:, k].sum()), all_faces_seen=int(trials.sum()), rows=len(events),
            by_row=dict(enumerate(zip(events[:, k].tolist(), trials[:, k].tolist(), strict=True))),
        )
        for k, name in enumerate(NAMES)
    ]  # fmt: skip
    return audit_groups(groups, level=LEVEL).findings


def _searches(events: np.ndarray, trials: np.ndarray) -> Sequence[Finding]:
    entries = [
        SearchEntry(
            row=2 * row + k, period=str(row), group=name, searches=int(trials[row, k]),
            followed_up=int(trials[row, k]), confirmed=int(events[row, k]),
        )
        for row in range(len(events)) for k, name in enumerate(NAMES)
    ]  # fmt: skip
    return of_groups(by(entries, "group"), level=LEVEL).findings
