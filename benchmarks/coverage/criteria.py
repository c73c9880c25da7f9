"""What is required (METHODS section 9), what was measured, and how sure the measurement itself is.

Each function answers for one criterion and gives a `Check` a setting. A required range is widened by the chance
error of the simulation: 2 sqrt(.95 * .05 / R) for a coverage, twice its own standard error for V2.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from benchmarks.coverage import settings
from benchmarks.coverage.measure import measure
from bystander.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.coverage.differentials import Groups, People
    from benchmarks.coverage.measure import Measurement
    from benchmarks.coverage.settings import Setting

Found = TypeVar("Found")

V2_FACTOR = 50  # a variance is harder to measure than a coverage: this many times the replicates
CASES = 200
BEYOND_SHARE = 4  # worlds of V14 that the criterion does not name: a fourth of the replicates
COMPARE_SHARE = 5  # the same for two systems at once: a fifth
TINY_PER_REP = 25  # trials of 7 to 20 people: 10,000 at 2,000 replicates
DRAWS_PER_REP = 200  # of V7: 400,000 draws at 2,000 replicates
BAND_SHARE = 10  # whole trials of scores, each drawn again 400 times
EER_SHARE = 10  # whole trials of scores take longer than counts of errors: a tenth of the replicates
ZERO_SHARE = 3  # whole trials of scores, each with many limits: a third
ALIKE_SHARE = 5  # V26: each trial is drawn again a hundred and fifty times
SEARCH_SHARE = 5  # and trials whose people are resampled a thousand times: a fifth
CHOSEN_SHARE = 10  # V24 and the band's flag: whole trials of scores, drawn again 300 times
FEWEST_PEOPLE = 9  # median df from which V5b makes a promise


class Named(Protocol):
    """A world that has a name for a reader."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...


@dataclass(frozen=True)
class Effort:
    """How much work: replicates a setting, the seed, and processes."""

    reps: int
    seed: int
    workers: int = 1

    def on(self, chosen: Sequence[Setting], *, factor: int = 1, variance_only: bool = False) -> list[Measurement]:
        """Measure the chosen settings."""
        return measure(
            chosen, reps=self.reps * factor, seed=self.seed, workers=self.workers, variance_only=variance_only
        )

    def each(self, held: Callable[..., Found], worlds: Sequence[object]) -> list[Found]:
        """Put the same question to every world; the worker processes share out the worlds."""
        task = partial(held, reps=self.reps, seed=self.seed)
        if self.workers == 1:
            return [task(world) for world in worlds]
        with ProcessPoolExecutor(self.workers) as pool:
            return list(pool.map(task, worlds))


@dataclass(frozen=True)
class Check:
    """One measured figure; `passed` is None where nothing is required of it."""

    criterion: str
    setting: str
    what: str
    measured: float
    error: float
    low: float | None = None
    high: float | None = None
    tolerance: float = 0.0
    median_df: float | None = None

    @property
    def passed(self) -> bool | None:
        """Say whether the figure lies in the required range, widened by the tolerance."""
        if self.low is None and self.high is None:
            return None
        above = self.low is None or self.measured >= self.low - self.tolerance
        return above and (self.high is None or self.measured <= self.high + self.tolerance)


def v1(effort: Effort) -> list[Check]:
    """V_U equals the enumeration of all disjoint pairs, exactly, in 200 random tables a design."""
    from benchmarks.coverage.identity import agreements

    return [
        Check(
            "V1",
            f"{CASES} random tables of up to 8 people, {design}",
            "share equal to enumeration",
            share,
            0.0,
            1.0,
            1.0,
        )
        for design, share in agreements(cases=CASES, seed=effort.seed).items()
    ]


def v2(effort: Effort) -> list[Check]:
    """The mean of V_U is the variance of the rate."""
    found = effort.on([settings.V2], factor=V2_FACTOR, variance_only=True)[0]
    ratio = _variance_ratio(found["variance"], found["value"])
    parts = np.array_split(np.arange(found.reps), 50)
    left_out = [_variance_ratio(np.delete(found["variance"], part), np.delete(found["value"], part)) for part in parts]
    error = sqrt((len(parts) - 1) * float(np.var(left_out)))
    return [Check("V2", found.name, f"mean(V_U) / Var, {found.reps} replicates", ratio, error, 0.97, 1.03, 2 * error)]


