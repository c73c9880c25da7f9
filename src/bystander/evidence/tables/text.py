"""Text of any common encoding and compression, as plain UTF-8.

Files come from spreadsheets (UTF-8 with a byte-order mark, UTF-16, Windows-1252) and from servers (gzip,
zstd, bzip2, xz, a zip archive of one file). Every text reader works on the plain UTF-8 file that :func:`as_utf8` lends.
"""

from __future__ import annotations

import codecs
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev01_unreadable as ev01
from bystander.evidence.checks import ev02_nothing_in_it as ev02
from bystander.evidence.checks.check import require
from bystander.evidence.checks.ev03_not_text import cut_off
from bystander.evidence.tables.decoding import CONTROL, encoding_of, transcoded
from bystander.evidence.tables.encoding import encoding_by_mark, one_to_one
from bystander.evidence.tables.lines import split_lines, split_spaces
from bystander.evidence.tables.scratch import scratch
from bystander.evidence.tables.zipped import MAGIC, holds_text, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class PlainText(NamedTuple):
    """A plain UTF-8 file, and whether the encoding of what it was made from is a guess."""

    path: Path
    guessed: bool


CHUNK = 1 << 22
_COMPRESSED = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz"}


@contextmanager
def as_utf8(path: Path) -> Iterator[Path]:
    """Lend a plain UTF-8 file with the content of ``path``; what is raised is as for :func:`plain_text`."""
    with plain_text(path) as text:
        yield text.path


@contextmanager
def plain_text(path: Path) -> Iterator[PlainText]:
    """Lend a plain UTF-8 file with the content of ``path``; what has to be unpacked for it has no name.

    A plain UTF-8 file is lent as it is. Raises :class:`EvidenceError` (EV01, EV02, EV03) for a missing
    file, a folder, an empty file, binary content and a damaged compressed file.
    """
    ensure_file(path)
    with unpacked(path) as raw:
        encoding = encoding_of(raw, path.name)
        if encoding == "utf-8":
            yield PlainText(raw, guessed=False)
            return
        with scratch(transcoded(raw, encoding, path.name)) as plain:
            require((ev02.CHECK,), ev02.Size(path.name, plain.stat().st_size), path.name)
            yield PlainText(plain, guessed=not encoding)


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """Lend the content of a file that may be compressed. Raises EvidenceError where it is damaged or holds nothing."""
    with path.open("rb") as raw:
        packing = _packing(raw.read(8), path)
    if packing is None:
        yield path
        return
    with scratch(_unpacked(path, packing)) as plain:
        require((ev02.CHECK,), ev02.Size(path.name, plain.stat().st_size), path.name)
        yield plain


def ensure_file(path: Path) -> None:
    """Raise :class:`EvidenceError` unless ``path`` is a file that can be read and holds something."""
    require((ev01.CHECK,), path, path.name or "folder")
    require((ev02.CHECK,), ev02.Size(path.name, path.stat().st_size), path.name)


def head_of(path: Path, size: int = 1 << 16) -> bytes:
    """Return the first bytes of a file, unpacked where it is compressed; b"" where it is damaged."""
    with path.open("rb") as raw:
        packing = _packing(raw.read(8), path)
        raw.seek(0)
        if packing is None:
            return raw.read(size)
        try:
            with _opened(path, packing) as stream:
                return stream.read(size)
        except Exception as damage:
            if not _is_damage(damage):
                raise
            return b""


def decoded_head(path: Path, size: int = 1 << 16) -> str | None:
    """Return the first characters of a text file, or None where the content is not text."""
    head = head_of(path, size)
    told = encoding_by_mark(head)
    if told:
        return head.decode(told, errors="ignore").lstrip("\ufeff")
    if head.translate(None, CONTROL) != head:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return one_to_one(head)


def sniff_delimiter(sample: str) -> str:
    """Return the delimiter of a text table: comma, semicolon, tab, bar, or a space for any white space.

    The delimiter is the one that splits the lines of the sample into the same number (two or more) of
    fields most often; quoted parts do not count. A single column gives ",".
    """
    lines = [_unquoted(line) for line in split_lines(sample) if line.strip()][:50]
    if len(lines) > 1 and not sample.endswith(("\n", "\r")):
        lines.pop()  # the last line of a sample may be cut
    best, best_key = ",", (0.0, 0)
    for rank, delimiter in enumerate(("\t", ";", ",", "|", " ")):
        counts = [_fields(line, delimiter) for line in lines]
        common = max(set(counts), key=counts.count, default=1)
        if common < 2:
            continue
        # "0,83;0,91": the comma splits evenly too, so the earlier candidate wins a tie
        key = (counts.count(common) / len(counts), -rank)
        if key > best_key:
            best, best_key = delimiter, key
    return best


def _fields(line: str, delimiter: str) -> int:
    """Return into how many cells a delimiter parts a line; one that only ends it parts nothing."""
    if delimiter == " ":
        return len(split_spaces(line))
    return line.count(delimiter) + 1 if delimiter in line.rstrip(delimiter) else 1


def _unquoted(line: str) -> str:
    """Return a line with a letter in place of each quoted part."""
    return "x".join(line.split('"')[::2])


def _packing(head: bytes, path: Path) -> str | None:
    if head.startswith(MAGIC):
        return "zip" if holds_text(path) else None
    return next((name for magic, name in _COMPRESSED.items() if head.startswith(magic)), None)


def _opened(path: Path, packing: str) -> IO[bytes]:
    if packing == "gzip":
        import gzip

        return cast("IO[bytes]", gzip.open(path, "rb"))
    if packing == "bz2":
        import bz2

        return cast("IO[bytes]", bz2.open(path, "rb"))
    if packing == "xz":
        import lzma

        return cast("IO[bytes]", lzma.open(path, "rb"))
    if packing == "zip":
        return text_in(path)
    import pyarrow as pa

    return cast("IO[bytes]", pa.input_stream(str(path), compression="zstd"))


def _unpacked(path: Path, packing: str) -> Iterator[bytes]:
    """Yield the content of a compressed file. Raises EvidenceError where it is damaged."""
    try:
        with _opened(path, packing) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except Exception as damage:
        if not _is_damage(damage):
            raise
        raise EvidenceError(path.name, [cut_off(path.name)]) from damage


def _is_damage(error: Exception) -> bool:
    """Return whether an error is what a damaged archive gives: zlib, lzma and zip have errors of their own."""
    return isinstance(error, OSError | EOFError | ValueError) or type(error).__name__ in {
        "LZMAError",
        "BadZipFile",
        "error",
    }
