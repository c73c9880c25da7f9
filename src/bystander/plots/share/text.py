"""How wide text is, and where it breaks: the widths of Arial, Helvetica and Liberation Sans, which are the same.

Widths are in thousandths of the size of the type, as Adobe's metrics of Helvetica have them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

_REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 "
    "278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 "
    "722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 "
    "556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 "
    "333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 "
    "667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 "
    "611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_OTHERS = {"“": (333, 500), "”": (333, 500), "‘": (222, 278), "’": (222, 278), "–": (556, 556), "…": (1000, 1000),
           "\u00a0": (278, 278)}  # fmt: skip
_UNKNOWN = 667  # of a letter that is in no table, such as one with an accent


@dataclass(frozen=True)
class Span:
    """A run of words in one manner: ``bold``, or ``doubt`` with the band of a range under it."""

    text: str
    bold: bool = False
    doubt: bool = False


Line = tuple[Span, ...]


def width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return the width of a text; ``spacing``: between letters, in sizes of the type."""
    table = _widths(bold=bold)
    return sum(table.get(letter, _UNKNOWN) for letter in text) * size / 1000 + len(text) * spacing * size


def line_width(line: Line, size: float) -> float:
    """Return the width of a line."""
    return sum(width(span.text, size, bold=span.bold) for span in line)


def wrapped(spans: Line, size: float, room: float) -> list[Line]:
    """Break words into lines no wider than ``room``; a range in doubt stays whole, as does a word that is too long."""
    lines: list[list[Span]] = [[]]
    for piece in _pieces(spans):
        candidate = (*lines[-1], piece)
        if lines[-1] and line_width(_without_end(candidate), size) > room:
            lines.append([])
        lines[-1].append(piece)
    return [_joined(_without_end(tuple(line))) for line in lines]


def cut_to(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return a text that is cut off, with an ellipsis, where it is wider than ``room``."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _widths(*, bold: bool) -> dict[str, int]:
    table = {chr(32 + i): int(value) for i, value in enumerate((_BOLD if bold else _REGULAR).split())}
    return table | {letter: pair[bold] for letter, pair in _OTHERS.items()}


def _pieces(spans: Line) -> list[Span]:
    """Return what may stand on a line of its own: a word with the blank after it, or a whole range."""
    found = []
    for span in spans:
        if span.doubt:
            found.append(span)
            continue
        words = span.text.split(" ")
        texts = [f"{word} " for word in words[:-1]] + [words[-1]]
        found += [replace(span, text=text) for text in texts if text]
    return found


def _without_end(line: Line) -> Line:
    if not line or line[-1].doubt:
        return line
    return (*line[:-1], replace(line[-1], text=line[-1].text.rstrip(" ")))


def _joined(line: Line) -> Line:
    """Return a line with neighbours of one manner as one."""
    found: list[Span] = []
    for span in line:
        if found and (found[-1].bold, found[-1].doubt) == (span.bold, span.doubt) and not span.doubt:
            found[-1] = replace(span, text=found[-1].text + span.text)
        else:
            found.append(span)
    return tuple(found)
