"""Tables in text: delimiters, encodings, compression, other names, and everything that can be wrong at once."""

from __future__ import annotations

import bz2
import gzip
import lzma
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from tests.evidence.makers import all_pairs, codes_of, columns_of, write_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = all_pairs(12)


@pytest.mark.parametrize("sep", [",", ";", "\t", "|", " ", "   "])
def test_any_delimiter_gives_the_same_trial(tmp_path: Path, sep: str) -> None:
    trial = read_trial(write_table(tmp_path / "t.csv", ROWS, sep=sep))
    whole = columns_of(trial)
    np.testing.assert_array_equal(whole["score"], [s for *_, s in ROWS])
    np.testing.assert_array_equal(whole["mated"], [a == b for a, b, _ in ROWS])
    assert trial.subjects == 12


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda b: b,
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda b: pa.Codec("zstd").compress(b, asbytes=True),
}


@pytest.mark.parametrize("packing", list(PACKERS))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_and_compression_gives_the_same_trial(tmp_path: Path, packing: str, encoding: str) -> None:
    rows = [(a.replace("S", "Ä"), b.replace("S", "Ä"), s) for a, b, s in ROWS]
    plain = write_table(tmp_path / "plain.csv", rows).read_text(encoding="utf-8").encode(encoding)
    file = tmp_path / f"t.csv.{packing}"
    file.write_bytes(PACKERS[packing](plain))
    found = inspect(read_trial(file))
    assert (found.mated, found.non_mated, found.people) == (12, 132, 12)


def test_windows_line_ends_and_quotes_make_no_difference(tmp_path: Path) -> None:
    text = 'probe_subject,reference_subject,score\r\n"a, b",A,1\r\n A ,"a, b",2\r\nA,A,3\r\n'
    (tmp_path / "t.csv").write_bytes(text.encode())
    trial = read_trial(tmp_path / "t.csv")
    np.testing.assert_array_equal(columns_of(trial)["mated"], [False, False, True])
    assert trial.subjects == 2


@pytest.mark.parametrize(
    "header",
    [
        ("probe_subject_id", "bio_ref_subject_id", "score"),
        ("Subject1", "Subject2", "Similarity"),
        ("id1", "id2", "SCORE"),
        ("query subject", "gallery-subject", "comparison.score"),
    ],
)
def test_other_names_of_the_columns_are_known(tmp_path: Path, header: tuple[str, str, str]) -> None:
    assert inspect(read_trial(write_table(tmp_path / "t.csv", ROWS, header))).mated == 12


def test_a_column_named_otherwise_can_be_pointed_at(tmp_path: Path) -> None:
    file = write_table(tmp_path / "t.csv", ROWS, ("probe_subject", "reference_subject", "resnet50"))
    assert inspect(read_trial(file, columns={"score": "resnet50"})).mated == 12
    with pytest.raises(EvidenceError, match="no column for score"):
        read_trial(file)


def test_a_column_name_that_comes_close_is_pointed_at_by_its_place(tmp_path: Path) -> None:
    file = write_table(tmp_path / "t.csv", ROWS, ("probe_subject", "reference_subjct", "score"))
    with pytest.raises(EvidenceError, match=r"did you mean column 2 for reference_subject\?"):
        read_trial(file)


def test_no_column_is_pointed_at_for_two_roles(tmp_path: Path) -> None:
    both = write_table(tmp_path / "both.csv", ROWS, ("probe_subjct", "refrence_subject", "score"))
    with pytest.raises(EvidenceError, match="did you mean column 1 for probe_subject and column 2 for reference_subj"):
        read_trial(both)
    turned = write_table(tmp_path / "turned.csv", ROWS, ("refrence_subject", "probe_subjct", "score"))
    with pytest.raises(EvidenceError, match="did you mean column 2 for probe_subject and column 1 for reference_subj"):
        read_trial(turned)
    one = write_table(tmp_path / "one.csv", [row[1:] for row in ROWS], ("probe_subjects", "score"))
    with pytest.raises(EvidenceError, match=r"did you mean column 1 for probe_subject\?"):
        read_trial(one)


