"""Plain text in blocks of whole lines, read once from its first byte to its last, hashed on the way.

Plain is UTF-8 in which a line feed ends every line, and quotation marks stand around whole cells only, as below a
header they are around all text that some programs write. What has anything else in it is left to others, and so is
every message.
"""

from __future__ import annotations

import codecs
import hashlib
from typing import IO, TYPE_CHECKING, NamedTuple

from bystander.evidence.tables.lines import are_plain_quotes
from bystander.evidence.tables.plain_cells import Cells, cells_of, lines_buffer
from bystander.kernels.delimited import LEAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bystander.evidence.tables.rejects import Layout

_ODD = (b"\r", b"\0")


class NotPlainError(Exception):
    """Something in the text is not plain."""


class Lines(NamedTuple):
    """Whole lines in a buffer, behind its lead and before ``stop``, and where their bytes lie in the file."""

    buffer: bytearray
    stop: int
    offset: int
    size: int


class PlainBlocks:
    """The blocks of a file. Iterating, and reading a block again, raise NotPlainError for what is not plain."""

    def __init__(self, path: Path, layout: Layout, block: int) -> None:
        self._path, self._layout, self._block = path, layout, block
        self._hash = hashlib.sha256()
        self._version = self._seen()

    @property
    def sha256(self) -> str:
        """Return the hash of all bytes of the file, once the last block was given."""
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[Lines]:
        with self._path.open("rb", buffering=0) as raw:
            offset, rest = self._header(raw), b""
            while True:
                lines, rest = self._next(raw, rest, offset)
                if not lines.size:
                    return
                yield lines
                offset += lines.size

    def cells(self, lines: Lines) -> Cells:
        """Return the cells of a block. Raises NotPlainError where a row has more or fewer of them."""
        found = cells_of(lines.buffer, lines.stop, self._layout.delimiter, self._layout.width)
        if found is None:
            raise NotPlainError
        return found

    def again(self, offset: int, size: int) -> Cells:
        """Return the cells of a block that was given before; the file must not have been written to since then."""
        if self._seen() != self._version:
            raise NotPlainError
        buffer = lines_buffer(size)
        with self._path.open("rb", buffering=0) as raw, memoryview(buffer) as view:
            raw.seek(offset)
            if _fill(raw, view[LEAD : LEAD + size]) < size:
                raise NotPlainError
        return self.cells(Lines(buffer, _ended(buffer, LEAD + size), offset, size))

    def _seen(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_size, found.st_mtime_ns

    def _header(self, raw: IO[bytes]) -> int:
        """Read past the header; returns its bytes."""
        header = b"".join(raw.readline() for _ in range(self._layout.header_rows))
        plain = b'"' not in header or are_plain_quotes([header], self._layout.delimiter)
        if not plain or b"\r" in header or b"\0" in header:
            raise NotPlainError
        _require_utf8(header)
        self._hash.update(header)
        return len(header)

    def _next(self, raw: IO[bytes], rest: bytes, offset: int) -> tuple[Lines, bytes]:
        """Return the next block, and what was read beyond it."""
        buffer = lines_buffer(self._block)
        start, full = LEAD + len(rest), LEAD + self._block
        buffer[LEAD:start] = rest
        with memoryview(buffer) as view:
            stop = start + _fill(raw, view[start:full])
            self._hash.update(view[start:stop])
        if any(buffer.find(odd, start, stop) >= 0 for odd in _ODD):
            raise NotPlainError
        end = stop if stop < full else buffer.rfind(b"\n", LEAD, stop) + 1
        if not end:  # a line of that length is none
            raise NotPlainError
        rest = bytes(buffer[end:stop])
        if not buffer.isascii():
            _require_utf8(buffer[LEAD:end])
        return Lines(buffer, _ended(buffer, end), offset, end - LEAD), rest


def _ended(buffer: bytearray, stop: int) -> int:
    """Return where lines stop in a buffer, the last one ended by a line feed if it was not."""
    if buffer[stop - 1] == ord("\n"):
        return stop
    buffer[stop] = ord("\n")
    return stop + 1


def _require_utf8(text: bytes | bytearray) -> None:
    try:
        codecs.decode(text, "utf-8")
    except UnicodeDecodeError:
        raise NotPlainError from None


def _fill(raw: IO[bytes], view: memoryview) -> int:
    """Read until a view is full or the file ends; returns the bytes that were read."""
    done = 0
    while done < len(view):
        read = raw.readinto(view[done:])  # type: ignore[attr-defined]
        if not read:
            break
        done += read
    return done
