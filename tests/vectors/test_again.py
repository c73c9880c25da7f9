"""The right values found again on another road: counts by hand-made loops, limits by adding up exact chances.

The files are written with mpmath's roots and by listing pairs. Here chances are added up in decimals of 60 digits, a
limit is right where they reach the tail, and variances come from the sums of METHODS 1.2.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

from benchmarks.vectors.cases import load

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case

CASES = load()
DIGITS = 60
CLOSE = Decimal(10) ** -20  # relative, of a tail: the files have 25 digits
TAILS = {"low": Decimal("0.025"), "high": Decimal("0.025"), "upper": Decimal("0.05"), "lower": Decimal("0.05")}


def of(topic: str, *, having: str = "") -> list[Case]:
    return [case for case in CASES if case.topic == topic and (not having or having in case.input)]


def fraction(case: Case, name: str) -> Fraction:
    return Fraction(case.expected[name]["fraction"])


def binomial_at_most(events: int, trials: Decimal, p: Decimal) -> Decimal:
    """Return P(X <= events), term by term; of a fractional number of trials, as the Beta distribution has it."""
    if events < 0:
        return Decimal(0)
    term = ((1 - p).ln() * trials).exp()
    total = term
    for k in range(events):
        term *= (trials - k) / (k + 1) * p / (1 - p)
        total += term
    return total


def poisson_at_most(events: int, mean: Decimal) -> Decimal:
    if events < 0:
        return Decimal(0)
    term = (-mean).exp()
    total = term
    for k in range(events):
        term *= mean / (k + 1)
        total += term
    return total


def is_limit(end: str, value: str, events: int, trials: Fraction, *, bounded: bool, one_at_zero: bool = False) -> bool:
    """Return whether so few, or so many, events have just the tail that a limit leaves them.

    ``one_at_zero``: of no event the upper end is the one-sided limit, as there is no lower end to share the tail with.
    """
    tail_of = TAILS["upper"] if end == "high" and one_at_zero and not events else TAILS[end]
    with localcontext() as context:
        context.prec = DIGITS
        n, rate = Decimal(trials.numerator) / Decimal(trials.denominator), Decimal(value)
        below = end in ("low", "lower")
        if below and events == 0:
            return rate == 0
        if not below and bounded and events == n:
            return rate == 1
        count = events - 1 if below else events
        chance = binomial_at_most(count, n, rate) if bounded else poisson_at_most(count, rate * n)
        tail = 1 - chance if below else chance
        return abs(tail - tail_of) <= CLOSE * tail_of


@pytest.mark.parametrize("case", of("intervals", having="events"), ids=lambda case: case.id)
def test_limits_of_counts(case: Case) -> None:
    bounded, deff = "trials" in case.input, case.settings["deff"]
    trials = Fraction(str(case.input["trials" if bounded else "exposure"])) / deff
    events = Fraction(case.input["events"], deff)
    assert events.denominator == 1
    for end in TAILS.keys() & case.expected.keys():
        assert is_limit(end, case.expected[end]["value"], int(events), trials, bounded=bounded), end


DENOMINATORS = {
    "face": ("faces_seen", True), "alert": ("alerts", True), "hour": ("hours", False), "deployment": ("", False),
}  # fmt: skip


@pytest.mark.parametrize("case", of("records"), ids=lambda case: case.id)
def test_rates_of_records(case: Case) -> None:
    for name, value in case.expected.items():
        if "fraction" not in value or not name.rpartition("_per_")[0] or name.endswith(tuple(f"_{e}" for e in TAILS)):
            continue
        what, _, per = name.rpartition("_per_")
        column, bounded = DENOMINATORS[per]
        events, trials = 0, Fraction(0)
        for row in case.input["rows"]:
            kept = row.get("counted") != "visitors" or per != "face"
            kept &= row.get("alerts_verified") != "no" or what != "false_alerts"
            under = Fraction(str(row[column])) if column and row.get(column) is not None else Fraction(not column)
            if per == "alert" and row.get(what) is not None and row.get("true_alerts") is not None:
                under = Fraction(row["true_alerts"] + row["false_alerts"])  # those that were judged
            if kept and row.get(what) is not None and under:
                events, trials = events + row[what], trials + under
        assert Fraction(value["fraction"]) == events / trials, name
        for end in TAILS.keys() & {e for e in TAILS if f"{name}_{e}" in case.expected}:
            limit = case.expected[f"{name}_{end}"]["value"]
            assert is_limit(end, limit, events, trials, bounded=bounded, one_at_zero=True), (name, end)


@pytest.mark.parametrize(
    "case", [c for c in of("intervals", having="people") if "compliance_upper" in c.expected], ids=lambda c: c.id
)
def test_where_everybody_has_one_trial_the_limit_for_a_claim_is_exact(case: Case) -> None:
    people = case.input["people"]
    events, trials = sum(x for x, _ in people), Fraction(sum(n for _, n in people))
    exact = is_limit("upper", case.expected["compliance_upper"]["value"], events, trials, bounded=True)
    assert exact == all(n == 1 for _, n in people)


BOTH_RATES = [
    case
    for case in CASES
    if "pairs" not in case.input and all("fraction" in case.expected.get(name, {}) for name in ("fmr", "fnmr"))
]


@pytest.mark.parametrize("case", of("comparisons", having="pairs"), ids=lambda case: case.id)
def test_rates_of_pairs(case: Case) -> None:
    """Rows by unordered pair: a pair counts once where the scores of every pair are one."""
    of_pair: dict[frozenset[str], list[float]] = {}
    mated = set()
    for probe, reference, same, score in case.input["pairs"]:
        of_pair.setdefault(frozenset((probe, reference)), []).append(score)
        mated |= {frozenset((probe, reference))} if same else set()
    once = all(len({*scores}) == 1 for scores in of_pair.values())
    for name, own in (("fnmr", True), ("fmr", False)):
        scores = [s for pair, found in of_pair.items() for s in found[: 1 if once else 2] if (pair in mated) is own]
        accepted = sum(s >= case.settings["threshold"] for s in scores)
        assert fraction(case, "mated" if own else "non_mated") == len(scores)
        assert fraction(case, name) == Fraction(len(scores) - accepted if own else accepted, len(scores))


@pytest.mark.parametrize("case", BOTH_RATES, ids=lambda case: case.id)
def test_rates_of_scores(case: Case) -> None:
    """Both rates at a threshold, by counting; a chosen one keeps its target, and the next score below does not."""
    sign = -1 if case.input.get("distance") else 1
    told = case.expected.get("threshold", {"value": str(case.settings.get("threshold"))})
    at = sign * float(told.get("value") or told["above"])
    ties = case.settings["accept"] in (">=", "<=") and "above" not in told
    folded = case.settings.get("failures", "fold") == "fold"

    def accepted(kind: str) -> tuple[int, int]:
        scores = [sign * s for s in case.input[kind]]
        return (
            sum(s > at for s in scores) + ties * Counter(scores)[at],
            len(scores) + folded * case.input.get(f"failed_{kind}", 0),
        )

    (wrong, others), (right, own) = accepted("non_mated"), accepted("mated")
    assert fraction(case, "fmr") == Fraction(wrong, others)
    assert fraction(case, "fnmr") == 1 - Fraction(right, own)
    if "target_fmr" in case.settings:
        target = Fraction(str(case.settings["target_fmr"]))
        assert Fraction(wrong, others) <= target
        if "fraction" in case.expected.get("next_fmr", {}):
            rates = sorted(
                {Fraction(sum(s >= x for s in case.input["non_mated"]), others) for x in case.input["non_mated"]}
            )
            assert fraction(case, "next_fmr") == min(rate for rate in rates if rate > Fraction(wrong, others)) > target


@pytest.mark.parametrize(
    "case", [c for c in of("intervals", having="people") if "variance" in c.expected], ids=lambda c: c.id
)
def test_variance_of_people_by_sums(case: Case) -> None:
    """METHODS 1.2, one-way: p2 = (E^2 - sum x^2) / (T^2 - sum k^2); 1.4: df = (sum psi^2)^2 / sum psi^4."""
    people = case.input["people"]
    e, t = sum(x for x, _ in people), sum(k for _, k in people)
    p, n = Fraction(e, t), len(people)
    p2 = Fraction(e**2 - sum(x**2 for x, _ in people), t**2 - sum(k**2 for _, k in people))
    psi = [x - p * k for x, k in people]
    linear = Fraction(n, n - 1) * sum(v**2 for v in psi) / t**2
    assert (fraction(case, "variance"), fraction(case, "linear_variance")) == (p**2 - p2, linear)
    assert fraction(case, "deff") == max(1, max(p**2 - p2, linear) / (p * (1 - p) / t))
    assert fraction(case, "df") == sum(v**2 for v in psi) ** 2 / sum(v**4 for v in psi)


@pytest.mark.parametrize(
    "case", [c for c in of("intervals", having="compared") if "variance" in c.expected], ids=lambda c: c.id
)
def test_variance_of_pairs_by_sums(case: Case) -> None:
    """METHODS 1.2, two of one set: p2 = (E^2 - sum d^2 + Qc) / (T^2 - sum m^2 + Qn)."""
    names, errors = case.input["compared"], case.input["errors"]
    n, e = len(names), len(errors)
    t, d = n * (n - 1) // 2, Counter(name for pair in errors for name in pair)
    p = Fraction(e, t)
    p2 = Fraction(e**2 - sum(d[name] ** 2 for name in names) + e, t**2 - n * (n - 1) ** 2 + t)
    assert fraction(case, "variance") == p**2 - p2
    psi = [d[name] - p * (n - 1) for name in names]
    assert fraction(case, "df") == sum(v**2 for v in psi) ** 2 / sum(v**4 for v in psi)


def test_disparity_by_sorted_rates() -> None:
    """The Gini index of sorted rates: sum over gaps of i (n - i) gap, over n (n - 1) / 2 pairs, over 2 means."""
    for case in of("groups", having="fmr"):
        rates = {kind: sorted(Fraction(x, n) for x, n in case.input[kind].values()) for kind in ("fmr", "fnmr")}
        fdr = 1 - sum((r[-1] - r[0] for r in rates.values()), Fraction(0)) / 2
        assert fraction(case, "fdr") == fdr
        if "fraction" in case.expected["garbe"]:
            assert fraction(case, "garbe") == sum(map(gini, rates.values()), Fraction(0)) / 2


def gini(rates: list[Fraction]) -> Fraction:
    n = len(rates)
    gaps = sum((i * (n - i) * (b - a) for i, (a, b) in enumerate(pairwise(rates), 1)), Fraction(0))
    return gaps / (n * (n - 1) / Fraction(2)) / 2 / (sum(rates, Fraction(0)) / n)


def test_areas_by_pairs_that_are_won() -> None:
    for case in [c for c in of("thresholds") if "auc" in c.expected]:
        labelled = [(s, True) for s in case.input["mated"]] + [(s, False) for s in case.input["non_mated"]]
        won = sum(
            Fraction(1, 2) if a[0] == b[0] else Fraction((a[0] > b[0]) == a[1])
            for a, b in combinations(labelled, 2)
            if a[1] != b[1]
        )
        assert fraction(case, "auc") == won / (len(case.input["mated"]) * len(case.input["non_mated"]))
