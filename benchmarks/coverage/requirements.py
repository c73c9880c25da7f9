"""How often is a requirement called *met* where the truth is at its limit? In at most 5 % of trials (V28).

The truth is the limit itself, so that *met* is always wrong by as little as can be. Counts by person go the way that a
study takes them, from the interval to the verdict, and so do whole trials of scores; passes and records go through
:func:`bystander.require`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import pyarrow as pa

import bystander as by
from benchmarks.coverage import bands, own_list, records, searches, settings
from benchmarks.coverage.measure import measured_of_trial
from benchmarks.coverage.seeded import Seeded
from benchmarks.coverage.worlds import OneWay
from bystander.evidence.comparisons.inspection import inspect
from bystander.findings import Verdict
from bystander.quantities.comparisons.facts import Facts
from bystander.quantities.comparisons.fmr import FMR
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.quantities.comparisons.operating_point import at_target_fmr, at_threshold, at_zero_fmr
from bystander.quantities.comparisons.replicates import replicates_of
from bystander.quantities.searches.fpir import FPIR, false_positive_identification_rate
from bystander.requirements.requirement import Requirement
from bystander.studies.options import attainable
from bystander.studies.require.study import requirement_findings
from bystander.studies.require.verdict import held as held_against
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.coverage.settings import Setting
    from bystander.evidence.comparisons.trial import Trial
    from bystander.findings import Finding
    from bystander.studies.require.asked import Asked

DRAWS = 4_000_000  # of the truth of a world without a formula: its error is far below that of the trials
TAIL = 2  # degrees of freedom of heavy-tailed effects
REPLICATES = 400  # resamples of a whole trial, for time
LEVEL = 0.95


def at_most(quantity: str, limit: float, **more: object) -> Requirement:
    """Return the requirement that a quantity be at most the limit."""
    told = {"name": "at the limit", "quantity": quantity, "limit": limit, "direction": "at-most", **more}
    return Requirement.model_validate(told)


def of_counts(setting: Setting, *, reps: int, seed: int) -> dict[Verdict, float]:
    """Return how often each verdict is given, from counts by person."""
    world = setting.build()
    key = crc32(setting.name.encode())
    found: list[Verdict] = []
    for replicate in range(reps):
        trial = world.draw(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(key, replicate))))
        quantity = FNMR if isinstance(trial, OneWay) else FMR
        measured = measured_of_trial(trial)
        finding = quantity.answered("", measured.estimate, bounds=measured.bounds)
        found.append(held_against(at_most(quantity.name, world.truth), finding, quantity).verdict)
    return _shares(found)


def of_passes(world: Seeded, *, reps: int, seed: int) -> dict[Verdict, float]:
    """Return how often each verdict is given of a seeded test whose share of alerts is the limit."""
    wanted = Requirement.model_validate({
        "name": "at the limit", "quantity": "passes-alerted", "limit": world.tpir, "direction": "at-least",
    })  # fmt: skip

    def once(rng: np.random.Generator) -> Verdict:
        alerts, passes = world.draw(rng)
        table = pa.table({
            "volunteer": [f"p{i}" for i in range(len(passes))], "passes": passes, "alerts": alerts,
        })  # fmt: skip
        return _verdict(by.require(table, wanted))

    return _repeated(once, world.name, reps=reps, seed=seed)


@dataclass(frozen=True, kw_only=True)
class Groups:
    """``at_limit`` of so many ``groups`` of volunteers have a share of alerts at the limit, the others far more."""

    groups: int
    at_limit: int

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return f"in every one of {self.groups} groups, {self.at_limit} of them at the limit"


def of_groups(world: Groups, *, reps: int, seed: int) -> dict[Verdict, float]:
    """Return how often each verdict is given of every group at once."""
    at, within = (Seeded(volunteers=60, passes=4, tpir=tpir, icc=0.3) for tpir in (0.8, 0.97))
    wanted = Requirement.model_validate({
        "name": "at the limit", "quantity": "passes-alerted", "limit": 0.8, "direction": "at-least", "groups": "each",
    })  # fmt: skip

    def once(rng: np.random.Generator) -> Verdict:
        drawn = [(at if g < world.at_limit else within).draw(rng) for g in range(world.groups)]
        alerts, passes = (np.concatenate([one[side] for one in drawn]) for side in (0, 1))
        names = [f"group {g}" for g in range(world.groups) for _ in range(at.volunteers)]
        table = pa.table({
            "volunteer": [f"p{i}" for i in range(len(passes))], "passes": passes, "alerts": alerts, "kind": names,
        })  # fmt: skip
        return _verdict(by.require(table, wanted, by="kind"))

    return _repeated(once, world.name, reps=reps, seed=seed)


def of_record(world: records.Record, *, reps: int, seed: int) -> dict[Verdict, float]:
    """Return how often each verdict is given of a deployment record whose rate is the limit."""
    quantity = "false-alerts-per-face"

    def once(rng: np.random.Generator) -> Verdict:
        events = world.draw(rng)
        table = pa.table({
            "date": [f"2024-{1 + i // 28:02d}-{1 + i % 28:02d}" for i in range(len(events))],
            "faces_seen": world.exposure.astype(np.int64), "alerts": events, "false_alerts": events,
            "true_alerts": np.zeros_like(events),
        })  # fmt: skip
        return _verdict(by.require(table, at_most(quantity, world.rate)))

    return _repeated(once, world.name, reps=reps, seed=seed)


def of_alerts(world: searches.Passers | own_list.OnList, *, reps: int, seed: int) -> dict[Verdict, float]:
    """Return how often each verdict is given of the searches of people off the list that alert, at a threshold."""
    threshold = world.threshold if isinstance(world, own_list.OnList) else world.threshold_at(world.target)

    def once(rng: np.random.Generator) -> Verdict:
        if isinstance(world, own_list.OnList):  # the truth is that of new people before the very list of the trial
            everybody, truth, _ = world.draw(rng)
            tally = everybody.leave_mate_out()
        else:
            tally, truth = world.draw(rng)[1], world.target
        measured = false_positive_identification_rate(tally, threshold, level=LEVEL)
        finding = FPIR.answered("", measured.estimate, bounds=measured.bounds)
        return held_against(at_most("fpir", truth), finding, FPIR).verdict

    return _repeated(once, world.name, reps=reps, seed=seed)


@dataclass(frozen=True, kw_only=True)
class AtTarget:
    """A miss rate at a target of false matches."""

    world: bands.Correlated
    target: float

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return f"FNMR at FMR {self.target:g}: {self.world.name}"


def of_scores(at: AtTarget, *, reps: int, seed: int) -> dict[Verdict, float]:
    """Return how often each verdict is given of a miss rate at a target of false matches."""
    wanted = at_most("fnmr", at.world.fnmr_at(at.target), at={"target_fmr": at.target})

    def once(rng: np.random.Generator) -> Verdict:
        return _of_trial(at.world.trial(rng), wanted)

    return _repeated(once, at.name, reps=reps, seed=seed)


@dataclass(frozen=True, kw_only=True)
class HeavyTailed:
    """People who resemble others without limit: effects of Student's t on scores of different people (IV.2)."""

    people: int
    images: int
    errors: float

    @property
    def name(self) -> str:
        """Name it for a reader."""
        return f"{self.people} people, {self.images} images, t{TAIL} effects, {self.errors:g} false matches expected"

    @property
    def rate(self) -> float:
        """The true rate of false matches."""
        return self.errors / (self.people * (self.people - 1) / 2 * self.images**2)

    def threshold(self) -> float:
        """Return the threshold of that rate over new people, from very many pairs of them."""
        rng = np.random.default_rng(1)
        score = rng.standard_t(TAIL, DRAWS) + rng.standard_t(TAIL, DRAWS) + rng.normal(size=DRAWS)
        place = round(self.rate * DRAWS)
        return float(-np.partition(-score, place)[place])

    def trial(self, rng: np.random.Generator) -> Trial:
        """Draw one trial: every image against every other one; nobody is missed."""
        looks = rng.standard_t(TAIL, self.people)
        owner = np.repeat(np.arange(self.people), self.images)
        first, second = np.triu_indices(len(owner), 1)
        a, b = owner[first], owner[second]
        score = np.where(a == b, 1e6, looks[a] + looks[b]) + rng.normal(size=len(a))
        return trial_from_arrays(score, probe=a.astype(np.int32), reference=b.astype(np.int32), subjects=self.people)


