"""People who are written in one way in the trial of one system, and in another in that of a second.

``Anna`` and ``anna``, ``7`` and ``7.0`` are two people to a program, so two trials of the same people look like trials
of different ones: whatever pairs them is lost, and it would be said that the difference may lie in the people.
So it is with images: ``a/1.jpg`` and ``/data/x/a/1.jpg``, where each machine had them in a folder of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bystander.evidence.people.codes import IntCodes, TextCodes

if TYPE_CHECKING:
    from bystander.evidence.people.pseudonyms import Names

_DEEPEST = 4  # folders that may belong to the name of a file, as where each person has one
_ENDING = r"(?i)\.(?:jpe?g|png|bmp|tiff?|gif|webp|p[gpn]m|jp2|heic|wav|flac|npy)$"


def written_apart(one: Names | None, other: Names | None) -> int:
    """Return how many people two trials have in common if ways of writing do not count, but not as they are written."""
    first, second = _words(one), _words(other)
    if first is None or second is None:
        return 0
    as_written = len(set(first.to_pylist()) & set(second.to_pylist()))
    same = TextCodes(pa.concat_arrays([first, second])).alike()
    return max(len(np.intersect1d(same[: len(first)], same[len(first) :])) - as_written, 0)


def moved(one: Names | None, other: Names | None) -> tuple[int, int]:
    """Return how many files two trials share but for the folders before their names, or their ending, and share as is.

    They pair one to one, and are at least half of the files of the smaller trial; else 0 and 0. How many of the folders
    belong to the name is what makes names differ: none, or the last ones.
    """
    first, second = _words(one), _words(other)
    if first is None or second is None:
        return 0, 0
    as_is, least = _in_both(first, second), min(len(first), len(second))
    if 2 * as_is > least:
        return 0, 0
    for folders in range(_DEEPEST):
        ends = [_end(words, folders) for words in (first, second)]
        if all(pc.count_distinct(end).as_py() == len(end) for end in ends):
            alike = _in_both(*ends)
            return (alike, as_is) if 2 * alike >= least and alike > as_is else (0, 0)
    return 0, 0


def _in_both(first: pa.Array, second: pa.Array) -> int:
    return int(pc.sum(pc.is_in(first, value_set=second)).as_py() or 0)


def _end(words: pa.Array, folders: int) -> pa.Array:
    """Return names of files without their ending, with as many of the folders that they lie in as are there."""
    words = pc.replace_substring(pc.replace_substring_regex(words, pattern=_ENDING, replacement=""), "\\", "/")
    return pc.replace_substring_regex(words, pattern=rf"^.*/((?:[^/]*/){{{folders}}}[^/]+)$", replacement=r"\1")


def _words(people: Names | None) -> pa.Array | None:
    """Return identifiers as text; None where there are none to compare, or they are numbers made for an occasion."""
    if isinstance(people, TextCodes):
        return people.values.cast(pa.string())
    return pa.array(map(str, people.values.tolist()), pa.string()) if isinstance(people, IntCodes) else None
