"""Comparisons that are no searches of one list: pairs that are there once each, and people who are on other lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.searches.read import read_searches
from bystander.studies.evaluate.searches.study import evaluate_searches

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.evidence.searches.searches import Searches

PEOPLE, EACH = 12, 3
IMAGES = PEOPLE * EACH


def pairs(wanted: Callable[[int, int], bool], **asked: Any) -> Searches:
    """Read the pairs of images that are wanted as searches; images of a person come one after another."""
    rng = np.random.default_rng(5)
    rows = [(i, j) for i in range(IMAGES) for j in range(IMAGES) if wanted(i, j)]
    score = [float(rng.normal(4 if i // EACH == j // EACH else 0)) for i, j in rows]
    table = {
        "probe_subject": [f"p{i // EACH}" for i, _ in rows], "probe_sample": [f"s{i}" for i, _ in rows],
        "reference_subject": [f"p{j // EACH}" for _, j in rows], "reference_sample": [f"s{j}" for _, j in rows],
        "score": score,
    }  # fmt: skip
    return read_searches(pa.table(table), **asked)


@pytest.mark.parametrize("wanted", [lambda i, j: i < j, lambda i, j: i > j])
def test_pairs_that_are_there_once_each_are_no_searches(wanted: Callable[[int, int], bool]) -> None:
    with pytest.raises(EvidenceError, match="pairs, each once, and no searches") as told:
        pairs(wanted)
    assert [p.code for p in told.value.problems if p.stops] == ["EV56"]


def test_pairs_in_both_orders_are_searches() -> None:
    found = pairs(lambda i, j: i != j)
    assert (len(found), found.watchlist, found.elsewhere) == (IMAGES, PEOPLE, 0)


def test_lists_of_several_lengths_are_not_told_as_one() -> None:
    found = pairs(lambda i, j: i != j and not (i == 0 and j >= 30))
    study = evaluate_searches(found, thresholds=[1.0], replicates=0)
    assert study.first is not None
    assert "with lists of 29 to 35 references: longer lists" in str(study.first.lead)
    assert all(f.at.n is None for f in study.document.findings)


def test_that_people_of_other_lists_are_off_their_own_is_said_to_be_assumed() -> None:
    found = pairs(lambda i, j: i != j and not (i % EACH == 0 and j // EACH == i // EACH))
    assert found.elsewhere == PEOPLE
    study = evaluate_searches(found, thresholds=[1.0], replicates=0)
    assert study.first is not None
    assert "of 12 searches of people taken not to be on the list returned somebody" in str(study.first.sentence)
    assert "off it on purpose" in study.first.assumed
    assert str(study.first.ranked[0]).startswith(
        "12 of the 12 searches taken as of people off the list are of people who are"
    )
