"""Cases of limits: exact ones of a count, and those that allow for people who appear more than once."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from mpmath import mpf

from benchmarks.vectors.right import limits
from benchmarks.vectors.right.kg_t import kg_t
from benchmarks.vectors.right.values import Case, Value, exact, real

if TYPE_CHECKING:
    from benchmarks.vectors.right.kg_t import Trial

TAIL, HALF = mpf(1) / 20, mpf(1) / 40
CP = "Clopper-Pearson: the rates at which so few, or so many, events have half of 1 - level left. Two-sided."
GARWOOD = "Garwood: the means at which so few, or so many, events have half of 1 - level left, over the exposure."
KG_T = (
    "KG-t: the exactly unbiased variance (or that of the linear part, the larger) over the binomial one is the design "
    "effect, at least 1; Clopper-Pearson on counts divided by it, widened by Student's t on the excess alone."
)


def clopper_pearson(events: int, trials: int) -> dict[str, Value]:
    """Return the two-sided limits, and the one-sided upper one."""
    low = exact(0) if events == 0 else real(limits.binomial_lower(events, trials, HALF))
    high = exact(1) if events == trials else real(limits.binomial_upper(events, trials, HALF))
    upper = exact(1) if events == trials else real(limits.binomial_upper(events, trials, TAIL))
    return {"rate": exact(Fraction(events, trials)), "low": low, "high": high, "upper": upper}


def garwood(events: int, exposure: Fraction) -> dict[str, Value]:
    """Return the same for events over an exposure."""
    over = limits.number(exposure)
    low = exact(0) if events == 0 else real(limits.poisson_lower(events, HALF) / over)
    high, upper = limits.poisson_upper(events, HALF) / over, limits.poisson_upper(events, TAIL) / over
    return {"rate": exact(Fraction(events) / exposure), "low": low, "high": real(high), "upper": real(upper)}


def _counts(name: str, events: int, trials: int, shows: str, *, rule: str = CP, deff: int = 1, **more: Any) -> Case:
    if deff == 1:
        expected = clopper_pearson(events, trials)
    else:
        x, rest = mpf(events) / deff, mpf(trials - events) / deff
        expected = {
            "low": real(limits.beta_quantile(x, rest + 1, HALF)) if events else exact(0),
            "high": real(limits.beta_quantile(x + 1, rest, 1 - HALF)),
            "upper": real(limits.beta_quantile(x + 1, rest, 1 - TAIL)),
        }
    more.setdefault("reference", ("Clopper and Pearson 1934", "METHODS 1.6"))
    return Case(
        id=f"intervals/{name}", shows=shows, rule=rule, input={"events": events, "trials": trials}, expected=expected,
        settings={"level": 0.95, "deff": deff}, **more,
    )  # fmt: skip


def _people(name: str, shows: str, data: dict[str, Any], trials: list[Trial], *, rule: str = KG_T) -> Case:
    errors = sum(error for _, error in trials)
    people = [who for trial, _ in trials for who in trial]
    once = len({*people}) == len(people)  # nobody appears twice: the count is binomial, and its limit exact
    compliance = (
        real(limits.binomial_upper(errors, len(trials), TAIL))
        if once
        else kg_t(trials, level=Fraction(19, 20), extra=1)["high"]
    )
    expected = {**kg_t(trials, level=Fraction(19, 20)), "compliance_upper": compliance}
    return Case(
        id=f"intervals/{name}", shows=shows, rule=rule, standing="method", input=data, settings={"level": 0.95},
        expected=expected, reference=("Korn and Graubard 1998", "METHODS 1.2, 1.4"),
    )  # fmt: skip


def _one(errors: list[int], trials: int) -> tuple[dict[str, Any], list[Trial]]:
    """Return people with as many trials each, as the file has them and one by one."""
    listed = [(frozenset({f"p{i}"}), int(k < e)) for i, e in enumerate(errors) for k in range(trials)]
    return {"people": [[e, trials] for e in errors]}, listed


def _free(name: str, shows: str, data: dict[str, Any], value: Fraction, sets: int, rule: str) -> Case:
    upper = limits.assumption_free_upper(value, sets, TAIL)
    return Case(
        id=f"intervals/{name}", shows=shows, rule=rule, standing="method", input=data, settings={"level": 0.95},
        expected={"rate": exact(value), "assumption_free_upper": real(upper)},
        reference=("Hoeffding 1963", "METHODS 1.5 (Z1)"),
    )  # fmt: skip


def cases() -> list[Case]:
    """Return the cases."""
    names = [f"p{i:02d}" for i in range(16)]
    pairs = [(frozenset(two), int(set(two) <= set(names[:8]))) for two in combinations(names, 2)]
    clique = {"compared": names, "errors": [sorted(two) for two, error in pairs if error]}
    nobody = {"compared": names, "errors": []}
    clustered = _one([4] * 10 + [0] * 20, 4)
    apart = _one([1] * 10 + [0] * 10, 1)
    mixed = _one([2, 2, 1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0], 3)
    one_sided = "At no event the one-sided limit is 1 - (1 - level)^(1/n): the rule of three is its approximation."
    share = "Comparisons that share nobody are independent; at no event 1 - (1 - level)^(1/m), m of them side by side"
    return [
        _counts("eight-of-ten", 8, 10, "few events: an interval that is nearly everything"),
        _counts(
            "guide",
            9856,
            10_000,
            "the worked example of bob.measure's guide",
            reference=("METHODS part III", "bob.measure, user guide (published values)"),
        ),
        Case(
            id="intervals/one-sided-lower",
            shows="the least that eight of ten show, to say that a rate is at least so much",
            rule="One-sided: the rate at which so many events have 1 - level left. It is that of a two-sided interval "
            "at 2 level - 1, and above the lower end of the two-sided one.",
            input={"events": 8, "trials": 10},
            settings={"level": 0.95, "deff": 1, "sides": 1},
            expected={
                "lower": real(limits.binomial_lower(8, 10, TAIL)),
                "upper": real(limits.binomial_upper(8, 10, TAIL)),
            },
            reference=("Clopper and Pearson 1934", "METHODS VI.1"),
        ),
        _counts("rare", 10, 3_147_436, "a rate of a few in a million", reference=("METHODS V19",)),
        _counts("none", 0, 12_120, "no event is not a rate of zero", rule=one_sided, reference=("METHODS 1.5, 7",)),
        _counts("all", 12, 12, "nothing but events: the upper limit is 1", rule="Every trial an event: 1."),
        _counts(
            "none-in-twos",
            0,
            12_120,
            "the same, if events come in twos",
            deff=2,
            rule="A design effect divides events and trials alike.",
            standing="method",
            reference=("METHODS 1.6, last row",),
        ),
        _counts(
            "in-fives",
            10,
            2077,
            "ten events that may be two",
            deff=5,
            standing="method",
            rule="A design effect divides events and trials alike; the limits are those of the Beta distribution.",
            reference=("Korn and Graubard 1998", "METHODS 1.6, last row"),
        ),
        Case(
            id="intervals/events-an-hour",
            shows="events over an exposure",
            standing="definition",
            rule=GARWOOD,
            input={"events": 7, "exposure": 31.5},
            settings={"level": 0.95, "deff": 1},
            expected=garwood(7, Fraction(63, 2)),
            reference=("Garwood 1936", "METHODS 1.6"),
        ),
        Case(
            id="intervals/no-event-an-hour",
            shows="no event over an exposure",
            rule=GARWOOD,
            input={"events": 0, "exposure": 40},
            settings={"level": 0.95, "deff": 1},
            expected=garwood(0, Fraction(40)),
            reference=("Garwood 1936", "METHODS 1.6"),
        ),
        _people(
            "people-alike",
            "every person tried once: next to nothing to correct",
            *apart,
            rule="The unbiased variance has n - 1 where that of independent trials has n: a design effect of "
            "n/(n - 1), and nearly Clopper-Pearson. The limit for a claim of compliance is the exact one of the count.",
        ),
        _people("people-all-or-nothing", "a third of the people fail each time, the others never", *clustered),
        _people("people-mixed", "people who fail sometimes: the variance is smaller than that of coins", *mixed),
        _people("pairs-of-a-clique", "every two of 16 people compared; all errors among eight of them", clique, pairs),
        _free(
            "none-of-pairs",
            "no error among all pairs of 16 people",
            nobody,
            Fraction(0),
            8,
            f"{share}: 120 comparisons of 16 people are 15 rounds of 8.",
        ),
        _free(
            "none-of-people",
            "no error of 20 people with three trials each",
            _one([0] * 20, 3)[0],
            Fraction(0),
            20,
            f"{share}: 60 trials of 20 people are 3 rounds of 20. The rule of three on 60 trials is wrong.",
        ),
        _free(
            "some-of-pairs",
            "28 errors among all pairs of 16 people",
            clique,
            Fraction(28, 120),
            8,
            "With errors, the largest p with m KL(rate | p) <= ln(1/(1 - level)); it holds whatever the dependence.",
        ),
    ]
