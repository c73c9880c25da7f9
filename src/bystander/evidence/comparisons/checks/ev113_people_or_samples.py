"""EV113: whether the names of a table are of people or of samples.

Columns called ``probe`` and ``reference`` (``query`` and ``gallery``, ``left`` and ``right``) do not say what they
name. Where they hold the same name in every mated comparison and in no other, they name people. Otherwise they name
samples, and people follow from chains of mated pairs. A name that is compared with itself and called non-mated is
neither, and stops the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.checks.where import Rows

CODE = "EV113"


def people(name: str) -> Problem:
    """Return the note of names that were taken for people."""
    return Problem(
        code=CODE, severity="note", found="the names on both sides were read as people", where=f"{name}, row 1",
        means="every mated comparison has one name twice, and no other has", needed=False,
        do="nothing, if that is so; otherwise say what they are with --column probe_id=NAME --column reference_id=NAME",
    )  # fmt: skip


def neither(name: str, rows: Rows) -> Problem:
    """Return the problem of a name that is compared with itself and called non-mated."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(rows.total, 'comparison')} of a name with itself called non-mated",
        where=in_rows(name, rows.first, rows.total),
        expected="one name on both sides exactly where one person is compared (names of people), or never (of samples)",
        means="the names may be of something else, such as folders, or the labels belong to other rows",
        do="say what the columns are: --column probe_id=NAME --column reference_id=NAME, or probe_subject and "
        "reference_subject; or correct the labels",
    )  # fmt: skip


CHECK: Check[object] = Check(code=CODE, about=__doc__)
