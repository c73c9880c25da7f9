"""Plain lines give what pyarrow gives of the same text; what is anything else is left to it, whatever the cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.evidence.tables import columns_of_text
from bystander.evidence.tables.columns_of_text import _read_fast, read_layout
from bystander.evidence.tables.plain_lines import read_plain
from bystander.evidence.tables.rejects import Layout
from bystander.kernels.delimited import LEAD
from bystander.kernels.words import EMPTY, number_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = "probe,reference,other,score\n"
ROWS = ["ann,ben,,0.5", "ben,cy,x,-1.25", "ann,ben,y y,3", "Zoë,a name of more than eight bytes,,0.1"]
GAPS = ["ann,,,0.5", ",ben,,0.5", "ann,ben,,", "ann,,x,", ",ben,,nan"]
LAYOUT = Layout(
    delimiter=",", width=4, kinds={0: "text", 1: "text", 3: "number"}, labels={0: "probe", 1: "reference", 3: "score"}
)


def same(text: Path, layout: Layout, *, block: int) -> None:
    """Compare the columns of a file with those of pyarrow, numbers to the bit."""
    found, wanted = read_plain(text, layout, large=0, block=block), _read_fast(text, layout)
    assert found is not None
    assert list(found) == list(wanted)
    assert [column.null_count for column in found.values()] == [column.null_count for column in wanted.values()]
    for at, column in wanted.items():
        assert found[at].type == column.type
        if layout.kinds[at] == "number":
            bits = [np.asarray(c.to_numpy()).view(np.uint64).tolist() for c in (found[at], column)]
            assert bits[0] == bits[1]
        else:
            assert found[at].to_pylist() == column.to_pylist()


def cells(rng: np.random.Generator, rows: int) -> list[str]:
    """Numbers of every length and sign, most of them short."""
    shown: list[Callable[[float], str]] = [repr, "{:.3f}".format, "{:.7g}".format, "{:.0f}".format, "{:.15f}".format]
    ways = rng.integers(0, len(shown), rows)
    sizes = 10.0 ** rng.integers(-3, 9, rows)
    return [shown[way](float(x * size)) for way, x, size in zip(ways, rng.standard_normal(rows), sizes, strict=True)]


@pytest.mark.parametrize("ending", ["", "\n"])
@pytest.mark.parametrize("block", [64, 100, 1 << 20])
def test_same_as_pyarrow(tmp_path: Path, ending: str, block: int) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "\n".join(ROWS * 5) + ending, encoding="utf-8")
    same(file, LAYOUT, block=block)


QUOTED = [
    '"ann","ben","",0.5',
    'ann,"ben","y y","-1.25"',
    '"","ben",,"3"',
    '"Zoë","a name of more than eight bytes",x,""',
]


@pytest.mark.parametrize("ending", ["", "\n"])
@pytest.mark.parametrize("block", [64, 100, 1 << 20])
@pytest.mark.parametrize("rows", [QUOTED, [*ROWS, *QUOTED], [*QUOTED, *ROWS]], ids=["all", "at the end", "at first"])
def test_quotation_marks_around_cells_are_no_part_of_them(
    tmp_path: Path, rows: list[str], ending: str, block: int
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "\n".join(rows * 5) + ending, encoding="utf-8")
    same(file, LAYOUT, block=block)


@pytest.mark.parametrize("seed", range(3))
def test_whichever_cells_are_quoted_the_columns_are_the_same(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    numbers = cells(rng, 2000)
    plain = [
        [f"p{a}", f"p{b}" * int(a % 3 > 0), "", s]
        for (a, b), s in zip(rng.integers(0, 99, (2000, 2)), numbers, strict=True)
    ]
    file, other = tmp_path / "a.csv", tmp_path / "b.csv"
    quoted = [",".join(f'"{cell}"' if rng.random() < 0.5 else cell for cell in row) for row in plain]
    file.write_text(HEADER + "\n".join(quoted) + "\n", encoding="utf-8")
    other.write_text(HEADER + "\n".join(",".join(row) for row in plain) + "\n", encoding="utf-8")
    same(file, LAYOUT, block=1 << 12)
    one, two = (read_plain(path, LAYOUT, large=0, block=1 << 12) for path in (file, other))
    assert one is not None
    assert two is not None
    assert {at: column.to_pylist() for at, column in one.items()} == {at: c.to_pylist() for at, c in two.items()}


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("at", [0, 4])
def test_empty_cells_are_the_same_as_pyarrows(tmp_path: Path, gap: str, at: int) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "\n".join([*ROWS[:at], gap, *ROWS[at:], *ROWS]) + "\n", encoding="utf-8")
    same(file, LAYOUT, block=100)


def test_all_words_of_a_column_may_be_missing(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "ann,,,0.5\n" * 9, encoding="utf-8")
    same(file, LAYOUT, block=64)


@pytest.mark.parametrize("seed", range(3))
def test_same_numbers_and_words_as_pyarrow(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 20_000
    people = [
        "".join(rng.choice(list("abé0 -'"), size)).strip() + f"_{k}" for k, size in enumerate(rng.integers(1, 24, 5000))
    ]
    probe, reference = rng.choice(people, n), rng.choice(people, n)
    rows = (f"{p};{r};;{s}" for p, r, s in zip(probe, reference, cells(rng, n), strict=True))
    file = tmp_path / "a.csv"
    file.write_text('"probe";"reference";other;score\n' + "\n".join(rows) + "\n", encoding="utf-8")
    layout = Layout(delimiter=";", width=4, kinds=LAYOUT.kinds, labels=LAYOUT.labels)
    same(file, layout, block=1 << 16)


NUMBERS = [
    "0", "-0", "-0.0", "00.50", "1.", ".5", "-.5", "1e-5", "1E5", "nan", "-inf", "9007199254740992", "9007199254740993",
    "0.1", "0.30000000000000004", "1234567.7654321", "0.12345678", "0.123456789", "0.0000000000000001", "12345678",
    "-123456789012345.5", "99999999.99999999", "4.35", "0.000001", "1234567890123456789012", "1e400", "2.5e-324",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_the_same_to_the_bit(tmp_path: Path, number: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + f"a,b,,0.25\na,b,,{number}\n", encoding="utf-8")
    same(file, LAYOUT, block=64)


ODD = {
    "a quotation mark alone": 'ann,",,0.5',
    "a quotation mark that is not closed": 'ann,"ben,,0.5',
    "a quotation mark that is not opened": 'ann,ben",,0.5',
    "a quotation mark within": 'ann,"be"n",,0.5',
    "a doubled quotation mark": 'ann,"be""n",,0.5',
    "a quotation mark within a plain cell": 'ann,be"n,,0.5',
    "white space before a quotation mark": 'ann, "ben",,0.5',
    "white space behind a quotation mark": 'ann,"ben" ,,0.5',
    "a delimiter in quotes": 'ann,"b,en",0.5',
    "a delimiter in quotes, and a cell too many": 'ann,"b,en",,0.5',
    "a line in quotes": 'ann,"b\nen,x",,0.5',
    "a row in quotes": '"ann,ben,,0.5"',
    "no number": "ann,ben,,much",
    "white space around a number": "ann,ben,, 0.5",
    "two points": "ann,ben,,0.5.5",
    "a sign alone": "ann,ben,,-",
    "a decimal comma": "ann,ben,,0,5",
    "too few cells": "ann,ben,0.5",
    "too many cells": "ann,ben,,0.5,",
    "a blank line": "",
    "a cell less and one more": "ann,ben,0.5\nann,ben,,0.5,0.5",
    "a cell more and one less": "ann,ben,x,0.5,7\n1,ben,0.5",
    "a carriage return": "ann,ben,,0.5\r",
    "a carriage return within": "ann\rben,ben,,0.5",
    "a long line": f"ann,ben,{200 * 'x'},0.5",
    "a line that a block cuts into two rows": f"ann,ben,{88 * 'x'},0.55,b,c,0.7",
}


@pytest.mark.parametrize("at", [0, 2, 4])
@pytest.mark.parametrize("row", ODD.values(), ids=ODD)
def test_anything_else_is_left_to_others(tmp_path: Path, row: str, at: int) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((HEADER + "\n".join([*ROWS[:at], row, *ROWS[at:]]) + "\n").encode())
    assert read_plain(file, LAYOUT, large=0, block=100) is None


@pytest.mark.parametrize("text", [HEADER, f"{HEADER}\n", f"{HEADER}\na,b,,0.5\n", f"x{HEADER}\r\na,b,,0.5\n"])
def test_no_rows_and_lines_above_them_are_left_to_others(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(text.encode())
    assert read_plain(file, LAYOUT, large=0) is None


@pytest.mark.parametrize("name", ['pr"obe', '"probe""', "probe\r"])
def test_a_header_out_of_order_is_left_to_others(tmp_path: Path, name: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((HEADER.replace("probe", name) + "a,b,,0.5\n").encode())
    assert read_plain(file, LAYOUT, large=0) is None


def test_small_text_is_left_to_others(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "\n".join(ROWS), encoding="utf-8")
    assert read_plain(file, LAYOUT) is None


def test_a_table_is_read_the_same_with_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "\n".join(ROWS), encoding="utf-8")
    plain = read_layout(file, LAYOUT)
    asked: list[int] = []

    def at_once(text: Path, layout: Layout) -> object:
        found = read_plain(text, layout, large=0)
        asked.append(len(found or {}))
        return found

    monkeypatch.setattr(columns_of_text, "read_plain", at_once)
    fast = read_layout(file, LAYOUT)
    assert asked == [3]
    assert fast.first_row == plain.first_row
    assert {at: c.to_pylist() for at, c in fast.columns.items()} == {
        at: c.to_pylist() for at, c in plain.columns.items()
    }


def test_words_of_one_hash_are_told_apart() -> None:
    words = ["a name of some length", "a name of same length", "a name of some length", "another of that size."]
    text = np.frombuffer(bytearray(LEAD) + "".join(f"{word}\n" for word in words).encode(), np.uint8)
    ends = np.array([LEAD - 1, *(LEAD - 1 + np.cumsum([len(word) + 1 for word in words]))], np.int32)
    number, first, letters = np.empty(4, np.int32), np.zeros(9, np.int64), np.empty(100, np.uint8)
    table, known = np.full(32, EMPTY, np.int32), np.empty(8, np.uint64)
    done = number_words(text, ends, 1, 0, np.zeros(4, np.uint64), number, 0, table, known, first, letters, 0)
    assert done == (4, 3)
    assert number.tolist() == [0, 1, 0, 2]
    assert letters[: first[3]].tobytes().decode() == words[0] + words[1] + words[3]
