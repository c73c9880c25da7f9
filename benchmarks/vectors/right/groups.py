"""Cases of groups of people: indices of disparity, ratios with their limits, tipping points."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

from mpmath import mpf, sqrt

from benchmarks.vectors.right import limits
from benchmarks.vectors.right.values import Case, Value, exact, none, real

Counts = dict[str, list[int]]  # events and trials by group
HALF = mpf(1) / 40
NIST = "NISTIR 8429 (as read in public code)"
EQUAL: Counts = {"A": [3, 1000], "B": [6, 2000], "C": [9, 3000]}
FOUR: Counts = {"A": [10, 10_000], "B": [20, 10_000], "C": [5, 10_000], "D": [40, 10_000]}
MISSED: Counts = {"A": [12, 400], "B": [9, 300], "C": [30, 500], "D": [8, 400]}
ZERO: Counts = {"A": [10, 10_000], "B": [20, 10_000], "C": [0, 4000]}


def rates(counts: Counts) -> list[Fraction]:
    """Return the rates."""
    return [Fraction(*pair) for pair in counts.values()]


def gini(x: list[Fraction]) -> Fraction:
    """Return G = n/(n-1) sum |x_i - x_j| / (2 n^2 mean)."""
    n, apart = len(x), sum((abs(a - b) for a, b in product(x, x)), Fraction(0))
    return Fraction(n, n - 1) * apart / (2 * n * n * (sum(x, Fraction(0)) / n))


def indices(fmr: Counts, fnmr: Counts) -> dict[str, Value]:
    """Return GARBE, IR and FDR with equal weights, where they are defined."""
    a, b = rates(fmr), rates(fnmr)
    whole = sum(a) > 0 and sum(b) > 0
    ratio = None if 0 in (*a, *b) else limits.number(max(a) / min(a) * max(b) / min(b))
    return {
        "garbe": exact((gini(a) + gini(b)) / 2) if whole else none("no error of a kind that counts: 0/0"),
        "ir": none("a rate is 0, and nothing is added to it") if ratio is None else real(sqrt(ratio)),
        "fdr": exact(1 - ((max(a) - min(a)) + (max(b) - min(b))) / 2),
    }


def _two(name: str, shows: str, fmr: Counts, fnmr: Counts, rule: str) -> Case:
    return Case(
        id=f"groups/{name}", shows=shows, input={"fmr": fmr, "fnmr": fnmr}, settings={"alpha": 0.5}, rule=rule,
        expected=indices(fmr, fnmr),
        reference=("Howard and others 2022 (GARBE); de Freitas Pereira and Marcel 2021 (FDR); Grother (IR)",
                   "METHODS D.6, 4.1"),
    )  # fmt: skip


def to_geometric_mean(counts: Counts) -> dict[str, Value]:
    """Return each rate over the geometric mean; there, a rate of 0 is its one-sided 95 % upper limit."""
    typical = mpf(1)
    for events, trials in counts.values():
        typical *= mpf(events) / trials if events else limits.binomial_upper(0, trials, mpf(1) / 20)
    typical **= mpf(1) / len(counts)
    return {f"over_geometric_mean_{g}": real(mpf(x) / n / typical) for g, (x, n) in counts.items() if x}


def ratio(first: list[int], second: list[int]) -> dict[str, Value]:
    """Return the ratio of two rates, its exact conditional limits, and twice the smaller tail where rates are equal."""
    (x, n), (y, m) = first, second
    low, high = (f(x, x + y, HALF) for f in (limits.binomial_lower, limits.binomial_upper))
    share = mpf(n) / (n + m)
    tails = limits.at_most(x, x + y, share), 1 - limits.at_most(x - 1, x + y, share)
    return {
        "ratio": exact(Fraction(x, n) / Fraction(y, m)),
        "low": real(low / (1 - low) * m / n),
        "high": real(high / (1 - high) * m / n),
        "p": real(min(mpf(1), 2 * min(tails))),
    }


def supposed(events: int, total: int, share: Fraction) -> dict[str, Value]:
    """Return a group's rate over everyone else's if it is a supposed part of those seen."""
    low, high = (f(events, total, HALF) for f in (limits.binomial_lower, limits.binomial_upper))
    rest = (1 - share) / share
    chances = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    above, below = sum(chances[events:], Fraction(0)), sum(chances[: events + 1], Fraction(0))
    return {
        "part_low": real(low),
        "part_high": real(high),
        "ratio": exact(Fraction(events, total - events) * rest),
        "low": real(low / (1 - low) * limits.number(rest)),
        "high": real(high / (1 - high) * limits.number(rest)),
        "p": exact(min(Fraction(1), 2 * min(above, below))),
    }


def _supposed(name: str, shows: str, share: str, rule: str) -> Case:
    return Case(
        id=f"groups/{name}", shows=shows, input={"events": 8, "total": 10}, rule=rule,
        settings={"share": float(share), "level": 0.95}, expected=supposed(8, 10, Fraction(share)),
        standing="convention",
        reference=("METHODS 4.4, V15, VI.1",),
    )  # fmt: skip


def _spread(name: str, shows: str, counts: Counts, rule: str, **more: Any) -> Case:
    x = rates(counts)
    expected = {
        "max_minus_min": exact(max(x) - min(x)),
        "min_over_max": exact(min(x) / max(x)) if max(x) else none("no event in any group: 0/0"),
        "max_over_min": exact(max(x) / min(x)) if min(x) else none("the lowest rate is 0: the ratio has no value"),
    }
    return Case(id=f"groups/{name}", shows=shows, input={"groups": counts}, rule=rule, expected=expected, **more)


def cases() -> list[Case]:
    """Return the cases."""
    nobody: Counts = {"A": [0, 500], "B": [0, 700]}
    large: Counts = {"A": [7, 8600], "B": [10, 3_147_436]}
    two = {"level": 0.95, "numerator": "A", "denominator": "B"}
    of_two = ratio(large["A"], large["B"])
    tiny_fmr: Counts = {"A": [1, 1_000_000], "B": [30, 1_000_000]}
    reference = ("METHODS D.6", NIST)
    zero_rule = "A rate of 0 has no ratio to it: no infinity, no 0, and nothing added to it in silence."
    return [
        _two("indices", "four groups", FOUR, MISSED, "One threshold for all groups; the weights are one half each."),
        _two(
            "indices-equal",
            "equal rates: GARBE is 0, FDR and IR are 1",
            EQUAL,
            EQUAL,
            "Perfect equality is 0 in GARBE, not missing.",
        ),
        _two(
            "indices-zero",
            "a group without a false match",
            ZERO,
            {"A": [12, 400], "B": [9, 300], "C": [30, 500]},
            "IR is undefined where a rate is 0: nothing is added, as a millionth would swamp rates of a millionth.",
        ),
        _two("indices-nobody", "no error at all", nobody, nobody, "GARBE of rates that are all 0 is 0/0: no number."),
        _two(
            "fdr-blind",
            "false match rates thirtyfold apart",
            tiny_fmr,
            {"A": [3, 100], "B": [6, 200]},
            "FDR stays at .99999: differences between rare rates vanish in it. It is no measure of false alerts.",
        ),
        Case(
            id="groups/geometric-mean",
            shows="each rate over the typical one",
            input={"groups": FOUR},
            settings={},
            expected=to_geometric_mean(FOUR),
            reference=reference,
            rule="The typical rate is the geometric mean of all: no group's size weighs in it.",
        ),
        Case(
            id="groups/geometric-mean-zero",
            shows="the same with a group that has no error",
            input={"groups": ZERO},
            settings={},
            expected=to_geometric_mean(ZERO),
            reference=reference,
            standing="convention",
            rule="In the mean, and only there, a rate of 0 is replaced by its one-sided 95 % upper limit.",
        ),
        _spread(
            "spread", "largest and smallest rate", FOUR, "The threshold is one for all groups.", reference=reference
        ),
        _spread("spread-zero", "the smallest rate is 0", ZERO, zero_rule, reference=reference),
        _spread(
            "spread-nobody",
            "no event in any group",
            nobody,
            "0/0 is no ratio, and no equality either.",
            reference=reference,
        ),
        Case(
            id="groups/ratio-of-two",
            shows="two published counts, far apart",
            input={"groups": large},
            settings=two,
            expected={name: told for name, told in of_two.items() if name != "p"},
            reference=("METHODS 4.3, 7, V19",),
            rule="Given all events, those of one group are binomial: exact limits, whatever the rates.",
        ),
        Case(
            id="groups/ratio-p",
            shows="the p-value of the same",
            input={"groups": large},
            settings=two,
            expected={"p": of_two["p"]},
            reference=("METHODS VI.1",),
            standing="convention",
            rule="A two-sided p-value is twice the smaller tail, in accord with the limits.",
        ),
        _supposed(
            "tipping-point",
            "8 of 10 errors on a group that may be a quarter of those seen",
            "0.25",
            "If every face ran the same risk, the group's part of the errors would be its part of the faces: "
            "part_low is the tipping point, below which equal rates are rejected.",
        ),
        _supposed(
            "p-by-doubling",
            "8 of 10 errors on a group of two fifths",
            "0.4",
            "A two-sided p-value is twice the smaller tail: .025, where adding up what is no likelier gives .018.",
        ),
    ]
