"""A record in JSON: a list of deployments, an object that holds one such list, or one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LARGEST = 1 << 26  # bytes: a longer file is no list of deployments, and would have to be read to its end


def is_json(path: Path, begin: bytes) -> bool:
    """Return whether a file may be JSON: by its first character and its size. ``begin``: its first bytes."""
    return begin.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"} and path.stat().st_size <= _LARGEST


def deployments_of(path: Path, *, lines: int = 0) -> list[dict[str, Any]]:
    """Return the deployments of a file, objects in objects spread out: none where it is no list of objects.

    ``lines``: how many are enough, where each has a line of its own; 0 is all.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        found = json.loads(text)
    except ValueError:
        found = _lines(text, lines)
    except RecursionError:  # lists in lists, hundreds deep, are no deployments
        return []
    if isinstance(found, dict):
        lists = [value for value in found.values() if _is_table(value)]
        found = lists[0] if len(lists) == 1 else [found]
    return [dict(_flat(one)) for one in found] if _is_table(found) else []


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _lines(text: str, most: int) -> list[Any]:
    found: list[Any] = []
    for line in text.splitlines():
        if most and len(found) == most:
            break
        if line.strip():
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError):
                return []
    return found


def _flat(one: dict[str, Any], name: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in one.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{name}{key}_")
        else:
            yield f"{name}{key}", "; ".join(map(str, value)) if isinstance(value, list) else value
