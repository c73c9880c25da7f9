"""EV66: people who are told from the names of samples.

Where nobody is named, people follow from the mated pairs: samples that a chain of such pairs joins are of one person. A
sample that is in no mated pair counts as somebody of its own. If several of those are of one person, there are fewer
people than it seems, and the intervals are too narrow. Or a pattern says which part of a name is the person, or a table
says who is in each sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.evidence.checks.where import Rows
    from bystander.evidence.comparisons.reading import ChainsSeen

CODE = "EV66"
_OPTION = "--subject-from lfw, voxceleb, path, or a pattern with one group"


def no_samples(name: str) -> Problem:
    """Return the problem of a pattern for names of samples where there are none."""
    return Problem(
        code=CODE, severity="error", found="--subject-from is given, and no samples are named", where=name,
        expected="columns of samples on both sides, probe_id and reference_id, and no columns of subjects",
        means="there is nothing that the pattern could be held against", do="leave --subject-from out",
    )  # fmt: skip


def told_twice(name: str) -> Problem:
    """Return the problem of people who are told by pairs of samples, and by the names of samples."""
    return Problem(
        code=CODE, severity="error", found="the people are told by --truth and by the names of samples", where=name,
        expected="one of them", means="where the two differ, nobody can say which is right",
        do="leave --truth or --subject-from out, or give a list of trials with labels with --truth",
    )  # fmt: skip


def not_in_pattern(name: str, rows: Rows, column: str) -> Problem:
    """Return the problem of names that do not fit the pattern."""
    return Problem(
        code=CODE, severity="error", found=f"{plural(rows.total, 'name')} do not fit the pattern of --subject-from",
        where=in_rows(name, rows.first, rows.total, column), expected="a pattern that every name fits, from end to end",
        means="whoever is in these samples is not known", do=f"give a pattern that fits them all: {_OPTION}",
    )  # fmt: skip


def told_by_table(name: str, sample: str, person: str) -> Problem:
    """Return the note that a table was read as who is in each sample; ``sample``, ``person``: its columns."""
    return Problem(
        code=CODE, severity="note", found=f"read as who is in each sample: {sample} is the sample, {person} the person",
        where=name, means="samples of one person are mated, all others are not",
        do="nothing, if that is so; otherwise name the columns of true pairs probe and reference",
    )  # fmt: skip


def two_readings(name: str) -> Problem:
    """Return the problem of two columns that may be pairs of samples, or each sample and its person."""
    return Problem(
        code=CODE, severity="error",
        found="two columns that may be true pairs, or each sample and its person: the two readings differ", where=name,
        expected="a first line that says which", means="every error rate rests on who is who",
        do="begin the file with a line image,person for who is in each sample, or probe,reference for true pairs",
    )  # fmt: skip


def nobody_told(name: str, samples: int) -> Problem:
    """Return the problem of samples of the scores that a table of who is in each sample leaves out."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(samples, 'sample')} of the scores {'has' if samples == 1 else 'have'} no person in the table",
        where=name, expected="a row with the person of every sample, named as in the scores",
        means="nobody can say whether comparisons of these samples are mated. Or samples are written in another way, "
        "with a folder or an ending",
        do="add the missing rows, or leave the comparisons of these samples out of the scores",
    )  # fmt: skip


def two_people(name: str, samples: int) -> Problem:
    """Return the problem of samples that a table gives to more than one person."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(samples, 'sample')} {'is' if samples == 1 else 'are'} said to be of more than one person",
        where=name, expected="one person a sample", means="every error rate rests on who is who",
        do="correct the table. If both columns name samples, name them probe and reference in the first line",
    )  # fmt: skip


def _derived(seen: ChainsSeen) -> Problem:
    return Problem(
        code=CODE, severity="note",
        found=f"{plural(seen.people, 'person', 'people')} found from chains of mated pairs, among "
        f"{plural(seen.samples, 'sample')}",
        where=seen.name, means="nobody is named, so samples that mated pairs join are taken for one person",
        do="nothing, if that is so", needed=False,
    )  # fmt: skip


def _alone(seen: ChainsSeen) -> Problem:
    return Problem(
        code=CODE, severity="warning",
        found=f"{count(seen.alone)} of {plural(seen.samples, 'sample')} {'is' if seen.alone == 1 else 'are'} in no "
        "mated pair, and each counts as a person of its own",
        where=seen.name, expected="the person of every sample",
        means="if several of them are of one person, there are fewer people than that and the intervals are too narrow",
        do=f"say how the names tell the person, if they do: {_OPTION}",
    )  # fmt: skip


def look(seen: ChainsSeen) -> Iterable[Problem]:
    """Tell how many people were found, and how many samples are in no mated pair."""
    if seen.samples:
        yield _derived(seen)
    if seen.alone:
        yield _alone(seen)


CHECK = Check(code=CODE, about=__doc__, look=look)
