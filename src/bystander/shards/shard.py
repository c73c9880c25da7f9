"""One shard of evidence, whatever it holds, becomes a tally."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from bystander.errors import UsageError
from bystander.evidence.comparisons.blocks import ReadBlock
from bystander.evidence.comparisons.summary import Summary, summarise
from bystander.evidence.read import read_trial
from bystander.evidence.searches.of_comparisons import searches_of
from bystander.evidence.searches.read import LEAVE_MATE_OUT, is_searches, of_unit, read_searches
from bystander.shards.count_comparisons import count_shard, require_sound
from bystander.shards.gather_searches import gather_shard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial import Trial
    from bystander.shards.files import Stored


MOST = 2**27  # comparisons kept one by one: two gigabytes


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What every shard is asked for, and what is declared of it; see ``bystander tally --help``."""

    searches: bool = False
    accept: Literal["ge", "gt"] = "ge"
    failures: Literal["fold", "exclude"] = "fold"
    thresholds: tuple[float, ...] = ()
    tail: int = 2**20
    left_out: bool = False
    unit: str = "search"
    subjects: Path | None = None
    threads: int | None = None
    declared: Mapping[str, Any] = field(default_factory=dict)  # as read_trial names and types it

    def check(self, *, searches: bool) -> None:
        """Raise UsageError for what would do nothing here."""
        if not 1 <= self.tail <= MOST:
            raise UsageError(f"--tail lies between 1 and {MOST:,}, so {self.tail:,} cannot be it")
        usual = Asked()
        of_others = ("accept", "failures", "thresholds", "tail") if searches else ("left_out", "unit", "subjects")
        idle = [name for name in of_others if getattr(self, name) != getattr(usual, name)]
        if idle:
            option = {"left_out": "non-mated", "thresholds": "threshold"}.get(idle[0], idle[0])
            where = (
                "comparisons; of searches, say it when they are evaluated" if searches else "searches; give --searches"
            )
            raise UsageError(f"--{option} is of {where}")


def tally_shard(
    shard: Path, key: bytes, asked: Asked, *, watch: Callable[[Trial], Trial] = lambda trial: trial
) -> tuple[Stored, tuple[Problem, ...]]:
    """Read a shard and tally it; gives its tally, and what its reader had to say. ``watch`` wraps what is read.

    Raises EvidenceError with every problem that stops the work.
    """
    if is_searches(shard):
        asked.check(searches=True)
        non_mated = LEAVE_MATE_OUT if asked.left_out else None
        lists = read_searches(
            shard, non_mated=non_mated, unit=asked.unit, subjects=asked.subjects, part=True, **asked.declared
        )
        return gather_shard(lists, key), lists.problems
    asked.check(searches=asked.searches)
    trial = read_trial(shard, **asked.declared)
    if not asked.searches:
        counted = count_shard(
            watch(trial), key, thresholds=asked.thresholds, accept=asked.accept, failures=asked.failures,
            tail_pairs=asked.tail, threads=asked.threads,
        )  # fmt: skip
        return counted, trial.problems
    trial = watch(trial)
    checks = Summary.empty()
    for block in trial.blocks:
        batch = replace(block.read(), probe_image=None, reference_image=None)
        checks = checks.merge(summarise(ReadBlock(batch, block.rows), checks))
    require_sound(trial, checks)
    found = of_unit(searches_of(trial, left_out=asked.left_out), asked.unit)
    return gather_shard(found, key, checks=checks), trial.problems
