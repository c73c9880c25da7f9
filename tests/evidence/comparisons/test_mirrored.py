"""A table that names its samples and holds every pair in both orders: told, and told first."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import bystander as by
from bystander.evidence.comparisons.mirrored import mirrored
from tests.evidence.doors import pairs


def in_both_orders(other: float = 0.0) -> dict[str, list[Any]]:
    """Return the pairs of the corpus, and each again with its images changed round and its score moved by so much."""
    columns = pairs()
    return {
        "img1": [*columns["img1"], *columns["img2"]],
        "img2": [*columns["img2"], *columns["img1"]],
        "same": [*columns["same"]] * 2,
        "score": [*columns["score"], *(score + other for score in columns["score"])],
    }


def test_pairs_in_both_orders_lead_the_caveats() -> None:
    trial = by.read_trial(in_both_orders())
    told = [p for p in trial.problems if p.code == "EV114"]
    assert [p.found.split()[0] for p in told] == ["276"]
    assert "counted twice" in by.evaluate(trial).document.caveats[0]


@pytest.mark.parametrize("table", [pairs(), in_both_orders(0.001)], ids=["one order", "other scores"])
def test_nothing_is_told_of_one_order_nor_of_other_scores(table: dict[str, list[Any]]) -> None:
    assert not [p for p in by.read_trial(table).problems if p.code == "EV114"]


def test_the_number_does_not_depend_on_the_order_of_rows() -> None:
    a, b = (
        np.asarray(side, np.int64) for side in zip(*((i, j) for i in range(9) for j in range(9) if i != j), strict=True)
    )
    score = np.minimum(a, b) * 10.0 + np.maximum(a, b)
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(a))
        assert mirrored(a[order], b[order], score[order]) == 36
    assert mirrored(a[a < b], b[a < b], score[a < b]) == 0
    assert mirrored(a[:0], b[:0], score[:0]) == 0
