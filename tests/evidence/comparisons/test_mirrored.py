"""A table that holds every pair in both orders: counted once where each pair has one score, and told in any case."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import bystander as by
from bystander.evidence.comparisons.mirrored import both_orders, people_in_both_orders
from tests.evidence.doors import DOORS, given, pairs

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

Columns = dict[str, list[Any]]


def in_both_orders(other: float = 0.0, *, columns: Columns | None = None) -> Columns:
    """Return some pairs, and each again with its images changed round and its score moved by so much."""
    columns = columns or pairs()
    return {
        "img1": [*columns["img1"], *columns["img2"]],
        "img2": [*columns["img2"], *columns["img1"]],
        "same": [*columns["same"]] * 2,
        "score": [*columns["score"], *(score + other for score in columns["score"])],
    }


def told(table: Any, **declared: Any) -> list[Problem]:
    return [p for p in by.check(table, **declared) if p.code == "EV114"]


def findings(table: Any, **declared: Any) -> list[Any]:
    return [*by.evaluate(table, thresholds=0.5, replicates=0, **declared).document.findings]


@pytest.mark.parametrize("door", DOORS)
def test_pairs_in_both_orders_are_counted_once_at_every_door(door: str, tmp_path: Path) -> None:
    table = given(door, in_both_orders(), tmp_path)
    (problem,) = told(table)
    assert problem.severity == "refused"
    assert problem.found.startswith("276 of 552 rows say again")
    trial = by.read_trial(given(door, in_both_orders(), tmp_path))
    assert (trial.rows_read, trial.rows_used) == (552, 276)
    assert findings(given(door, in_both_orders(), tmp_path)) == findings(pairs())


def test_the_report_says_how_many_rows_were_left_out() -> None:
    document = by.evaluate(in_both_orders(), replicates=0).document
    assert any("276 of 552 rows say again" in line for line in document.evidence[0].problems)
    assert any("Each pair of samples is counted once." in caveat for caveat in document.caveats)


def test_declared_to_be_other_images_both_orders_count() -> None:
    assert not told(in_both_orders(), square="apart")
    assert by.read_trial(in_both_orders(), square="apart").rows_used == 552


def test_one_order_alone_is_nothing_to_tell_of() -> None:
    assert not told(pairs())
    assert by.read_trial(pairs()).rows_used == 276


def test_scores_that_rounding_moved_are_the_same() -> None:
    assert by.read_trial(in_both_orders(3e-7)).rows_used == 276
    assert by.read_trial(in_both_orders(3e-5)).rows_used == 552


def test_of_a_matcher_that_is_not_symmetric_both_stay_and_that_is_told() -> None:
    table = in_both_orders()
    table["score"][300] += 0.1
    (problem,) = told(table)
    assert problem.severity == "warning"
    assert problem.found == "1 of 276 pairs of samples in both orders has another score in each"
    assert by.read_trial(table).rows_used == 552


def test_decisions_of_a_matcher_that_is_not_symmetric_keep_their_rate() -> None:
    """To count once only the pairs that agree would nearly double the rate of what seldom happens."""
    random, columns = Random(3), pairs()
    first, second = ([float(s or random.random() < 0.05) for s in columns["same"]] for _ in range(2))
    table = in_both_orders(columns=columns) | {"score": [*first, *second]}
    false = [x for x, same in zip((*first, *second), table["same"], strict=True) if not same]
    fmr = by.evaluate(table, thresholds=0.5, replicates=0).find("fmr")[0]
    assert fmr.estimate is not None
    assert fmr.estimate.value == pytest.approx(sum(false) / len(false), rel=1e-9)
    agreeing = [a for a, b, s in zip(first, second, columns["same"], strict=True) if a == b and not s]
    apart = 252 - len(agreeing)
    of_those_alone = (sum(agreeing) + apart) / (len(agreeing) + 2 * apart)
    assert of_those_alone > 1.5 * fmr.estimate.value


def test_some_pairs_in_both_orders_among_many_in_one() -> None:
    """Probes that are among the references are compared with each other twice, and with the rest once."""
    columns, some = pairs(), {*pairs()["img1"][:40]}
    whole = in_both_orders(columns=columns)
    keep = [n < 276 or {whole["img1"][n], whole["img2"][n]} <= some for n in range(552)]
    table = {name: [x for x, k in zip(column, keep, strict=True) if k] for name, column in whole.items()}
    again = sum(keep) - 276
    assert again > 0
    assert told(table)[0].found.startswith(f"{again} of {276 + again} rows say again")
    assert findings(table) == findings(pairs())


def test_searches_have_every_image_as_a_probe() -> None:
    searched = by.evaluate(in_both_orders(), searches=True, non_mated="leave-mate-out", replicates=0)
    assert searched.document.evidence[0].rows_used == 552
    assert not any("EV114" in line for line in searched.document.evidence[0].problems)


def test_the_rows_that_stay_do_not_depend_on_the_order_of_rows() -> None:
    a, b = (
        np.asarray(side, np.int64) for side in zip(*((i, j) for i in range(9) for j in range(9) if i != j), strict=True)
    )
    score = np.minimum(a, b) * 10.0 + np.maximum(a, b)
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(a))
        found = both_orders(a[order], b[order], score[order])
        assert (found.pairs, found.differing) == (36, 0)
        assert (a[order][found.once] > b[order][found.once]).all()
    one_order = both_orders(a[a < b], b[a < b], score[a < b])
    assert (one_order.pairs, len(one_order.once)) == (0, 0)
    assert both_orders(a[:0], b[:0], score[:0]).pairs == 0


def test_failures_in_both_orders_agree_whatever_stands_for_them() -> None:
    a, b, score = np.array([0, 1]), np.array([1, 0]), np.array([-1.0, -2.0])
    assert both_orders(a, b, score, np.array([True, True])).differing == 0
    assert both_orders(a, b, np.array([1.0, 1.0]), np.array([True, False])).differing == 1


def of_people(*, levels: int = 0, other: float = 0.0, images: int = 1) -> Columns:
    """Return comparisons of people in both orders that do not name images."""
    random = Random(2)
    rows = [(f"p{a}", f"p{b}", random.random()) for a in range(12) for b in range(a) for _ in range(images)]
    rows = [(a, b, round(s * levels) / levels if levels else s) for a, b, s in rows]
    rows += [(b, a, s + other) for a, b, s in rows] + [(f"p{a}", f"p{a}", 2 + random.random()) for a in range(12)]
    return dict(zip(("probe_subject", "reference_subject", "score"), map(list, zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize("images", [1, 4])
def test_of_people_alone_nothing_is_left_out_and_it_leads(images: int) -> None:
    table = of_people(images=images)
    (problem,) = told(table)
    assert (problem.severity, problem.leads) == ("warning", True)
    assert problem.found.startswith(f"{66 * images} comparisons of two people with the score of another")
    assert by.read_trial(table).rows_used == 132 * images + 12
    assert not told(table, square="apart")


@pytest.mark.parametrize("table", [of_people(other=0.001), of_people(levels=1), of_people(levels=3, images=4)],
                         ids=["other scores", "decisions", "few scores"])  # fmt: skip
def test_what_chance_would_do_is_not_told(table: Columns) -> None:
    assert not told(table)


def test_people_with_themselves_are_in_no_order() -> None:
    a = np.array([0, 1, 2], np.int32)
    assert people_in_both_orders(a, a, np.array([1.0, 2.0, 3.0])) == 0
