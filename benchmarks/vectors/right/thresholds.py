"""Cases of thresholds that are chosen: for a target FMR, for none at all, where both errors are equal; and the area."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from benchmarks.vectors.right.rates import Scores, area, at_target, equal_error
from benchmarks.vectors.right.values import Case, none

TARGET = (
    "The threshold for a target is the smallest distinct non-mated score, or just above the largest, whose FMR is at "
    "or below the target; nothing is interpolated, and the nearest rate is not taken."
)
EER = (
    "At the last threshold with FMR >= FNMR and the next one, the rates bracket the crossing: low = max(FMR beyond, "
    "FNMR before), high = min(FMR before, FNMR beyond); the upper end is told."
)
BOB = "bob.measure, test_for_uncomputable_thresholds (published values)"
TWENTY: dict[str, Any] = {"mated": [3, 12, *range(15, 23)], "non_mated": list(range(20))}
TIED: dict[str, Any] = {"mated": [0.55, 0.8, 1, 1, 1.2], "non_mated": [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 1, 1]}
FAILED: dict[str, Any] = {
    "mated": [3, 5, 6, 8], "non_mated": [1, 2, 3, 4, 7], "failed_mated": 1, "failed_non_mated": 5,
}  # fmt: skip
STEP: dict[str, Any] = {"mated": [2, 3, 3, 4], "non_mated": [0, 1, 1, 1, 1, 2, 3, 3, 3, 3]}
TEN: dict[str, Any] = {"mated": [1, 4.5, 8, 9, 9.5], "non_mated": list(range(10))}


def _target(name: str, shows: str, data: dict[str, Any], target: str, *, rule: str = TARGET, **more: Any) -> Case:
    accept, failures = more.pop("accept", ">="), more.pop("failures", None)
    more.setdefault("standing", "convention")
    more.setdefault("reference", ("METHODS D.2, part IV (threshold candidates)",))
    return Case(
        id=f"thresholds/{name}", shows=shows, input=data, rule=rule,
        settings={"target_fmr": float(target), "accept": accept} | ({"failures": failures} if failures else {}),
        expected=at_target(Scores(**data), Fraction(target), accept=accept, failures=failures or "fold"), **more,
    )  # fmt: skip


def _eer(name: str, shows: str, data: dict[str, Any]) -> Case:
    return Case(
        id=f"thresholds/{name}", shows=shows, input=data, settings={"accept": ">="}, rule=EER, standing="convention",
        expected=equal_error(Scores(**data)), reference=("METHODS D.5, part III (EER)",),
    )  # fmt: skip


def cases() -> list[Case]:
    """Return the cases."""
    hundred: dict[str, Any] = {"mated": [70, 71, 99.5], "non_mated": list(range(100))}
    between: dict[str, Any] = {"mated": [17.5, 18.5, 25], "non_mated": list(range(20))}
    ties: dict[str, Any] = {"mated": [1, 2, 2, 2, 3], "non_mated": [0, 1, 2, 2, 2]}
    beyond = _target("target-below-one-error", "a target that this trial cannot show", TEN, "0.09")
    reason = "a rate of 0.09 needs at least 12 comparisons of different people to show one error; there are 10"
    return [
        _target("target", "a target between two attainable rates", TWENTY, "0.12"),
        _target(
            "target-met-exactly", "a target that is an attainable rate is met, not missed by a hair", TWENTY, "0.1"
        ),
        _target(
            "target-between-mated",
            "a mated score between two non-mated ones is no threshold",
            between,
            "0.1",
            rule=f"{TARGET} A mated score in between would be picked by looking.",
        ),
        _target(
            "target-decimal",
            "0.29 of 100 are 29 errors, though 0.29 * 100 is below 29 in doubles",
            hundred,
            "0.29",
            rule=f"{TARGET} The target is the decimal as written, not the double next to it.",
        ),
        _target(
            "target-tied",
            "four tied scores at the top: a target of one half is far from attained",
            TIED,
            "0.5",
            reference=("METHODS D.2, part III", BOB),
        ),
        _target(
            "target-above-ties",
            "no score keeps the target: the threshold is just above the highest",
            TIED,
            "0.4",
            reference=("METHODS D.2, part III", BOB),
        ),
        _target(
            "target-strict",
            "the same with > in place of >=: the highest score itself is the threshold",
            TIED,
            "0.4",
            accept=">",
        ),
        _target("target-eleven", "0.11 of ten allows one error", TEN, "0.11", reference=("METHODS part III", BOB)),
        _target("target-large", "0.91 of ten allows nine", TEN, "0.91", reference=("METHODS part III", BOB)),
        _target(
            "target-failures-folded",
            "failed comparisons make room for errors: two of ten, five of which failed",
            FAILED,
            "0.2",
            failures="fold",
            rule=f"{TARGET} Failed comparisons of two people count as never accepted, so they are in the denominator.",
            reference=("METHODS D.2, D.4",),
        ),
        _target(
            "target-failures-excluded",
            "the same without those that failed: one of five",
            FAILED,
            "0.2",
            failures="exclude",
            rule=f"{TARGET} Failed comparisons are in no rate, so they are not in the target's denominator either.",
            reference=("METHODS D.2, D.4",),
        ),
        _target(
            "target-at-a-step",
            "the target is the rate below a step of tied scores, met exactly",
            STEP,
            "0.5",
            rule=f"{TARGET} A rate that equals the target keeps it, and the tied scores below it are not let in.",
        ),
        _target(
            "target-within-a-step",
            "the target lies within a step of four tied scores, a hair below its end",
            STEP,
            "0.39",
            rule=f"{TARGET} Tied scores come together: with four of ten at the top, nothing below .4 is left but 0.",
        ),
        Case(
            id=beyond.id,
            shows=beyond.shows,
            input=beyond.input,
            settings=beyond.settings,
            standing="convention",
            expected={"fnmr": none(reason)},
            reference=("METHODS II.0, rule 4",),
            rule="A trial of n comparisons of different people says nothing about an FMR below 1/n: no number, and how "
            "many comparisons it would take.",
        ),
        Case(
            id="thresholds/zero-fmr",
            shows="the smallest threshold without a false match",
            input=TWENTY,
            settings={"target_fmr": 0, "accept": ">="},
            standing="convention",
            reference=("METHODS D.2",),
            expected={k: v for k, v in at_target(Scores(**TWENTY), Fraction(0)).items() if k != "next_fmr"},
            rule="It lies just above the highest non-mated score, at no other score's value.",
        ),
        _eer("eer-step", "one curve steps across the other: a bracket of two rates", TWENTY),
        _eer("eer-exact", "both rates are equal at a threshold", {"mated": [1, 3, 4, 5], "non_mated": [0, 1, 2, 3]}),
        _eer("eer-tied", "mated and non-mated scores tie at the crossing", ties),
        _eer("eer-separated", "no error at all between the two", {"mated": [3, 4], "non_mated": [1, 2]}),
        _eer("eer-one-score", "every score the same: nothing is known of it", {"mated": [1] * 3, "non_mated": [1] * 4}),
        Case(
            id="thresholds/auc-ties",
            shows="the area under the curve with ties",
            input=ties,
            settings={},
            expected={"auc": area(Scores(**ties))},
            reference=("Mann and Whitney 1947; METHODS part III",),
            rule="The chance that a mated score is above a non-mated one; a tie counts one half.",
        ),
    ]
