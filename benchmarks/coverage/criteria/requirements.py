"""A requirement at whose limit the truth lies: how often is it called met?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import Check, Effort, Named, as_share
from bystander.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

GROUP_SHARE = 5  # worlds of passes: a fifth
SCORE_SHARE = 10  # whole trials of scores, records and groups: a tenth


def requirements(effort: Effort) -> list[Check]:
    """A requirement is called met in at most 5 % of trials where the truth is at its limit, in every world."""
    from benchmarks.coverage import requirements as worlds

    met = "called met, at the limit"
    checks = []

    def told(setting: str, found: Mapping[Verdict, float], reps: int, *, most: float | None = 0.05) -> None:
        checks.append(as_share("requirements", setting, met, found[Verdict.MET], reps, most=most))
        checks.append(as_share("requirements", setting, "called not met", found[Verdict.NOT_MET], reps))

    few, fewer = effort.share(GROUP_SHARE), effort.share(SCORE_SHARE)
    counts = effort.each(worlds.of_counts, (*worlds.COUNTS, *worlds.OWN_COUNTS))
    for world, found in zip((*worlds.COUNTS, *worlds.OWN_COUNTS), counts, strict=True):
        told(world.name, found, effort.reps, most=0.05 if world in worlds.COUNTS else None)
    shares: tuple[tuple[Sequence[Named], Callable[..., Mapping[Verdict, float]], Effort], ...] = (
        (worlds.ALIKE, worlds.of_passes, few),
        (worlds.ALERTS, worlds.of_alerts, effort),
        (worlds.GROUPS, worlds.of_groups, fewer),
        (worlds.RECORDS, worlds.of_record, fewer),
        (worlds.HEAVY, worlds.of_heavy_tails, fewer),
        (worlds.SCORES, worlds.of_scores, fewer),
    )
    for named, share, less in shares:
        for one, seen in zip(named, less.each(share, named), strict=True):
            told(one.name, seen, less.reps)
    return checks
