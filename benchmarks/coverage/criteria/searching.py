"""Searches and candidates: a threshold chosen on the same searches, curves of them, and candidates returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import as_share

if TYPE_CHECKING:
    from benchmarks.coverage.criteria.check import Check, Effort

SEARCH_SHARE = 5  # and trials whose people are resampled a thousand times: a fifth


def searches(effort: Effort) -> list[Check]:
    """The TPIR at a threshold that was chosen on the same searches, and the bands of whole curves."""
    from benchmarks.coverage.searches import AGAIN, CMC, CURVE, all_held

    reps = max(1, effort.reps // SEARCH_SHARE)
    required = {AGAIN: (0.93, 0.985), CURVE: (0.93, None), CMC: (0.93, None)}
    checks = []
    for world, found in all_held(reps=reps, seed=effort.seed, workers=effort.workers).items():
        for what, share in found.items():
            least, most = required.get(what, (None, None))
            checks.append(as_share("searches", world, what, share, reps, least=least, most=most))
    return checks


def candidates(effort: Effort) -> list[Check]:
    """The interval of the mean number of wrong people whom a search returns holds."""
    from benchmarks.coverage.candidates import WORLDS, held

    return [
        as_share("candidates", world.name, what, share, effort.reps, least=0.93)
        for world, shares in zip(WORLDS, effort.each(held, WORLDS), strict=True)
        for what, share in shares.items()
    ]
