"""V1 to V6, Z2 and beyond: a rate at a threshold, its interval and its limits."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.coverage import settings
from benchmarks.coverage.criteria.check import Check, as_coverage, as_miss

if TYPE_CHECKING:
    from benchmarks.coverage.criteria.check import Effort

V2_FACTOR = 50  # a variance is harder to measure than a coverage: this many times the replicates
CASES = 200
EER_SHARE = 10  # whole trials of scores take longer than counts of errors: a tenth of the replicates
FEWEST_PEOPLE = 9  # median df from which V5b makes a promise
NAIVE = "Wilson coverage (naive)"


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
        checks.append(as_coverage("V3", found, "KG-t coverage", 0.935, 0.985, low="low", high="high"))
        required = 0.70 if found.name.startswith(settings.V3_NAIVE.name) else None
        checks.append(as_coverage("V3", found, NAIVE, None, required, low="naive_low", high="naive_high"))
    return checks


def v4(effort: Effort) -> list[Check]:
    """The same for people who are looked at repeatedly, and the ICC floor where errors are few."""
    checks = []
    for found in effort.on(settings.V4):
        checks.append(as_coverage("V4", found, "KG-t coverage", 0.93, 0.985, low="low", high="high"))
        checks.append(as_coverage("V4", found, NAIVE, None, None, low="naive_low", high="naive_high"))
    for found in effort.on(settings.V4_FLOOR):
        checks.append(
            as_miss("V4", found, "upper misses of the reported interval (ICC floor)", 0.025, high="reported_high")
        )
        checks.append(as_miss("V4", found, "upper misses without the floor", None, high="high"))
    return checks


def v5(effort: Effort) -> list[Check]:
    """New people and a new watchlist: both sides must be clustered."""
    found = effort.on(settings.V5)[0]
    return [
        as_coverage("V5", found, "KG-t coverage, two-way", 0.93, 0.97, low="low", high="high"),
        as_coverage("V5", found, "KG-t coverage, probes only", None, 0.75, low="probe_low", high="probe_high"),
    ]


def v5b(effort: Effort) -> list[Check]:
    """The compliance limit misses at most one time in twenty, wherever enough people drive the errors."""
    checks = []
    for found in effort.on(settings.GRID):
        required = 0.05 if found.median_df >= FEWEST_PEOPLE else None
        checks.append(as_miss("V5b", found, "misses of the compliance limit", required, high="compliance"))
        checks.append(as_coverage("V5b", found, "KG-t coverage", None, None, low="low", high="high"))
        checks.append(as_coverage("V5b", found, NAIVE, None, None, low="naive_low", high="naive_high"))
    return checks


def v6(effort: Effort) -> list[Check]:
    """The assumption-free limit holds in every world; the naive one fails where few people err very often."""
    checks = []
    everything = (*settings.V3, *settings.V3_POISSON, *settings.V4, *settings.V4_FLOOR, *settings.V5, *settings.V6)
    for found in effort.on(everything):
        checks.append(as_coverage("V6", found, "Z1 upper limit holds", 0.95, None, high="free_upper"))
        required = 0.65 if found.name == settings.V6_WOLVES.name else None
        checks.append(as_coverage("V6", found, "naive upper limit holds (Z3)", None, required, high="naive_upper"))
        if found.name in {setting.name for setting in settings.V6}:
            checks.append(as_coverage("V6", found, "KG-t coverage", None, None, low="low", high="high"))
    return checks


def beyond(effort: Effort) -> list[Check]:
    """Worlds that no criterion names: several images, heavy tails, families, few people. Shown, nothing required."""
    checks = []
    for found in effort.on(settings.BEYOND):
        checks.append(
            as_coverage("beyond", found, "reported coverage", None, None, low="reported_low", high="reported_high")
        )
        checks.append(as_miss("beyond", found, "upper misses", None, high="reported_high"))
        checks.append(as_miss("beyond", found, "misses of the compliance limit", None, high="compliance"))
        checks.append(as_coverage("beyond", found, "Z1 upper limit holds", None, None, high="free_upper"))
        checks.append(as_coverage("beyond", found, NAIVE, None, None, low="naive_low", high="naive_high"))
    return checks


def _variance_ratio(estimates: np.ndarray, values: np.ndarray) -> float:
    return float(np.mean(estimates) / np.var(values, ddof=1))
