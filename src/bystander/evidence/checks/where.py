"""Where something was found: rows as a spreadsheet counts them (the header is row 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings.wording import count, listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN = 5
LISTED = 6  # rows that are remembered for each problem


@dataclass(frozen=True)
class Rows:
    """Rows of which something is said: the first few, as a spreadsheet counts them, and how many there are."""

    first: Sequence[int] = ()
    total: int = 0

    def __bool__(self) -> bool:
        return self.total > 0


NO_ROWS = Rows()


def in_rows(name: str, rows: Iterable[int], total: int | None = None, column: str = "") -> str:
    """Return "scores.csv, column score, rows 3, 7 and 12" with the first few rows and how many more there are."""
    numbers = sorted(int(row) for row in rows)
    total = len(numbers) if total is None else total
    shown = [count(row) for row in numbers[:SHOWN]]
    text = f"{'row' if total == 1 else 'rows'} "
    text += listed(shown) if total <= len(shown) else f"{', '.join(shown)} and {plural(total - len(shown), 'more row')}"
    return ", ".join(part for part in (name, f"column {column}" if column else "", text) if part)


def column_named(role: str, heading: str = "") -> str:
    """Return what messages call a column: by its heading, where that is another word than its role, and by that."""
    return f"{heading} (read as {role})" if heading and heading != role else role


def in_places(name: str, places: Iterable[str], total: int) -> str:
    """Return the same for places that are already words ("row 3, column 7")."""
    shown = list(places)[:SHOWN]
    more = f" and {plural(total - len(shown), 'more place')}" if total > len(shown) else ""
    return f"{name}, {'; '.join(shown)}{more}" if shown else name
