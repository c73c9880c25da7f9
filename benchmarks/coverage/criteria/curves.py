"""V7, V8, bands and EER: what is read off a curve of both error rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import Check, as_share

if TYPE_CHECKING:
    from benchmarks.coverage.criteria.check import Effort

CASES = 200
DRAWS_PER_REP = 200  # of V7: 400,000 draws at 2,000 replicates
BAND_SHARE = 10  # whole trials of scores, each drawn again 400 times
EER_SHARE = 10  # whole trials of scores take longer than counts of errors: a tenth of the replicates


def v7(effort: Effort) -> list[Check]:
    """The variance of the bootstrap is its closed form, and rescaled it is V_U."""
    from benchmarks.coverage.bands import closed_form

    draws = DRAWS_PER_REP * effort.reps
    found = closed_form(people=200, seed=effort.seed, draws=draws)
    setting = "200 people, 5 to 1000 errors, lognormal 1"
    variance = "largest distance of the bootstrap variance from its closed form"
    spread = "largest distance of the rescaled spread from the root of V_U (and what few people add), 50 errors or more"
    return [
        Check(
            "V7", setting, f"{variance}, {draws} draws", found.variance, found.variance_error, None, 0.01,
            2 * found.variance_error,
        ),
        Check("V7", setting, spread, found.spread, found.spread_error, None, 0.03, 2 * found.spread_error),
    ]  # fmt: skip


def v8(effort: Effort) -> list[Check]:
    """The exact tail is what a full sort gives, from any cut, in 200 random trials with ties."""
    from benchmarks.coverage.tail import agreements

    name = f"{CASES} random trials"
    return [
        Check("V8", name, what, share, 0.0, 1.0, 1.0)
        for what, share in agreements(cases=CASES, seed=effort.seed).items()
    ]


def bands(effort: Effort) -> list[Check]:
    """Intervals of functionals of a curve hold as often as they say, and the one that takes the threshold as given not.

    Of the trials in which an interval is given. Required of the worlds in which enough people drive the errors; the
    others are shown, and so is the AUC: in the third world four people drive it in the median, whose mated scores are
    low.
    """
    from benchmarks.coverage.bands import BEYOND, WORLDS, held

    reps = max(1, effort.reps // BAND_SHARE)
    checks = []
    for world in (*WORLDS, *BEYOND):
        for what, found in held(world, reps=reps, seed=effort.seed).items():
            required = world in WORLDS and "as given" not in what and what != "AUC"
            least = 0.93 if required else None
            checks.append(as_share("bands", world.name, what, found.share, found.given, least=least))
            if found.width is not None:
                width = f"{what}: width over that of a well-sized interval"
                checks.append(Check("bands", world.name, width, found.width, 0.0))
    return checks


def eer(effort: Effort) -> list[Check]:
    """The interval of the equal error rate, whose threshold is found on the same data. Shown, nothing required."""
    from benchmarks.coverage.equal_error import WORLDS, covered

    reps = max(1, effort.reps // EER_SHARE)
    checks = []
    for world in WORLDS:
        share, width = covered(world, reps=reps, seed=effort.seed)
        checks.append(as_share("EER", world.name, f"hull coverage, {reps} replicates", share, reps))
        checks.append(Check("EER", world.name, "width over that of a well-sized interval", width, 0.0))
    return checks
