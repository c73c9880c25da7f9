"""Searches and candidates: thresholds chosen on the same searches, curves, people on the list, candidates returned."""

from __future__ import annotations

from benchmarks.coverage.criteria.check import Check, Effort, as_share

SEARCH_SHARE = 5  # and trials whose people are resampled a thousand times: a fifth
OWN_SHARE = 2  # every trial has scores of everybody with everybody: a half


def searches(effort: Effort) -> list[Check]:
    """The TPIR at a threshold that was chosen on the same searches, and the bands of whole curves."""
    from benchmarks.coverage.searches import AGAIN, CMC, CURVE, WORLDS, held

    less = effort.share(SEARCH_SHARE)
    required = {AGAIN: (0.93, 0.985), CURVE: (0.93, None), CMC: (0.93, None)}
    checks = []
    for world, found in zip(WORLDS, less.each(held, WORLDS), strict=True):
        for what, share in found.items():
            least, most = required.get(what, (None, None))
            checks.append(as_share("searches", world.name, what, share, less.reps, least=least, most=most))
    return checks


def candidates(effort: Effort) -> list[Check]:
    """The interval of the mean number of wrong people whom a search returns holds."""
    from benchmarks.coverage.candidates import WORLDS, held

    return [
        as_share("candidates", world.name, what, share, effort.reps, least=0.93)
        for world, shares in zip(WORLDS, effort.each(held, WORLDS), strict=True)
        for what, share in shares.items()
    ]


def own_list(effort: Effort) -> list[Check]:
    """Searches of people who are on the list themselves: two who are alike err together."""
    from benchmarks.coverage.own_list import COMPLIANCE, FREE, INTERVAL, UNFLAGGED, WORLDS, held

    less = effort.share(OWN_SHARE)
    checks = []
    for world, shares in zip(WORLDS, less.each(held, WORLDS), strict=True):
        for what, share in shares.items():
            figure = what.partition(": ")[2]
            least = 0.93 if figure == INTERVAL else None
            most = 0.05 if figure == UNFLAGGED or figure.startswith((COMPLIANCE, FREE)) else None
            checks.append(as_share("own-list", world.name, what, share, less.reps, least=least, most=most))
    return checks


def own_list_target(effort: Effort) -> list[Check]:
    """A threshold chosen for a target FPIR on such searches: the interval and the band allow for alerts in twos."""
    from benchmarks.coverage.own_list_target import BAND, INTERVAL, TPIR, UNFLAGGED, WIDTH, WORLDS, held

    less = effort.share(OWN_SHARE)
    name, least = "own-list-target", {f"{TPIR}: {INTERVAL}", BAND}
    checks = []
    for world, shares in zip(WORLDS, less.each(held, WORLDS), strict=True):
        for what, share in shares.items():
            if what.endswith(WIDTH):
                checks.append(Check(name, world.name, what, share, 0.0))
                continue
            most = 0.05 if what.endswith(UNFLAGGED) else None
            checks.append(
                as_share(name, world.name, what, share, less.reps, least=0.93 if what in least else None, most=most)
            )
    return checks
