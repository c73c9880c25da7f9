"""Few people behind the false matches, thresholds chosen on the same trial, and the flag of the band."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.coverage.criteria.check import Check, Effort, as_share

CHOSEN_SHARE = 10  # whole trials of scores, drawn again 300 times


def few(effort: Effort) -> list[Check]:
    """KG-t of false matches where few people drive them, without and with one more of the design effect."""
    from benchmarks.coverage.few_people import BEYOND, FEW, ORDINARY, ZIPF, held

    least = {**dict.fromkeys(FEW, 0.93), **dict.fromkeys(ZIPF, 0.89), **dict.fromkeys(ORDINARY, 0.935)}
    worlds = (*FEW, *ZIPF, *ORDINARY, *BEYOND)
    checks = []
    for world, found in zip(worlds, effort.each(held, worlds), strict=True):
        rows = [
            as_share("few", world.name, "coverage", found.coverage, effort.reps, least=least.get(world)),
            as_share("few", world.name, "coverage without the rule", found.before, effort.reps),
            as_share("few", world.name, "missed without a flag", found.unflagged, effort.reps),
            Check("few", world.name, "width over a well-sized one", found.width, 0.0),
            Check("few", world.name, "width over that without the rule", found.dearer, 0.0),
        ]
        checks += [replace(row, median_df=found.median_df) for row in rows]
    return checks


def v24(effort: Effort) -> list[Check]:
    """Thresholds chosen on the same trial where scores are few or errors are: the interval holds, or there is none."""
    from benchmarks.coverage.chosen import BEYOND, SEARCHES, WORLDS, held, held_searches

    less = effort.share(CHOSEN_SHARE)
    comparisons = (*WORLDS, *BEYOND)
    required = {world.name for world in WORLDS} | {world.name for world in SEARCHES}
    found = zip([world.name for world in comparisons], less.each(held, comparisons), strict=True)
    searched = zip([world.name for world in SEARCHES], less.each(held_searches, SEARCHES), strict=True)
    checks = []
    for name, seen in (*found, *searched):
        checks.append(as_share("V24", name, "trials with an interval", seen.given, less.reps))
        if seen.coverage is not None:
            least = 0.93 if name in required else None
            given = round(seen.given * less.reps)
            checks.append(as_share("V24", name, "coverage", seen.coverage, given, least=least))
        checks.append(as_share("V24", name, "missed without a flag", seen.unflagged, less.reps))
        if seen.width is not None:
            checks.append(Check("V24", name, "width over a well-sized one", seen.width, 0.0))
    return checks


def band(effort: Effort) -> list[Check]:
    """The band of a DET curve is flagged where few people drive the false matches, and holds elsewhere."""
    from benchmarks.coverage.chosen import ALIKE, BANDS, held_band

    less = effort.share(CHOSEN_SHARE)
    worlds = (*BANDS, ALIKE)
    checks = []
    for world, seen in zip(worlds, less.each(held_band, worlds), strict=True):
        most = None if world is ALIKE else 0.1
        checks.append(as_share("band", world.name, "band holds", seen.coverage, less.reps))
        checks.append(as_share("band", world.name, "bands flagged", seen.flagged, less.reps))
        checks.append(as_share("band", world.name, "missed without a flag", seen.unflagged, less.reps, most=most))
    return checks
