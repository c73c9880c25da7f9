"""From the bytes of a text to UTF-8: which encoding they are in, told by the whole file."""

from __future__ import annotations

import codecs
from typing import IO, TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev03_not_text import cut_text, not_text, two_encodings, unclear_encoding, wrong_encoding
from bystander.evidence.tables.encoding import encoding_by_mark, is_ambiguous, is_declared, one_to_one

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK = 1 << 22
HEAD = 1 << 16  # bytes by which a layout is told
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))  # bytes that no table holds


def encoding_of(plain: Path, name: str) -> str:
    """Return the encoding of a text: declared, marked, or told by the bytes of the whole file; "" if it is not known.

    Raises EvidenceError for what is no text, is UTF-8 at first and something else later, or ends within a character.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with plain.open("rb") as raw:
        chunk = head = raw.read(CHUNK)
        told = encoding_by_mark(head)
        if told:
            return told
        encoding, several = "utf-8", False  # several: characters of more than one byte
        while chunk:
            # the whole file is searched for the byte that no text has; the others would cost more than reading does
            if b"\0" in chunk or (chunk is head and head[:HEAD].translate(None, CONTROL) != head[:HEAD]):
                raise EvidenceError(name, [not_text(name, head)])
            if encoding and not chunk.isascii():
                try:
                    several |= not decoder.decode(chunk).isascii()
                except UnicodeDecodeError:
                    encoding = ""
            chunk = raw.read(CHUNK)
    if encoding and decoder.getstate()[0]:  # bytes that wait for the rest of their character
        if several:
            raise EvidenceError(name, [cut_text(name)])
        encoding = ""
    if not encoding and _is_utf8(head[:HEAD]) and len(head) > HEAD:
        raise EvidenceError(name, [two_encodings(name)])
    return encoding


def _is_utf8(text: bytes) -> bool:
    """Return whether text that may be cut within a character has some of more than one byte, all of them UTF-8."""
    if text.isascii():
        return False
    try:
        return not codecs.getincrementaldecoder("utf-8")().decode(text).isascii()
    except UnicodeDecodeError:
        return False


def transcoded(plain: Path, encoding: str, name: str) -> Iterator[bytes]:
    """Yield text as UTF-8, without marks before it. Raises EvidenceError where it is not in its encoding."""
    try:
        with plain.open("rb") as raw:
            first = True
            for part in _decoded(raw, encoding) if encoding else _kept_apart(raw, name):
                if "\0" in part:
                    raise EvidenceError(name, [not_text(name, b"")])
                text = part.lstrip("\ufeff") if first else part
                first = first and not text
                yield text.encode()
    except UnicodeDecodeError as damage:
        found = wrong_encoding(name) if is_declared() else not_text(name, b"")
        raise EvidenceError(name, [found]) from damage


def _decoded(raw: IO[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := raw.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _kept_apart(raw: IO[bytes], name: str) -> Iterator[str]:
    """Decode text of an unknown code page, in whole lines. Raises EvidenceError where a space may be a letter."""
    while chunk := raw.read(CHUNK):
        lines = chunk + raw.readline()
        if is_ambiguous(lines):
            raise EvidenceError(name, [unclear_encoding(name)])
        yield one_to_one(lines)
