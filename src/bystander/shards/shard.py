"""One shard of evidence, whatever it holds, becomes a tally."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bystander.errors import UsageError
from bystander.evidence.comparisons.blocks import ReadBlock
from bystander.evidence.comparisons.people_sample import PeopleSample
from bystander.evidence.comparisons.summary import PlainSumming
from bystander.evidence.read import read_trial
from bystander.evidence.searches.of_comparisons import searches_of
from bystander.evidence.searches.read import LEAVE_MATE_OUT, OF_LISTS, is_searches, of_unit, read_searches
from bystander.shards.count_comparisons import count_shard, require_sound, told_of_shard
from bystander.shards.gather_searches import gather_shard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial import Trial
    from bystander.shards.asked import Asked
    from bystander.shards.files import Stored


def tally_shard(
    shard: Path, key: bytes, asked: Asked, *, watch: Callable[[Trial], Trial] = lambda trial: trial
) -> tuple[Stored, tuple[Problem, ...]]:
    """Read a shard and tally it; gives its tally, and what its reader had to say. ``watch`` wraps what is read.

    Raises EvidenceError with every problem that stops the work.
    """
    if is_searches(shard):
        asked.check(searches=True)
        told: dict[str, Any] = {**asked.declared, **({"non_mated": LEAVE_MATE_OUT} if asked.left_out else {})}
        lists = read_searches(
            shard, unit=asked.unit, subjects=asked.subjects, non_mated_subjects=asked.non_mated_subjects, part=True,
            **told,
        )  # fmt: skip
        return gather_shard(lists, key), lists.problems
    asked.check(searches=asked.searches)
    if asked.searches and asked.non_mated_subjects:
        raise UsageError(OF_LISTS)
    trial = read_trial(shard, part=True, **asked.declared)
    trial = replace(trial, problems=tuple(p for p in trial.problems if not p.of_whole))
    if trial.samples is not None:  # another shard may hold the other order of a pair
        trial = trial.as_searches_need_it()
    people = PeopleSample.of(trial)
    if not asked.searches:
        counted = count_shard(
            watch(trial), key, thresholds=asked.thresholds, accept=asked.accept, failures=asked.failures,
            tail_pairs=asked.tail, threads=asked.threads,
            apart=asked.declared.get("square") == "apart", along=people,
        )  # fmt: skip
        return counted, (*trial.problems, *told_of_shard(trial, counted.checks, people))
    trial = watch(trial)
    summing, beside = PlainSumming(), None if people is None else people.start()
    for number, block in enumerate(trial.blocks):
        batch = replace(block.read(), probe_image=None, reference_image=None)
        summing.add(ReadBlock(batch, block.rows), batch)
        if beside is not None:
            beside.add(number, batch)
    checks = summing.summary()
    require_sound(trial, checks)
    found = of_unit(searches_of(trial, left_out=asked.left_out), asked.unit)
    return gather_shard(found, key, checks=checks), (*trial.problems, *told_of_shard(trial, checks, people))
