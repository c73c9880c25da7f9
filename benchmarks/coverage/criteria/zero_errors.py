"""What is known of a rate without an error, and which requirements are called met."""

from __future__ import annotations

import numpy as np

from benchmarks.coverage import settings
from benchmarks.coverage.criteria.check import Check, Effort, as_miss, as_share

ZERO_SHARE = 3  # whole trials of scores, each with many limits: a third


def zero(effort: Effort) -> list[Check]:
    """Both limits of an FMR without a false match miss at most one time in twenty, the one under its condition."""
    from benchmarks.coverage import closest_errors as closest

    less = effort.share(ZERO_SHARE)
    checks, worlds = [], (*closest.WORLDS, *closest.BEYOND)
    for world, by_expected in zip(worlds, less.each(closest.held, worlds), strict=True):
        for expected, found in by_expected.items():
            name = f"{world.name}, {expected:g} expected"
            most = {closest.WHATEVER: 0.05, closest.IF_SEEN: None if world in closest.BEYOND else 0.05}
            for what, share in found.missed.items():
                checks.append(as_share("zero", name, f"misses: {what}", share, less.reps, most=most.get(what)))
            for what, size in found.size.items():
                checks.append(Check("zero", name, f"times 3 / comparisons: {what}", size, 0.0))
            checks.append(Check("zero", name, "trials without an error", found.zeros, 0.0))
    for searched, by_expected in zip(closest.SEARCHES, less.each(closest.of_searches, closest.SEARCHES), strict=True):
        for expected, found in by_expected.items():
            name = f"{searched.name}, {expected:g} expected"
            (share,) = found.missed.values()
            checks.append(as_share("zero", name, "searches: Z1.5 would miss", share, less.reps))
            checks += [Check("zero", name, "searches: Z1.5 over Z1", size, 0.0) for size in found.size.values()]
    return checks


def v21(effort: Effort) -> list[Check]:
    """The limit of a rate of searches without an event misses at most one time in twenty, at the worst true rate."""
    from benchmarks.coverage.no_event import WORLDS, held

    checks = []
    for world, found in zip(WORLDS, effort.each(held, WORLDS), strict=True):
        checks.append(as_share("V21", world.name, "misses at the worst rate", found.missed, effort.reps, most=0.05))
        checks.append(Check("V21", world.name, "that rate", found.rate, 0.0))
        checks.append(Check("V21", world.name, "limit, times 3 / searches", found.size, 0.0))
    return checks


def v28(effort: Effort) -> list[Check]:
    """A requirement whose limit is the true rate itself is wrongly called met in at most one trial of twenty.

    The worlds without any error are those of V21 and of "zero", where the limit for a verdict is the one measured.
    """
    checks = []
    for found in effort.on((*settings.V3, *settings.V3_POISSON, *settings.V4, *settings.V4_FLOOR)):
        checks.append(as_miss("V28", found, "wrongly met", 0.05, high="verdict"))
        over = float(np.mean(found["verdict"]) / found.truth)
        checks.append(Check("V28", found.name, "limit for a verdict, over the true rate", over, 0.0))
    return checks
