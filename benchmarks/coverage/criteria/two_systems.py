"""The difference and the ratio of two systems on the same trial."""

from __future__ import annotations

from benchmarks.coverage.criteria.check import Check, Effort, as_share

COMPARE_SHARE = 5  # the same for two systems at once: a fifth
TOGETHER = "all differences together: coverage"


def compare(effort: Effort) -> list[Check]:
    """The intervals of two systems' difference and ratio hold; those that take the trials for unrelated are wider."""
    from benchmarks.coverage import compare_comparisons, compare_searches, compare_small
    from benchmarks.coverage.compare import World, held

    less = Effort(reps=max(1, effort.reps // COMPARE_SHARE), seed=effort.seed, workers=effort.workers)
    beyond: tuple[World, ...] = compare_comparisons.BEYOND
    worlds: tuple[World, ...] = (*compare_comparisons.WORLDS, *compare_searches.WORLDS, *beyond)
    checks = []
    for world, measured in zip(worlds, less.each(held, worlds), strict=True):
        for what, found in measured.items():
            least = None if world in beyond else 0.93
            checks.append(as_share("compare", world.name, f"{what}: coverage", found.share, found.given, least=least))
            checks.append(Check("compare", world.name, f"{what}: width over a well-sized one", found.relative, 0.0))
            checks.append(Check("compare", world.name, f"{what}: width if unpaired over paired", found.wider, 0.0))
    for small, seen in zip(compare_small.WORLDS, less.each(compare_small.held, compare_small.WORLDS), strict=True):
        shares = (
            ("difference: missed or crashed without a flag", seen.unflagged, seen.trials, 0.07),
            ("difference: shown beyond McNemar's exact test", seen.beyond, seen.trials, 0.0),
            ("ratio: says otherwise than its difference", seen.otherwise, seen.ratios, 0.0),
        )
        checks.append(as_share("compare", small.name, "difference: coverage", seen.coverage, seen.trials))
        checks.append(as_share("compare", small.name, "ratio: coverage", seen.ratio_coverage, seen.ratios))
        checks += [as_share("compare", small.name, what, share, of, most=most) for what, share, of, most in shares]
        checks.append(Check("compare", small.name, "difference: width over the bootstrap's", seen.relative, 0.0))
    several = less.each(compare_small.held_together, compare_small.SEVERAL)
    for many, share in zip(compare_small.SEVERAL, several, strict=True):
        checks.append(as_share("compare", many.name, TOGETHER, share, less.reps, least=0.93))
    return checks
