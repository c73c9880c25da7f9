"""The difference and the ratio of two systems on the same trial."""

from __future__ import annotations

import numpy as np

from benchmarks.coverage.criteria.check import Check, Effort, as_share

COMPARE_SHARE = 5  # the same for two systems at once: a fifth
TINY_PER_REP = 25  # trials of 7 to 20 people: 10,000 at 2,000 replicates
TOGETHER = "all differences together: coverage"


def compare(effort: Effort) -> list[Check]:
    """The intervals of two systems' difference and ratio hold; those that take the trials for unrelated are wider."""
    from benchmarks.coverage import compare_comparisons, compare_searches
    from benchmarks.coverage.compare import World, held

    less = effort.share(COMPARE_SHARE)
    beyond: tuple[World, ...] = compare_comparisons.BEYOND
    worlds: tuple[World, ...] = (*compare_comparisons.WORLDS, *compare_searches.WORLDS, *beyond)
    checks = []
    for world, measured in zip(worlds, less.each(held, worlds), strict=True):
        for what, found in measured.items():
            least = None if world in beyond else 0.93
            checks.append(as_share("compare", world.name, f"{what}: coverage", found.share, found.given, least=least))
            missed = f"{what}: missed without a flag"
            checks.append(as_share("compare", world.name, missed, found.unflagged, found.given, most=0.07))
            checks.append(Check("compare", world.name, f"{what}: width over a well-sized one", found.relative, 0.0))
            checks.append(Check("compare", world.name, f"{what}: width if unpaired over paired", found.wider, 0.0))
            if found.bootstrap:
                width = float(np.median(found.bootstrap))
                checks.append(
                    Check("compare", world.name, f"{what}: width over the bootstrap's", width, 0.0, None, 1.3)
                )
    return checks


def compare_own_list(effort: Effort) -> list[Check]:
    """Where the people searched are on the list themselves, the difference of two systems allows for it."""
    from benchmarks.coverage.compare import held
    from benchmarks.coverage.compare_own_list import NAIVE, WORLDS

    less = Effort(reps=max(1, effort.reps // COMPARE_SHARE), seed=effort.seed, workers=effort.workers)
    name, checks = "compare-own-list", []
    for world, measured in zip(WORLDS, less.each(held, WORLDS), strict=True):
        for what, found in measured.items():
            least, most = (None, None) if NAIVE in what else (0.93, 0.07)
            checks.append(as_share(name, world.name, f"{what}: coverage", found.share, found.given, least=least))
            missed = f"{what}: missed without a flag"
            checks.append(as_share(name, world.name, missed, found.unflagged, found.given, most=most))
            checks.append(Check(name, world.name, f"{what}: width over a well-sized one", found.relative, 0.0))
    return checks


def v23(effort: Effort) -> list[Check]:
    """Small trials of two systems: intervals hold, are no wider than need be, and show no more than they may."""
    from benchmarks.coverage import compare_small

    less = effort.share(COMPARE_SHARE)
    checks = []
    for small, seen in zip(compare_small.WORLDS, less.each(compare_small.held, compare_small.WORLDS), strict=True):
        shares = (
            ("difference: missed or crashed without a flag", seen.unflagged, seen.trials, 0.07),
            ("ratio: missed without a flag", seen.ratio_unflagged, seen.ratios, 0.07),
            ("difference: shown beyond McNemar's exact test", seen.beyond, seen.trials, 0.0),
            ("ratio: says otherwise than its difference", seen.otherwise, seen.ratios, 0.0),
        )
        checks.append(as_share("V23", small.name, "difference: coverage", seen.coverage, seen.trials))
        checks.append(as_share("V23", small.name, "ratio: coverage", seen.ratio_coverage, seen.ratios))
        checks += [as_share("V23", small.name, what, share, of, most=most) for what, share, of, most in shares]
        width = "difference: width over the bootstrap's"
        checks.append(Check("V23", small.name, width, seen.relative, 0.0, None, small.widest))
        checks.append(Check("V23", small.name, "ratio: width over the bootstrap's", seen.ratio_relative, 0.0))
        checks.append(Check("V23", small.name, "difference: shown", seen.shown / seen.trials, 0.0))
    tiny = compare_small.crash_or_zero_width(TINY_PER_REP * less.reps, effort.seed)
    for what, count in (
        ("crashed, or an interval without width", tiny.crashes),
        ("shown beyond McNemar", tiny.shown_beyond_mcnemar),
        ("ratio: says otherwise than its difference", tiny.out_of_step),
    ):
        checks.append(Check("V23", f"{tiny.trials:,} trials of 7 to 20 people", what, float(count), 0.0, None, 0.0))
    return checks


def several(effort: Effort) -> list[Check]:
    """The intervals of all pairs of several systems hold together, and Bonferroni's share costs little width."""
    from benchmarks.coverage import compare_several

    less = effort.share(COMPARE_SHARE)
    worlds = compare_several.WORLDS
    checks = []
    for many, all_held in zip(worlds, less.each(compare_several.held, worlds), strict=True):
        for what, held in (("differences", all_held.differences), ("ratios", all_held.ratios)):
            name, share = f"all {what} together: coverage", held / all_held.trials
            checks.append(as_share("several", many.name, name, share, all_held.trials))
        share = all_held.unflagged / all_held.trials
        checks.append(as_share("several", many.name, "missed without a flag", share, all_held.trials, most=0.07))
    for systems in (3, 4, 6):
        wide = compare_several.needless(systems)
        checks.append(
            Check("several", f"{systems} systems", "Bonferroni's quantile over Tukey's", wide, 0.0, None, 1.05)
        )
    return checks
