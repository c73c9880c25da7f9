"""Histograms of scores: read where they are declared, asked about where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from tests.corpus.makers import written
from tests.evidence.makers import columns_of

if TYPE_CHECKING:
    from pathlib import Path

MATED = [(0.7, 3), (0.8, 0), (0.9, 21)]
OTHERS = [(0.1, 200), (0.2, 50), (0.75, 2)]


def files(folder: Path) -> list[Path]:
    return [written(folder / "exp_genuine.txt", MATED), written(folder / "exp_impostor.txt", OTHERS)]


def test_a_histogram_is_as_many_comparisons_as_it_counts(tmp_path: Path) -> None:
    trial = read_trial(files(tmp_path), format="histograms")
    found = inspect(trial)
    assert (found.mated, found.non_mated, found.people) == (24, 252, None)
    scores = np.repeat([0.7, 0.9, 0.1, 0.2, 0.75], [3, 21, 200, 50, 2])
    np.testing.assert_array_equal(columns_of(trial)["score"], scores)


def test_the_same_scores_as_lists_give_the_same_comparisons(tmp_path: Path) -> None:
    lists = [
        written(tmp_path / f"all_{kind}.txt", [(score,) for score, times in rows for _ in range(times)])
        for kind, rows in (("genuine", MATED), ("impostor", OTHERS))
    ]
    folded, whole = read_trial(files(tmp_path), format="histograms"), read_trial(lists)
    for name in ("score", "mated"):
        np.testing.assert_array_equal(columns_of(folded)[name], columns_of(whole)[name])


def test_what_may_be_a_histogram_is_asked_about(tmp_path: Path) -> None:
    for source in (files(tmp_path), files(tmp_path)[0]):
        with pytest.raises(EvidenceError, match="--format histograms"):
            read_trial(source)


def test_a_count_that_is_none_is_a_stop(tmp_path: Path) -> None:
    first, second = files(tmp_path)
    written(second, [*OTHERS, (0.5, 1.5)])
    with pytest.raises(EvidenceError, match="1 counts that are no whole number"):
        read_trial([first, second], format="histograms")
