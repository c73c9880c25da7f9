"""EV57: vectors that cannot be compared, or that are compared with themselves.

Vectors of different lengths come from different models. A vector of zeros has no direction, and one that is not finite
no distance: most often there was no face. A vector that is probe and reference at once finds itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.evidence.people.codes import NO_IDENTIFIER
from bystander.findings.wording import count, listed, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.searches.vectors_seen import CopiesSeen, SideSeen, VectorsSeen

CODE = "EV57"


def unreadable(name: str) -> Problem:
    """Return the problem of arrays that cannot be read."""
    return Problem(
        code=CODE, severity="error", found="the vectors cannot be read", where=name,
        expected="arrays of numbers and identifiers, without pickled objects",
        means="the file is damaged, or holds objects whose reading would run code", do="export it again",
    )  # fmt: skip


def missing(name: str, what: str) -> Problem:
    """Return the problem of arrays that are not there."""
    return Problem(
        code=CODE, severity="error", found=f"there is no {what}", where=name,
        expected="vectors with subjects (and roles), or probe_vectors, probe_subjects, reference_vectors and "
        "reference_subjects", means="without them there is nothing to compare, or nobody knows whose it is",
        do="name the arrays so",
    )  # fmt: skip


def misfit(name: str, shape: Sequence[int], subjects: int) -> Problem:
    """Return the problem of vectors that are no matrix with one row a subject."""
    return Problem(
        code=CODE, severity="error", found="vectors and subjects do not fit together", where=name,
        expected="one row of numbers a subject",
        got=f"an array of {' x '.join(map(count, shape))} and {count(subjects)} subjects",
        means="the arrays belong to different exports, or are transposed", do="export them together",
    )  # fmt: skip


def different_lengths(name: str, lengths: Sequence[int]) -> Problem:
    """Return the problem of vectors of different lengths."""
    return Problem(
        code=CODE, severity="error", found="the vectors have different lengths", where=name, expected="one length",
        got=listed([count(v) for v in lengths[:4]]), means="they come from different models",
        do="give vectors of one model",
    )  # fmt: skip


def unknown_roles(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of roles that are none."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'vector')} {'has' if total == 1 else 'have'} an unknown role",
        where=in_rows(name, rows, total, "role"), expected="probe, reference or both",
        means="nobody can say which vectors are enrolled", do="use these words",
    )  # fmt: skip


def too_many(name: str, probes: int, references: int) -> Problem:
    """Return the problem of more pairs than one run should score."""
    return Problem(
        code=CODE, severity="error",
        found=f"{count(probes)} x {count(references)} vectors are too many to score every pair of them", where=name,
        expected="pairs whose coordinates make no more than 2^38 products, such as 30,000 vectors of 512 with each "
        "other", means="every pair is scored exactly, several times over: it would take hours",
        do="say --searches, which scores exactly only what matters, or give a sample of the people",
    )  # fmt: skip


def _nobody(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of vectors without a person."""
    return Problem(
        code=CODE, severity="refused",
        found=f"{plural(total, 'vector')} without ground truth {'was' if total == 1 else 'were'} left out",
        where=in_rows(name, rows, total, "subject"), expected="the identifier of the person", got=NO_IDENTIFIER,
        means="nobody can say whether an alert is right", do="people known not to be enrolled need an identifier too",
    )  # fmt: skip


def _not_finite(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of vectors with cells that are no finite numbers."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'vector')} {'has' if total == 1 else 'have'} cells that are missing or infinite",
        where=in_rows(name, rows, total, "vector"), expected="finite numbers, as single precision holds them",
        means="most often no template was made", do="leave these samples out, and count them as failures elsewhere",
    )  # fmt: skip


def _no_direction(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of vectors of zeros."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'vector')} {'is' if total == 1 else 'are'} all zeros",
        where=in_rows(name, rows, total, "vector"), expected="a direction",
        means="many systems write zeros where they found no face; the cosine with it is 0/0",
        do="leave these samples out, and count them as failures elsewhere",
    )  # fmt: skip


def _own_reference(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of probes whose very vector is enrolled."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'probe')} {'is' if total == 1 else 'are'} the very vector of a reference",
        where=in_rows(name, rows, total), expected="another image of the person",
        means="a sample compared with itself always matches: the system would look better than it is",
        do="search with samples that are not enrolled, or give every vector the role both",
    )  # fmt: skip


def _repeated(name: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of vectors, each probe and reference, that occur twice."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'vector')} {'is' if total == 1 else 'are'} the very vector of an earlier row",
        where=in_rows(name, rows, total), expected="every image once",
        means="an image is there twice: it would find itself, whether its two labels agree or not",
        do="remove the copies; where the labels differ, mend them first",
    )  # fmt: skip


def look(seen: VectorsSeen) -> list[Problem]:
    """Find vectors of different lengths."""
    return [different_lengths(seen.name, seen.lengths)] if len(set(seen.lengths)) > 1 else []


def look_at_side(seen: SideSeen) -> list[Problem]:
    """Find vectors of nobody, and those that are no directions."""
    name, problems = seen.name, []
    if seen.nobody:
        problems.append(_nobody(name, seen.nobody.first, seen.nobody.total))
        problems += [] if seen.known else [missing(name, "vector of a known person")]
    if seen.odd:
        problems.append(_not_finite(name, seen.odd.first, seen.odd.total))
    return [*problems, _no_direction(name, seen.zero.first, seen.zero.total)] if seen.zero else problems


def look_at_copies(seen: CopiesSeen) -> list[Problem]:
    """Find vectors that are there twice, or are probe and reference at once."""
    problem = _repeated if seen.same else _own_reference
    return [problem(seen.name, seen.rows.first, seen.rows.total)] if seen.rows else []


CHECK = Check(code=CODE, about=__doc__, look=look)
SIDE, COPIES = CHECK.on(look_at_side), CHECK.on(look_at_copies)
