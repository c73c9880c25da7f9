"""What happens to text and bytes after a table was written: quotation marks, line ends, cuts, compression."""

from __future__ import annotations

import bz2
import gzip
import lzma
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from benchmarks.mutations.sheet import Written

    OfText = Callable[[Random, str], str]
    OfBytes = Callable[[Random, Written], Written]

_PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": lambda content: gzip.compress(content, mtime=0),  # no time of day: a case is the same whenever it is made
    ".xz": lzma.compress, ".bz2": bz2.compress,
    ".zst": lambda content: bytes(pa.Codec("zstd").compress(content, asbytes=True)),
}  # fmt: skip


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True) if text else [""]


def _insert(text: str, at: int, more: str) -> str:
    return text[:at] + more + text[at:]


def stray_quote(rng: Random, text: str) -> str:
    """Put a quotation mark somewhere."""
    return _insert(text, rng.randint(0, len(text)), '"')


def two_quotes(rng: Random, text: str) -> str:
    """Put two quotation marks somewhere, most often in lines that are near each other."""
    at = rng.randint(0, len(text))
    return _insert(_insert(text, at, '"'), min(len(text), at + rng.randint(1, 120)), '"')


def quote_at_cell(rng: Random, text: str) -> str:
    """Open a quotation mark at the beginning of a cell."""
    places = [at + 1 for at, mark in enumerate(text) if mark in ",;\t|\n"]
    return _insert(text, rng.choice(places), '"') if places else text


def blank_lines(rng: Random, text: str) -> str:
    """Put blank lines first, last or between others."""
    lines = _lines(text)
    end = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    for _ in range(rng.choice((1, 1, 2, 5))):
        lines.insert(
            rng.choice((0, len(lines), rng.randint(0, len(lines)))), rng.choice(("", "", "", "  ", "\t")) + end
        )
    return "".join(lines)


def mixed_ends(rng: Random, text: str) -> str:
    """End some lines otherwise than the others."""
    ends = rng.choice((("\n", "\r\n"), ("\n", "\r\n"), ("\r\n", "\r"), ("\n", "\r"), ("\n", "\r", "\r\n")))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    share = rng.choice((0.5, 0.05))
    return "".join(line + (rng.choice(ends) if rng.random() < share else ends[0]) for line in lines[:-1]) + lines[-1]


def other_delimiter(rng: Random, text: str) -> str:
    """Write a line, or half of all, with another delimiter."""
    lines = _lines(text)
    old = max(",;\t| ", key=text.count)
    new = rng.choice([mark for mark in ",;\t| " if mark != old])
    which = range(len(lines) // 2, len(lines)) if rng.random() < 0.3 else [rng.randrange(len(lines))]
    for at in which:
        lines[at] = lines[at].replace(old, new)
    return "".join(lines)


def cut_line(rng: Random, text: str) -> str:
    """Cut the last line, or leave its end away."""
    body = text.rstrip("\r\n")
    return body if rng.random() < 0.5 else body[: -rng.randint(1, 12)]


def break_in_quotes(rng: Random, text: str) -> str:
    """Put a line break into a quoted cell."""
    lines = _lines(text)
    at = rng.randrange(len(lines))
    for mark in ",;\t":
        cells = lines[at].rstrip("\r\n").split(mark)
        if len(cells) > 1 and '"' not in lines[at]:
            place = rng.randrange(len(cells))
            cells[place] = f'"{cells[place]}{rng.choice(chr(10) + chr(13))}x"'
            lines[at] = mark.join(cells) + "\n"
            break
    return "".join(lines)


def odd_character(rng: Random, text: str) -> str:
    """Put a character that is seldom meant somewhere."""
    return _insert(text, rng.randint(0, len(text)), rng.choice("\0\0\x01\x1a\u200b\ufeff\u00a0\x85\u2028\v\f\\'"))


def many_spaces(rng: Random, text: str) -> str:
    """Put white space at the end of lines."""
    mark = rng.choice((" ", "\t", "   "))
    return text.replace("\n", mark + "\n", rng.choice((1, 3, len(text))))


def packed(rng: Random, file: Written) -> Written:
    """Compress a file."""
    ending = rng.choice([*_PACKERS])
    return replace(file, name=file.name + ending, content=_PACKERS[ending](file.content), packed=True)


def packed_and_cut(rng: Random, file: Written) -> Written:
    """Compress a file and cut it, or change a byte of it."""
    made = packed(rng, file)
    content = made.content
    if rng.random() < 0.6 or made.name.endswith(".zst"):  # which has no checksum, as it is written here
        return replace(made, content=content[: rng.randint(7, len(content) - 1)], damaged=True)
    at = rng.randint(len(content) // 2, len(content) - 5)
    return replace(made, content=content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :], damaged=True)


def other_bytes(rng: Random, file: Written) -> Written:
    """Put bytes of no encoding somewhere, or a mark of one."""
    at = rng.randint(0, len(file.content))
    more = rng.choice(
        (b"\xe9", b"\xff", b"\xa0", b"\x00", b"\x85", b"\x81\x8d", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80")
    )
    return replace(file, content=file.content[:at] + more + file.content[at:])


def doubled_mark(rng: Random, file: Written) -> Written:
    """Begin with the mark of UTF-8, once more or twice."""
    return replace(file, content=b"\xef\xbb\xbf" * rng.choice((1, 2)) + file.content)


def cut_bytes(rng: Random, file: Written) -> Written:
    """Leave the end of a file away."""
    return replace(file, content=file.content[: rng.randint(0, len(file.content))])


OF_TEXT: Mapping[str, OfText] = {
    mutator.__name__: mutator
    for mutator in (
        stray_quote, two_quotes, quote_at_cell, blank_lines, mixed_ends, other_delimiter, cut_line, break_in_quotes,
        odd_character, many_spaces,
    )
}  # fmt: skip
OF_BYTES: Mapping[str, OfBytes] = {
    mutator.__name__: mutator for mutator in (packed, packed_and_cut, other_bytes, doubled_mark, cut_bytes)
}
