"""A score that was declared to stand for a failure, and that nothing has, is told."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

import bystander as by


def trial(failure: float | None, kind: type[np.floating]) -> pa.Table:
    side = np.arange(12)
    left, right = (s.ravel() for s in np.meshgrid(side, side))
    score = np.where(left == right, 0.8, 0.1) + left / 100
    if failure is not None:
        score[::20] = failure
    return pa.table({"probe_subject": left, "reference_subject": right, "score": score.astype(kind)})


@pytest.mark.parametrize(
    ("failure", "kind", "declared", "told"),
    [(-9.9, np.float64, -9.9, False), (-9.9, np.float32, -9.9, False), (-9.899999, np.float64, -9.9, True),
     (None, np.float64, -1.0, True), (None, np.float64, float("nan"), False)],
)  # fmt: skip
def test_it_leads_where_no_comparison_has_it(
    failure: float | None, kind: type[np.floating], declared: float, *, told: bool
) -> None:
    read = by.read_trial(trial(failure, kind), failed_scores=[declared])
    found = by.evaluate(read, thresholds=[0.5], replicates=0)
    said = [c for c in found.document.caveats if "was declared to stand for a failure" in c]
    assert bool(said) is told
    assert not told or said[0].startswith(f"No comparison has the score {declared:g}")
