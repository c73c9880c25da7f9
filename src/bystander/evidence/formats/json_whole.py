"""JSON that is one value: a list of objects, columns by their names, or mated and non-mated scores under their names.

pandas writes tables so (``to_json`` with every ``orient`` but "values", which has no names), and so do scripts with
``json.dump``. An object that holds one list of objects is that list. What the columns are, is asked as of any table.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev03_not_text import broken_json
from bystander.evidence.comparisons.of_table import trial_of_opened
from bystander.evidence.formats.json_lines import BEFORE, first_object
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.held import held
from bystander.evidence.tables.opened import ArrowTable
from bystander.evidence.tables.text import as_utf8

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "JSON"
_SPLIT = {"columns", "data"}  # keys of orient="split"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is text that begins a list or an object which does not end in its first line alone."""
    start = head.raw.lstrip(BEFORE)[:1]
    if len(request.files) > 1 or not head.is_text or start not in {b"{", b"["}:
        return False
    return start == b"[" or not _is_lines(head.raw)


def read(request: Request) -> Trial:
    """Read a table of comparisons from JSON. Raises EvidenceError for JSON that is damaged, or no table."""
    refuse_extras(request, NAME)
    name = request.file.name
    with as_utf8(request.file) as text:
        try:
            value = json.loads(text.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
        except ValueError as damage:
            raise EvidenceError(name, [broken_json(name)]) from damage
        except RecursionError as depth:
            raise EvidenceError(name, [broken_json(name, "lists in lists in lists, hundreds deep")]) from depth
    table = _table(value)
    if table is None:
        raise EvidenceError(name, [broken_json(name, "no list of objects, and no lists by their names")])
    try:
        opened = ArrowTable(held(table), name)
    except EvidenceError as fault:
        raise EvidenceError(name, [broken_json(name, fault.problems[0].found)]) from fault
    return trial_of_opened(opened, request, form=NAME, sha256=request.sha256())


def _is_lines(raw: bytes) -> bool:
    """Return whether text that begins with an object has one a line: it is followed by another, or holds no values."""
    lines = [line for line in raw.lstrip(BEFORE).splitlines() if line.strip()]
    value = first_object(lines[0])
    if len(lines) > 1:
        return value is not None or not lines[0].rstrip().endswith((b"{", b"[", b","))
    return value is None or not any(isinstance(part, (list, dict)) for part in value.values())


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object. Raises ValueError where a key is in it twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a key twice"
        raise ValueError(message)
    return found


def _table(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """Return a value as records, or as columns by name; None where it is neither."""
    if _is_records(value):
        return value
    if not isinstance(value, dict):
        return None
    if value.keys() >= _SPLIT and all(isinstance(value[key], list) for key in _SPLIT):
        return _of_split(value)
    tables = [part for part in value.values() if _is_records(part)]
    if tables:
        return tables[0] if len(tables) == 1 else None
    return _of_columns(value)


def _of_columns(value: dict[str, Any]) -> Any:  # noqa: ANN401 - columns by name, or records
    """Return lists by name, and what has a name for every row too: by column, or by row."""
    parts = list(value.values())
    cells = [
        list(part.values()) if isinstance(part, dict) else part for part in parts if isinstance(part, (dict, list))
    ]
    if not parts or len(cells) < len(parts) or any(isinstance(one, (list, dict)) for part in cells for one in part):
        return None
    if all(isinstance(part, list) for part in parts):
        return value
    if not all(isinstance(part, dict) for part in parts):
        return None
    rows = list(parts[0])
    if not all(name.isdecimal() for name in rows):
        return parts  # by row, as its columns have names
    same = all(list(part) == rows for part in parts)
    return dict(zip(value, cells, strict=True)) if same else None


def _is_records(value: Any) -> bool:  # noqa: ANN401 - what JSON holds
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _of_split(value: dict[str, Any]) -> Any:  # noqa: ANN401 - columns by name
    names, rows = value["columns"], value["data"]
    whole = len(set(map(str, names))) == len(names)
    if not whole or not all(isinstance(row, list) and len(row) == len(names) for row in rows):
        return None
    return [dict(zip(map(str, names), row, strict=True)) for row in rows] or None
