"""Trials of which few people make most: tries, images, and figures along a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import Check, as_share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.coverage.criteria.check import Effort, Named

SHARE = 4  # whole trials of scores, or of all pairs of people


def uneven_tries(effort: Effort) -> list[Check]:
    """Where a few people make most of the tries the range holds, and no requirement is met wrongly."""
    from benchmarks.coverage.uneven_tries import WORLDS, held

    return _uneven("uneven-tries", WORLDS, effort.each(held, WORLDS), effort)


def uneven_pairs(effort: Effort) -> list[Check]:
    """Where few people are in most of the comparisons, as some have more images, the same of the false match rate."""
    from benchmarks.coverage.uneven_pairs import WORLDS, held

    part = effort.share(SHARE)
    return _uneven("uneven-pairs", WORLDS, part.each(held, WORLDS), part)


def _uneven(name: str, worlds: Sequence[Named], found: Sequence[Mapping[str, float]], effort: Effort) -> list[Check]:
    from benchmarks.coverage.uneven_tries import MET, RANGE, WIDER

    checks = []
    for world, each in zip(worlds, found, strict=True):
        for what, value in each.items():
            if what == WIDER:
                checks.append(Check(name, world.name, what, value, 0.0))
                continue
            least, most = 0.93 if what == RANGE else None, 0.05 if what == MET else None
            checks.append(as_share(name, world.name, what, value, effort.reps, least=least, most=most))
    return checks


def uneven_curves(effort: Effort) -> list[Check]:
    """Where a few people make most of the mated comparisons, the ranges along the curve hold too."""
    from benchmarks.coverage.uneven_curves import UNFLAGGED, WORLDS, held

    checks = []
    for world, found in zip(WORLDS, effort.share(SHARE).each(held, WORLDS), strict=True):
        for what, (share, given) in found.items():
            least = None if what.endswith(UNFLAGGED) else 0.93
            checks.append(as_share("uneven-curves", world.name, what, share, given, least=least))
    return checks


def uneven_groups(effort: Effort) -> list[Check]:
    """Groups of one mean rate are rarely told to differ where the people of one are tried more often."""
    from benchmarks.coverage.uneven_groups import FOUND, WORLDS, held

    part, checks = effort.share(2), []
    for world, found in zip(WORLDS, part.each(held, WORLDS), strict=True):
        for what, share in found.items():
            most = None if FOUND in found else 0.05
            checks.append(as_share("uneven-groups", world.name, what, share, part.reps, most=most))
    return checks


def uneven_compare(effort: Effort) -> list[Check]:
    """Where few people are in most of the comparisons the difference of two systems holds, and equal ones are equal."""
    from benchmarks.coverage.uneven_compare import DIFFERENCE, NOT_THERE, RATIO, WORLDS, held

    checks = []
    for world, found in zip(WORLDS, effort.share(SHARE).each(held, WORLDS), strict=True):
        for what, (share, given) in found.items():
            least, most = 0.93 if what in {DIFFERENCE, RATIO} else None, 0.05 if what == NOT_THERE else None
            checks.append(as_share("uneven-compare", world.name, what, share, given, least=least, most=most))
    return checks
