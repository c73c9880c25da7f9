"""Records of text: quotation marks that are plain, and everything else one by one."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.read import read_trial
from bystander.evidence.tables import lines, records
from bystander.evidence.tables.lines import count_lines, has_plain_quotes, split_lines, split_spaces
from bystander.evidence.tables.records import Records

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "probe_subject,reference_subject,score,note"
ROWS = [f"p{i % 5},p{(i + i // 5) % 5},0.{i + 10},seen" for i in range(30)]


def table(path: Path, rows: list[str], end: str = "\n") -> Path:
    path.write_bytes(end.join([HEADER, *rows, ""]).encode())
    return path


PLAIN = ['"a","b"\n"c","d"\n', "a,b\nc,d\n", '"a""b",c\r\n', '"",""', '"a\nb",c']
NOT_PLAIN = ['a"b,c', '"a"b,c', '"a,b\n', 'a,"', ' "a",b', '"a" ,b']


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 1 << 22])
@pytest.mark.parametrize("text", [*PLAIN, *NOT_PLAIN])
def test_marks_are_plain_where_each_opens_or_closes_a_cell(
    text: str, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_CHUNK", chunk)
    (tmp_path / "t.csv").write_text(text, newline="")
    assert has_plain_quotes(tmp_path / "t.csv", ",") is (text in PLAIN)


@pytest.mark.parametrize("chunk", [1, 2, 3, 1 << 20])
@pytest.mark.parametrize("ended", [True, False])
def test_lines_are_counted_whatever_ends_them(
    chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, ended: bool
) -> None:
    monkeypatch.setattr(lines, "_CHUNK", chunk)
    for ends in itertools.product(["\n", "\r\n", "\r"], repeat=4):
        text = "".join(f"{'x' * at}{end}" for at, end in enumerate(ends)) + ("" if ended else "x")
        (tmp_path / "t.csv").write_bytes(text.encode())
        assert count_lines(tmp_path / "t.csv") == len(split_lines(text)) == 4 + (not ended)


@pytest.mark.parametrize("cells", [1, 8, 1 << 16])
def test_records_are_those_of_the_csv_module_whatever_is_held_at_a_time(
    cells: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_CELLS", cells)
    rng = np.random.default_rng(3)
    rows = [*ROWS]
    for at in rng.choice(len(rows), 12, replace=False):
        rows[at] = str(rng.choice(["", "  ", "a,b", "a,b,c,d,e", 'a,b,0.1,say "x"', 'a,b,0.1,"x\ny"']))
    file = table(tmp_path / "t.csv", rows, "\r\n")
    text = file.read_bytes().decode()
    want = list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]
    found = [
        pair for part in Records(file=file, delimiter=",", width=4, header_rows=1) for pair in zip(*part, strict=True)
    ]
    kept = [(number, cells) for number, cells in enumerate(want, 2) if "".join(cells).strip()]
    assert found == kept


@pytest.mark.parametrize("odd", ['"p1"x,p2,0.5,seen', 'p1,p2,"0.5"5,seen', 'p1,p2,0.5,"se"en'])
@pytest.mark.parametrize("at", [0, 15, 29])
def test_a_cell_that_goes_on_after_its_closing_mark_is_told(odd: str, at: int, tmp_path: Path) -> None:
    rows = [*ROWS]
    rows[at] = odd
    with pytest.raises(EvidenceError, match="cannot be split into cells") as error:
        read_trial(table(tmp_path / "t.csv", rows))
    assert f"row {at + 2}" in str(error.value)


def test_a_number_that_is_cut_within_its_quotation_marks_is_no_number(tmp_path: Path) -> None:
    rows = [",".join(f'"{cell}"' for cell in row.split(",")[:3]) for row in ROWS]
    text = "\n".join([HEADER.removesuffix(",note"), *rows])
    (tmp_path / "t.csv").write_text(text[:-2])
    with pytest.raises(EvidenceError, match="EV06"):
        read_trial(tmp_path / "t.csv")


@pytest.mark.parametrize("blank", ["", " ", "\t", ",,", " , "])
def test_blank_lines_are_no_rows_whatever_ends_the_others(blank: str, tmp_path: Path) -> None:
    ends = ["\n", "\r\n", "\r"]
    text = "".join(row + ends[at % 3] + (blank + ends[at % 2] if at % 7 == 0 else "") for at, row in enumerate(ROWS))
    (tmp_path / "t.csv").write_bytes((HEADER + "\r\n" + text).encode())
    trial = read_trial(tmp_path / "t.csv")
    assert (trial.rows_read, trial.rows_refused) == (len(ROWS), 0)


def test_white_space_parts_no_quoted_cell() -> None:
    assert split_spaces('"Ann Lee"  "say ""x"""\t0.5') == ["Ann Lee", 'say "x"', "0.5"]
    assert split_spaces('a"b "c d') == ['a"b', '"c', "d"]


def test_quoted_text_that_white_space_parts_is_read(tmp_path: Path) -> None:
    rows = [" ".join(f'"{cell}"' for cell in row.replace("p", "Person ").split(",")) for row in ROWS]
    (tmp_path / "t.txt").write_text("\n".join([HEADER.replace(",", " "), *rows]))
    trial = read_trial(tmp_path / "t.txt")
    assert (trial.rows_read, trial.subjects) == (30, 5)


def test_every_cell_too_many_of_a_wide_table_is_told(tmp_path: Path) -> None:
    more = [f"x{i}" for i in range(20_000)]
    rows = [",".join([row, *more]) for row in ROWS]
    rows[7] += ",1"
    (tmp_path / "t.csv").write_text("\n".join([",".join([HEADER, *more]), *rows]))
    with pytest.raises(EvidenceError, match="1 row with too many cells") as error:
        read_trial(tmp_path / "t.csv")
    assert "20004 cells" in str(error.value)


def test_the_word_of_a_row_that_is_not_read_is_no_label(tmp_path: Path) -> None:
    rows = ["score,label", *[f"0.{i + 10},{i % 2}" for i in range(20)], "value,label"]
    (tmp_path / "t.csv").write_text("\n".join(rows))
    with pytest.raises(EvidenceError) as error:
        read_trial(tmp_path / "t.csv")
    assert [p.where for p in error.value.problems if p.code == "EV05"] == ["t.csv, column score, row 22"]


def test_a_single_row_needs_no_end_of_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("probe_subject,reference_subject,score\nA,B,0.5")
    assert read_trial(tmp_path / "t.csv").rows_read == 1


@pytest.mark.parametrize("width", [0, 1, 2])
def test_a_file_of_blank_lines_has_no_records(width: int, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("\n \n\n")
    assert [numbers for numbers, _ in Records(file=tmp_path / "t.csv", delimiter=",", width=width)] == [[]]


def test_a_line_of_tabs_is_blank_and_a_line_of_commas_is_a_row_without_anything(tmp_path: Path) -> None:
    for mark, refused in (("\t", 0), (",", 1)):
        text = "\n".join([HEADER, *ROWS[:20], ",,,", *ROWS[20:]]).replace(",", mark)
        (tmp_path / "t.csv").write_text(text)
        trial = read_trial(tmp_path / "t.csv")
        assert (trial.rows_used, trial.rows_refused) == (30, refused)
