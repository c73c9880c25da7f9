"""Years whose days are not told: "2023/24", "FY 2024", "2024 YTD". They begin in April here, in July or October there.

"2011/12" may be a month too: it is a year where every date of the column that is written so goes on to the next year,
and "2011-12", as months are often written, where there are several of them. Under "Financial year" 2024 is
such a year too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

OF_THEIR_OWN = (  # headings of years that begin in another month here than there
    "financial_year", "fiscal_year", "fy", "reporting_year", "geschäftsjahr", "haushaltsjahr", "berichtsjahr",
    "exercice", "ejercicio", "boekjaar",
)  # fmt: skip
_YEARS = re.compile(r"^(?:19|20)(\d{2})\s*[/–-]\s*(?:20)?(\d{2})$")
_NAMED = re.compile(
    r"^(?:fy|f\.y\.|financial year|fiscal year|geschäftsjahr|haushaltsjahr|exercice|ejercicio)\W*(?:19|20)?\d{2}"
    r"(?:\s*[/–-]\s*(?:20)?\d{2})?$|^(?:19|20)?\d{2}\s*[/–-]\s*(?:20)?\d{2}\s*fy$",
    re.IGNORECASE,
)
_TO_DATE = re.compile(r"\b(?:ytd|year to date|to date|so far)\b", re.IGNORECASE)
_BEGINS = re.compile(r"^((?:19|20)\d{2}\s*[/–-]\s*(?:20)?\d{2})\b\s*(?:[(,:;].{0,30})?$")  # a part of it
_BARE = re.compile(r"^(?:19|20)\d{2}$")
_EITHER = re.compile(r"^(?:19|20)\d{2}[/-]\d{2}$")


def goes_on(cell: str) -> bool:
    """Return whether a cell names a year and the next one: "2023/24"."""
    found = _YEARS.match(cell.strip())
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2])


def is_of_its_own(heading: str, cell: str) -> bool:
    """Return whether a cell is a year ("2024") under a heading of years whose first day is not told."""
    named = plain(heading.rpartition(" / ")[2].partition("(")[0])  # what stands in brackets says where they begin
    return bool(_BARE.match(cell.strip())) and named in OF_THEIR_OWN


def are_years(cells: Iterable[str]) -> bool:
    """Return whether the cells of a column that are written as "2011/12" are years, and no months."""
    written = {cell.strip() for cell in cells if _EITHER.match(cell.strip())}
    return all(map(goes_on, written)) and (len(written) > 1 or any("/" in cell for cell in written))


def without_days(cell: str) -> bool:
    """Return whether a cell names a year, or a part of one ("2023/24 (Q1-Q3)"), whose first or last day is not told."""
    begins = _BEGINS.match(cell.strip())
    return (begins is not None and goes_on(begins[1])) or bool(_NAMED.match(cell.strip())) or is_to_date(cell)


def is_to_date(cell: str) -> bool:
    """Return whether a cell says that it is of a year so far."""
    return bool(_TO_DATE.search(cell)) and any(c.isdigit() for c in cell)
