"""EV07: the files given do not belong to one trial.

Some layouts come in two files: mated and non-mated scores, a matrix and its mask, scores and the pairs that are
of one person. Which file is which is told from their names (``true``, ``genuine``, ``mated`` against ``false``,
``impostor``, ``non_mated``) or by ``--non-mated`` and ``--truth``; it is never guessed from the scores.
"""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

CODE = "EV07"


class Roles(NamedTuple):
    """What the names of lists of scores say: mated (True), non-mated (False), or nothing, one a file."""

    name: str
    said: Sequence[bool | None]


class Options(NamedTuple):
    """The options that bring a file along: those that were given, and those that the layout has a use for."""

    name: str
    layout: str
    given: Sequence[str]
    allowed: Collection[str]


def _role_unclear(name: str) -> Problem:
    """Return the problem of a list of scores that does not say whether they are mated or non-mated."""
    return Problem(
        code=CODE,
        severity="error",
        found="a list of scores that does not say whether they are mated or non-mated",
        where=name,
        expected="a name with true, genuine or mated in it, or with false, impostor or non_mated",
        means="a score without ground truth cannot be evaluated",
        do="give both: bystander check MATED --non-mated NONMATED. Or give the list of trials with their labels, in "
        "the order of the scores: bystander check SCORES --truth TRIALS",
    )


def _same_role(name: str) -> Problem:
    """Return the problem of two lists of scores with the same role."""
    return Problem(
        code=CODE,
        severity="error",
        found="both files seem to hold the same kind of scores",
        where=name,
        expected="one file of mated and one of non-mated scores",
        do="give both: bystander check MATED --non-mated NONMATED",
    )


def missing_part(name: str, part: str, option: str) -> Problem:
    """Return the problem of a layout whose second file was not given."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"this layout needs {part} too",
        where=name,
        expected=part,
        means="without it nobody can tell which comparisons are of one person",
        do=option,
    )


def further_files(name: str, layout: str, given: int, most: int) -> Problem:
    """Return the problem of more files than a layout comes in."""
    return Problem(
        code=CODE, severity="error", found=f"{given} files of {layout}, which comes in {most}", where=name,
        expected="one table with all rows" if most == 1 else f"at most {most} files",
        means="evidence that is given and not used would be silently ignored",
        do="put the rows into one table, or tally each file as a shard (bystander tally A B -o all.tally)",
    )  # fmt: skip


def two_lists_of_pairs(name: str) -> Problem:
    """Return the problem of two lists without a header, one of mated and one of non-mated comparisons by their names.

    With a header they are two tables of scores.
    """
    return Problem(
        code=CODE, severity="error", found="two lists without a header, which their names call mated and non-mated",
        where=name, expected="a row with the names of the columns above the data of each file",
        means="nothing says which columns are names and which is the score",
        do="put such a row into both files, such as probe_id,reference_id,score with what separates their columns",
    )  # fmt: skip


def parts_of_a_trial(name: str, files: Sequence[str]) -> Problem:
    """Return the problem of tables each of which tells whose comparisons it holds; ``files``: what they are called."""
    given = " ".join(map(quote, files))
    return Problem(
        code=CODE, severity="error", found="tables that each tell by themselves which comparisons are mated",
        where=name, expected="one table, or one of mated and one of non-mated comparisons, as their names say",
        means="parts of one trial are counted first, so that a person is one in all of them; two systems are compared",
        do=f"if they are parts of one trial: bystander tally {given} -o all.tally, then bystander evaluate all.tally. "
        f"If they are two systems: bystander compare {given}",
    )  # fmt: skip


def other_labels(name: str, *, mated: bool) -> Problem:
    """Return the problem of a table whose label says otherwise than the name of its file; ``mated``: what that says."""
    return Problem(
        code=CODE, severity="error", found="the labels in a file say otherwise than its name", where=name,
        expected=f"a file of {'mated' if mated else 'non-mated'} comparisons, and no label but that",
        means="the files were exchanged, or each holds comparisons of both kinds",
        do="if each holds both kinds, put them into one table; otherwise give them the other way round",
    )  # fmt: skip


def no_failures(name: str) -> Problem:
    """Return the problem of two tables of which one records failures."""
    return Problem(
        code=CODE, severity="error", found="one of the tables records failures, and the other does not", where=name,
        expected="a column failed in both, or in neither",
        means="whether comparisons failed in the other too is not known", do="export both in the same way",
    )  # fmt: skip


def _unused(name: str, option: str, layout: str) -> Problem:
    """Return the problem of a file or option that the layout has no use for."""
    return Problem(
        code=CODE,
        severity="error",
        found=f"{option} has no meaning for {layout}",
        where=name,
        means="evidence that is given and not used would be silently ignored",
        do=f"leave {option} out, or check that the right file was given",
    )


def look(seen: Options) -> list[Problem]:
    """Find options and files that a layout has no use for."""
    return [_unused(seen.name, option, seen.layout) for option in seen.given if option not in seen.allowed]


def look_at_roles(seen: Roles) -> list[Problem]:
    """Find lists of scores of which it is not said which are mated, or that are said to be the same."""
    first, *others = seen.said
    if first is None and (len(others) != 1 or others[0] is None):
        return [_role_unclear(seen.name)]
    return [_same_role(seen.name)] if len(others) == 1 and first == others[0] else []


CHECK = Check(code=CODE, about=__doc__, look=look)
ROLES = CHECK.on(look_at_roles)
