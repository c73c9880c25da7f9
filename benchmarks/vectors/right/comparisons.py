"""Cases of comparisons at a threshold: ties, direction of scores, failures, 0/0."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from benchmarks.vectors.right.rates import Scores, once
from benchmarks.vectors.right.values import Case, exact

ISO = "ISO/IEC 19795-1, false match rate and false non-match rate"
TIES: dict[str, Any] = {"mated": [1, 2, 2, 3, 5], "non_mated": [0, 1, 2, 2, 2, 3, 4, 0]}
DISTANCES: dict[str, Any] = {"mated": [0.25, 0.5, 0.5, 1.25], "non_mated": [0.5, 1, 1, 1.5, 2], "distance": True}
FAILED: dict[str, Any] = {"mated": [80, 45], "non_mated": [20, 55, 10, 30], "failed_mated": 1, "failed_non_mated": 2}
GE = "A comparison is accepted where its score is at or above the threshold, so ties with it are accepted."
GT = "A comparison is accepted where its score is above the threshold, so ties with it are rejected."


def _case(name: str, shows: str, data: dict[str, Any], threshold: float, rule: str, **settings: Any) -> Case:
    said = {"accept": "<=" if data.get("distance") else ">=", "failures": "fold", **settings}
    return Case(
        id=f"comparisons/{name}", shows=shows, input=data, settings={"threshold": threshold, **said}, rule=rule,
        expected=Scores(**data).rates(threshold, **said), reference=(ISO, "METHODS D.1, D.2, D.4"),
    )  # fmt: skip


IMAGES = ("a1", "a2", "b1", "b2", "c1")  # the letter is the person
SCORES = dict(zip(combinations(IMAGES, 2), (6.0, 5.0, 1.0, 0.0, 2.0, 3.0, 1.0, 4.0, 5.0, 2.0), strict=True))
ONE_ORDER = [(a, b, a[0] == b[0], s) for (a, b), s in SCORES.items()]
OTHER = [(b, a, same, s) for a, b, same, s in ONE_ORDER]


def _pairs(name: str, shows: str, rows: list[tuple[str, str, bool, float]], rule: str) -> Case:
    counted = once(rows)
    scores = Scores(
        mated=[s for _, _, same, s in counted if same], non_mated=[s for _, _, same, s in counted if not same]
    )
    counts = {"mated": exact(len(scores.mated)), "non_mated": exact(len(scores.non_mated))}
    return Case(
        id=f"comparisons/{name}", shows=shows, input={"pairs": rows}, standing="convention", rule=rule,
        settings={"threshold": 5, "accept": ">=", "failures": "fold"},
        expected=counts | scores.rates(5, accept=">="), reference=("docs/methods/comparison-error-rates.md",),
    )  # fmt: skip


def cases() -> list[Case]:
    """Return the cases."""
    edge = {"mated": [0.3, 0.30000000000000004, 0.5], "non_mated": [0.1, 0.30000000000000004, 0.3, 0.29999999999999993]}
    alone = "A rate without a single comparison of its kind is no number: neither 0 nor 1."
    return [
        _case("tie-at-or-above", "scores that equal the threshold, accepted", TIES, 2, GE),
        _case("tie-above", "scores that equal the threshold, rejected", TIES, 2, GT, accept=">"),
        _case("between-scores", "a threshold between two scores acts as the next score above", TIES, 2.5, GE),
        _case("below-all", "a threshold below every score accepts everything", TIES, -1, GE),
        _case("above-all", "a threshold above every score rejects everything", TIES, 6, GE),
        _case(
            "distance-at-or-below",
            "distances: smaller is more alike, ties accepted",
            DISTANCES,
            0.5,
            "A distance is accepted where it is at or below the threshold; no score is turned round or rescaled.",
        ),
        _case(
            "distance-below",
            "distances: smaller is more alike, ties rejected",
            DISTANCES,
            0.5,
            "A distance is accepted where it is below the threshold.",
            accept="<",
        ),
        _case(
            "neighbouring-doubles",
            "scores that differ in their last bit are not tied",
            edge,
            0.3,
            "Scores are compared as the doubles they are, without a tolerance: 0.1 + 0.2 is above 0.3.",
            accept=">",
        ),
        _case(
            "failures-folded",
            "failed comparisons counted as rejections",
            FAILED,
            50,
            "A comparison for which no template could be made counts as one with the lowest score: it stays in both "
            "denominators, raises the FNMR and lowers the FMR.",
        ),
        _case(
            "failures-excluded",
            "failed comparisons left out",
            FAILED,
            50,
            "A failed comparison is in neither numerator nor denominator; how many failed is told beside the rates.",
            failures="exclude",
        ),
        _case("no-mated", "no comparison of one person: 0 of 0", {"mated": [], "non_mated": [1, 2, 3]}, 2, alone),
        _case("no-non-mated", "no comparison of two people: 0 of 0", {"mated": [1, 2, 3], "non_mated": []}, 2, alone),
        _pairs("one-order", "every two of five images compared once", ONE_ORDER, "Each row is a comparison."),
        _pairs(
            "both-orders",
            "the same, each pair in both orders with one score",
            [*ONE_ORDER, *OTHER],
            "Where all pairs of images in both orders have one score, a pair is one comparison: its second row says "
            "nothing new. Rates stay, counts and the limits that go by them do not double.",
        ),
        _pairs(
            "some-in-both-orders",
            "two images compared with all five, so that one pair is there twice",
            [row for row in (*ONE_ORDER, *OTHER) if row[0] in ("a1", "b1")],
            "A pair in both orders with one score is one comparison, whatever is there once.",
        ),
        _pairs(
            "both-orders-two-scores",
            "both orders, and one pair that has another score in each",
            [*ONE_ORDER, *((a, b, same, s + 2 * ((a, b) == ("b2", "a1"))) for a, b, same, s in OTHER)],
            "Where any pair has another score in each order the matcher is not symmetric: every row counts. To count "
            "once those alone that agree would weigh the others twice.",
        ),
    ]
