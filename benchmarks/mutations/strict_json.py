"""JSON lines, read strictly: one object a line, each key once, and its values of one kind in all lines."""

from __future__ import annotations

import json
import re

from benchmarks.mutations.strict import Refused, Unsure


def objects_in(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the keys of all objects, and a row of cells for each; "" where a key is missing or null."""
    rows: list[dict[str, object]] = []
    for line in re.split("\r\n|\r|\n", text):
        if not line.strip():
            continue
        try:
            pairs = json.loads(line, object_pairs_hook=list, parse_constant=_constant)
        except ValueError as fault:
            raise Refused("a line that is no object") from fault
        if not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
            raise Refused("a line that is no object")
        if len(dict(pairs)) < len(pairs):
            raise Refused("a key twice")
        rows.append(dict(pairs))
    if not rows:
        raise Refused("no rows")
    keys = list(dict.fromkeys(key for row in rows for key in row))
    for key in keys:
        kinds = {_kind(row[key]) for row in rows if row.get(key) is not None}
        if len(kinds) > 1:
            raise Refused("values of several kinds")
        if "other" in kinds:
            raise Unsure("lists or objects as values")
    return keys, [[_cell(row.get(key)) for key in keys] for row in rows]


def _constant(word: str) -> float:
    raise Refused(f"{word} is no number")


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "flag"
    return "number" if isinstance(value, int | float) else "text" if isinstance(value, str) else "other"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return (
        str(value).strip()
        if isinstance(value, str)
        else str(value).casefold()
        if isinstance(value, bool)
        else repr(value)
    )
