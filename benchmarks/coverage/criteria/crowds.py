"""V13 and V22: the range that is told for a crowd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import as_share

if TYPE_CHECKING:
    from benchmarks.coverage.criteria.check import Check, Effort


def v13(effort: Effort) -> list[Check]:
    """The range that is told for a crowd holds the count of a new one; the one that ignores people does not."""
    from benchmarks.coverage.crowd import BEYOND, WORLDS, held

    checks = []
    for world in (*WORLDS, *BEYOND):
        for what, share in held(world, reps=effort.reps, seed=effort.seed).items():
            least = 0.92 if world in WORLDS and not what.startswith("naive") else None
            most = 0.82 if world in WORLDS and what == "naive range of alerts" else None
            checks.append(as_share("V13", world.name, what, share, effort.reps, least=least, most=most))
    return checks


def v22(effort: Effort) -> list[Check]:
    """The range of a crowd knows how much the days of the record differed, and that looks may be related."""
    from benchmarks.coverage.crowd import ALIKE, RECORDS, RECORDS_BEYOND, SUMMED, UNEVEN, alike_held, days_held

    checks = []
    sized = (*UNEVEN, *SUMMED)
    worlds = (*RECORDS, *RECORDS_BEYOND, *(world for world in sized if world not in RECORDS))
    for world, shares in zip(worlds, effort.each(days_held, worlds), strict=True):
        for what, share in shares.items():
            least = None if what.startswith("naive") else 0.95 if world in sized else 0.93 if world in RECORDS else None
            checks.append(as_share("V22", world.name, what, share, effort.reps, least=least))
    for icc in ALIKE:
        for what, share in alike_held(icc, reps=effort.reps, seed=effort.seed).items():
            least = None if what.startswith("naive") else 0.93
            name = f"8 looks at a person, correlated by {icc:g}, which nobody measured"
            checks.append(as_share("V22", name, what, share, effort.reps, least=least))
    return checks
