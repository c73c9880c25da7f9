"""EV67: presentation attacks, which are not comparisons of people.

Labels such as ``bonafide`` and ``spoof`` say whether what was shown to a sensor was real. How well that is told is the
subject of presentation attack detection (ISO/IEC 30107-3), with error rates of its own (APCER, BPCER). Nobody is
compared with anybody, so there is no false match rate in it, and none is computed.
"""

from __future__ import annotations

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV67"


def of_attacks(name: str) -> Problem:
    """Return the problem of labels that tell attacks from what is real."""
    return Problem(
        code=CODE, severity="error", found="labels of presentation attack detection: bona fide or spoof", where=name,
        expected="comparisons that are mated (of one person) or non-mated (of two)",
        means="whether something is an attack is not whether two samples are of one person: these rates (APCER, BPCER) "
        "are not what this measures",
        do="give the scores of comparisons. Of a list with target, nontarget and spoof, leave out the rows of spoof, "
        "and a column that is bonafide in all others",
    )  # fmt: skip


CHECK: Check[object] = Check(code=CODE, about=__doc__)
