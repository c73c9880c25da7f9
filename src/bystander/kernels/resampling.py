"""Weights of people who are drawn again, and weighted sums over people and along events, for 64 replicates at once.

Weights are drawn for a few people at a time, and summed while they are in the first cache: whoever has an event adds a
row of 64 weights to the step that it belongs to. Neither a matrix of people by replicates is formed, nor one of
thresholds by people, but a table of steps by 64 replicates, which stays in that cache, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.compiling import kernel
from bystander.kernels.philox64 import words
from bystander.kernels.plain import resampling as plain

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

WIDTH = 64  # replicates in a row
_PEOPLE = 256  # whose weights are drawn together: a multiple of the 16 that four words of 64 bits are for
_FULL = 65535  # the largest sum that 16 bits hold
_EVENTS = _FULL // 8  # whose weights, 8 at most, sum to less
_HALF = 1 << 15
_8, _16, _32 = np.uint64(8), np.uint64(16), np.uint64(32)
_EVEN, _LOW = np.uint64(0x0000FFFF0000FFFF), np.uint64(0xFFFFFFFF)


@kernel()
def last_bits(table: Array) -> Array:
    """Return the last number in a table of 65,536 weights, ascending from 0 to 8, below each weight from 1 to 8.

    Less 2^15, as processors compare numbers with a sign.
    """
    below = np.zeros(8, np.int64)
    for weight in table:
        for k in range(8):
            below[k] += weight <= k
    return (below - (1 + _HALF)).astype(np.int16)


@kernel()
def draw_rows(seed: int, first: int, count: int, last: Array, person: int, drawn: Array) -> None:  # noqa: PLR0917
    """Put the weights of ``person``, a multiple of 16, and those after into the rows of ``drawn``, 64 columns each.

    ``last``: of :func:`last_bits`. A weight is how many of them its 16 bits are beyond; a lookup costs more than that.
    Four words are for 16 people of one replicate, and a row is of one person: of each eight words, with the weights of
    four people in eight replicates, two are put into each other, and then four are transposed.
    """
    l1, l2, l3, l4, l5, l6, l7, l8 = last[0], last[1], last[2], last[3], last[4], last[5], last[6], last[7]
    drawn_words, turned = np.zeros(256, np.uint64), np.empty(128, np.uint64)
    bits, rows = drawn_words.view(np.uint16), drawn.reshape(drawn.size).view(np.uint64)
    for start in range(0, drawn.shape[0], 16):
        counter = (person + start) // 16 + 1  # numpy counts up before it draws
        for r in range(count):
            at = 128 * (r & 1) + 32 * ((r >> 1) & 3) + (r >> 3)
            a, b, c, d = words(counter, np.uint64(seed), np.uint64(first + r))
            drawn_words[at], drawn_words[at + 8], drawn_words[at + 16], drawn_words[at + 24] = a, b, c, d
        for i in range(bits.size):
            x = np.int16(np.int64(bits[i]) - _HALF)
            bits[i] = (
                np.uint16(x > l1) + np.uint16(x > l2) + np.uint16(x > l3) + np.uint16(x > l4)
                + np.uint16(x > l5) + np.uint16(x > l6) + np.uint16(x > l7) + np.uint16(x > l8)
            )  # fmt: skip
        for i in range(32):
            a = drawn_words[i] | drawn_words[128 + i] << _8
            b = drawn_words[32 + i] | drawn_words[160 + i] << _8
            c = drawn_words[64 + i] | drawn_words[192 + i] << _8
            d = drawn_words[96 + i] | drawn_words[224 + i] << _8
            a, b = (a & _EVEN) | (b & _EVEN) << _16, (a >> _16 & _EVEN) | (b & ~_EVEN)
            c, d = (c & _EVEN) | (d & _EVEN) << _16, (c >> _16 & _EVEN) | (d & ~_EVEN)
            turned[i], turned[32 + i] = (a & _LOW) | c << _32, (b & _LOW) | d << _32
            turned[64 + i], turned[96 + i] = a >> _32 | (c & ~_LOW), b >> _32 | (d & ~_LOW)
        for i in range(min(16, drawn.shape[0] - start)):
            at, row = 32 * (i & 3) + 8 * (i >> 2), 8 * (start + i)
            for k in range(8):
                rows[row + k] = turned[at + k]


@kernel(plain.draw_weights)
def draw_weights(seed: int, first: int, count: int, table: Array, drawn: Array) -> None:
    """Put the weights of replicates ``first`` and on into the first ``count`` columns of 64, a row a person.

    A weight is looked up with 16 bits of numpy's generator, whose key is the seed and the number of the replicate.
    """
    last = last_bits(table)
    for person in range(0, drawn.shape[0], _PEOPLE):
        draw_rows(seed, first, count, last, person, drawn[person : person + _PEOPLE])


@kernel(plain.sum_people)
def sum_people(totals: Array, drawn: Array, sums: Array) -> None:
    """Add to ``sums[c]`` the sums over people of their weights times ``totals[c]``, all of them whole numbers.

    In 16 bits as long as they hold the sum, which is known without the weights.
    """
    part = np.zeros(WIDTH, np.uint16)
    for c in range(totals.shape[0]):
        room = np.int64(_FULL)
        for i in range(totals.shape[1]):
            total = np.int64(totals[c, i])
            row = drawn[i]
            if 0 <= total <= _EVENTS:
                if 8 * total > room:
                    for r in range(WIDTH):
                        sums[c, r] += np.int64(part[r])
                        part[r] = 0
                    room = np.int64(_FULL)
                room -= 8 * total
                if total > 0:
                    for r in range(WIDTH):
                        part[r] += np.uint16(total) * np.uint16(row[r])
            else:
                for r in range(WIDTH):
                    sums[c, r] += total * np.int64(row[r])
        for r in range(WIDTH):
            sums[c, r] += np.int64(part[r])
            part[r] = 0


@kernel(plain.sum_drawn)
def sum_drawn(  # noqa: PLR0917 (a kernel takes plain arrays)
    seed: int, first: int, count: int, table: Array, starts: Array, step: Array, often: Array, totals: Array,
    kept: Array, along: Array, of_people: Array, rows: Array,
) -> None:  # fmt: skip
    """Draw the weights of replicates ``first`` and on, a row of 64 a person, and add them up; ``count`` are meant.

    ``starts``: where in ``step`` those of each person begin, and where they all end; the weight of a person is added to
    ``along[s]`` for each step s of theirs, ``often`` times. ``of_people[c]``: as in :func:`sum_people`.
    ``kept``: people, ascending, whose rows are put into ``rows``.
    """
    last, people, next_kept, events = last_bits(table), starts.size - 1, 0, 0
    drawn, part = np.empty((_PEOPLE, WIDTH), np.uint8), np.zeros((along.shape[0], WIDTH), np.uint16)
    for person in range(0, people, _PEOPLE):
        some = min(_PEOPLE, people - person)
        draw_rows(seed, first, count, last, person, drawn[:some])
        sum_people(totals[:, person : person + some], drawn, of_people)
        for i in range(some):
            row = drawn[i]
            for e in range(starts[person + i], starts[person + i + 1]):
                times = int(often[e])
                if times > _EVENTS:
                    for r in range(WIDTH):
                        along[step[e], r] += np.int64(times) * np.int64(row[r])
                    continue
                if events + times > _EVENTS:
                    flush(part, along)
                    events = 0
                events += times
                into = part[step[e]]
                for r in range(WIDTH):
                    into[r] += np.uint16(times) * np.uint16(row[r])
        while next_kept < kept.size and kept[next_kept] < person + some:
            row = drawn[kept[next_kept] - person]
            for r in range(WIDTH):  # to assign a whole row takes five seconds to compile
                rows[next_kept, r] = row[r]
            next_kept += 1
    flush(part, along)


@kernel()
def flush(part: Array, sums: Array) -> None:
    """Add up what narrow sums hold, and empty them."""
    for k in range(part.shape[0]):
        for r in range(WIDTH):
            sums[k, r] += np.int64(part[k, r])
            part[k, r] = 0


@kernel(plain.by_person)
def by_person(person: Array, step: Array, place: Array, sorted_: Array) -> None:
    """Put the step of each event where its person's stand; ``place``: where a person's begin, then where they end."""
    for e in range(person.size):
        at = place[person[e]]
        sorted_[at] = step[e]
        place[person[e]] = at + 1


@kernel(plain.sum_products)
def sum_products(first: Array, second: Array, ends: Array, drawn: Array, sums: Array) -> None:
    """Put into ``sums[k]`` the products of the two weights of the first ``ends[k]`` pairs, summed; ends ascending."""
    total = np.zeros(WIDTH, np.int64)
    start = 0
    for k in range(ends.size):
        for e in range(start, ends[k]):
            one, other = drawn[first[e]], drawn[second[e]]
            for r in range(WIDTH):
                total[r] += np.int64(one[r]) * np.int64(other[r])
        start = ends[k]
        for r in range(WIDTH):
            sums[k, r] = total[r]
