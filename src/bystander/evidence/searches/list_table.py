"""The columns of candidate lists by role, before anything is made of them."""

from __future__ import annotations

from dataclasses import dataclass

from bystander.evidence.tables.table_columns import TableColumns


@dataclass(frozen=True, kw_only=True)
class ListTable(TableColumns[str]):
    """Columns of candidate lists by role, and what they were read from."""

    name: str
    sha256: str
    format: str
