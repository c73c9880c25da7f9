"""V26: relatives recorded as strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import Effort, as_share

if TYPE_CHECKING:
    from benchmarks.coverage.criteria.check import Check

ALIKE_SHARE = 5  # V26: each trial is drawn again a hundred and fifty times


def v26(effort: Effort) -> list[Check]:
    """Trials with relatives whom nobody named are flagged where their interval misses, and others hardly ever are."""
    from benchmarks.coverage.alike import BEYOND, CLUSTERS, FAMILIES, OF_TWO, WITHOUT, held

    less = effort.share(ALIKE_SHARE)
    least = {**dict.fromkeys((*CLUSTERS, *FAMILIES), 0.95), **dict.fromkeys(OF_TWO, 0.7)}
    worlds = (*WITHOUT, *CLUSTERS, *FAMILIES, *OF_TWO, *BEYOND)
    checks = []
    for world, found in zip(worlds, less.each(held, worlds), strict=True):
        most = 0.06 if world in WITHOUT else None
        checks.append(as_share("V26", world.name, "trials flagged", found.flagged, less.reps, most=most))
        checks.append(as_share("V26", world.name, "intervals that miss", found.missed, less.reps))
        if found.of_misses is not None and world not in WITHOUT:
            share, misses = found.of_misses, found.misses
            checks.append(as_share("V26", world.name, "misses flagged", share, misses, least=least.get(world)))
    return checks