def of_heavy_tails(world: HeavyTailed, *, reps: int, seed: int) -> dict[Verdict, float]:
    """Return how often each verdict is given of a false match rate at a threshold that is given."""
    threshold = world.threshold()
    wanted = at_most("fmr", world.rate, at={"threshold": threshold})

    def once(rng: np.random.Generator) -> Verdict:
        return _of_trial(world.trial(rng), wanted)

    return _repeated(once, world.name, reps=reps, seed=seed)


def _of_trial(trial: Trial, wanted: Requirement) -> Verdict:
    """Return the verdict that a study of the trial comes to, without all else that it finds: that takes long."""
    seen = inspect(trial)

    def ask(asked: Asked) -> list[Finding]:
        within = [x for x in asked.targets if attainable(x, seen.non_mated)]
        tally = tally_comparisons(trial, targets=within, thresholds=asked.thresholds, threads=1)
        replicates = REPLICATES if asked.resampled else 0
        drawn = replicates_of(tally, seed=1, replicates=replicates, level=asked.level)
        facts = Facts.of(trial, seen, tally, level=asked.level)
        points = [at_threshold(tally, t, facts) for t in asked.thresholds]
        points += [at_target_fmr(tally, x, drawn, facts) for x in within]
        return [finding for point in (*points, at_zero_fmr(tally, facts)) for finding in point.findings]

    (found,) = requirement_findings([wanted], "comparisons", ask)
    assert found.requirement is not None
    return found.requirement.verdict


