"""Columns of a seeded test that are not read, and may say whether an alert named the right person.

A column of yes and no that says yes only where there was an alert, and no to some alerts, would move the headline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.checks.ev04_columns import right_unread
from bystander.evidence.tables.flags import EMPTY, meaning, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.passes.columns import Layout
    from bystander.evidence.tables.opened import Opened

    Flags = NDArray[np.bool_]


def unread_flags(table: Opened, layout: Layout, places: Mapping[str, int]) -> list[Problem]:
    """Return a warning for each column that may say whether alerts named the right person, where none is read so."""
    if layout != "passes" or "right" in places or "alerted" not in places:
        return []
    unread = {str(at): at for at in range(len(table.header)) if at not in places.values()}
    if not unread:
        return []
    read = table.read({**unread, "alerted": places["alerted"]}, dict.fromkeys([*unread, "alerted"], "text"))
    alerted = _alerts(read.columns["alerted"])
    return [
        right_unread(table.name, table.header[at])
        for key, at in unread.items()
        if _judges_alerts(read.columns[key], alerted)
    ]


def _alerts(column: Any) -> Flags:  # noqa: ANN401 - pyarrow ships no types
    """Return which rows have an alert: whatever is there and does not say no, as a time of day."""
    words = words_of(column)
    known = meaning(words.distinct, "alerted") or {}
    said = np.array([*(known.get(word, True) for word in words.distinct), False])
    there: Flags = said[words.of_row] & (words.of_row != EMPTY)
    return there


def _judges_alerts(column: Any, alerted: Flags) -> bool:  # noqa: ANN401 - pyarrow ships no types
    words = words_of(column)
    known = meaning(words.distinct, "right") or {}
    if len(known) != len(words.distinct) or set(known.values()) != {True, False}:
        return False
    said = np.array([*(known[word] for word in words.distinct), False])[words.of_row]
    given = words.of_row != EMPTY
    return not (said & ~alerted).any() and bool((given & ~said & alerted).any())
