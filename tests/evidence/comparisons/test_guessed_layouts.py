"""A layout that was chosen by looking is never evaluated where what comes of it is no trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.errors import EvidenceError
from tests.evidence.makers import codes_of

if TYPE_CHECKING:
    from pathlib import Path

RESULTS = "algorithm,visa,mugshot,wild\nx-001,0.01,0.02,0.03\ny-002,0.02,0.03,0.04\nz-003,0.03,0.04,0.05\n"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("corner", ["algorithm", "id", ""])
def test_a_table_of_results_is_no_trial(mark: str, corner: str, tmp_path: Path) -> None:
    file = tmp_path / "results.csv"
    file.write_text(RESULTS.replace("algorithm", corner).replace(",", mark), encoding="utf-8")
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(file)
    assert codes_of(stopped.value) == ["EV17"]
    assert "--format matrix" in str(stopped.value)
    assert not any(name in str(stopped.value) for name in ("x-001", "visa"))
    assert by.read_trial(file, format="matrix").rows_used == 9


def test_a_matrix_of_one_person_is_no_trial_unless_it_is_declared(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("id,a,a,a\na,1,2,3\na,2,1,3\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="no non-mated comparison"):
        by.read_trial(file)


def test_people_of_a_matrix_may_be_called_as_columns_of_a_table_are(tmp_path: Path) -> None:
    names = ["p1", "p2", "img1", "img2", "target", "match"]
    rows = [",".join(["", *names]), *(",".join([a, *("0.9" if a == b else "0.1" for b in names)]) for a in names)]
    file = tmp_path / "matrix.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    trial = by.read_trial(file, square="apart")
    assert (trial.format, trial.rows_used, trial.subjects) == ("score matrix", 36, 6)
