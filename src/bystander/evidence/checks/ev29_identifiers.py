"""EV29: identifiers that cannot tell people apart.

A list, a table in a cell, or true and false are no identifier. Whole numbers above 2^53 that are stored as
floating-point numbers, as pandas does where one of them is missing, have been rounded: several people may share one
number, and nothing in the file shows it. Write identifiers as whole numbers or as text.
"""

from __future__ import annotations

from typing import NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV29"


class Kind(NamedTuple):
    """What is wrong with identifiers: what was found, what that means, and what to do."""

    found: str
    means: str
    do: str


NOT_ONE_VALUE = Kind(
    "identifiers that are no single value",
    "a list or a record in a cell is no name, and true and false name nobody",
    "give identifiers as text or as whole numbers, one in each cell",
)
ROUNDED = Kind(
    "identifiers are floating-point numbers too large to be exact",
    "whole numbers above 2^53 (above 2^24 in 32 bits) are rounded there, and several people may share one number",
    "write identifiers as text, or as whole numbers: in pandas with the type Int64 or UInt64 where some are missing",
)


def unusable(name: str, kind: Kind, column: str = "") -> Problem:
    """Return the problem of identifiers that cannot tell people apart."""
    return Problem(
        code=CODE,
        severity="error",
        found=kind.found,
        where=f"{name}, column {column}" if column else name,
        expected="text or whole numbers, written in one way",
        means=kind.means,
        do=kind.do,
    )


CHECK: Check[object] = Check(code=CODE, about=__doc__)