def v3(effort: Effort) -> list[Check]:
    """KG-t holds the truth about as often as it says, and the interval that ignores people does not."""
    checks = []
    for found in effort.on(settings.V3 + settings.V3_POISSON):
        checks.append(_coverage("V3", found, "KG-t coverage", 0.935, 0.985, low="low", high="high"))
        required = 0.70 if found.name.startswith(settings.V3_NAIVE.name) else None
        checks.append(
            _coverage("V3", found, "Wilson coverage (naive)", None, required, low="naive_low", high="naive_high")
        )
    return checks


def v4(effort: Effort) -> list[Check]:
    """The same for people who are looked at repeatedly, and the ICC floor where errors are few."""
    checks = []
    for found in effort.on(settings.V4):
        checks.append(_coverage("V4", found, "KG-t coverage", 0.93, 0.985, low="low", high="high"))
        checks.append(_coverage("V4", found, "Wilson coverage (naive)", None, None, low="naive_low", high="naive_high"))
    for found in effort.on(settings.V4_FLOOR):
        checks.append(
            _miss("V4", found, "upper misses of the reported interval (ICC floor)", 0.025, high="reported_high")
        )
        checks.append(_miss("V4", found, "upper misses without the floor", None, high="high"))
    return checks


def v5(effort: Effort) -> list[Check]:
    """New people and a new watchlist: both sides must be clustered."""
    found = effort.on(settings.V5)[0]
    return [
        _coverage("V5", found, "KG-t coverage, two-way", 0.93, 0.97, low="low", high="high"),
        _coverage("V5", found, "KG-t coverage, probes only", None, 0.75, low="probe_low", high="probe_high"),
    ]


def v5b(effort: Effort) -> list[Check]:
    """The compliance limit misses at most one time in twenty, wherever enough people drive the errors."""
    checks = []
    for found in effort.on(settings.GRID):
        required = 0.05 if found.median_df >= FEWEST_PEOPLE else None
        checks.append(_miss("V5b", found, "misses of the compliance limit", required, high="compliance"))
        checks.append(_coverage("V5b", found, "KG-t coverage", None, None, low="low", high="high"))
        checks.append(
            _coverage("V5b", found, "Wilson coverage (naive)", None, None, low="naive_low", high="naive_high")
        )
    return checks


def v6(effort: Effort) -> list[Check]:
    """The assumption-free limit holds in every world; the naive one fails where few people err very often."""
    checks = []
    everything = (*settings.V3, *settings.V3_POISSON, *settings.V4, *settings.V4_FLOOR, *settings.V5, *settings.V6)
    for found in effort.on(everything):
        checks.append(_coverage("V6", found, "Z1 upper limit holds", 0.95, None, high="free_upper"))
        required = 0.65 if found.name == settings.V6_WOLVES.name else None
        checks.append(_coverage("V6", found, "naive upper limit holds (Z3)", None, required, high="naive_upper"))
        if found.name in {setting.name for setting in settings.V6}:
            checks.append(_coverage("V6", found, "KG-t coverage", None, None, low="low", high="high"))
    return checks


def beyond(effort: Effort) -> list[Check]:
    """Worlds that no criterion names: several images, heavy tails, families, few people. Shown, nothing required."""
    checks = []
    for found in effort.on(settings.BEYOND):
        checks.append(
            _coverage("beyond", found, "reported coverage", None, None, low="reported_low", high="reported_high")
        )
        checks.append(_miss("beyond", found, "upper misses", None, high="reported_high"))
        checks.append(_miss("beyond", found, "misses of the compliance limit", None, high="compliance"))
        checks.append(_coverage("beyond", found, "Z1 upper limit holds", None, None, high="free_upper"))
        checks.append(
            _coverage("beyond", found, "Wilson coverage (naive)", None, None, low="naive_low", high="naive_high")
        )
    return checks


