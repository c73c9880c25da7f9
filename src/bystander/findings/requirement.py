"""What was required of a number, and whether the evidence shows it (METHODS VI.1)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, FiniteFloat

from bystander.findings.estimate import Frozen, Rate


class Verdict(StrEnum):
    """The closed list of what evidence can say of a requirement."""

    MET = "met"
    NOT_MET = "not met"
    NOT_SHOWN = "cannot be shown with this evidence"
    NOT_BY_THIS_KIND = "cannot be shown at all by this kind of evidence"


class Required(Frozen):
    """The ``requirement`` slot of a finding: a number in a clause, and the verdict.

    ``limit``: as a number; ``limit_as_written``: as the clause has it. ``source``, ``clause``, ``read``: where it
    stands, and when and how that was read. ``level``: one-sided. ``lower``, ``upper``: the one-sided limits at that
    level that were held against the limit, in the unit of the estimate; null where there are none. ``why``: the
    verdict's reason, a sentence; ``would_show``: what evidence would show it, a sentence, null where it is shown.
    ``deff``: of published counts, how many times each event counts in the limits; null elsewhere.
    """

    name: str
    source: str = ""
    clause: str = ""
    read: str = ""
    limit: FiniteFloat
    limit_as_written: str
    direction: Literal["at-most", "at-least"]
    level: float = Field(gt=0, lt=1)
    groups: Literal["overall", "each"] = "overall"
    lower: Rate | None = None
    upper: Rate | None = None
    verdict: Verdict
    why: str
    would_show: str | None = None
    deff: FiniteFloat | None = None
