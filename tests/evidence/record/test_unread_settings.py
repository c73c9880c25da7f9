from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.record import read_record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("heading", "cell", "means"),
    [
        ("watchlist_size", "1.5k or so", "the size of the watchlist is not told of this row"),
        ("threshold", "0.6 to 0.64", "no rate is told by threshold of this row"),
        ("hours", "all day", "nothing is told per hour of this row"),
    ],
)
def test_a_setting_that_cannot_be_read_says_what_is_lost_of_that_setting(
    heading: str, cell: str, means: str, tmp_path: Path
) -> None:
    file = tmp_path / "r.csv"
    file.write_text(f"date,faces_seen,alerts,false_alerts,{heading}\n2025-05-01,9001,5,1,{cell}\n2025-05-02,9,1,0,\n")
    (problem,) = [p for p in read_record(file).problems if p.code == "EV83"]
    assert problem.found == f"1 cell of column {heading} cannot be read, and is taken as not known"
    assert problem.means == means
