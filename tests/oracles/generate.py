"""Write `kg_t.json`: expected intervals, from `enumeration` and `kg_t` beside this file, with the software named.

Run `python -m tests.oracles.generate` from the project's root. The package is not imported. Columns of counts are kept
as runs, [value, how many], so that a case with 10,000 people is one line.
"""

from __future__ import annotations

import json
import platform
from fractions import Fraction
from pathlib import Path
from typing import Any

import mpmath
from mpmath import mp

from tests.oracles import enumeration, kg_t

FILE = Path(__file__).parent / "kg_t.json"
Runs = list[list[int]]

SIX_PEOPLE = [[0, 1, 1, 0, 0, 1], [0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 2, 0], [0] * 6, [0] * 6]
SIX_PEOPLE_TRIALS = [
    [0, 5, 4, 3, 6, 7],
    [0, 0, 5, 4, 9, 5],
    [0, 0, 0, 8, 5, 4],
    [0, 0, 0, 0, 3, 6],
    [0] * 4 + [0, 9],
    [0] * 6,
]
TWO_BY_THREE = [[1, 0, 2], [3, 1, 0]]
TWO_BY_THREE_TRIALS = [[8, 9, 7], [12, 5, 6]]


def vertex_runs(*, d: Runs, subjects: int) -> dict[str, Any]:
    """Return a trial that compared each of `subjects` people with every other once, with no pair erring twice."""
    pairs = subjects * (subjects - 1) // 2
    errors = sum(value * count for value, count in d) // 2
    return {"design": "vertex", "d": d, "m": [[subjects - 1, subjects]], "qc": errors, "qn": pairs}


def cases() -> dict[str, dict[str, Any]]:
    """Return the trials, by name."""
    six = enumeration.vertex_sums(SIX_PEOPLE, SIX_PEOPLE_TRIALS)
    small = enumeration.two_way_sums(TWO_BY_THREE, TWO_BY_THREE_TRIALS)
    return {
        "those who err are seen less": {
            "design": "one_way",
            "x": [[0, 100], [1, 60], [0, 40]],
            "k": [[9, 100], [1, 100]],
        },
        "six people, several comparisons a pair": {
            "design": "vertex",
            "d": runs(six["d"]),
            "m": runs(six["m"]),
            "qc": six["qc"],
            "qn": six["qn"],
        },
        "two probes, three references": {"design": "two_way"}
        | {name: runs(value) if isinstance(value, list) else value for name, value in small.items()},
        "one error among 200 people": vertex_runs(d=[[1, 2], [0, 198]], subjects=200),
        "seven separate errors among 200 people": vertex_runs(d=[[1, 14], [0, 186]], subjects=200),
        "one wolf makes 40 errors among 300 people": vertex_runs(d=[[40, 1], [1, 40], [0, 259]], subjects=300),
        "three wolves, 1000 people": vertex_runs(d=[[30, 1], [20, 1], [12, 1], [1, 62], [0, 935]], subjects=1000),
        "many unequal people, 1000 people": vertex_runs(
            d=[[25, 4], [14, 10], [8, 20], [4, 50], [2, 100], [1, 200], [0, 616]], subjects=1000
        ),
        "10,000 people, 5e7 comparisons, 1 error": vertex_runs(d=[[1, 2], [0, 9998]], subjects=10_000),
        "10,000 people, 5e7 comparisons, 9000 errors": vertex_runs(
            d=[[40, 50], [20, 100], [10, 400], [5, 1600], [1, 2000], [0, 5850]], subjects=10_000
        ),
        "150,000 people, 1.1e10 comparisons, 700,000 errors": vertex_runs(
            d=[[4000, 20], [900, 200], [60, 4000], [10, 80_000], [3, 60_000], [0, 5780]], subjects=150_000
        ),
        "nobody failed": {"design": "one_way", "x": [[0, 40]], "k": [[3, 40]]},
        "everybody failed": {"design": "one_way", "x": [[3, 40]], "k": [[3, 40]]},
        "one failure in 40 people": {"design": "one_way", "x": [[1, 1], [0, 39]], "k": [[3, 40]]},
        "equal people fail independently": {"design": "one_way", "x": [[1, 40], [0, 110]], "k": [[4, 150]]},
        "a third of 150 people fail always": {"design": "one_way", "x": [[4, 50], [0, 100]], "k": [[4, 150]]},
        "unequal numbers of attempts": {
            "design": "one_way",
            "x": [[9, 1], [3, 4], [1, 20], [0, 175]],
            "k": [[30, 1], [12, 24], [5, 100], [1, 75]],
        },
        "less spread than chance": {"design": "one_way", "x": [[1, 60]], "k": [[3, 60]]},
        "one lamb among 500 references": {
            "design": "two_way",
            "row_errors": [[2, 3], [1, 44], [0, 1953]],
            "row_trials": [[500, 2000]],
            "column_errors": [[31, 1], [1, 19], [0, 480]],
            "column_trials": [[2000, 500]],
            "qc": 50,
            "qn": 1_000_000,
        },
    }


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """Compute everything that the tests compare, as fractions for what is exact and 20 digits for what is not."""
    if case["design"] == "vertex":
        d, m = flat(case["d"]), flat(case["m"])
        events, trials = sum(d) // 2, sum(m) // 2
        errors, tried = d, m
        squares = _squares(d) - case["qc"], _squares(m) - case["qn"]
    elif case["design"] == "one_way":
        errors, tried = flat(case["x"]), flat(case["k"])
        events, trials = sum(errors), sum(tried)
        squares = _squares(errors), _squares(tried)
    else:
        r, s = flat(case["row_errors"]), flat(case["column_errors"])
        big_r, big_s = flat(case["row_trials"]), flat(case["column_trials"])
        events, trials = sum(r), sum(big_r)
        errors, tried = r + s, big_r + big_s
        squares = _squares(r) + _squares(s) - case["qc"], _squares(big_r) + _squares(big_s) - case["qn"]
    rate = Fraction(events, trials)
    variance = rate**2 - Fraction(events**2 - squares[0], trials**2 - squares[1])
    linear = linear_variance(case, rate, trials)
    df = enumeration.effective_people(errors, tried, rate)
    alike = (Fraction(sum(flat(case[m]))) ** 2 / _squares(flat(case[m])) for _, m in sides(case))
    weigh = sum(alike, Fraction(0))
    df = None if df is None else min(df, weigh)
    without_one = max(linear, linear_variance(case, rate, trials, leverage=True)) if weigh < 8 else linear
    intervals = []
    pairs = None if case["design"] == "one_way" else Fraction(case["qc"]) - rate**2 * case["qn"]
    binomial = rate * (1 - rate) * trials
    left_out = str(max(Fraction(1), pairs / binomial if pairs is not None and binomial else Fraction(0)))
    for level, extra in (("0.95", "0"), ("0.95", "1"), ("0.95", left_out), ("0.8", "0"), ("0.99", "0")):
        found = kg_t.kg_t(
            events=events, trials=trials, variance=variance, linear=without_one, df=df, level=level, extra_deff=extra,
            pairs=pairs,
        )  # fmt: skip
        words = {name: mp.nstr(value, 20) for name, value in found.items()}
        intervals.append({"level": level, "extra_deff": extra} | words)
    return {
        "events": events,
        "trials": trials,
        "variance": str(variance),
        "linear_variance": str(linear),
        "df": None if df is None else str(df),
        "left_out": left_out,
        "intervals": intervals,
    }


