"""Rows are counted against the lines of the file: none is lost to a quotation mark, in files of any size."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.true_pairs import read_pairs
from bystander.evidence.read import read_trial
from bystander.evidence.record.record import read_record
from bystander.evidence.tables import columns_of_text
from tests.evidence.makers import codes_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = "probe_subject,reference_subject,score,note"
AT = 20  # row 22, as a spreadsheet counts


def lines_of(count: int) -> list[str]:
    """Return rows of comparisons of fifty people, with a note that nobody needs."""
    return [f"p{i % 50},p{(i + i // 50) % 50},{(i * 37 % 1009) / 1009:.6f},seen" for i in range(count)]


@pytest.fixture(params=["1 kB", "three blocks"])
def rows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return rows of a small file, or of one of more than three blocks of the reader."""
    if request.param == "1 kB":
        return lines_of(40)
    monkeypatch.setattr(columns_of_text, "_BLOCK", 1 << 16)
    return lines_of(9000)


STRAY: dict[str, Callable[[str], str]] = {
    "before the row": lambda row: '"' + row,
    "in a line of its own": lambda row: '"\n' + row,
    "before the second cell": lambda row: row.replace(",", ',"', 1),
    "before the score": lambda row: row.replace(",0.", ',"0.', 1),
    "in a column that nobody needs": lambda row: row.replace("seen", '"seen'),
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("where", [*STRAY])
def test_a_stray_quotation_mark_loses_no_row(where: str, rows: list[str], delimiter: str, tmp_path: Path) -> None:
    rows[AT] = STRAY[where](rows[AT])
    text = "\n".join([HEADER, *rows, ""]).replace(",", delimiter)
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(EvidenceError) as error:
        read_trial(tmp_path / "t.csv")
    assert codes_of(error.value) == ["EV06"]
    assert "lines 22 to " in str(error.value)


@pytest.mark.parametrize("column", [0, 1, 3])
def test_two_stray_marks_swallow_nothing_between_them(column: int, rows: list[str], tmp_path: Path) -> None:
    for at, edit in ((AT, '"{}'), (AT + 7, '{}"')):
        cells = rows[at].split(",")
        cells[column] = edit.format(cells[column])
        rows[at] = ",".join(cells)
    file = tmp_path / "t.csv.gz"
    file.write_bytes(gzip.compress("\r\n".join([HEADER, *rows]).encode()))
    with pytest.raises(EvidenceError, match="EV06") as error:
        read_trial(file)
    assert "lines 22 to 29" in str(error.value)


def test_quotes_around_every_cell_and_within_some_are_read(rows: list[str], tmp_path: Path) -> None:
    quoted = [",".join(f'"{cell}"' for cell in row.split(",")) for row in rows]
    quoted[AT] = quoted[AT].replace('"seen"', '"seen ""twice"", here"')
    (tmp_path / "t.csv").write_text("\n".join([HEADER, *quoted, ""]))
    assert read_trial(tmp_path / "t.csv").rows_read == len(rows)


def test_a_line_break_in_a_remark_is_no_row(rows: list[str], tmp_path: Path) -> None:
    rows[AT] = rows[AT].replace("seen", '"seen\nin the morning"')
    rows[-1] = rows[-1].replace("seen", '"\nseen"')
    (tmp_path / "t.csv").write_text("\n".join([HEADER, *rows, ""]))
    trial = read_trial(tmp_path / "t.csv")
    assert (trial.rows_read, trial.rows_refused) == (len(rows), 0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str, rows: list[str], tmp_path: Path) -> None:
    rows[3] = rows[3].replace("p3", '"p3"')
    (tmp_path / "t.csv").write_bytes(end.join([HEADER, *rows]).encode())
    assert read_trial(tmp_path / "t.csv").rows_read == len(rows)


def test_what_unicode_calls_a_line_break_ends_no_line(rows: list[str], tmp_path: Path) -> None:
    odd = [row.replace("p7", "p\x857\u2028") for row in rows]
    (tmp_path / "t.csv").write_text("\n".join([HEADER, *odd, ""]), encoding="utf-8")
    assert read_trial(tmp_path / "t.csv").rows_read == len(rows)


def test_a_mark_in_a_file_of_pairs_swallows_no_pair(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text('probe_id,reference_id\na,b\nc,"d\ne,f\n')
    with pytest.raises(EvidenceError, match="lines 3 to 4"):
        read_pairs(tmp_path / "pairs.csv")
    (tmp_path / "pairs.csv").write_text('probe_id,reference_id\na,b\nc,d"\n\ne,f\n')
    first, second = read_pairs(tmp_path / "pairs.csv")
    assert (len(first), len(second)) == (3, 3)


def test_a_mark_in_a_record_swallows_no_deployment_and_a_remark_may_have_lines(tmp_path: Path) -> None:
    head = "date,location,faces,alerts,false_alerts,notes\n"
    rows = [f"2024-01-0{i},here,1000,{i},1,calm\n" for i in range(1, 9)]
    broken = [row.replace("here", '"here') if at == 2 else row for at, row in enumerate(rows)]
    (tmp_path / "record.csv").write_text(head + "".join(broken))
    with pytest.raises(EvidenceError, match="EV06"):
        read_record(tmp_path / "record.csv")
    rows[2] = rows[2].replace("calm", '"calm,\nand sunny"')
    (tmp_path / "record.csv").write_text(head + "".join(rows))
    assert len(read_record(tmp_path / "record.csv").entries) == len(rows)
