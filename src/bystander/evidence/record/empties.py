"""What empty cells and dashes of a column of counts mean: none, or not known.

A column in which no cell says 0 and most are empty gives its counts for rows that had any: a rate over these rows
would be selected by its own numerator. It is settled by arithmetic, row by row; by dashes that are none wherever
arithmetic tells; or by whoever declares it. Where nothing does, it is a question.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bystander.evidence.record.columns import NUMERATORS, OUTCOMES, STOPS
from bystander.evidence.record.counted import Counted
from bystander.evidence.record.durations import DURATIONS
from bystander.evidence.record.parts import Adding, Parts, adding, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.cells import Row

_FEWEST = 5  # filled cells without a 0 that are worth a word where less than half is empty
JUDGEMENTS = {"true_alerts": "right alerts", "false_alerts": "false alerts"}  # a page goes by them
_SHOWS_USE = ("faces_seen", *DURATIONS, "alerts", "true_alerts", "false_alerts", *STOPS)


@dataclass(frozen=True, kw_only=True)
class Empty:
    """A column of counts with cells that are not determined: their ``rows``, and how many are ``filled``.

    No cell says 0. ``selected``: and most are not determined. ``declared``: they were declared to be unknown. ``who``:
    the operator whose rows they are, where there are several; none ``filled``: it never gives the column.
    """

    column: str
    rows: Sequence[int]
    filled: int
    selected: bool
    declared: bool = False
    who: str = ""

    def is_of(self, row: Row) -> bool:
        """Return whether a row is one of the operator's."""
        return not self.who or _operator(row) == self.who


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What was settled of the counts of rows, by number: the ``parts`` of the alerts of those that do not state all.

    ``dashes``: columns whose dashes are none, as arithmetic shows of some; ``declared``: those whose empty cells were
    declared to be; each with the rows in which 0 was put. ``open``: columns that are a question.
    """

    parts: Mapping[int, Parts]
    dashes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    declared: Mapping[str, Sequence[int]] = field(default_factory=dict)
    open: Sequence[Empty] = ()
    adds: Adding = field(default_factory=lambda: Adding({}, any_told=False))

    def parts_of(self, row: Row) -> Parts:
        """Return the parts of the alerts of a row."""
        return self.parts.get(row.number) or parts_of(row, self.adds)


def settle(
    rows: Sequence[Row],
    known: frozenset[str],
    said: Mapping[str, str],
    *,
    suspects: frozenset[int] = frozenset(),
    totals: Sequence[Row] = (),
    unjudged: bool = False,
) -> Settled:
    """Settle what empty cells are; 0 is put into the rows where they are none. ``said``: zero or unknown, by column.

    ``suspects``: rows whose alerts are no count of alerts, so that they tell nothing about the others. ``totals``: rows
    of totals, which tell whether all alerts were judged. ``unjudged``: whether a heading says that some were not.
    """
    counted = Counted(rows)
    alerts, right, wrong = counted.of("alerts"), counted.judged("true"), counted.judged("false")
    full = (alerts >= 0) & (right >= 0) & (wrong >= 0)
    adds = Adding({}, any_told=True) if unjudged else adding(counted, suspects, Counted(totals))
    declared = {name: _put_zero(rows, name, adds) for name, means in said.items() if means == "zero"}
    columns = [name for name in NUMERATORS if name in known]
    dashes: dict[str, Sequence[int]] = {}
    dashed = {name for row in rows if row.dashes for name in row.dashes}
    for name in columns:
        if name in dashed and name not in said and _dashes_are_none(rows, name, adds):
            dashes[name] = _put_zero(rows, name, adds, dashes_only=True)
    if known & set(STOPS):
        stops = _stops_add_up(rows)
        for row in rows:
            _derive_stops(row, adds_up=stops)
    parts = {row.number: parts_of(row, adds) for row in counted.where(~full)}
    sides = known & {name for name in OUTCOMES if name != "alerts"}
    sides = sides if len({name.partition("_")[0] for name in sides}) > 1 else frozenset()
    found = [
        e
        for name in columns
        if said.get(name) != "zero" and not (counted.of(name) == 0).any()
        for e in _of_operators(rows, name, parts, sides, declared=name in said)
    ]
    whole = {number for e in found if e.column == "alerts" for number in e.rows}
    kept = [e for e in found if e.column == "alerts" or e.column not in OUTCOMES or not whole >= set(e.rows)]
    return Settled(parts=parts, dashes={n: r for n, r in dashes.items() if r}, declared=declared, open=kept, adds=adds)


def count_of(name: str, parts: Parts, row: Row) -> int | None:
    """Return a count of a row, as stated or determined."""
    if name == "alerts":
        return parts.alerts
    if name not in OUTCOMES:
        return row.count(name)
    return parts.right if name.startswith("true") else parts.wrong


def _undetermined(row: Row, name: str, adds: Adding) -> bool:
    """Return whether a cell is empty or a dash, and nothing else in the row tells what it would be."""
    if name in row.values or name in row.faults or name in row.hidden or name in row.unknown:
        return False
    return count_of(name, parts_of(row, adds), row) is None


def _put_zero(rows: Sequence[Row], name: str, adds: Adding, *, dashes_only: bool = False) -> list[int]:
    put = []
    for row in rows:
        if not _undetermined(row, name, adds):
            continue
        if name in row.dashes or (not dashes_only and _shows_use(row)):
            row.values[name] = 0
            put.append(row.number)
    return put


def _shows_use(row: Row) -> bool:
    """Return whether a row says that the system was in use: a fault that ended a deployment leaves no number."""
    return any(name in row.values for name in _SHOWS_USE)


def _dashes_are_none(rows: Sequence[Row], name: str, adds: Adding) -> bool:
    """Return whether every dash of a column that arithmetic determines is 0, some are, and 0 is never written out."""
    determined = 0
    for row in rows:
        if row.values.get(name) == 0:
            return False
        if name not in row.dashes or name in row.values:
            continue
        if name not in OUTCOMES or _undetermined(row, name, adds):
            continue
        if count_of(name, parts_of(row, adds), row) != 0:
            return False
        determined += 1
    return determined > 0


def _operator(row: Row) -> str:
    return row.words("who") or "operator not named"


def _of_operators(
    rows: Sequence[Row], name: str, parts: Mapping[int, Parts], sides: frozenset[str], *, declared: bool
) -> list[Empty]:
    """Return what is open of a column, operator by operator: the rows of two make no rate together.

    It is a question that stops the work only where it is one of all operators that give the column. One that never
    gives how its alerts were judged is told of; of anything else that it never gives, nothing depends on it.
    """
    own: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        own[_operator(row)].append(row)
    gives = {who for who, theirs in own.items() if any(name in row.values for row in theirs)}
    of_all = _empty([row for row in rows if _operator(row) in gives], name, parts, sides, declared=declared)
    if len(own) == 1:
        return [] if of_all is None else [of_all]
    found = []
    for who, theirs in own.items():
        if who not in gives:
            left = [row.number for row in theirs if _is_open(row, name, parts, sides)]
            if gives and left and name in JUDGEMENTS:
                found.append(Empty(column=name, rows=left, filled=0, selected=False, declared=declared, who=who))
        elif of_all is not None and (one := _empty(theirs, name, parts, sides, declared=declared)) is not None:
            found.append(replace(one, selected=one.selected and of_all.selected, who=who))
    return found


def _empty(
    rows: Sequence[Row], name: str, parts: Mapping[int, Parts], sides: frozenset[str], *, declared: bool
) -> Empty | None:
    if any(row.values.get(name) == 0 for row in rows):
        return None
    filled = sum(row.values.get(name) is not None for row in rows)
    left = [row.number for row in rows if _is_open(row, name, parts, sides)]
    if not left or not filled or (len(left) < filled < _FEWEST):
        return None
    return Empty(column=name, rows=left, filled=filled, selected=len(left) >= filled, declared=declared)


def _is_open(row: Row, name: str, parts: Mapping[int, Parts], sides: frozenset[str]) -> bool:
    """Return whether a row has no count of a column, and neither says why nor determines it."""
    return (
        row.values.get(name) is None
        and name not in row.faults
        and not (name in OUTCOMES and (row.number not in parts or count_of(name, parts[row.number], row) is not None))
        and name not in row.unknown
        and name not in row.hidden
        and not (name in sides and _nobody_judged(row))
        and _shows_use(row)
    )


def _nobody_judged(row: Row) -> bool:
    """Return whether a row has alerts and says neither how many were right nor how many were wrong."""
    return bool(row.count("alerts")) and not any(name in row.values for name in OUTCOMES if name != "alerts")


def _stops_add_up(rows: Sequence[Row]) -> bool:
    """Return whether all stops are those after right and after wrong alerts in every row that gives the three."""
    each = [[row.values.get(name) for name in STOPS[:3]] for row in rows]
    return all(s == r + w for s, r, w in each if None not in {s, r, w})  # type: ignore[operator] # counts


def _derive_stops(row: Row, *, adds_up: bool) -> None:
    """Put the stops of a row that the others determine."""
    every, right, wrong = (row.count(name) for name in STOPS[:3])
    if every is None and right is not None and wrong is not None:
        row.values["stops"] = right + wrong
    elif every is not None and (right is None) != (wrong is None):
        gap = every - (right if right is not None else wrong or 0)
        if gap == 0 or (gap > 0 and adds_up):
            row.values["true_stops" if right is None else "false_stops"] = gap
