"""EV58: a tally that cannot be read, or whose shards had rows left out.

A tally is read only as a whole and in the version that this Bystander writes. Rows that were refused when its shards
were tallied are counted, with the checks that refused them, and told here once more: nothing is left out in silence.
Where single comparisons are needed, as for `--by`, `--cluster` and `bystander compare`, give the evidence itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV58"


def unreadable(name: str, found: str) -> Problem:
    """Return the problem of a file that is no tally, or not a whole one."""
    return Problem(
        code=CODE,
        severity="error",
        found=found,
        where=name,
        expected="a file that bystander tally or bystander merge has written",
        means="a copy that broke off, another Parquet file, or a newer Bystander",
        do="copy it again, or make it again from its shard",
    )


def not_evidence_here(name: str) -> Problem:
    """Return the problem of a tally where single comparisons are needed."""
    return Problem(
        code=CODE,
        severity="error",
        found="this is a tally, and not the comparisons it was made from",
        where=name,
        expected="comparisons, or searches",
        means="a tally keeps what rates need, and can be evaluated and merged, no more",
        do="bystander evaluate takes it as it is; otherwise give the shards themselves",
    )


def left_out(name: str, rows: int, codes: Sequence[str]) -> Problem:
    """Say that rows were left out when the shards were tallied, and by which checks."""
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{plural(rows, 'row')} left out when the shards were tallied ({', '.join(codes)})",
        where=name,
        means="each was told when its shard was tallied",
        do="nothing, if that was to be expected",
        needed=False,
    )


CHECK: Check[object] = Check(code=CODE, about=__doc__)
