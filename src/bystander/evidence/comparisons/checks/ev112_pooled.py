"""EV112: rows that may be of several systems, or of several conditions, are taken together.

A column called ``model``, ``system``, ``metric``, ``threshold``, ``split`` or ``fold`` that holds several values says
that the rows are not all of one kind. Scores of two systems have two scales, and no threshold means the same on both.
The column is not used, so all rows are taken as one trial; nobody but whoever made the table knows whether they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE = "EV112"


@dataclass(frozen=True, kw_only=True)
class PooledSeen:
    """Columns that are not used and tell rows apart: how many values each holds, by heading."""

    name: str
    values: Mapping[str, str]


def look(seen: PooledSeen) -> list[Problem]:
    """Find a column that tells several systems or conditions apart."""
    if not seen.values:
        return []
    named = listed([f"{heading} ({many} values)" for heading, many in seen.values.items()])
    several = len(seen.values) > 1
    return [
        Problem(
            code=CODE,
            severity="warning",
            found=f"rows are taken together that {'columns' if several else 'a column'} not used "
            f"tell{'' if several else 's'} apart: {named}",
            where=f"{seen.name}, row 1",
            expected="one system under one condition, or one value in such a column",
            means="if these are several systems, their scores have several scales, and the rates are those of none",
            do="give the rows of one system, and compare systems with compare; nothing, if all rows are of one",
            leads=True,
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
