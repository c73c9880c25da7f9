"""Records of deployments (V25 among them), rows that hold most of all, records of searches, passes (V27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import Check, as_share

if TYPE_CHECKING:
    from benchmarks.coverage.criteria.check import Effort


def records(effort: Effort) -> list[Check]:
    """Of the intervals that are printed for a deployment record, the one whose assumption is true holds."""
    from benchmarks.coverage.records import DIFFER, WORLDS, held, required

    checks = []
    worlds = (*WORLDS, *DIFFER)
    for world, shares in zip(worlds, effort.each(held, worlds), strict=True):
        for what, share in shares.items():
            least = required(world, what)
            checks.append(as_share("records", world.name, what, share, effort.reps, least=least))
    return checks


def one_row(effort: Effort) -> list[Check]:
    """Where one deployment holds most of what was counted, what is told of these, or of those to come, holds."""
    from benchmarks.coverage.one_row import RARE_KINDS, TOLD, UNFLAGGED, WIDTH, WORLDS, held, required

    checks = []
    worlds = (*WORLDS, *RARE_KINDS)
    for world, found in zip(worlds, effort.each(held, worlds), strict=True):
        for what, (value, records) in found.items():
            if what == WIDTH:
                checks.append(Check("one-row", world.name, what, value, 0.0, None, required(world, what)))
            else:
                least = required(world, what) if what == TOLD else None
                most = 0.05 if what == UNFLAGGED and world in WORLDS else None
                checks.append(as_share("one-row", world.name, what, value, records, least=least, most=most))
    return checks


def alike_rows(effort: Effort) -> list[Check]:
    """Where rows of one place, or close in time, are alike, that is said; rows that are not are hardly ever flagged."""
    from benchmarks.coverage.alike_rows import FLAGGED, FREE, MISSED, WORLDS, held

    checks = []
    part = effort.share(5)
    for world, found in zip(WORLDS, part.each(held, WORLDS), strict=True):
        for what, share in found.items():
            least = 0.92 if what == FREE else None
            reached = world.turns  # what comes as it happens is seen half of the time: out of reach, and shown
            most = 0.10 if what == MISSED and reached else 0.065 if what == FLAGGED and not world.alike else None
            checks.append(as_share("alike-rows", world.name, what, share, part.reps, least=least, most=most))
    return checks


def search_records(effort: Effort) -> list[Check]:
    """Where the periods of a record of searches differ, the interval that is told holds all the same."""
    from benchmarks.coverage.search_records import WIDTH, WORLDS, held, required

    checks = []
    for world, found in zip(WORLDS, effort.each(held, WORLDS), strict=True):
        for what, value in found.items():
            least, most = required(what)
            if what.endswith(WIDTH):
                checks.append(Check("search-records", world.name, what, value, 0.0, least, most))
            else:
                checks.append(as_share("search-records", world.name, what, value, effort.reps, least=least, most=most))
    return checks


def record_groups(effort: Effort) -> list[Check]:
    """Groups of one mean rate are hardly ever told to differ, however it differs from row to row; ranges hold."""
    from benchmarks.coverage.record_groups import ALIKE, RANGE, WORLDS, held

    checks = []
    part = effort.share(2)
    for world, found in zip(WORLDS, part.each(held, WORLDS), strict=True):
        for what, share in found.items():
            least, most = 0.92 if what == RANGE else None, 0.05 if what == ALIKE else None
            checks.append(as_share("record-groups", world.name, what, share, part.reps, least=least, most=most))
    return checks


def v25(effort: Effort) -> list[Check]:
    """The limits of how much deployments differ hold: of these in every world, of those to come where none is rare."""
    from benchmarks.coverage.scatter import COME, OWN, OWN_ONLY, WORLDS, held

    checks = []
    worlds = (*WORLDS, *OWN_ONLY)
    for world, found in zip(worlds, effort.each(held, worlds), strict=True):
        for what, (share, records) in found.items():
            least = 0.92 if what == OWN or (what == COME and world in WORLDS) else None
            checks.append(as_share("V25", world.name, what, share, records, least=least))
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


def sessions(effort: Effort) -> list[Check]:
    """Sessions that are alike are hardly ever told to differ, and the range holds there; on other days it is told."""
    from benchmarks.coverage.sessions import FLAGGED, SAME, WORLDS, held
    from bystander.studies.evaluate.passes.verdict import UNLIKE

    checks = []
    for world, found in zip(WORLDS, effort.each(held, WORLDS), strict=True):
        for what, share in found.items():
            least = 0.93 if what == SAME else None
            most = UNLIKE if what == FLAGGED and not world.spread else None
            checks.append(as_share("sessions", world.name, what, share, effort.reps, least=least, most=most))
    return checks
