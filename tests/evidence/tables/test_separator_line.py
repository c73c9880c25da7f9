"""A first line "sep=;" is for Excel, which names the separator in it: it is no row of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = [f"P{n}" for n in range(30)]
HEADER = "probe_subject;reference_subject;score"
ROWS = [f"{a};{b};{9 if a == b else i * j * j % 5}" for i, a in enumerate(PEOPLE) for j, b in enumerate(PEOPLE)]


@pytest.mark.parametrize("repeated", [1, 2800], ids=["eight kilobytes", "three blocks"])
@pytest.mark.parametrize("line", ["", "sep=;\n", "SEP=;\r\n", "\nsep=;\n\n", '"sep=;"\n', "sep=;;;\n"])
def test_the_line_is_no_row_and_changes_no_count(line: str, repeated: int, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("\n".join([line + HEADER, *(ROWS * repeated)]), encoding="utf-8", newline="")
    trial = by.read_trial(tmp_path / "t.csv")
    found = inspect(trial)
    assert (trial.rows_read, trial.rows_refused) == (900 * repeated, 0)
    assert (found.mated, found.non_mated, found.people) == (30 * repeated, 870 * repeated, 30)


def test_it_names_the_separator_though_another_is_more_frequent(tmp_path: Path) -> None:
    rows = "\n".join(f"{row};a,b,c,d,e" for row in ROWS)
    (tmp_path / "t.csv").write_text(f"sep=;\n{HEADER};note\n{rows}\n", encoding="utf-8")
    assert by.read_trial(tmp_path / "t.csv").rows_read == 900


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"sep=;\n{HEADER}\nA;A;high\nA;B;1\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="row 3"):
        by.read_trial(tmp_path / "t.csv")


def test_it_stands_above_a_matrix_and_a_record_too(tmp_path: Path) -> None:
    cells = [
        ";".join([a, *(str(9.5 + i if a == b else i * j % 5) for j, b in enumerate(PEOPLE))])
        for i, a in enumerate(PEOPLE)
    ]
    (tmp_path / "m.csv").write_text("\n".join(["sep=;", ";".join(["", *PEOPLE]), *cells]), encoding="utf-8")
    trial = by.read_trial(tmp_path / "m.csv")
    (block,) = trial.blocks
    assert (trial.rows_read, block.place(0)) == (900, "row 3, column 2")  # type: ignore[attr-defined]
    record = "sep=;\ndate;faces_seen;alerts;true_alerts;false_alerts\n2024-01-01;8600;8;1;7\n"
    (tmp_path / "r.csv").write_text(record, encoding="utf-8")
    assert by.read_record(tmp_path / "r.csv").rows_used == 1


def test_a_table_that_has_nothing_else_stays_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("sep=;\n", encoding="utf-8")
    with pytest.raises(EvidenceError):
        by.read_trial(tmp_path / "t.csv")


def test_text_without_the_mark_of_its_encoding_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("\n".join([HEADER, *ROWS]).encode("utf-16-le"))
    with pytest.raises(EvidenceError, match="--encoding"):
        by.read_trial(tmp_path / "t.csv")
    assert by.read_trial(tmp_path / "t.csv", encoding="utf-16-le").rows_read == 900
