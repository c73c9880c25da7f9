"""Names of rows with no cell above them, as R's write.table leaves it: read, and said; never a decimal comma."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial
from bystander.evidence.searches.read import read_searches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES = ("probe_subject", "reference_subject", "score")
PEOPLE = [f"Ann {i}" for i in range(12)]
PAIRS = [(a, b, f"0.{60 + i if a == b else 10 + i}") for i, a in enumerate(PEOPLE) for b in (a, *PEOPLE[:4])]


def written(path: Path, rows: Sequence[Sequence[str]], mark: str, header: Sequence[str] = NAMES) -> Path:
    """Write rows as write.table does: text within marks, names of rows 1, 2, 3 ..., nothing above them."""
    lines = [mark.join(f'"{cell}"' for cell in header)]
    for at, row in enumerate(rows, 1):
        lines.append(mark.join([f'"{at}"', *(cell if cell[0] == "0" else f'"{cell}"' for cell in row)]))
    path.write_text("\n".join([*lines, ""]))
    return path


@pytest.mark.parametrize("mark", [" ", "\t", ";", ","])
def test_a_table_of_r_is_read_and_it_is_said_how(mark: str, tmp_path: Path) -> None:
    trial = read_trial(written(tmp_path / "t.txt", PAIRS, mark))
    found = inspect(trial)
    assert (found.rows, found.mated, found.non_mated, found.people) == (60, 16, 44, 12)
    assert [p.severity for p in trial.problems if p.code == "EV06"] == ["note"]


@pytest.mark.parametrize("mark", [" ", "\t", ",", ";"])
@pytest.mark.parametrize("name", ["{}", "p{}"])
def test_a_matrix_of_r_is_read(name: str, mark: str, tmp_path: Path) -> None:
    who = [name.format(at) for at in range(101, 112)]
    rows = [
        mark.join([f'"{a}"', *(f"0.{70 + i if a == b else 10 + (3 * i + j) % 40}" for j, b in enumerate(who))])
        for i, a in enumerate(who)
    ]
    (tmp_path / "m.txt").write_text("\n".join([mark.join(f'"{a}"' for a in who), *rows]))
    found = inspect(read_trial(tmp_path / "m.txt"))
    assert (found.mated, found.non_mated, found.people) == (11, 110, 11)


def test_candidate_lists_of_r_are_read(tmp_path: Path) -> None:
    rows = [(f"q{i}", f"e{i}" if i % 2 else "x", f"e{i}", "0.5") for i in range(40)]
    header = ("search", "subject", "candidate_subject", "score")
    found = read_searches(written(tmp_path / "l.txt", rows, " ", header), non_mated_subjects=["x"])
    assert (found.rows_read, int(found.mated.sum())) == (40, 20)


def test_a_decimal_comma_in_every_row_makes_no_names_of_rows(tmp_path: Path) -> None:
    rows = [f"p{i},p{i + i % 2},0,{i + 10}" for i in range(30)]
    (tmp_path / "t.csv").write_text("\n".join([",".join(NAMES), *rows]))
    with pytest.raises(EvidenceError, match="30 rows with too many cells"):
        read_trial(tmp_path / "t.csv")


def test_a_name_of_two_words_in_every_row_makes_no_names_of_rows(tmp_path: Path) -> None:
    first = [f"Ann{i}" for i in range(25)]
    rows = [f"{first[i % 25]} Lee Bo 0.{i + 10}" for i in range(40)]  # the first rows differ, the others do not
    (tmp_path / "t.txt").write_text("\n".join([" ".join(NAMES), *rows]))
    with pytest.raises(EvidenceError, match="every row has one cell more than the header"):
        read_trial(tmp_path / "t.txt")


def test_where_a_number_may_have_been_cut_in_two_it_is_said_that_rows_may_have_names(tmp_path: Path) -> None:
    rows = [f"{i},{100 + i % 7},{100 + i % 5},{i}" for i in range(30)]
    (tmp_path / "t.csv").write_text("\n".join([",".join(NAMES), *rows]))
    with pytest.raises(EvidenceError, match="or rows have names"):
        read_trial(tmp_path / "t.csv")


def test_a_delimiter_at_the_end_of_every_row_is_no_name_of_a_row(tmp_path: Path) -> None:
    rows = [f"p{i % 9};p{i % 7};0.{i + 10};" for i in range(63)]
    (tmp_path / "t.csv").write_text("\n".join([";".join(NAMES), *rows]))
    trial = read_trial(tmp_path / "t.csv")
    assert (trial.rows_read, trial.subjects, [p for p in trial.problems if p.code == "EV06"]) == (63, 9, [])