def _repeated(
    once: Callable[[np.random.Generator], Verdict], name: str, *, reps: int, seed: int
) -> dict[Verdict, float]:
    key = crc32(name.encode())
    streams = (np.random.SeedSequence(seed, spawn_key=(key, replicate)) for replicate in range(reps))
    return _shares([once(np.random.default_rng(stream)) for stream in streams])


def _verdict(findings: by.Findings) -> Verdict:
    (found,) = [f.requirement for f in findings.document.findings if f.requirement is not None]
    return found.verdict


def _shares(found: list[Verdict]) -> dict[Verdict, float]:
    return {verdict: found.count(verdict) / len(found) for verdict in Verdict}


COUNTS = (*settings.V3, *settings.V3_POISSON, *settings.V4, *settings.V4_FLOOR, *settings.V5, *settings.V6)
OWN_COUNTS = settings.BEYOND
ALIKE = (  # IV.1: few errors of people whose passes are much alike
    Seeded(volunteers=100, passes=10, tpir=0.99, icc=0.9),
    Seeded(volunteers=100, passes=10, tpir=0.993, icc=0.5),
    Seeded(volunteers=50, passes=20, tpir=0.985, icc=0.7),
    Seeded(volunteers=100, passes=30, tpir=0.995, icc=0.5),
    Seeded(volunteers=174, passes=1, tpir=0.95, icc=0.1),
    Seeded(volunteers=40, passes=4, tpir=0.8, icc=0.3),
)
ALERTS = (*searches.WORLDS, *own_list.WORLDS)
HEAVY = (HeavyTailed(people=100, images=2, errors=10), HeavyTailed(people=100, images=2, errors=30))
GROUPS = (Groups(groups=4, at_limit=1), Groups(groups=4, at_limit=4), Groups(groups=8, at_limit=8))
RECORDS = tuple(w for w in (*records.WORLDS, *records.DIFFER) if not w.hours and not w.stops and w.deployments > 1)
SCORES = tuple(
    AtTarget(world=world, target=target) for world in (*bands.WORLDS, *bands.BEYOND) for target in (0.01, 0.001, 0.0003)
)
