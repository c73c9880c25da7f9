"""The cells of plain delimited text: where they end, and the numbers in them.

Plain is text in which a line feed ends every line, and quotation marks stand around whole cells only. Offsets are those
of a block of text. The cell of a row and a column is the one of number ``row * width + column``. ``ends``: one before
the text, and those of all cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

FEED, MINUS, POINT, ZERO, QUOTE = (ord(c) for c in '\n-.0"')
LEAD = 8  # bytes before the text, so that eight can be loaded before any place
AT_ONCE = 8  # bytes that one number holds; as many ends at least have to fit behind the last one
EXACT = 1 << 53  # up to here every whole number is a float64
LONGEST = 17  # characters: sixteen digits, and the point
TENS = np.array([10.0**k for k in range(LONGEST)])  # all of them exact
WHOLE_TENS = np.array([10**k for k in range(LONGEST)], np.uint64)
_FEW = AT_ONCE // 2  # ends among eight bytes: nearly always no more
_HITS = np.arange(256)[:, None] >> np.arange(AT_ONCE) & 1  # by the bits of eight bytes: which of them are meant
_COUNT = _HITS.sum(axis=1).astype(np.uint8)
_WHERE = np.argsort(1 - _HITS, axis=1, kind="stable").astype(np.uint8)  # those first


@kernel()
def _is_zero(eight: np.uint64) -> np.uint64:
    """Return the top bit of every byte that is zero."""
    low = np.uint64(0x7F7F7F7F7F7F7F7F)
    return ~(((eight & low) + low) | eight | low)


@kernel()
def find_cells(eights: Array, delimiter: np.uint8, bits: Array, ends: Array) -> tuple[int, int]:
    """Note where every cell ends, one after the other; returns how many cells there are, and how many lines.

    ``eights``: the text from its lead on, eight bytes a number; what is behind the text in the last of them is zero.
    ``bits``: of the same length. The first loop has no table in it and the second no branch that is guessed wrong, so
    that the one is done with vector instructions and the other does not wait.
    """
    ones = np.uint64(0x0101010101010101)
    delimiters, feeds = np.uint64(delimiter) * ones, np.uint64(FEED) * ones
    lines = np.uint64(0)
    for i in range(eights.size):
        feed = _is_zero(eights[i] ^ feeds)
        either = _is_zero(eights[i] ^ delimiters) | feed
        lines += ((feed >> np.uint64(7)) * ones) >> np.uint64(56)
        bits[i] = np.uint8(((either >> np.uint64(7)) * np.uint64(0x0102040810204080)) >> np.uint64(56))
    ends[0] = LEAD - 1
    n = np.uint64(1)
    for i in range(1, eights.size):  # the first is the lead
        found = bits[i]
        for k in range(_FEW):
            ends[n + np.uint64(k)] = AT_ONCE * i + _WHERE[found, k]
        if _COUNT[found] > _FEW:
            for k in range(_FEW, AT_ONCE):
                ends[n + np.uint64(k)] = AT_ONCE * i + _WHERE[found, k]
        n += np.uint64(_COUNT[found])
    return int(n) - 1, int(lines)


@kernel()
def are_lines(text: Array, ends: Array, width: int, rows: int) -> bool:
    """Return whether a line ends with every last cell of a row."""
    whole = True
    for row in range(1, rows + 1):
        whole &= text[ends[row * width]] == np.uint8(FEED)
    return whole


@kernel()
def unquote(text: Array, ends: Array, cells: int) -> int:
    """Take the quotation marks off cells that begin with one, and close the gaps; the text is written over.

    Returns how many cells had them, and -1 where one does not end with one: it may go on behind a delimiter, or a line.
    """
    n, at, start = 0, LEAD, LEAD
    for k in range(1, cells + 1):
        first, end = start, ends[k]
        last = end
        if first < end and text[first] == np.uint8(QUOTE):
            if end - first == 1 or text[end - 1] != np.uint8(QUOTE):
                return -1
            first, last = first + 1, end - 1
            n += 1
        for i in range(first, last):
            text[at] = text[i]
            at += 1
        text[at], ends[k], start = text[end], at, end + 1
        at += 1
    return n


@kernel()
def eight_before(text: Array, stop: np.uint64) -> np.uint64:
    """Return the eight bytes before a place as one number, the last one on top: the compiler makes one load of it."""
    packed = np.uint64(0)
    for k in range(AT_ONCE):
        packed |= np.uint64(text[stop - np.uint64(AT_ONCE) + np.uint64(k)]) << np.uint64(8 * k)
    return packed


@kernel()
def _digits(text: Array, stop: np.uint64, size: np.uint64) -> np.uint64:
    """Return the number that one to eight digits before a place make, all ones where one of them is none.

    Neighbouring digits are put together, then pairs, then fours, all of them at once.
    """
    shift = np.uint64(64) - np.uint64(8) * size
    v = ((eight_before(text, stop) ^ np.uint64(0x3030303030303030)) >> shift) << shift
    if ((v + np.uint64(0x7676767676767676)) | v) & np.uint64(0x8080808080808080):
        return ~np.uint64(0)
    v = (v * np.uint64(2561)) >> np.uint64(8)
    v = ((v & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601)) >> np.uint64(16)
    return ((v & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32)


@kernel()
def read_numbers(text: Array, ends: Array, width: int, column: int, numbers: Array, left: Array) -> int:  # noqa: PLR0917 (a kernel takes plain arrays)
    """Read cells such as -12.5, each correctly rounded; lists the rows that are left to others, returns how many.

    A whole number up to 2^53 and a power of ten up to 10^16 are exact, so their quotient is rounded once. An empty cell
    is left to others too. Places have no sign, as numpy would count those below 0 from the end: that takes half as long
    again.
    """
    n = 0
    cell, one = np.uint64(column), np.uint64(1)
    for row in range(numbers.size):
        at, last = np.uint64(ends[cell] + 1), np.uint64(ends[cell + one])
        cell += np.uint64(width)
        negative = text[at] == np.uint8(MINUS)
        at += np.uint64(negative)
        whole, i = np.uint64(0), at
        stop = min(last, at + np.uint64(LONGEST))
        while i < stop:
            digit = np.uint8(text[i] - np.uint8(ZERO))
            if digit > np.uint8(9):
                break
            whole = np.uint64(10) * whole + np.uint64(digit)
            i += one
        plain, places = i == last, np.uint64(0)
        if not plain and text[i] == np.uint8(POINT) and i + one < last and last - at <= np.uint64(LONGEST):
            places = last - i - one
            eight = np.uint64(AT_ONCE)
            if places <= eight:
                high, low = np.uint64(0), _digits(text, last, places)
            else:
                high, low = _digits(text, last - eight, places - eight), _digits(text, last, eight)
            plain = max(high, low) != ~np.uint64(0)
            whole = whole * WHOLE_TENS[places] + high * np.uint64(10**8) + low
        if plain and at < i and whole <= np.uint64(EXACT):
            value = np.float64(whole) / TENS[places]
            numbers[row] = -value if negative else value
        else:
            left[n] = row
            n += 1
    return n


@kernel()
def gather(text: Array, ends: Array, cells: Array, offsets: Array, out: Array) -> None:
    """Copy some cells one after the other; ``offsets``: of each, and of the end."""
    at = 0
    for k in range(cells.size):
        offsets[k] = at
        for i in range(ends[cells[k]] + 1, ends[cells[k] + 1]):
            out[at] = text[i]
            at += 1
    offsets[cells.size] = at
