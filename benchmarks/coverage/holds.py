"""In which worlds does which kind of interval hold, in which is it flagged, in which does it fail? From the figures."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.coverage.criteria import Check

Verdict = Literal["holds", "flagged", "fails"]
COVERAGE = 0.93  # what is asked of an interval of which nothing was required
MISSES = 0.05  # and of a limit
FEW = 8  # people who drive the errors: with fewer the package flags the interval
UNFLAGGED = 0.07  # of all trials: so few that miss without a flag are told
FLAGGED = 0.7  # of the misses: a flag that is raised for so many, or for all but MISSES of the trials, tells of them
MOST_NAMED = 4


@dataclass(frozen=True)
class Kind:
    """A kind of interval and its figures: ``what`` is so, in the parts named; a star stands for any beginning or end.

    ``misses``: the figure is how often it misses, of which so many are all right; None: how often it holds.
    ``flag``: the figure that says how many of the misses are flagged. ``unflagged``: how many trials missed without
    one. ``told``: whether the condition that a world breaks stands in the sentence of every such number.
    """

    name: str
    parts: tuple[str, ...]
    what: str
    misses: float | None = None
    flag: str = ""
    unflagged: str = ""
    told: bool = False

    def figures(self, checks: Iterable[Check]) -> list[Check]:
        """Return its figures."""
        mine = (c for c in checks if c.criterion in self.parts)
        return [c for c in mine if fnmatchcase(c.what, self.what)]


KINDS = (
    Kind("a rate of comparisons (KG-t)", ("V3", "V5b", "V6"), "KG-t coverage"),
    Kind("a rate of people seen repeatedly (KG-t)", ("V4",), "KG-t coverage"),
    Kind("a rate of new people and a new watchlist", ("V5",), "KG-t coverage, two-way"),
    Kind("any of these, in worlds beyond the criteria", ("beyond",), "reported coverage"),
    Kind("the same, relatives recorded as strangers", ("V26",), "intervals that miss", 0.07, flag="misses flagged"),
    Kind("limit of compliance", ("V5b", "beyond"), "misses of the compliance limit", MISSES),
    Kind("limit that assumes nothing (Z1)", ("V6", "beyond"), "Z1 upper limit holds"),
    Kind("limit at zero errors, searches and passes", ("V21",), "misses at the worst rate", MISSES),
    Kind(
        "limit at zero errors, of people like the closest", ("zero",),
        "misses: limit if seen among the closest (Z1.5)", MISSES, told=True,
    ),
    Kind("a requirement called met at its limit", ("V28",), "wrongly met", MISSES),
    Kind("the same, through the library", ("requirements",), "called met, at the limit*", MISSES),
    Kind("FMR, few people behind the errors", ("few",), "coverage", unflagged="missed without a flag", told=True),
    Kind("FNMR or TPIR at a target, few scores or errors", ("V24",), "coverage", unflagged="missed without a flag"),
    Kind("DET band, by its own flag", ("band",), "band holds", unflagged="missed without a flag"),
    Kind(
        "difference of two systems, small trials", ("V23",), "difference: coverage",
        unflagged="difference: missed or crashed without a flag",
    ),
    Kind("FNMR at a target FMR", ("bands",), "FNMR at FMR 0.01, threshold chosen again"),
    Kind("FNMR at a rarer target FMR", ("bands",), "FNMR at FMR 0.001, threshold chosen again"),
    Kind("equal error rate", ("bands",), "EER, crossing found again"),
    Kind("area under the curve", ("bands",), "AUC"),
    Kind("DET band", ("bands",), "DET band, both rates, all thresholds"),
    Kind("TPIR at a target FPIR", ("searches",), "TPIR at FPIR, threshold chosen again"),
    Kind("CMC band", ("searches",), "CMC: band"),
    Kind("band of FNIR against FPIR", ("searches",), "FNIR against FPIR: band"),
    Kind("selectivity", ("candidates",), "selectivity"),
    Kind("false alerts, people on the list searched", ("own-list",), "false alerts: interval"),
    Kind("first candidate, people on the list searched", ("own-list",), "right person first: interval"),
    Kind(
        "TPIR at a target FPIR, people on the list searched", ("own-list-target",), "TPIR at FPIR: interval",
        unflagged="TPIR at FPIR: missed without a flag",
    ),
    Kind("band of FNIR against FPIR, people on the list searched", ("own-list-target",), "FNIR against FPIR: band"),
    Kind(
        "difference of two systems", ("compare",), "*difference: coverage",
        unflagged="difference: missed or crashed without a flag",
    ),
    Kind("ratio of two systems", ("compare",), "*ratio: coverage"),
    Kind("the same two, people on the list searched", ("compare-own-list",), "*[0-9s], difference: coverage"),
    Kind("their ratio", ("compare-own-list",), "*[0-9s], ratio: coverage"),
    Kind("largest ratio of two groups", ("V14",), "largest ratio held"),
    Kind("ratios of groups to the geometric mean", ("V14",), "every ratio to the geometric mean held"),
    Kind("largest difference of two groups", ("V14",), "largest difference held"),
    Kind("passes of volunteers", ("V27",), "interval"),
    Kind(
        "a rate, where a few make most of the tries", ("uneven-tries",), "interval", unflagged="missed without a flag"
    ),
    Kind(
        "FMR, where a few have most images", ("uneven-pairs",), "interval", unflagged="missed without a flag"
    ),
    Kind(
        "difference of the FMR of two systems, likewise", ("uneven-compare",), "difference",
        unflagged="difference missed without a flag",
    ),
    Kind("their ratio, likewise", ("uneven-compare",), "ratio"),
    Kind("a requirement met at its limit, likewise", ("uneven-tries", "uneven-pairs"), "wrongly met*", MISSES),
    Kind(
        "FNMR at a target FMR, likewise", ("uneven-curves",), "FNMR at FMR 0.01",
        unflagged="FNMR at FMR 0.01: missed without a flag",
    ),
    Kind("equal error rate, likewise", ("uneven-curves",), "EER", unflagged="EER: missed without a flag"),
    Kind("area under the curve, likewise", ("uneven-curves",), "AUC", unflagged="AUC: missed without a flag"),
    Kind("the same, sessions alike, or on other days", ("sessions",), "the range, *", told=True),
    Kind(
        "a rate of a record, as it is told", ("records",), "the interval that is told",
        flag="records in which it is said that few rows show how they differ, or that one holds most",
    ),
    Kind(
        "the same, where one row holds most of all", ("one-row",), "the interval that is told",
        flag="records in which it is said that few rows show how they differ, or that one holds most",
        unflagged="missed without a flag",
    ),
    Kind("the same, where a kind of day is rare", ("one-row",), "the interval that is told, a kind*", told=True),
    Kind(
        "the same, where rows are alike at a place or in time", ("alike-rows",), "the interval that is told*",
        unflagged="missed without a flag",
    ),
    Kind("a share of a record of searches", ("search-records",), "*: the interval that is told"),
    Kind(
        "groups told to differ, of one mean rate, tried unequally often", ("uneven-groups",), "groups of one rate*",
        MISSES,
    ),
    Kind("a rate of a group of a record", ("record-groups",), "the range of a group"),
    Kind("groups of a record told to differ, of one mean rate", ("record-groups",), "groups of one mean*", MISSES),
    Kind("scatter of these deployments", ("V25",), "these deployments"),
    Kind("scatter of deployments to come", ("V25",), "deployments to come", told=True),
    Kind("false alerts of a crowd", ("V13",), "range of alerts"),
    Kind("people flagged in a crowd", ("V13",), "range of people flagged"),
    Kind("people flagged, correlation of looks not measured", ("V22",), "people flagged"),
    Kind("false alerts of a new day", ("V22",), "a new day"),
)  # fmt: skip


def verdict(kind: Kind, figure: Check, others: Iterable[Check]) -> Verdict:
    """Return what a figure comes to; ``others``: the figures of the same setting."""
    if _holds(kind, figure):
        return "holds"
    beside = {c.what: c for c in others}
    of_misses, unflagged = beside.get(kind.flag), beside.get(kind.unflagged)
    flagged = (
        kind.told
        or (figure.median_df is not None and figure.median_df < FEW)
        or (of_misses is not None and of_misses.measured >= FLAGGED)
        or (unflagged is not None and unflagged.measured <= UNFLAGGED + unflagged.tolerance)
    )
    return "flagged" if flagged else "fails"


def table(checks: Iterable[Check]) -> str:
    """Return the table of all kinds that were measured: in how many worlds each, and where it does not hold."""
    checks = list(checks)
    rows = ["| interval | worlds | holds | flagged | fails | where it does not hold (how often it holds) |"]
    rows.append("|---|---|---|---|---|---|")
    by_setting: dict[tuple[str, str], list[Check]] = {}
    for check in checks:
        by_setting.setdefault((check.criterion, check.setting), []).append(check)
    for kind in KINDS:
        found: dict[Verdict, list[Check]] = {"holds": [], "flagged": [], "fails": []}
        for figure in kind.figures(checks):
            found[verdict(kind, figure, by_setting[figure.criterion, figure.setting])].append(figure)
        if any(found.values()):
            counts = [len(found[said]) for said in ("holds", "flagged", "fails")]
            told = "; ".join(_named(kind, said, found[said]) for said in ("fails", "flagged") if found[said])
            rows.append("| " + " | ".join([kind.name, str(sum(counts)), *map(str, counts), told]) + " |")
    return "\n".join(rows) + "\n"


def _holds(kind: Kind, figure: Check) -> bool:
    if figure.passed is not None:
        return figure.passed
    wanted = 1 - kind.misses if kind.misses is not None else COVERAGE
    if not figure.error:
        return _share(kind, figure) >= wanted
    middle = min(max(figure.measured, 0.01), 0.99)
    reps = middle * (1 - middle) / figure.error**2
    return _share(kind, figure) >= wanted - 2 * sqrt(0.95 * 0.05 / max(reps, 1))


def _share(kind: Kind, figure: Check) -> float:
    """Return how often it holds."""
    return figure.measured if kind.misses is None else 1 - figure.measured


def _named(kind: Kind, said: str, figures: list[Check]) -> str:
    """Name the worst of the worlds, and say how many more there are."""
    worst = sorted(figures, key=lambda figure: _share(kind, figure))
    named = [f"{figure.setting} ({_share(kind, figure):.2f})" for figure in worst[:MOST_NAMED]]
    more = f"; {len(worst) - MOST_NAMED} more" if len(worst) > MOST_NAMED else ""
    return f"*{said}*: {'; '.join(named)}{more}"