def eer(effort: Effort) -> list[Check]:
    """The interval of the equal error rate, whose threshold is found on the same data. Shown, nothing required."""
    from benchmarks.coverage.equal_error import WORLDS, covered

    reps = max(1, effort.reps // EER_SHARE)
    checks = []
    for world in WORLDS:
        share, width = covered(world, reps=reps, seed=effort.seed)
        checks.append(_share("EER", world.name, f"hull coverage, {reps} replicates", share, reps))
        checks.append(Check("EER", world.name, "width over that of a well-sized interval", width, 0.0))
    return checks


def v7(effort: Effort) -> list[Check]:
    """The variance of the bootstrap is its closed form, and rescaled it is V_U."""
    from benchmarks.coverage.bands import closed_form

    draws = DRAWS_PER_REP * effort.reps
    found = closed_form(people=200, seed=effort.seed, draws=draws)
    setting = "200 people, 5 to 1000 errors, lognormal 1"
    variance = "largest distance of the bootstrap variance from its closed form"
    spread = "largest distance of the rescaled spread from the root of V_U, 50 errors or more"
    return [
        Check(
            "V7", setting, f"{variance}, {draws} draws", found.variance, found.variance_error, None, 0.01,
            2 * found.variance_error,
        ),
        Check("V7", setting, spread, found.spread, found.spread_error, None, 0.03, 2 * found.spread_error),
    ]  # fmt: skip


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
            checks.append(_share("bands", world.name, what, found.share, found.given, least=least))
            if found.width is not None:
                width = f"{what}: width over that of a well-sized interval"
                checks.append(Check("bands", world.name, width, found.width, 0.0))
    return checks


def zero(effort: Effort) -> list[Check]:
    """Both limits of an FMR without a false match miss at most one time in twenty, the one under its condition."""
    from benchmarks.coverage import closest_errors as closest

    less = Effort(reps=max(1, effort.reps // ZERO_SHARE), seed=effort.seed, workers=effort.workers)
    checks, worlds = [], (*closest.WORLDS, *closest.BEYOND)
    for world, by_expected in zip(worlds, less.each(closest.held, worlds), strict=True):
        for expected, found in by_expected.items():
            name = f"{world.name}, {expected:g} expected"
            most = {closest.WHATEVER: 0.05, closest.IF_SEEN: None if world in closest.BEYOND else 0.05}
            for what, share in found.missed.items():
                checks.append(_share("zero", name, f"misses: {what}", share, less.reps, most=most.get(what)))
            for what, size in found.size.items():
                checks.append(Check("zero", name, f"times 3 / comparisons: {what}", size, 0.0))
            checks.append(Check("zero", name, "trials without an error", found.zeros, 0.0))
    for searched, by_expected in zip(closest.SEARCHES, less.each(closest.of_searches, closest.SEARCHES), strict=True):
        for expected, found in by_expected.items():
            name = f"{searched.name}, {expected:g} expected"
            (share,) = found.missed.values()
            checks.append(_share("zero", name, "searches: Z1.5 would miss", share, less.reps))
            checks += [Check("zero", name, "searches: Z1.5 over Z1", size, 0.0) for size in found.size.values()]
    return checks


def v21(effort: Effort) -> list[Check]:
    """The limit of a rate of searches without an event misses at most one time in twenty, at the worst true rate."""
    from benchmarks.coverage.no_event import WORLDS, held

    checks = []
    for world, found in zip(WORLDS, effort.each(held, WORLDS), strict=True):
        checks.append(_share("V21", world.name, "misses at the worst rate", found.missed, effort.reps, most=0.05))
        checks.append(Check("V21", world.name, "that rate", found.rate, 0.0))
        checks.append(Check("V21", world.name, "limit, times 3 / searches", found.size, 0.0))
    return checks


def requirements(effort: Effort) -> list[Check]:
    """A requirement is called met in at most 5 % of trials where the truth is at its limit, in every world."""
    from benchmarks.coverage import requirements as worlds

    met = "called met, at the limit"
    checks = []

    def told(setting: str, found: Mapping[Verdict, float], reps: int, *, most: float | None = 0.05) -> None:
        checks.append(_share("requirements", setting, met, found[Verdict.MET], reps, most=most))
        checks.append(_share("requirements", setting, "called not met", found[Verdict.NOT_MET], reps))

    few, fewer = max(effort.reps // COMPARE_SHARE, 1), max(effort.reps // BAND_SHARE, 1)
    counts = effort.each(worlds.of_counts, (*worlds.COUNTS, *worlds.OWN_COUNTS))
    for world, found in zip((*worlds.COUNTS, *worlds.OWN_COUNTS), counts, strict=True):
        told(world.name, found, effort.reps, most=0.05 if world in worlds.COUNTS else None)
    shares: tuple[tuple[Sequence[Named], Callable[..., Mapping[Verdict, float]], int], ...] = (
        (worlds.ALIKE, worlds.of_passes, few),
        (worlds.GROUPS, worlds.of_groups, fewer),
        (worlds.RECORDS, worlds.of_record, fewer),
        (worlds.HEAVY, worlds.of_heavy_tails, fewer),
        (worlds.SCORES, worlds.of_scores, fewer),
    )
    for named, share, reps in shares:
        for one, seen in zip(named, replace(effort, reps=reps).each(share, named), strict=True):
            told(one.name, seen, reps)
    return checks


def v28(effort: Effort) -> list[Check]:
    """A requirement whose limit is the true rate itself is wrongly called met in at most one trial of twenty.

    The worlds without any error are those of V21 and of "zero", where the limit for a verdict is the one measured.
    """
    checks = []
    for found in effort.on((*settings.V3, *settings.V3_POISSON, *settings.V4, *settings.V4_FLOOR)):
        checks.append(_miss("V28", found, "wrongly met", 0.05, high="verdict"))
        over = float(np.mean(found["verdict"]) / found.truth)
        checks.append(Check("V28", found.name, "limit for a verdict, over the true rate", over, 0.0))
    return checks


def v8(effort: Effort) -> list[Check]:
    """The exact tail is what a full sort gives, from any cut, in 200 random trials with ties."""
    from benchmarks.coverage.tail import agreements

    name = f"{CASES} random trials"
    return [
        Check("V8", name, what, share, 0.0, 1.0, 1.0)
        for what, share in agreements(cases=CASES, seed=effort.seed).items()
    ]


def v13(effort: Effort) -> list[Check]:
    """The range that is told for a crowd holds the count of a new one; the one that ignores people does not."""
    from benchmarks.coverage.crowd import BEYOND, WORLDS, held

    checks = []
    for world in (*WORLDS, *BEYOND):
        for what, share in held(world, reps=effort.reps, seed=effort.seed).items():
            least = 0.92 if world in WORLDS and not what.startswith("naive") else None
            most = 0.82 if world in WORLDS and what == "naive range of alerts" else None
            checks.append(_share("V13", world.name, what, share, effort.reps, least=least, most=most))
    return checks


def v22(effort: Effort) -> list[Check]:
    """The range of a crowd knows how much the days of the record differed, and that looks may be related."""
    from benchmarks.coverage.crowd import ALIKE, RECORDS, RECORDS_BEYOND, alike_held, days_held

    checks = []
    for world in (*RECORDS, *RECORDS_BEYOND):
        for what, share in days_held(world, reps=effort.reps, seed=effort.seed).items():
            least = 0.93 if world in RECORDS and not what.startswith("naive") else None
            checks.append(_share("V22", world.name, what, share, effort.reps, least=least))
    for icc in ALIKE:
        for what, share in alike_held(icc, reps=effort.reps, seed=effort.seed).items():
            least = None if what.startswith("naive") else 0.93
            name = f"8 looks at a person, correlated by {icc:g}, which nobody measured"
            checks.append(_share("V22", name, what, share, effort.reps, least=least))
    return checks


def searches(effort: Effort) -> list[Check]:
    """The TPIR at a threshold that was chosen on the same searches, and the bands of whole curves."""
    from benchmarks.coverage.searches import AGAIN, CMC, CURVE, all_held

    reps = max(1, effort.reps // SEARCH_SHARE)
    required = {AGAIN: (0.93, 0.985), CURVE: (0.93, None), CMC: (0.93, None)}
    checks = []
    for world, found in all_held(reps=reps, seed=effort.seed, workers=effort.workers).items():
        for what, share in found.items():
            least, most = required.get(what, (None, None))
            checks.append(_share("searches", world, what, share, reps, least=least, most=most))
    return checks


def v14(effort: Effort) -> list[Check]:
    """Groups with one rate are rarely called different, and the true largest ratio is held; a bootstrap's is not."""
    from benchmarks.coverage.differentials import BEYOND, CLUSTERED, FEW, WORLDS, held

    more: tuple[Groups | People, ...] = (*BEYOND, *CLUSTERED, *FEW)
    less = Effort(reps=max(1, effort.reps // BEYOND_SHARE), seed=effort.seed, workers=effort.workers)
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
            checks.append(_share("V14", world.name, what, share, reps, least=least, most=most))
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


def compare(effort: Effort) -> list[Check]:
    """The intervals of two systems' difference and ratio hold; those that take the trials for unrelated are wider."""
    from benchmarks.coverage import compare_comparisons, compare_searches
    from benchmarks.coverage.compare import World, held

    less = Effort(reps=max(1, effort.reps // COMPARE_SHARE), seed=effort.seed, workers=effort.workers)
    beyond: tuple[World, ...] = compare_comparisons.BEYOND
    worlds: tuple[World, ...] = (*compare_comparisons.WORLDS, *compare_searches.WORLDS, *beyond)
    checks = []
    for world, measured in zip(worlds, less.each(held, worlds), strict=True):
        for what, found in measured.items():
            least = None if world in beyond else 0.93
            checks.append(_share("compare", world.name, f"{what}: coverage", found.share, found.given, least=least))
            missed = f"{what}: missed without a flag"
            checks.append(_share("compare", world.name, missed, found.unflagged, found.given, most=0.07))
            checks.append(Check("compare", world.name, f"{what}: width over a well-sized one", found.relative, 0.0))
            checks.append(Check("compare", world.name, f"{what}: width if unpaired over paired", found.wider, 0.0))
            if found.bootstrap:
                width = float(np.median(found.bootstrap))
                checks.append(
                    Check("compare", world.name, f"{what}: width over the bootstrap's", width, 0.0, None, 1.3)
                )
    return checks


def v23(effort: Effort) -> list[Check]:
    """Small trials of two systems: intervals hold, are no wider than need be, and show no more than they may."""
    from benchmarks.coverage import compare_small

    less = Effort(reps=max(1, effort.reps // COMPARE_SHARE), seed=effort.seed, workers=effort.workers)
    checks = []
    for small, seen in zip(compare_small.WORLDS, less.each(compare_small.held, compare_small.WORLDS), strict=True):
        shares = (
            ("difference: missed or crashed without a flag", seen.unflagged, seen.trials, 0.07),
            ("ratio: missed without a flag", seen.ratio_unflagged, seen.ratios, 0.07),
            ("difference: shown beyond McNemar's exact test", seen.beyond, seen.trials, 0.0),
            ("ratio: says otherwise than its difference", seen.otherwise, seen.ratios, 0.0),
        )
        checks.append(_share("V23", small.name, "difference: coverage", seen.coverage, seen.trials))
        checks.append(_share("V23", small.name, "ratio: coverage", seen.ratio_coverage, seen.ratios))
        checks += [_share("V23", small.name, what, share, of, most=most) for what, share, of, most in shares]
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

    less = Effort(reps=max(1, effort.reps // COMPARE_SHARE), seed=effort.seed, workers=effort.workers)
    worlds = compare_several.WORLDS
    checks = []
    for many, all_held in zip(worlds, less.each(compare_several.held, worlds), strict=True):
        for what, held in (("differences", all_held.differences), ("ratios", all_held.ratios)):
            name, share = f"all {what} together: coverage", held / all_held.trials
            checks.append(_share("several", many.name, name, share, all_held.trials))
        share = all_held.unflagged / all_held.trials
        checks.append(_share("several", many.name, "missed without a flag", share, all_held.trials, most=0.07))
    for systems in (3, 4, 6):
        wide = compare_several.needless(systems)
        checks.append(
            Check("several", f"{systems} systems", "Bonferroni's quantile over Tukey's", wide, 0.0, None, 1.05)
        )
    return checks


def records(effort: Effort) -> list[Check]:
    """Of the intervals that are printed for a deployment record, the one whose assumption is true holds."""
    from benchmarks.coverage.records import DIFFER, LIMITS, SHARE, WORLDS, held, required

    checks = []
    worlds = (*WORLDS, *DIFFER)
    for world, shares in zip(worlds, effort.each(held, worlds), strict=True):
        for what, share in shares.items():
            reps = effort.reps // SHARE if what == LIMITS else effort.reps
            checks.append(_share("records", world.name, what, share, reps, least=required(world, what)))
    return checks


def candidates(effort: Effort) -> list[Check]:
    """The interval of the mean number of wrong people whom a search returns holds."""
    from benchmarks.coverage.candidates import WORLDS, held

    return [
        _share("candidates", world.name, what, share, effort.reps, least=0.93)
        for world, shares in zip(WORLDS, effort.each(held, WORLDS), strict=True)
        for what, share in shares.items()
    ]


def v26(effort: Effort) -> list[Check]:
    """Trials with relatives whom nobody named are flagged where their interval misses, and others hardly ever are."""
    from benchmarks.coverage.alike import BEYOND, CLUSTERS, FAMILIES, OF_TWO, WITHOUT, held

    less = Effort(reps=max(1, effort.reps // ALIKE_SHARE), seed=effort.seed, workers=effort.workers)
    least = {**dict.fromkeys((*CLUSTERS, *FAMILIES), 0.95), **dict.fromkeys(OF_TWO, 0.7)}
    worlds = (*WITHOUT, *CLUSTERS, *FAMILIES, *OF_TWO, *BEYOND)
    checks = []
    for world, found in zip(worlds, less.each(held, worlds), strict=True):
        most = 0.06 if world in WITHOUT else None
        checks.append(_share("V26", world.name, "trials flagged", found.flagged, less.reps, most=most))
        checks.append(_share("V26", world.name, "intervals that miss", found.missed, less.reps))
        if found.of_misses is not None and world not in WITHOUT:
            share, misses = found.of_misses, found.misses
            checks.append(_share("V26", world.name, "misses flagged", share, misses, least=least.get(world)))
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
            checks.append(_share("V27", world.name, what, share, effort.reps, least=least, most=upper))
    return checks


def few(effort: Effort) -> list[Check]:
    """KG-t of false matches where few people drive them, without and with one more of the design effect."""
    from benchmarks.coverage.few_people import BEYOND, FEW, ORDINARY, ZIPF, held

    least = {**dict.fromkeys(FEW, 0.93), **dict.fromkeys(ZIPF, 0.89), **dict.fromkeys(ORDINARY, 0.935)}
    worlds = (*FEW, *ZIPF, *ORDINARY, *BEYOND)
    checks = []
    for world, found in zip(worlds, effort.each(held, worlds), strict=True):
        rows = [
            _share("few", world.name, "coverage", found.coverage, effort.reps, least=least.get(world)),
            _share("few", world.name, "coverage without the rule", found.before, effort.reps),
            _share("few", world.name, "missed without a flag", found.unflagged, effort.reps),
            Check("few", world.name, "width over a well-sized one", found.width, 0.0),
            Check("few", world.name, "width over that without the rule", found.dearer, 0.0),
        ]
        checks += [replace(row, median_df=found.median_df) for row in rows]
    return checks


def v24(effort: Effort) -> list[Check]:
    """Thresholds chosen on the same trial where scores are few or errors are: the interval holds, or there is none."""
    from benchmarks.coverage.chosen import BEYOND, SEARCHES, WORLDS, held, held_searches

    less = Effort(reps=max(1, effort.reps // CHOSEN_SHARE), seed=effort.seed, workers=effort.workers)
    comparisons = (*WORLDS, *BEYOND)
    required = {world.name for world in WORLDS} | {world.name for world in SEARCHES}
    found = zip([world.name for world in comparisons], less.each(held, comparisons), strict=True)
    searched = zip([world.name for world in SEARCHES], less.each(held_searches, SEARCHES), strict=True)
    checks = []
    for name, seen in (*found, *searched):
        checks.append(_share("V24", name, "trials with an interval", seen.given, less.reps))
        if seen.coverage is not None:
            least = 0.93 if name in required else None
            given = round(seen.given * less.reps)
            checks.append(_share("V24", name, "coverage", seen.coverage, given, least=least))
        checks.append(_share("V24", name, "missed without a flag", seen.unflagged, less.reps))
        if seen.width is not None:
            checks.append(Check("V24", name, "width over a well-sized one", seen.width, 0.0))
    return checks


def band(effort: Effort) -> list[Check]:
    """The band of a DET curve is flagged where few people drive the false matches, and holds elsewhere."""
    from benchmarks.coverage.chosen import ALIKE, BANDS, held_band

    less = Effort(reps=max(1, effort.reps // CHOSEN_SHARE), seed=effort.seed, workers=effort.workers)
    worlds = (*BANDS, ALIKE)
    checks = []
    for world, seen in zip(worlds, less.each(held_band, worlds), strict=True):
        most = None if world is ALIKE else 0.1
        checks.append(_share("band", world.name, "band holds", seen.coverage, less.reps))
        checks.append(_share("band", world.name, "bands flagged", seen.flagged, less.reps))
        checks.append(_share("band", world.name, "missed without a flag", seen.unflagged, less.reps, most=most))
    return checks


ALL: dict[str, Callable[[Effort], list[Check]]] = {
    "V1": v1,
    "V2": v2,
    "V3": v3,
    "V4": v4,
    "V5": v5,
    "V5b": v5b,
    "V6": v6,
    "zero": zero,
    "V21": v21,
    "V28": v28,
    "requirements": requirements,
    "V7": v7,
    "V8": v8,
    "bands": bands,
    "few": few,
    "V24": v24,
    "band": band,
    "V13": v13,
    "V22": v22,
    "V14": v14,
    "V15": v15,
    "V20": v20,
    "EER": eer,
    "searches": searches,
    "compare": compare,
    "V23": v23,
    "several": several,
    "records": records,
    "candidates": candidates,
    "V26": v26,
    "V27": v27,
    "beyond": beyond,
}


def _variance_ratio(estimates: np.ndarray, values: np.ndarray) -> float:
    return float(np.mean(estimates) / np.var(values, ddof=1))


def _share(
    criterion: str, setting: str, what: str, share: float, reps: int,
    *, least: float | None = None, most: float | None = None,
) -> Check:  # fmt: skip
    reps = max(reps, 1)
    middle = (share * reps + 0.5) / (reps + 1)  # a share of 0 or 1 is not known without error either
    error, tolerance = sqrt(middle * (1 - middle) / reps), 2 * sqrt(0.95 * 0.05 / reps)
    return Check(criterion, setting, what, share, error, least, most, tolerance)


def _coverage(
    criterion: str,
    found: Measurement,
    what: str,
    least: float | None,
    most: float | None,
    *,
    low: str | None = None,
    high: str | None = None,
) -> Check:
    share = found.share(low, high)
    return _check(criterion, found, what, share, least=least, most=most)


def _miss(criterion: str, found: Measurement, what: str, most: float | None, *, high: str) -> Check:
    return _check(criterion, found, what, 1 - found.share(None, high), least=None, most=most)


def _check(
    criterion: str, found: Measurement, what: str, share: float, *, least: float | None, most: float | None
) -> Check:
    check = _share(criterion, found.name, what, share, found.reps, least=least, most=most)
    return replace(check, median_df=found.median_df)
