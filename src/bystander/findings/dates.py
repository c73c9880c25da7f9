"""How days, months and periods are said."""

from __future__ import annotations

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_of(day: str) -> str:
    """Say an ISO date: "6 August 2024"."""
    year, month, number = (int(part) for part in day.split("-"))
    return f"{number} {_MONTHS[month - 1]} {year}"


def month_of(day: str) -> str:
    """Say the month of an ISO date: "August 2024"; anything else as it is."""
    year, _, rest = day.partition("-")
    month = rest.partition("-")[0]
    return f"{_MONTHS[int(month) - 1]} {year}" if month.isdigit() and 1 <= int(month) <= 12 else day


def spoken(label: str) -> str:
    """Say a period within a sentence: "in the first half of 2024", "from 2024-09-01 to 2025-09-30"."""
    said = period_label(label)
    if " to " in label:
        return f"from {said}"
    return f"in the {said}" if "half" in said else f"in {said}"


def period_label(label: str) -> str:
    """Say a period's label: "2024-H1" is "first half of 2024"; others are said as they are."""
    year, _, half = label.partition("-H")
    return f"{'first' if half == '1' else 'second'} half of {year}" if half else label
