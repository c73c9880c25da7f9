"""Cases of claims and requirements: what a published figure implies, and when a limit is shown to be kept."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from mpmath import mpf

from benchmarks.vectors.right import limits
from benchmarks.vectors.right.values import Case, exact, real, word

if TYPE_CHECKING:
    from benchmarks.vectors.right.values import Value

TAIL = mpf(1) / 20
MET, NOT_MET, NOT_SHOWN = "met", "not met", "cannot be shown with this evidence"
VERDICT = (
    "met: the one-sided upper limit is at or below the required one; not met: the one-sided lower limit is above it; "
    "else it cannot be shown with this evidence, whichever side the observed rate is on."
)


def verdict(events: int, trials: int, limit: Fraction, tail: mpf = TAIL) -> str:
    """Return whether a rate of independent events is shown to be at most a limit."""
    if limits.binomial_upper(events, trials, tail) <= limits.number(limit):
        return MET
    if events and limits.binomial_lower(events, trials, tail) > limits.number(limit):
        return NOT_MET
    return NOT_SHOWN


def _required(name: str, shows: str, events: int, trials: int, limit: str, rule: str = VERDICT) -> Case:
    upper = real(limits.binomial_upper(events, trials, TAIL))
    return Case(
        id=f"claims/{name}", shows=shows, rule=rule, standing="method", reference=("METHODS VI.1, V28",),
        input={"events": events, "trials": trials}, settings={"at_most": float(limit), "level": 0.95},
        expected={"upper": upper, "verdict": word(verdict(events, trials, Fraction(limit)))},
    )  # fmt: skip


def _each(groups: dict[str, list[int]], limit: str) -> dict[str, Value]:
    each = {g: verdict(x, n, Fraction(limit)) for g, (x, n) in groups.items()}
    strict = TAIL / len(groups)
    broken = any(verdict(x, n, Fraction(limit), strict) == NOT_MET for x, n in groups.values())
    whole = NOT_MET if broken else MET if set(each.values()) == {MET} else NOT_SHOWN
    return {"verdict": word(whole), **{f"verdict_{g}": word(said) for g, said in each.items()}}


def _rounded(name: str, shows: str, figure: str, trials: int, events: int, unit: int) -> Case:
    """Return how many events a rounded percentage allows: half of its last digit either way, the lower end included."""
    half = Fraction(1, 2 * 10 ** len(figure.partition(".")[2]))
    low, high = (Fraction(figure) - half) / unit * trials, (Fraction(figure) + half) / unit * trials
    inside = low <= events < high
    return Case(
        id=f"claims/{name}", shows=shows, input={"figure": f"{figure} %", "trials": trials, "events": events},
        settings={}, reference=("METHODS 7",),
        expected={"least": exact(ceil(low)), "most": exact(ceil(high) - 1),
                  "agrees": word("consistent" if inside else "contradicted")},
        rule="A rounded figure stands for every value that rounds to it; the whole counts among them are implied.",
    )  # fmt: skip


def cases() -> list[Case]:
    """Return the cases."""
    groups: dict[str, Any] = {"A": [0, 4000], "B": [1, 6000], "C": [0, 900]}
    worse: dict[str, Any] = {"A": [0, 4000], "B": [25, 6000], "C": [0, 900]}
    sizes = {"limit": 1 / 6000}
    needed = {c: limits.poisson_upper(c, TAIL) * 6000 for c in (0, 10)}
    accurate = Fraction(60_000 - 12, 60_000)
    expected = mpf(3_147_436) / 60_000
    return [
        _required("required-met", "the fewest trials without an event that show 1 in 1,000", 0, 2995, "0.001"),
        _required("required-not-shown", "one trial fewer", 0, 2994, "0.001"),
        _required("required-not-met", "clearly more events than allowed", 20, 5000, "0.001"),
        _required("required-rate-below", "an observed rate below the limit is not enough", 2, 4000, "0.001"),
        Case(
            id="claims/required-of-each",
            shows="every group must keep the limit, and one is too small",
            input={"groups": groups},
            settings={"at_most": 0.001, "level": 0.95},
            standing="method",
            expected=_each(groups, "0.001"),
            reference=("METHODS VI.1",),
            rule="met where every group is, each at its own level; a group that is too small cannot be shown.",
        ),
        Case(
            id="claims/required-of-each-broken",
            shows="one group clearly does not keep it",
            input={"groups": worse},
            settings={"at_most": 0.001, "level": 0.95},
            standing="method",
            expected=_each(worse, "0.001"),
            reference=("METHODS VI.1",),
            rule="not met where one group is not, at 1 - (1 - level)/groups (Bonferroni).",
        ),
        _rounded("rounded", "0.0003 % of 3,147,436 faces", "0.0003", 3_147_436, 10, 100),
        _rounded("rounded-contradicted", "0.0003 % of as many, where 12 were counted", "0.0003", 3_147_436, 12, 100),
        Case(
            id="claims/accuracy-of-nothing",
            shows="99.98 % accurate by never alerting",
            input={"people": 60_000, "sought": 12},
            settings={},
            expected={"accuracy": exact(accurate)},
            rule="Accuracy counts those who are rightly ignored; a system that never alerts has nearly all of it.",
            reference=("METHODS 7",),
        ),
        Case(
            id="claims/size-of-a-test",
            shows="trials that show a rate of 1 in 6,000, without an event and with ten",
            input=sizes,
            settings={"level": 0.95},
            standing="method",
            reference=("METHODS 5, V16",),
            expected={f"trials_{c}": real(n) for c, n in needed.items()},
            rule="chi-square(level; 2c + 2)/(2 limit) for c events: the Poisson mean at which so few have the chance "
            "1 - level, over the limit. In effective trials: multiply by the design effect.",
        ),
        Case(
            id="claims/too-few-to-tell",
            shows="none in 12,120, if the rate is 1 in 6,000",
            input={"events": 0, "trials": 12_120, "rate": "1/6000"},
            settings={},
            reference=("METHODS 7",),
            expected={"chance": real(limits.none_of(12_120, mpf(1) / 6000))},
            rule="(1 - rate)^trials: such a count is no news where the claimed rate gives it often.",
        ),
        Case(
            id="claims/fewer-than-claimed",
            shows="10 false alerts where a laboratory's rate gives 52",
            input={"events": 10, "expected_events": "3147436/60000"},
            settings={},
            reference=("METHODS 7",),
            expected={"chance": real(limits.poisson_at_most(10, expected))},
            rule="P(X <= x) of a Poisson count: the laboratory's rate does not explain the operational one.",
        ),
    ]
