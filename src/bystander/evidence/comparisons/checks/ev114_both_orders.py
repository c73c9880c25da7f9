"""EV114: pairs of samples that stand there in both orders, with the same score.

A double loop over one set of images writes each pair twice. The rates are the same with one row of each; their
intervals are not, as the evidence seems larger than it is. It is not told of Parquet that is read part by part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.reading import Reading

CODE = "EV114"


def look(seen: Reading) -> list[Problem]:
    """Find pairs that are counted twice."""
    if not seen.both_orders:
        return []
    return [
        Problem(
            code=CODE,
            severity="warning",
            leads=True,
            found=f"{plural(seen.both_orders, 'pair')} of samples with the same score in both orders",
            where=seen.name,
            expected="a with b, or b with a",
            means="each of them is counted twice: the evidence seems larger than it is, and its intervals too narrow",
            do="leave one order out, if the same images are on both sides",
        )
    ]


CHECK = Check(code=CODE, about=__doc__, look=look)
