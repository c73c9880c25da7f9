"""The cells of plain delimited text: where they end, the numbers in them, and a number for each distinct word.

Plain is text without a quotation mark, in which a line feed ends every line. Offsets are those of a block of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.score_table import mixed

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

FEED, MINUS, POINT, ZERO = (ord(c) for c in "\n-.0")
LEAD = 8  # bytes before the text, so that eight can be loaded before any place
EXACT = 1 << 53  # up to here every whole number is a float64
LONGEST = 17  # characters: sixteen digits, and the point
TENS = np.array([10.0**k for k in range(LONGEST)])  # all of them exact
FEWEST_SLOTS = 1 << 12
EMPTY = -1


@kernel()
def find_cells(text: Array, delimiter: np.uint8, rows: int, width: int, stop: Array) -> bool:
    """Note where every cell stops, one after the other; returns whether each of the rows has ``width`` cells.

    ``rows``: line feeds in the text, which ends with one. ``stop``: one longer than the text.
    """
    n = np.uint64(0)
    for i in range(LEAD, text.size):  # no branch: it would be guessed wrong
        stop[n] = i
        n += np.uint64((text[i] == delimiter) | (text[i] == np.uint8(FEED)))
    whole: bool = n == np.uint64(rows * width)
    if whole:
        for cell in range(width - 1, rows * width, width):
            whole &= text[stop[cell]] == np.uint8(FEED)
    return whole


@kernel()
def bounds(stops: Array, width: int, column: int, start: Array, stop: Array) -> bool:
    """Write down where the cells of a column start and stop; returns whether all of them hold something."""
    filled = True
    for row in range(start.size):
        cell = row * width + column
        start[row] = stops[cell - 1] + 1 if cell > 0 else LEAD
        stop[row] = stops[cell]
        filled &= stop[row] > start[row]
    return filled


@kernel()
def _eight(text: Array, stop: np.uint64) -> np.uint64:
    """Return the eight bytes before a place as one number, the last one on top: the compiler makes one load of it."""
    packed = np.uint64(0)
    for k in range(8):
        packed |= np.uint64(text[stop - np.uint64(8) + np.uint64(k)]) << np.uint64(8 * k)
    return packed


@kernel()
def _digits(text: Array, stop: np.uint64, size: np.uint64) -> np.uint64:
    """Return the number that one to eight digits before a place make, all ones where one of them is none.

    Neighbouring digits are put together, then pairs, then fours, all of them at once.
    """
    shift = np.uint64(64) - np.uint64(8) * size
    v = ((_eight(text, stop) ^ np.uint64(0x3030303030303030)) >> shift) << shift
    if ((v + np.uint64(0x7676767676767676)) | v) & np.uint64(0x8080808080808080):
        return ~np.uint64(0)
    v = (v * np.uint64(2561)) >> np.uint64(8)
    v = ((v & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601)) >> np.uint64(16)
    return ((v & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32)


@kernel()
def read_numbers(text: Array, start: Array, stop: Array, numbers: Array, left: Array) -> int:
    """Read cells such as -12.5, each correctly rounded; lists the rows that are left to others, returns how many.

    A whole number up to 2^53 and a power of ten up to 10^16 are exact, so their quotient is rounded once.
    """
    n = 0
    for row in range(start.size):
        at, last = start[row], stop[row]
        negative = text[at] == MINUS
        at += negative
        whole, i = np.uint64(0), at
        while i < min(last, at + LONGEST) and np.uint8(text[i] - ZERO) <= 9:
            whole = np.uint64(10) * whole + np.uint64(text[i] - ZERO)
            i += 1
        plain, places = i == last, 0
        if not plain and text[i] == POINT and i < last - 1 and last - at <= LONGEST:
            places = last - i - 1
            end, size = np.uint64(last), np.uint64(places)
            if places <= 8:
                high, low = np.uint64(0), _digits(text, end, size)
            else:
                high, low = _digits(text, end - np.uint64(8), size - np.uint64(8)), _digits(text, end, np.uint64(8))
            plain = max(high, low) != ~np.uint64(0)
            whole = whole * np.uint64(TENS[places]) + high * np.uint64(10**8) + low
        if plain and at < i and whole <= np.uint64(EXACT):
            value = np.float64(whole) / TENS[places]
            numbers[row] = -value if negative else value
        else:
            left[n] = row
            n += 1
    return n


@kernel()
def hash_words(text: Array, start: Array, stop: Array, hashes: Array) -> None:
    """Hash every cell, eight bytes at a time. Of eight bytes or fewer no two have the same hash: none is zero in text.

    It is apart from :func:`number_words`, as one loop of both takes four times as long.
    """
    for row in range(start.size):
        h, rest = np.uint64(0), stop[row] - start[row]
        while rest > 8:
            h = mixed(h ^ _eight(text, np.uint64(stop[row] - rest + 8)))
            rest -= 8
        hashes[row] = mixed(h ^ (_eight(text, np.uint64(stop[row])) >> np.uint64(64 - 8 * rest)))


@kernel()
def number_words(text: Array, start: Array, stop: Array, hashes: Array, number: Array, first: Array) -> int:  # noqa: PLR0917 (a kernel takes plain arrays)
    """Give every distinct word the next number; returns how many there are.

    ``hashes``: of each row. ``number``: of the word of each row. ``first``: by number, the first row that has the word.
    """
    of_word, sizes = np.empty(first.size, np.uint64), np.empty(first.size, np.int32)
    table = np.full(FEWEST_SLOTS, EMPTY, np.int32)
    row, n = _number_some(text, start, stop, hashes, number, first, of_word, sizes, table, 0, 0)
    while row < start.size:
        table = _spread(of_word, n, 4 * table.size)
        row, n = _number_some(text, start, stop, hashes, number, first, of_word, sizes, table, row, n)
    return n


@kernel()
def _number_some(  # noqa: PLR0917 (a kernel takes plain arrays)
    text: Array, start: Array, stop: Array, hashes: Array, number: Array, first: Array,
    of_word: Array, sizes: Array, table: Array, done: int, n: int,
) -> tuple[int, int]:  # fmt: skip
    """Do that until a quarter of a table is full: a table that changes within the loop makes it five times as long."""
    last = np.uint64(table.size - 1)
    for row in range(done, start.size):
        h, size = hashes[row], stop[row] - start[row]
        slot = (h >> np.uint64(32)) & last
        while table[slot] != EMPTY:
            word = table[slot]
            known = of_word[word] == h and sizes[word] == size
            if known and (size <= 8 or _same(text, start[row], start[first[word]], size)):
                break
            slot = (slot + np.uint64(1)) & last
        if table[slot] == EMPTY:
            table[slot], of_word[n], sizes[n], first[n] = n, h, size, row
            n += 1
        number[row] = table[slot]
        if 4 * n > table.size:
            return row + 1, n
    return start.size, n


@kernel()
def _same(text: Array, one: int, other: int, size: int) -> bool:
    same = True
    for i in range(size):
        same &= text[one + i] == text[other + i]
    return same


@kernel()
def _spread(hashes: Array, n: int, slots: int) -> Array:
    """Return a larger table of words."""
    table, last = np.full(slots, EMPTY, np.int32), np.uint64(slots - 1)
    for word in range(n):
        slot = (hashes[word] >> np.uint64(32)) & last
        while table[slot] != EMPTY:
            slot = (slot + np.uint64(1)) & last
        table[slot] = word
    return table


@kernel()
def gather(text: Array, start: Array, stop: Array, rows: Array, offsets: Array, out: Array) -> None:  # noqa: PLR0917 (a kernel takes plain arrays)
    """Copy the cells of some rows one after the other; ``offsets``: of each, and of the end."""
    at = 0
    for k in range(rows.size):
        row = rows[k]
        offsets[k] = at
        for i in range(start[row], stop[row]):
            out[at] = text[i]
            at += 1
    offsets[rows.size] = at
