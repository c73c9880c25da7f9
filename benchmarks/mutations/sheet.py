"""Made-up files: tables of cells, how they are written down, and which files are one piece of evidence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Part = Literal["main", "second", "truth", "subjects", "people"]
JSON = "{"  # the delimiter of a sheet that is written as JSON lines
_LITERAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?|true|false|null|NaN|-?Infinity")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table of cells, a header among its rows or not, and the role of its file in the evidence."""

    name: str
    rows: Sequence[Sequence[str]]
    headed: bool = True
    delimiter: str = ","
    part: Part = "main"

    def with_rows(self, rows: Sequence[Sequence[str]]) -> Sheet:
        """Return the same sheet with other rows."""
        return replace(self, rows=rows)

    @property
    def first(self) -> int:
        """Return the position of the first row of data."""
        return int(self.headed)


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a sheet is written: quotation marks around every cell, or where they are needed; line ends; encoding."""

    quoted: bool = False
    end: str = "\n"
    encoding: str = "utf-8"


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file: its bytes, what separates its cells, and whether it was packed, and cut or altered after that."""

    name: str
    content: bytes
    delimiter: str
    headed: bool
    part: Part
    packed: bool = False
    damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class Case:
    """One piece of evidence, and what was done to it."""

    number: int
    kind: str
    files: Sequence[Written]
    done: Sequence[str] = field(default=())

    def file(self, part: Part = "main") -> Written:
        """Return the file of a part."""
        return next(file for file in self.files if file.part == part)

    def has(self, part: Part) -> bool:
        """Return whether there is a file of a part."""
        return any(file.part == part for file in self.files)


def text_of(sheet: Sheet, style: Style) -> str:
    """Return a sheet as text."""
    if sheet.delimiter == JSON:
        keys, *rows = sheet.rows
        lines = [_object(keys, row) for row in rows]
    else:
        lines = [sheet.delimiter.join(_cell(cell, sheet, style) for cell in row) for row in sheet.rows]
    return style.end.join([*lines, ""])


def encoded(text: str, style: Style) -> bytes:
    """Return text as bytes: in UTF-8 where its encoding lacks a letter."""
    try:
        return text.encode(style.encoding)
    except UnicodeEncodeError:
        return text.encode()


def _cell(cell: str, sheet: Sheet, style: Style) -> str:
    needed = any(mark in cell for mark in (sheet.delimiter, '"', "\n", "\r")) or (sheet.delimiter == " " and not cell)
    return '"' + cell.replace('"', '""') + '"' if needed or style.quoted else cell


def _object(keys: Sequence[str], row: Sequence[str]) -> str:
    """Return a row as an object; a cell that is written as a JSON value is one, and an empty cell is left out."""
    pairs = [(key, cell) for key, cell in zip(keys, row, strict=False) if cell]
    said = (f"{json.dumps(key)}: {cell if _LITERAL.fullmatch(cell) else json.dumps(cell)}" for key, cell in pairs)
    return "{" + ", ".join(said) + "}"
