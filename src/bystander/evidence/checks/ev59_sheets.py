"""EV59: a workbook in which it is not told what is to be read.

Several sheets hold a table of this kind, and none was named; or the one that was named is not there. A formula has no
value where the program that wrote it did not work it out: Bystander works out none, as another program might differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import listed, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV59"
_SHOWN = 10
_NAME = "name it with --sheet NAME"
_OF_RECORD = (
    "each sheet may be another period, or a summary of the others",
    (
        f"{_NAME}. To audit several together, copy their rows below one header into one sheet, without "
        "totals and sheets that sum up others"
    ),
)


def unclear(name: str, sheets: Sequence[str], *, asked: bool, record: bool = False) -> Problem:
    """Return the problem of several sheets of which none is named, or of a name that none of them has.

    ``record``: they are of a deployment record, which often has a sheet for each month.
    """
    means, do = _OF_RECORD if record else ("each sheet may be another trial, or a summary of one", _NAME)
    shown = [*sheets[:_SHOWN], *(["others"] if len(sheets) > _SHOWN else [])]
    found = "no sheet has the name that was given" if asked else f"{len(sheets)} sheets hold a table that may be meant"
    return Problem(
        code=CODE,
        severity="error",
        found=found if sheets else "no sheet holds a table",
        where=name,
        expected="one sheet with a header and rows, or the name of one",
        got=listed(shown),
        means=means,
        do=do if sheets else "save the table as CSV",
    )


def unsaved(name: str, rows: Sequence[int]) -> Problem:
    """Return the problem of formulas whose value was not saved."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"{plural(len(rows), 'row')} with a formula that has no saved value",
        where=in_rows(name, rows),
        expected="values, or formulas with the values that they came to",
        means="a program wrote the workbook and worked nothing out; the cells would count as empty",
        do="open and save it in a spreadsheet program, or write values",
    )


CHECK: Check[object] = Check(code=CODE, about=__doc__)
