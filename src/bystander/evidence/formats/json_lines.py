"""JSON lines: one object a line, its keys the columns, as scripts and logs write them; compressed too.

Text stays text, whatever it looks like: a name that reads as a date or as a number is still a name.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks.ev03_not_text import broken_line, guessed_encoding
from bystander.evidence.comparisons.of_table import trial_of_opened
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.opened import ArrowTable
from bystander.evidence.tables.text import plain_text

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "JSON lines"
_BLOCK = 1 << 24  # bytes that are parsed at a time: more than the longest line
BEFORE = b"\xef\xbb\xbf \t\r\n"  # a mark of the encoding, and blank lines


def fits(head: Head, request: Request) -> bool:
    """Return whether the file is text whose first line begins an object."""
    return len(request.files) == 1 and head.is_text and head.raw.lstrip(BEFORE).startswith(b"{")


def read(request: Request) -> Trial:
    """Read a table of comparisons from JSON lines. Raises EvidenceError with the first line that cannot be read."""
    refuse_extras(request, NAME)
    name = request.file.name
    with plain_text(request.file) as text:
        table, guessed = _table(text.path, name), text.guessed
    trial = trial_of_opened(ArrowTable(table, name), request, form=NAME, sha256=request.sha256())
    return replace(trial, problems=(*trial.problems, guessed_encoding(name))) if guessed else trial


def first_object(line: bytes) -> dict[str, Any] | None:
    """Return the object that a line is; None where it is none."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _table(path: Path, name: str) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow.json as pj

    with path.open(encoding="utf-8") as lines:
        first = next((line for line in lines if line.strip()), "")
    try:
        texts = [key for key, value in json.loads(first).items() if isinstance(value, str)]
        schema = pa.schema([(key, pa.string()) for key in texts])
        return pj.read_json(
            pa.OSFile(str(path)),  # of a path pyarrow would unpack what it is called, and not what it is
            read_options=pj.ReadOptions(block_size=_BLOCK),
            parse_options=pj.ParseOptions(explicit_schema=schema, newlines_in_values=False),
        )
    except (pa.ArrowException, ValueError, AttributeError, RecursionError) as damage:
        raise EvidenceError(name, [broken_line(name, _first_odd(path))]) from damage


def _first_odd(path: Path) -> int | None:
    """Return the first line that is no object, has a key twice, or a value of another kind than before."""
    kinds: dict[str, str] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                pairs = json.loads(line, object_pairs_hook=list)
            except (ValueError, RecursionError):
                return number
            if not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
                return number
            if len(dict(pairs)) < len(pairs):
                return number
            for key, value in pairs:
                kind = "number" if type(value) in (int, float) else type(value).__name__
                if value is not None and kinds.setdefault(key, kind) != kind:
                    return number
    return None