def test_two_columns_for_one_role_are_refused(tmp_path: Path) -> None:
    file = write_table(
        tmp_path / "t.csv", [(*row, 1) for row in ROWS], ("probe_subject", "reference_subject", "score", "score")
    )
    with pytest.raises(EvidenceError, match="2 columns could each be the score"):
        read_trial(file)


def test_a_table_without_a_header_is_recognised(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as error:
        read_trial(write_table(tmp_path / "t.csv", ROWS, None))
    assert codes_of(error.value) == ["EV64"]
    assert "no header" in str(error.value)


def test_a_header_only_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as error:
        read_trial(write_table(tmp_path / "nothing.csv", []))
    assert codes_of(error.value) == ["EV02"]
    assert "nothing.csv" in str(error.value)
    assert str(tmp_path) not in str(error.value)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EV02"),
        (b"\n\n", "EV03"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "EV03"),
        (gzip.compress(b"a,b\n" * 900, mtime=0)[:-9], "EV03"),
    ],
)
def test_files_that_are_no_tables_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(EvidenceError) as error:
        read_trial(tmp_path / "t.csv")
    assert codes_of(error.value) == [code]


def test_every_missing_file_is_named_not_only_the_first(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as error:
        read_trial([tmp_path / "a.txt", tmp_path], truth=tmp_path / "b.txt")
    assert codes_of(error.value) == ["EV01", "EV01", "EV01"]


def test_a_decimal_comma_is_named_as_such_with_its_rows(tmp_path: Path) -> None:
    rows = [("A", "B", '"0,83"'), ("A", "A", "1.5"), ("B", "B", '"1,5"')]
    with pytest.raises(EvidenceError) as error:
        read_trial(write_table(tmp_path / "t.csv", rows))
    (problem,) = [p for p in error.value.problems if p.code == "EV05"]
    assert problem.where == "t.csv, column score, rows 2 and 4"
    assert problem.got == "a number with a decimal comma"


def test_a_cell_that_is_no_number_is_placed_by_the_heading_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("probe_subject,reference_subject,SIMILARITY\na,a,0.9\na,b,ninety\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"column SIMILARITY \(read as score\), row 3"):
        read_trial(file)


def test_decimal_commas_between_semicolons_are_read_and_that_is_said(tmp_path: Path) -> None:
    rows = [(a, b, f"{s:.3f}".replace(".", ",")) for a, b, s in ROWS]
    trial = read_trial(write_table(tmp_path / "t.csv", rows, sep=";"))
    assert [round(float(s), 3) for b in trial.blocks for s in b.read().score] == [round(s, 3) for _, _, s in ROWS]
    assert any("decimal comma" in p.found for p in trial.problems)


@pytest.mark.parametrize(
    ("scores", "got"),
    [
        (["0,83", "0.91", "0,12"], "a number with a decimal comma"),
        (["0,83"] * 30 + ["0.91"], "a number with a decimal point, where others have a decimal comma"),
        (["1,234", "2,500", "3,141"], "a number with a comma before three digits"),
        (["1.234,5", "2.500,1", "3,141.2"], "text"),
    ],
)
def test_a_mark_that_may_be_another_is_a_stop(scores: list[str], got: str, tmp_path: Path) -> None:
    rows = [("A", "AB"[at % 2], score) for at, score in enumerate(scores)]
    with pytest.raises(EvidenceError) as error:
        read_trial(write_table(tmp_path / "t.csv", rows, sep=";"))
    (problem,) = [p for p in error.value.problems if p.code == "EV05"]
    assert problem.got == got


def test_a_decimal_comma_is_read_the_same_where_the_fast_reader_gives_up(tmp_path: Path) -> None:
    rows = [("A", "AB"[at % 2], f"0,{at:04d}") for at in range(1, 41)]
    file = write_table(tmp_path / "t.csv", rows, sep=";")
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")  # a blank line
    scores = [float(s) for b in read_trial(file).blocks for s in b.read().score]
    assert scores == [at / 10000 for at in range(1, 41)]


def test_all_problems_of_a_file_are_told_at_once_with_rows_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    text = "probe_subject,reference_subject,score\nA,B,0.5\nA,C,oops\n\nA,D,1\nA,E\nA,F,1,2\n,F,1\nB,B,nan\nB,Q,inf\n"
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(EvidenceError) as error:
        read_trial(tmp_path / "t.csv")
    where = {(p.code, p.severity): p.where for p in error.value.problems}
    assert where[("EV05", "error")] == "t.csv, column score, row 3"
    assert where[("EV10", "refused")] == "t.csv, column probe_subject, row 8"
    assert where[("EV11", "error")] == "t.csv, row 9; row 10"
    assert [p.where for p in error.value.problems if p.code == "EV06"] == ["t.csv, row 6", "t.csv, row 7"]


def test_blank_lines_are_no_rows_but_count_as_rows_of_the_spreadsheet(tmp_path: Path) -> None:
    text = "probe_subject,reference_subject,score\nA,A,1\n\n\nB,B,2\n,B,3\n\n"
    (tmp_path / "t.csv").write_text(text)
    trial = read_trial(tmp_path / "t.csv")
    assert (trial.rows_read, trial.rows_used, trial.rows_refused) == (3, 2, 1)
    assert [p.where for p in trial.problems] == ["t.csv, column probe_subject, row 6"]


def test_ids_that_are_whole_numbers_match_their_spreadsheet_spelling_in_memory() -> None:
    table = pa.table(
        {
            "probe_subject": pa.array([1.0, 2.0, None]),
            "reference_subject": pa.array([1, 1, 2]),
            "score": [3.0, 2.0, 1.0],
        }
    )
    trial = read_trial(table)
    np.testing.assert_array_equal(columns_of(trial)["mated"], [True, False])
    assert trial.rows_refused == 1


def test_a_mated_column_replaces_subjects_and_must_not_contradict_them(tmp_path: Path) -> None:
    rows = [("yes", 1.0), ("no", 0.2), ("no", 0.1)]
    trial = read_trial(write_table(tmp_path / "t.csv", rows, ("mated", "score")))
    np.testing.assert_array_equal(columns_of(trial)["mated"], [True, False, False])
    assert trial.subjects is None
    wrong = [("A", "A", 1, 1), ("A", "B", 0, 1)]
    with pytest.raises(EvidenceError, match="in 1 row the mated column disagrees"):
        read_trial(write_table(tmp_path / "u.csv", wrong, ("probe_subject", "reference_subject", "score", "mated")))


def test_a_large_table_is_cut_into_blocks_that_say_their_rows() -> None:
    n = (1 << 20) + 5
    table = pa.table(
        {
            "probe_subject": np.arange(n) % 20,
            "reference_subject": np.arange(n) % 7,
            "score": np.arange(n, dtype=np.float32),
        }
    )
    trial = read_trial(table)
    first, second = trial.blocks
    assert (first.rows, second.rows) == (1 << 20, 5)
    assert second.read().first_row == (1 << 20) + 1
    assert second.read("scores").score.dtype == np.float32


def test_a_bob_file_of_four_columns_has_the_reference_first(tmp_path: Path) -> None:
    rows = [(b, a, f"{a}/{i}", s) for i, (a, b, s) in enumerate(ROWS)]  # claimed_id real_id probe_label score
    trial = read_trial(write_table(tmp_path / "scores-dev.txt", rows, None, " "))
    assert trial.format == "Bob score file, 4 columns"
    whole = columns_of(trial)
    names = sorted({a for a, _, _ in ROWS})
    assert [names[code] for code in whole["probe"]] == [a for a, _, _ in ROWS]
    assert [names[code] for code in whole["reference"]] == [b for _, b, _ in ROWS]
    assert len(set(whole["probe_image"].tolist())) == len(ROWS)
    assert "reference_image" not in whole
