"""EV10: comparisons without ground truth.

The person in the probe or in the reference is not given. Whether such an alert was right cannot be known, so the
row is refused and counted: no ground truth, no number. If all rows lack it, there is no trial. The names of two
samples and a score are no trial either: somebody has to say which samples are of one person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.ev04_columns import labelled_by
from bystander.evidence.checks.where import in_rows
from bystander.evidence.people.codes import NO_IDENTIFIER
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.errors import Severity
    from bystander.evidence.checks.where import Rows
    from bystander.evidence.comparisons.heading import Heading
    from bystander.evidence.comparisons.reading import Reading

CODE = "EV10"


def _no_subject(name: str, column: str, rows: Rows, severity: Severity) -> Problem:
    return Problem(
        code=CODE,
        severity=severity,
        found=f"{plural(rows.total, 'row')} without ground truth {'was' if rows.total == 1 else 'were'} left out",
        where=in_rows(name, rows.first, rows.total, column),
        expected="the identifier of the person",
        got=NO_IDENTIFIER,
        means="nobody can say whether the comparison is mated, so it can be neither an error nor a success",
        do="fill in the person where it is known; people known not to be enrolled need an identifier of their own",
    )


def _no_truth(name: str, labels: Sequence[str]) -> Problem:
    """Return the problem of a table whose samples are of nobody knows whom."""
    return Problem(
        code=CODE,
        severity="error",
        found="two samples and a score in each row, and no ground truth",
        where=f"{name}, row 1",
        expected="a label of each comparison, such as 1 and 0 or genuine and impostor, or the person on either side",
        got="no column that is known as either",
        means="nobody can say which comparisons are of one person, so no score is an error or a success",
        do=labelled_by(labels)
        + "give the pairs of one person with --truth FILE, or say how names tell the person with --subject-from lfw, "
        "voxceleb, path or a pattern. Or add a column mated, or probe_subject and reference_subject. If a column has "
        "another name, say so with --column mated=NAME. If the names are of people and not of samples, say --column "
        "probe_subject=NAME --column reference_subject=NAME",
    )


def look_at_heading(seen: Heading) -> list[Problem]:
    """Find a table that tells neither people nor labels, where no true pairs come with it."""
    return [_no_truth(seen.name, seen.labels)] if seen.complete and seen.lacks_truth else []


def look(seen: Reading) -> list[Problem]:
    """Find rows without an identifier, column by column."""
    return [_no_subject(seen.name, column, rows, "refused") for column, rows in seen.nameless.items() if rows]


def look_at_sides(seen: Reading) -> list[Problem]:
    """Find rows and columns of a matrix without an identifier: too many comparisons hang on one to leave it out."""
    return [_no_subject(seen.name, column, rows, "error") for column, rows in seen.nameless.items() if rows]


CHECK = Check(code=CODE, about=__doc__, look=look)
SIDES, HEADING = CHECK.on(look_at_sides), CHECK.on(look_at_heading)