def sides(case: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the names of errors and trials of each kind of people."""
    one = {"vertex": [("d", "m")], "one_way": [("x", "k")]}
    return one.get(case["design"], [("row_errors", "row_trials"), ("column_errors", "column_trials")])


def linear_variance(case: dict[str, Any], rate: Fraction, trials: int, *, leverage: bool = False) -> Fraction:
    """Return the variance of a ratio of two sums that vary together, from the excess of each person.

    ``leverage``: what leaving out each person moves, over what leaving out the mean person does.
    """
    total = Fraction(0)
    for errors, tried in sides(case):
        people = [(e, t) for e, t in zip(flat(case[errors]), flat(case[tried]), strict=True) if t]
        mean = Fraction(sum(t for _, t in people), len(people))
        moves = [Fraction(trials - mean) / max(trials - t, 1) if leverage else Fraction(1) for _, t in people]
        excess = [m * (e - rate * t) for m, (e, t) in zip(moves, people, strict=True)]
        total += sum((e * e for e in excess), Fraction(0)) * Fraction(len(excess), len(excess) - 1)
    twice = Fraction(case.get("qc", 0)) - rate**2 * case.get("qn", 0)  # the pairs, which both their people counted
    return Fraction((total - twice) / Fraction(trials) ** 2)


def zero_events() -> dict[str, list[dict[str, Any]]]:
    """Return Z1 and Z2 at round numbers."""
    values = (Fraction(0), Fraction(1, 10**6), Fraction(1, 100), Fraction(3, 10), Fraction(999, 1000), Fraction(1))
    hoeffding = [
        {
            "value": str(v),
            "sets": sets,
            "level": level,
            "upper": mp.nstr(kg_t.hoeffding_upper(v, sets, level=level), 20),
        }
        for v in values
        for sets in (1, 50, 2500)
        for level in ("0.95", "0.99")
    ]
    assisted = [
        {"effective_trials": n, "level": level, "upper": mp.nstr(kg_t.assisted_upper(n, level=level), 20)}
        for n in ("1", "2.5", "12120", "49995000")
        for level in ("0.95", "0.99")
    ]
    return {"hoeffding": hoeffding, "assisted": assisted}


def runs(values: list[int] | int) -> Runs:
    """Write a column as runs."""
    found: Runs = []
    for value in values if isinstance(values, list) else [values]:
        if found and found[-1][0] == value:
            found[-1][1] += 1
        else:
            found.append([value, 1])
    return found


def flat(column: Runs) -> list[int]:
    """Read a column of runs."""
    return [value for value, count in column for _ in range(count)]


def _squares(values: list[int]) -> int:
    return sum(value * value for value in values)


def main() -> None:
    """Write the file."""
    document = {
        "made_by": f"python -m tests.oracles.generate, Python {platform.python_version()}, mpmath {mpmath.__version__}",
        "digits": kg_t.DIGITS,
        "cases": {name: {"input": case, "expected": expected(case)} for name, case in cases().items()},
        "zero_events": zero_events(),
    }
    FILE.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
