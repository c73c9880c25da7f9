"""A number for each distinct word of plain delimited text, in the order in which they are met, block after block.

``ends``, ``width`` and ``column``: as in :mod:`bystander.kernels.delimited`. Of each word that is known there is the
hash (``known``), its letters (from ``first[word]`` to ``first[word + 1]`` in ``letters``), and its number at a place of
``table`` that the hash tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.delimited import AT_ONCE, eight_before
from bystander.kernels.score_table import mixed

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

EMPTY = -1
SPARSE = 4  # places of a table for each word


@kernel()
def hash_words(text: Array, ends: Array, width: int, column: int, hashes: Array) -> None:
    """Hash every cell that holds something, eight bytes at a time.

    Of eight bytes or fewer no two words have the same hash: no byte of text is zero. It is apart from
    :func:`number_words`, as one loop of both takes four times as long.
    """
    cell, one, eight = np.uint64(column), np.uint64(1), np.uint64(AT_ONCE)
    for row in range(hashes.size):
        stop = np.uint64(ends[cell + one])
        rest = stop - np.uint64(ends[cell] + 1)
        cell += np.uint64(width)
        h = np.uint64(0)
        while rest > eight:
            h = mixed(h ^ eight_before(text, stop - rest + eight))
            rest -= eight
        hashes[row] = mixed(h ^ (eight_before(text, stop) >> ((np.uint64(64) - np.uint64(8) * rest) & np.uint64(63))))


@kernel()
def number_words(  # noqa: PLR0917 (a kernel takes plain arrays)
    text: Array, ends: Array, width: int, column: int, hashes: Array, number: Array, done: int,
    table: Array, known: Array, first: Array, letters: Array, words: int,
) -> tuple[int, int]:  # fmt: skip
    """Write down the number of every row's word, EMPTY where the cell is, and remember the words that are new.

    Returns (rows done, words known): it stops before a new word that there is no room for in any of the arrays, as a
    table that changes within the loop makes it five times as long.
    """
    last, one = np.uint64(table.size - 1), np.uint64(1)
    cell = np.uint64(done * width + column)
    for row in range(done, number.size):
        start, stop, h = ends[cell] + 1, ends[cell + one], hashes[row]
        size = stop - start
        cell += np.uint64(width)
        if size == 0:
            number[row] = EMPTY
            continue
        slot = (h >> np.uint64(32)) & last
        word = table[slot]
        while word != EMPTY:
            known_as = np.uint64(word)
            alike = known[known_as] == h and first[known_as + one] - first[known_as] == size
            if alike and (size <= AT_ONCE or _same(text, start, letters, first[known_as], size)):
                break
            slot = (slot + one) & last
            word = table[slot]
        if word == EMPTY:
            if SPARSE * words >= table.size or words == known.size or first[words] + size > letters.size:
                return row, words
            for i in range(size):
                letters[first[words] + i] = text[start + i]
            first[words + 1] = first[words] + size
            table[slot], known[words], word = words, h, words
            words += 1
        number[row] = word
    return number.size, words


@kernel()
def _same(text: Array, start: int, letters: Array, first: int, size: int) -> bool:
    same = True
    for i in range(size):
        same &= text[start + i] == letters[first + i]
    return same


@kernel()
def place_words(known: Array, words: int, table: Array) -> None:
    """Put the words into a table that is empty."""
    last = np.uint64(table.size - 1)
    for word in range(words):
        slot = (known[word] >> np.uint64(32)) & last
        while table[slot] != EMPTY:
            slot = (slot + np.uint64(1)) & last
        table[slot] = word
