"""EV13: signs of failure at an end of the scores, in the file's own numbers, however few they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem


def said(folder: Path, failure: float, many: int, *, distance: bool) -> list[Problem]:
    """Return the warnings of 200 comparisons of 20 people, of which every so many have one value."""
    rng = np.random.default_rng(1)
    lines = []
    for at in range(200):
        mated = at % 4 == 0
        score = rng.uniform(0.5, 0.9) if mated is not distance else rng.uniform(0.1, 0.4)
        written = failure if at < many else round(score, 4)
        lines.append(f"p{at % 20},p{at % 20 if mated else (at + 1) % 20},{written}")
    (folder / "s.csv").write_text("\n".join(["probe_subject,reference_subject,score", *lines]), encoding="utf-8")
    trial = read_trial(folder / "s.csv", distance=distance)
    return [p for p in inspect(trial).problems if p.code == "EV13"]


@pytest.mark.parametrize("failure", [-1, -999])
@pytest.mark.parametrize("distance", [True, False])
def test_few_values_far_out_lead_the_caveats(tmp_path: Path, failure: float, *, distance: bool) -> None:
    (found,) = said(tmp_path, failure, 7, distance=distance)
    assert found.leads
    assert f"give --failed-score {failure};" in found.do
    assert ("a distance below 0" if distance else "the lowest score") in found.found


@pytest.mark.parametrize(("failure", "end"), [(999, "highest"), (1.0, "highest"), (0, "lowest")])
def test_of_distances_ends_and_values_are_those_of_the_file(tmp_path: Path, failure: float, end: str) -> None:
    (found,) = said(tmp_path, failure, 40, distance=True)
    assert f"the {end} score, {failure:g}" in found.found
    assert f"give --failed-score {failure:g};" in found.do


@pytest.mark.parametrize("distance", [True, False])
def test_a_value_that_lies_among_the_others_is_no_sign(tmp_path: Path, *, distance: bool) -> None:
    assert said(tmp_path, 0.95, 3, distance=distance) == []
    assert said(tmp_path, 0.05, 3, distance=distance) == []
