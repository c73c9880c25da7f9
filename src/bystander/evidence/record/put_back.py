"""Rows that whoever keeps the record declared to count, though they look like totals, remarks or misprints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class PutBack:
    """Rows that were declared to count.

    ``reasons``: why, of those that would otherwise be left out, or asked about. ``needless``: those that count in any
    case. ``absent``: those that the table does not have.
    """

    reasons: Mapping[int, str] = field(default_factory=dict)
    needless: Sequence[int] = ()
    absent: Sequence[int] = ()

    @classmethod
    def of(cls, declared: Mapping[int, str], numbers: Container[int], left_out: Container[int]) -> PutBack:
        """Tell them apart; ``numbers``: of the rows of a table, ``left_out``: of those that look like no deployment."""
        there = [number for number in declared if number in numbers]
        return cls(
            reasons={number: declared[number] for number in there if number in left_out},
            needless=[number for number in there if number not in left_out],
            absent=[number for number in declared if number not in numbers],
        )


def if_it_counts(number: int, what: str) -> str:
    """Return the advice by which a row that looks like none is counted; ``what``: it is taken for, if it is none."""
    return f'a row that is no {what} is counted: --with-rows "{number}: no {what}"'
