"""V14, V15, V20: groups of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import Check, Effort, as_share

if TYPE_CHECKING:
    from benchmarks.coverage.differentials import Groups, People

CASES = 200
BEYOND_SHARE = 4  # worlds of V14 that the criterion does not name: a fourth of the replicates


def v14(effort: Effort) -> list[Check]:
    """Groups with one rate are rarely called different, and the true largest ratio is held; a bootstrap's is not."""
    from benchmarks.coverage.differentials import BEYOND, CLUSTERED, FEW, WORLDS, held

    more: tuple[Groups | People, ...] = (*BEYOND, *CLUSTERED, *FEW)
    less = effort.share(BEYOND_SHARE)
    shares_of = [*effort.each(held, WORLDS), *less.each(held, more)]
    checks = []
    for world, shares in zip((*WORLDS, *more), shares_of, strict=True):
        reps = effort.reps if world in WORLDS else less.reps
        equal = world.ratio == 1
        for what, share in shares.items():
            least = most = None
            if what == "rates called different at p <= .05":
                most = 0.065 if equal else None
            elif what.startswith("rates called different"):
                pass
            elif world in WORLDS and what.startswith("naive"):
                most = 0.85
            elif not what.startswith("naive"):
                least = 0.95
            checks.append(as_share("V14", world.name, what, share, reps, least=least, most=most))
    return checks


def v15(effort: Effort) -> list[Check]:
    """The worked example of eight in ten, and the smallest detectable ratios, are the published figures."""
    del effort  # arithmetic
    from benchmarks.coverage.differential_figures import published

    what = "distance from the printed figure (1: all that its rounding allows)"
    return [Check("V15", row.name, what, row.distance, 0.0, None, 1.0) for row in published()]


def v20(effort: Effort) -> list[Check]:
    """GARBE, IR and FDR equal a calculation in exact fractions, in 200 random tables with ties and zeros."""
    from benchmarks.coverage.differential_figures import largest_disagreement

    found = largest_disagreement(cases=CASES, seed=effort.seed)
    return [
        Check("V20", f"{CASES} random tables of 2 to 9 groups", f"{name}: largest disagreement", off, 0.0, None, 1e-12)
        for name, off in found.items()
    ]
