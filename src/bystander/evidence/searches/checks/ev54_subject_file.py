"""EV54: the file that says whose searches and templates are.

A candidate log names searches and templates, not people. Every search and every listed template needs its subject:
without it nobody can say which candidate is the right one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import NO_ROWS, Rows, in_rows
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "EV54"


@dataclass(frozen=True, kw_only=True)
class SubjectsSeen:
    """A file of subjects. ``width``: its columns. ``clashes``: rows that say otherwise than an earlier one."""

    file: str
    width: int
    clashes: Sequence[int] = ()


@dataclass(frozen=True, kw_only=True)
class LogSeen:
    """A candidate log beside its file of subjects.

    ``unknown``: rows of listed templates that the file lacks. ``lost``: rows of the file whose searches are not in the
    log. ``both``: numbers of searches that are also numbers of templates, and ``alike`` of them of one person.
    """

    log: str
    file: str
    unknown: Rows = NO_ROWS
    lost: Rows = NO_ROWS
    both: int = 0
    alike: int = 0


def _not_a_subject_file(name: str, width: int) -> Problem:
    """Return the problem of a file that has not two or three columns."""
    return Problem(
        code=CODE, severity="error", found=f"a file of subjects has two or three columns, not {width}", where=name,
        expected="id, subject, and role (search or template) where both number their ids alike",
        got=f"{count(width)} columns", means="the columns are divided by something unusual, or this is another file",
        do="write id and subject, one search or template a line",
    )  # fmt: skip


def _unknown_templates(name: str, subjects: str, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of listed templates without a subject."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(total, 'candidate')} {'is' if total == 1 else 'are'} not in {subjects}",
        where=in_rows(name, rows, total, "templateId"), expected="the subject of every listed template",
        means="nobody can say whether the candidate is the right one", do="complete the file of subjects",
    )  # fmt: skip


def _two_subjects(name: str, rows: Sequence[int], *, roles: bool) -> Problem:
    """Return the problem of ids that have two subjects."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(len(rows), 'id')} {'has' if len(rows) == 1 else 'have'} two different subjects",
        where=in_rows(name, rows[:6], len(rows)), expected="one subject an id",
        means="an id is labelled wrongly" if roles else "searches and templates share numbers, or a label is wrong",
        do="mend the labels" if roles else "add a third column, role, that says search or template",
    )  # fmt: skip


def _searches_not_logged(name: str, subjects: str, rows: Sequence[int], total: int) -> Problem:
    """Return the warning that the file of subjects has searches that the log does not."""
    return Problem(
        code=CODE, severity="warning",
        found=f"{plural(total, 'search', 'searches')} of {subjects} {'is' if total == 1 else 'are'} not in {name}",
        where=in_rows(subjects, rows, total), expected="every search in the log, failed ones too",
        means="they were not run, or were left out of the log; if they failed, the rates are better than the system",
        do="log failed searches with their return code, or take those that were not run out of the file",
    )  # fmt: skip


def _one_numbering(subjects: str, total: int) -> Problem:
    """Return the warning that every number of a search is also that of a template of the same person."""
    return Problem(
        code=CODE, severity="warning",
        found=f"{count(total)} searches and templates with one number are of one person, without exception",
        where=subjects, expected="other images in searches than in templates",
        means="if numbers name images, these searches find themselves: the system would look better than it is",
        do="nothing, if searches and templates are numbered separately; otherwise search with other images",
        needed=False,
    )  # fmt: skip


def look(seen: LogSeen) -> list[Problem]:
    """Find searches that were not logged, and numbers that searches and templates share."""
    problems = []
    if seen.lost:
        problems.append(_searches_not_logged(seen.log, seen.file, seen.lost.first, seen.lost.total))
    if seen.both > 1 and seen.alike == seen.both:
        problems.append(_one_numbering(seen.file, seen.both))
    return problems


def look_at_templates(seen: LogSeen) -> list[Problem]:
    """Find listed templates without a subject."""
    return [_unknown_templates(seen.log, seen.file, seen.unknown.first, seen.unknown.total)] if seen.unknown else []


def look_at_file(seen: SubjectsSeen) -> list[Problem]:
    """Find a file that has not two or three columns, and ids of two subjects."""
    if seen.width not in {2, 3}:
        return [_not_a_subject_file(seen.file, seen.width)]
    return [_two_subjects(seen.file, seen.clashes, roles=seen.width == 3)] if seen.clashes else []


CHECK = Check(code=CODE, about=__doc__, look=look)
TEMPLATES, SUBJECTS = CHECK.on(look_at_templates), CHECK.on(look_at_file)
