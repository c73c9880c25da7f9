"""Systems whose scores stand side by side in one table: one column each, named together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROLE = "score"


def system_columns(sources: Sequence[Any], declared: Mapping[str, Any]) -> tuple[list[Any], list[str]]:
    """Return the evidence of each system, and the column of its scores; no columns where one is enough for all.

    The column of scores may be several, as a list or with commas: then one table holds all systems, or each system's
    own has the column in its place. Raises UsageError where there are as many neither of tables nor of columns.
    """
    given = (declared.get("columns") or {}).get(ROLE, "")
    columns = [name.strip() for name in given.split(",")] if isinstance(given, str) else list(given)
    if len(columns) < 2:
        return list(sources), []
    if not all(columns) or len({*columns}) < len(columns):
        raise UsageError("every system needs a column of its own: score=FIRST,SECOND")
    if len({str(source) if isinstance(source, str) else id(source) for source in sources}) == 1:
        sources = [sources[0]] * len(columns)
    if len(sources) != len(columns):
        raise UsageError(f"there are {len(columns)} columns of scores and {len(sources)} tables; give one, or as many")
    return list(sources), columns


def with_column(declared: Mapping[str, Any], column: str) -> dict[str, Any]:
    """Return what is declared of a system whose scores are in a column."""
    return {**declared, "columns": {**declared["columns"], ROLE: column}}
