"""A text table, read in plain Python and strictly: what a careful reader takes for its rows, or why they would not.

Written from what the documents promise (docs/reference/checks.md, docs/how-to/your-file.md) and not from the code. It
reads a file line by line with the csv module; it is slow, and that is all right.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import lzma
import re
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.mutations.sheet import Written

csv.field_size_limit(1 << 30)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNPACKERS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress, b"\xfd7zXZ\0": lzma.decompress, b"BZh": bz2.decompress,
    b"\x28\xb5\x2f\xfd": lambda content: bytes(pa.CompressedInputStream(pa.BufferReader(content), "zstd").read()),
}  # fmt: skip
_FEWEST = 3  # records of a table below a title
_APART = re.compile(r"[-+]?[1-9][0-9]{0,2}((?:([ '’\u00a0\u2009\u202f,])[0-9]{3})(?:\2[0-9]{3})+(\.[0-9]*)?|"
                    r"[ '’\u00a0\u2009\u202f][0-9]{3}(\.[0-9]*)?|,[0-9]{3}\.[0-9]*)")  # fmt: skip
_ONE_COMMA = re.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}")
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")


class Refused(Exception):  # noqa: N818 - an answer, not a mistake
    """A careful reader would not go on: what is there can be read in several ways, or in none."""


class Unsure(Exception):  # noqa: N818 - an answer, not a mistake
    """The documents leave it open."""


def text_in(file: Written) -> str:
    """Return a file as text. Raises Refused where it is damaged or binary, and Unsure where its encoding matters."""
    if file.damaged:
        raise Refused("damaged archive")
    content = file.content
    for magic, unpack in _UNPACKERS.items():
        if content.startswith(magic):
            content = unpack(content)
            break
    told = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    try:
        text = content.decode(told or "utf-8")
    except UnicodeDecodeError:
        if told:
            raise Refused("not in the encoding of its mark") from None
        text = content.decode("latin-1")
        if "\xa0" in text or "\x85" in text:
            raise Unsure("a byte that may be a letter or a space") from None
    if "\0" in text:
        raise Refused("a byte that no text has")
    if re.search("[\x01-\x08\x0e-\x1f\x7f]", text):
        raise Unsure("control characters")
    if not text.strip():
        raise Refused("nothing in it")
    return text.lstrip("\ufeff")


def records_in(file: Written) -> list[list[str]]:
    """Return the rows of a file that are not blank, as stripped cells; every row on lines of its own.

    Raises Refused for a quotation mark that is not closed, or swallows a line, and Unsure for one within a cell.
    """
    text = text_in(file)
    rows = _spaced(text) if file.delimiter == " " else _delimited(text, file.delimiter)
    found = [[cell.strip() for cell in row] for row in rows]
    while found and not any(found[0]):
        found.pop(0)  # nothing but delimiters above a table is nothing
    return [row for row in found if any(row) or (len(row) > 1 and file.delimiter != "\t")]


def table_in(file: Written) -> tuple[list[str], list[list[str]]]:
    """Return the header of a file, empty where it was made without, and its rows, all of one width.

    A header that is one cell shorter than every row has no cell above the names of rows, as R writes it.
    """
    records = records_in(file)
    while file.headed and len(records) > 2 and records[0][0].startswith("#") and len(records[0]) < len(records[1]):
        records.pop(0)  # a remark above the header
    while file.headed and _is_above(records):
        records.pop(0)
    if not records:
        raise Refused("no rows")
    header, rows = (records[0], _without(records[0], records[1:])) if file.headed else ([], records)
    if not rows:
        raise Refused("a header alone")
    header, rows = _without_empty_ends(header, rows)
    if not header and rows and rows[0][0].startswith(("#", "%")):
        raise Unsure("a remark above a list")
    widths = {len(row) for row in rows}
    if len(widths) != 1:
        raise Refused("rows of several widths")
    if header and widths == {len(header) + 1}:
        if len({row[0] for row in rows}) < len(rows):
            raise Refused("names of rows that repeat")
        header = ["", *header]
    if header and widths != {len(header)}:
        raise Refused("a header of another width than the rows")
    return header, rows


def _without(header: list[str], rows: list[list[str]]) -> list[list[str]]:
    """Return rows without those that repeat the header."""
    words = [cell.casefold() for cell in header]
    return rows if any(w[:1].isdigit() for w in words) else [r for r in rows if [c.casefold() for c in r] != words]


def _is_above(records: Sequence[Sequence[str]]) -> bool:
    """Return whether the first record is a title: the second is a header as wide as all below it, with numbers there.

    A header has other words in all its cells; a title has fewer cells that hold anything.
    """
    if len(records) < _FEWEST:
        return False
    first, second, *rows = records
    words = len({cell.casefold() for cell in second}) == len(second) and all(cell[:1].isalpha() for cell in second)
    wide = all(len(row) == len(second) for row in rows) and sum(map(bool, first)) < len(second)
    return words and wide and any(all(is_number(row[at]) for row in rows) for at in range(len(second)))


def _without_empty_ends(header: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Return a table without what a delimiter at the end of lines adds, and without lines that hold nothing."""
    ends = any(row[-1] for row in rows)
    if len(header) > 2 and not header[-1] and not ends:
        header = header[:-1]
    width = len(header or rows[0])
    if not (header and ends and {len(row) for row in rows} == {width + 1}):  # names of rows, and none above them
        rows = [row[:width] if not any(row[width:]) else row for row in rows]
    rows = [row for row in rows if len(row) >= width or any(row)]
    if not header and width > 2 and not any(row[-1] for row in rows):
        rows = [row[:-1] for row in rows]
    return header, rows


def _delimited(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    before = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as fault:
            raise Refused("quotation marks") from fault
        if row is None:
            return rows
        if reader.line_num > before + 1:
            _judge(row, delimiter)
        before = reader.line_num
        rows.append(row)


def _judge(row: Sequence[str], delimiter: str) -> None:
    """Say what there is to say of a row that runs over several lines."""
    if any(("\n" in cell or "\r" in cell) and delimiter in cell for cell in row):
        raise Refused("a quotation mark swallows a line")
    raise Unsure("a line break in a cell")


def _spaced(text: str) -> list[list[str]]:
    rows = []
    for line in re.split("\r\n|\r|\n", text):
        if '"' not in line:
            rows.append(line.split())
            continue
        if '"' in re.sub(r'(?<!\S)"([^"]|"")*"(?!\S)', "", line) or "\t" in line:
            raise Unsure("quotation marks where white space parts cells")
        plain = re.sub(r" +", " ", line).strip()
        try:
            rows.append(next(csv.reader([plain], delimiter=" ", strict=True)))
        except csv.Error as fault:
            raise Unsure("quotation marks where white space parts cells") from fault
    return rows


def number(cell: str) -> float | None:
    """Return a number, None of an empty cell. Raises Refused for what is none, or is not finite."""
    if not cell:
        return None
    if _APART.fullmatch(cell):
        return float(re.sub(r"[^0-9.+-]", "", cell))
    if _ONE_COMMA.fullmatch(cell):
        raise Unsure("a comma that other numbers of the column may tell")
    if not _NUMBER.fullmatch(cell):
        raise Refused("a cell that is no number")
    value = float(cell)
    if abs(value) == float("inf"):
        raise Refused("a number without end")
    return value


def is_number(cell: str) -> bool:
    """Return whether a cell is a number."""
    return _NUMBER.fullmatch(cell) is not None
