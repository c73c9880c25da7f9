"""The encoding of text: declared, told by a mark at its beginning, or UTF-8; else its bytes are kept apart one to one.

Text that is not UTF-8 and of which nothing is declared is read as Windows-1252, with the five bytes that it lacks as
the control characters of their number. Whatever code page it was, different bytes stay different characters, so people
are neither joined nor parted; what they are called is nobody's concern. One byte could still join them: A0 is a space
in Windows-1252, and is not kept at the edge of a cell, but a letter elsewhere. There the encoding has to be declared.
"""

from __future__ import annotations

import codecs
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
R = TypeVar("R")

_DECLARED: ContextVar[str] = ContextVar("encoding", default="")
_EDGE = re.compile(rb"\xa0(?=[,;\t|\"\r\n ]|$)|(?:^|(?<=[,;\t|\"\r\n ]))\xa0")
_TABLE = "".join(
    chr(byte) if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([byte]).decode("cp1252") for byte in range(256)
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def declared_encoding(name: str) -> Iterator[None]:
    """Read all text within the block in an encoding; "" declares none. Raises UsageError for one that is not known."""
    token = _DECLARED.set(_known(name))
    try:
        yield
    finally:
        _DECLARED.reset(token)


def text_as_declared(read: Callable[P, R]) -> Callable[P, R]:
    """Give a reader the keyword ``encoding``, in which all text is read that it opens."""

    @wraps(read)
    def reading(*given: P.args, **named: P.kwargs) -> R:
        with declared_encoding(str(named.get("encoding") or "")):
            return read(*given, **named)

    return reading


def encoding_by_mark(head: bytes) -> str:
    """Return the encoding that was declared, or that the first bytes tell; "" where neither is."""
    return _DECLARED.get() or next((encoding for mark, encoding in MARKS if head.startswith(mark)), "")


def is_declared() -> bool:
    """Return whether an encoding was declared."""
    return bool(_DECLARED.get())


def one_to_one(text: bytes) -> str:
    """Return text of an unknown code page: a character for every byte, different ones for different bytes."""
    return codecs.charmap_decode(text, "strict", _TABLE)[0]


def is_ambiguous(lines: bytes) -> bool:
    """Return whether whole lines of an unknown code page hold what may be a letter or a space, where that matters."""
    return b"\xa0" in lines and _EDGE.search(lines) is not None


def _known(name: str) -> str:
    if not name:
        return ""
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)
    except (LookupError, ValueError) as unknown:
        message = "that encoding is not known; give one such as utf-8, cp1252, cp866, shift_jis, gb18030 or utf-16-le"
        raise UsageError(message) from unknown
    return "utf-8-sig" if codec.name == "utf-8" else codec.name
