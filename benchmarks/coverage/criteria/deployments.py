"""Deployment records, and passes of volunteers (V27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import as_share

if TYPE_CHECKING:
    from benchmarks.coverage.criteria.check import Check, Effort


def records(effort: Effort) -> list[Check]:
    """Of the intervals that are printed for a deployment record, the one whose assumption is true holds."""
    from benchmarks.coverage.records import DIFFER, LIMITS, SHARE, WORLDS, held, required

    checks = []
    worlds = (*WORLDS, *DIFFER)
    for world, shares in zip(worlds, effort.each(held, worlds), strict=True):
        for what, share in shares.items():
            reps = effort.reps // SHARE if what == LIMITS else effort.reps
            checks.append(as_share("records", world.name, what, share, reps, least=required(world, what)))
    return checks


def v27(effort: Effort) -> list[Check]:
    """The share of passes of volunteers that set off an alert; careful where few passes have the rarer outcome."""
    from benchmarks.coverage.seeded import ENOUGH, WORLDS, held

    checks = []
    for world, shares in zip(WORLDS, effort.each(held, WORLDS), strict=True):
        most = 0.985 if world.rarer >= ENOUGH else None
        limits = {"interval": (0.93, most)}
        for what, share in shares.items():
            least, upper = limits.get(what, (None, None))
            checks.append(as_share("V27", world.name, what, share, effort.reps, least=least, most=upper))
    return checks
