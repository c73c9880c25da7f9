"""The lines of a text table, counted, so that no row is lost without being missed.

A quotation mark that stands alone swallows everything up to the next one, and a fast reader may drop what it swallowed.
In a file without any quotation mark every line is a row. In any other, every mark must open a cell, close one, or be
doubled within one, and rows and lines must come to the same; where that is not so, the file is read record by record
(:mod:`bystander.evidence.tables.records`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CHUNK = 1 << 20
_BREAK = re.compile("\r\n|\r|\n")
_SPACED = re.compile(r'"((?:[^"]|"")*)"(?=\s|$)|(\S+)')
_MARK = ord('"')
_FEED = ord("\n")


def split_lines(text: str) -> list[str]:
    """Return the lines of a text: nothing but CR and LF ends one, whatever else Unicode calls a line break."""
    lines = _BREAK.split(text)
    return lines if lines[-1] else lines[:-1]


def split_spaces(line: str) -> list[str]:
    """Return the cells of a line that white space parts; it does not within quotation marks around a whole cell."""
    if '"' not in line:
        return line.split()
    return [found[2] if found[1] is None else found[1].replace('""', '"') for found in _SPACED.finditer(line)]


def has_plain_quotes(file: Path, delimiter: str) -> bool:
    """Return whether every quotation mark of a file opens or closes a cell, or is doubled within one."""
    with file.open("rb") as raw:
        return are_plain_quotes(iter(lambda: raw.read(_CHUNK), b""), delimiter)


def are_plain_quotes(chunks: Iterable[bytes], delimiter: str) -> bool:
    """Return the same of text that comes in chunks."""
    edges = np.zeros(256, np.bool_)
    edges[list(b'"\r\n' + delimiter.encode())] = True
    before, marks = b"\n", 0
    for chunk in chunks:
        if _MARK in chunk or before.endswith(b'"'):
            text = np.frombuffer(before + chunk, np.uint8)
            at = np.flatnonzero(text == _MARK)
            opening, closing = at[marks % 2 :: 2], at[1 - marks % 2 :: 2]
            opening = opening[int(len(opening) > 0 and opening[0] == 0) :]  # looked at with what was before it
            closing = closing[: len(closing) - int(len(closing) > 0 and closing[-1] + 1 == len(text))]
            if not (edges[text[opening - 1]].all() and edges[text[closing + 1]].all()):
                return False
            # the last byte is looked at once more with what follows it, and counts there
            marks += len(at) - int(text[-1] == _MARK)
        before = chunk[-1:]
    return (marks + before.count(b'"')) % 2 == 0


def count_lines(file: Path) -> int:
    """Return the number of lines of a file, blank ones among them; the last one need not be ended."""
    lines, last = 0, b""
    with file.open("rb") as raw:
        while chunk := raw.read(_CHUNK):
            lines += int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == _FEED))  # bytes.count is ten times slower
            lines += chunk.count(b"\r") - chunk.count(b"\r\n") if b"\r" in chunk else 0
            lines -= last == b"\r" and chunk.startswith(b"\n")
            last = chunk[-1:]
    return lines + (last not in b"\r\n")


def has_quotes(file: Path) -> bool:
    """Return whether there is any quotation mark in a file."""
    with file.open("rb") as raw:
        return any(b'"' in chunk for chunk in iter(lambda: raw.read(_CHUNK), b""))
