"""Ten significant digits: the precision at which a number leaves, so that every processor writes the same bytes.

Processors and their mathematical libraries differ in the last digits of a logarithm or a sum: by 1e-15 as a rule,
relative to the number, and by more where a formula cancels. Ten digits are far below any doubt that an estimate has,
and far above those differences. A number that sits on the very edge between two roundings may still be written either
way, so byte-identity across processors is likely and not certain: whoever compares numbers allows for the last digit.

Two kinds of number keep all their digits. Counts are exact. Thresholds are scores of the evidence, or stand right
beside one: rounded, they would accept other comparisons than those that were counted.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS: Final = 10
UNENDING: Final = 3  # digits of a number that was set and does not end: 181.818181... is told as 182
WRITTEN: Final = 0.5 * 10.0 ** (1 - DIGITS)  # the largest relative difference between a number and how it is written
AS_READ: Final = frozenset({"threshold", "thresholds"})  # names of fields and columns that are never rounded

_LARGEST_WHOLE: Final = 2.0**53  # whole numbers up to here are told apart, so they can be counts


def ten_digits(value: float) -> float:
    """Return a number rounded to ten significant digits; whole numbers as they are, and 0 without a sign.

    NaN and infinity, which no finding holds, are given back unchanged.
    """
    return _to(DIGITS, float(value))


def before_words(value: float) -> float:
    """Return a number rounded as it must be before it is put into words: to one digit less than it is written with.

    A sentence that is made before a number is rounded, and a table that is made afterwards, then say the same; and so
    do two processors: 1 / 0.01904761905 is as much "1 in 52.5" as 1 / (2 / 105) is.
    """
    return _to(DIGITS - 1, float(value))


def figures_of(value: float) -> int:
    """Return how many significant digits a number that was set has: as many as end it, else three (1/5,500)."""
    value = before_words(value)
    return next((d for d in range(1, DIGITS - 2) if float(f"{value:.{d - 1}e}") == value), UNENDING)


def to_figures(value: float, digits: int, *, up: bool | None = None) -> float:
    """Return a number with so many significant digits: the nearest, or the next one up or down where it lies between.

    A limit that is said to be "at most" is rounded up and one that is "at least" down: what is said stays true.
    """
    value = before_words(value)
    if up is None:
        return float(f"{value:.{digits - 1}e}")
    return float(Context(prec=digits, rounding=ROUND_CEILING if up else ROUND_FLOOR).create_decimal(repr(value)))


def _to(digits: int, value: float) -> float:
    if value.is_integer() and abs(value) <= _LARGEST_WHOLE:
        return value + 0.0
    found = float(f"{value:.{digits - 1}e}")
    return found if isfinite(found) else value  # the largest doubles have nothing to round up to


def rounded_column(name: str, values: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a column, its fractions at ten digits; text, whole numbers and None as they are."""
    if name in AS_READ:
        return values
    return [ten_digits(value) if isinstance(value, float) else value for value in values]


def rounded(value: Any, name: str = "") -> Any:  # noqa: ANN401 - a field of a finding is of many types
    """Return a value of a field with every fraction in it at ten digits: a number, a tuple, a dictionary, a model.

    ``name``: of the field, as thresholds are left as they were read. A model is copied, and one that defines
    ``ten_digits()`` knows better itself.
    """
    if name in AS_READ:
        return value
    if isinstance(value, float):
        return ten_digits(value)
    if isinstance(value, tuple):
        return tuple(rounded(part, name) for part in value)
    if isinstance(value, dict):
        return {key: rounded(part, key) for key, part in value.items()}
    return value.ten_digits() if hasattr(value, "ten_digits") else value
