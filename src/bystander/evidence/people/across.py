"""People who are written in one way in the trial of one system, and in another in that of a second.

``Anna`` and ``anna``, ``7`` and ``7.0`` are two people to a program, so two trials of the same people look like trials
of different ones: whatever pairs them is lost, and it would be said that the difference may lie in the people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from bystander.evidence.people.codes import IntCodes, TextCodes

if TYPE_CHECKING:
    from bystander.evidence.people.pseudonyms import Names


def written_apart(one: Names | None, other: Names | None) -> int:
    """Return how many people two trials have in common if ways of writing do not count, but not as they are written."""
    first, second = _words(one), _words(other)
    if first is None or second is None:
        return 0
    as_written = len(set(first.to_pylist()) & set(second.to_pylist()))
    same = TextCodes(pa.concat_arrays([first, second])).alike()
    return max(len(np.intersect1d(same[: len(first)], same[len(first) :])) - as_written, 0)


def _words(people: Names | None) -> pa.Array | None:
    """Return identifiers as text; None where there are none to compare, or they are numbers made for an occasion."""
    if isinstance(people, TextCodes):
        return people.values.cast(pa.string())
    return pa.array(map(str, people.values.tolist()), pa.string()) if isinstance(people, IntCodes) else None
