"""EV71: a column of counts in which no cell says 0, and cells are empty.

A rate over the rows that have a count would be selected by its own numerator: rows with none are left out, and it
comes out many times too high. Where the other counts of a row tell, they decide (EV44). Where nothing does and most
rows are empty, it is a question for whoever knows the record: --empty COLUMN=zero, or --empty COLUMN=unknown.
Each operator is judged by itself; one that never gives a count of judged alerts is told to give none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.record.checks.record_rows import header_of, how_many, in_place_of_counts, rows
from bystander.evidence.record.columns import STOPS
from bystander.evidence.record.empties import JUDGEMENTS

if TYPE_CHECKING:
    from bystander.evidence.record.empties import Empty
    from bystander.evidence.record.seen import Seen

CODE = "EV71"


def look(seen: Seen) -> list[Problem]:
    """Find columns whose empty cells may mean none."""
    return [_problem(seen, empty) if empty.filled else _never_given(seen, empty) for empty in seen.settled.open]


def _never_given(seen: Seen, empty: Empty) -> Problem:
    """Say that an operator gives no such counts where others do: no rate of its own could be selected by them."""
    what, name = JUDGEMENTS[empty.column], header_of(seen.table, empty.column)
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{empty.who} gives no {what}",
        where=f"{seen.table.name}, column {name}, {rows(empty.rows)}",
        expected="a number, or 0",
        got=f"{_stands(seen, empty)} in all of its rows",
        means=f"its share of {what} cannot be told",
        do="ask the operator for them",
    )


def _problem(seen: Seen, empty: Empty) -> Problem:
    table, name = seen.table, header_of(seen.table, empty.column)
    dropped = empty.column in STOPS and empty.selected and not empty.declared
    stops = empty.selected and not dropped and not empty.declared
    options = f"--empty {empty.column}=zero, or --empty {empty.column}=unknown"
    said = _stands(seen, empty)
    means = "empty cells mean" if said == "empty cells" else f"{said} means"
    whose = f"{empty.who}: " if empty.who else ""
    return Problem(
        code=CODE,
        severity="error" if stops else "warning",
        leads=not dropped,
        found=f"{whose}{name} is given in {how_many(empty.filled, 'row')}, 1 or more in each, and in "
        f"{how_many(len(empty.rows), 'row')} it is not",
        where=f"{table.name}, column {name}, {rows(empty.rows)}",
        expected="0 where there were none",
        got=f"{said}, and no 0 in the whole column",
        means="if this means none, a rate over the rows that give it is too high, as having some "
        "selected these" + (". The column was not used" if dropped else ""),
        do="ask the keeper of the record" if empty.declared else f"say what {means}: {options}",
    )


def _stands(seen: Seen, empty: Empty) -> str:
    numbers = set(empty.rows)
    return in_place_of_counts(seen.table, [row for row in seen.rows if row.number in numbers], {empty.column})


CHECK = Check(code=CODE, about=__doc__, look=look)
