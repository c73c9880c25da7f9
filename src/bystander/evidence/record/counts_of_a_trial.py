"""A table of how a test came out: right and wrong decisions of each kind, a row a group, a system or a threshold.

Its "TP" and "FP" are called as right and false alerts are, and are none: true and false negatives are known only where
everybody's identity is. No rate of a deployment is made of them. What can be done is said, with the counts that stand
in its first row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError, Problem
from bystander.evidence.record.grid import LOOKED_AT, first_lines
from bystander.evidence.record.header import COUNTED_IN_A_TRIAL, find_header
from bystander.evidence.tables.plain_headings import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bystander.evidence.record.grid import Cells, Line
    from bystander.evidence.record.header import Header

CODE = "EV31"
_DO = (
    "give the comparisons themselves to `bystander evaluate`, a row each with its score, its label and its people, who "
    "are then compared with --by. {}If a row is a deployment, say where or when: --column place='{}'"
)
_ONE_RATE = "What a row says of comparisons can be judged alone: {}. "
_CLAIM = "`bystander claim --text 'A {} of {:.3g} %' --of '{} of {} {}' -o judged`"
_RATES = (  # how a rate is called, where its mistakes stand and the others, and of what it is
    ("false match rate", ("fp", "false_positives", "false_positive"), ("tn", "true_negatives", "true_negative"),
     "comparisons"),
    ("false non-match rate", ("fn", "false_negatives", "false_negative"), ("tp", "true_positives", "true_positive"),
     "mated comparisons wrong"),
)  # fmt: skip


def ensure_none(file: Path, columns: Mapping[str, str], sheet: str = "") -> None:
    """Raise EvidenceError for a file that counts the decisions of a test; never for one that cannot be read."""
    try:
        lines = first_lines(file, fits=_may_be, sheet=sheet)[:LOOKED_AT]
    except (OSError, EvidenceError):
        return
    header = find_header(lines, columns) if _may_be(lines) else None
    if header and header.is_of_decisions:
        first = next((cells for _, cells in lines[header.at + 1 :]), ())
        raise EvidenceError(file.name, [stops(header, first, where=f"{file.name}, row {lines[header.at][0]}")])


def _may_be(lines: Sequence[Line]) -> bool:
    """Return whether it is worth looking closer: a matrix of scores has thousands of headings."""
    return any(plain(cell) in COUNTED_IN_A_TRIAL for _, cells in lines[:LOOKED_AT] for cell in cells if cell.isascii())


def stops(header: Header, first: Cells, *, where: str) -> Problem:
    """Return what is said of such a table. ``first``: the cells of its first row below the header."""
    said = [plain(heading) for heading in header.headings]
    claims = [line for rate in _RATES if (line := _claim(said, first, rate))]
    found = [heading for heading in header.headings if plain(heading) in COUNTED_IN_A_TRIAL]
    of_rows = next((h for h, name in zip(header.headings, header.columns, strict=True) if h and name is None), "site")
    return Problem(
        code=CODE,
        severity="error",
        found="this is not a deployment record: it counts right and wrong decisions of a test",
        where=where,
        expected="what a deployment counts: alerts and faces seen, by day or place",
        got=", ".join(found),
        means="negatives can be counted only where it is known who everybody is, as in a test",
        do=_DO.format(_ONE_RATE.format(" or ".join(claims)) if claims else "", of_rows),
    )


def _claim(said: Sequence[str], first: Cells, rate: tuple[str, Sequence[str], Sequence[str], str]) -> str:
    """Return the command that judges one rate of the first row; "" where it does not tell its counts."""
    called, wrong, right, of = rate
    mistakes, others = (_count(said, first, names) for names in (wrong, right))
    if mistakes is None or others is None or not mistakes + others:
        return ""
    return _CLAIM.format(called, 100 * mistakes / (mistakes + others), mistakes, mistakes + others, of)


def _count(said: Sequence[str], cells: Cells, names: Sequence[str]) -> int | None:
    at = next((said.index(name) for name in names if name in said), len(cells))
    return int(cells[at]) if at < len(cells) and cells[at].isascii() and cells[at].isdecimal() else None
