"""EV55: what people are recorded as.

A group is an attribute of a person: one sex, one ethnicity a person, in all their rows and on both sides of a
comparison. Where one person has two different values, nobody can say whose errors are whose, and nothing is computed.
Nor where a volunteer has one in some passes and none in others: a mask, or the light, is of the pass, and would be told
of all passes of that person. Of comparisons and searches, whose cells are empty where nobody noted a person's value, a
warning stands before all others. Sex, age and the like are of a person, whatever is empty.
An attribute that is asked for needs its columns: ``probe_NAME`` and ``reference_NAME`` in a table of comparisons,
``NAME`` in candidate lists, or a column ``NAME`` beside ``subject`` in a table of people (``--people``). People whom
that table writes otherwise than the trial does, 007 for 7, would be in no group: the work stops.

Two values that are one word would be two groups: ``F`` and ``f``, ``F`` and ``female``, ``South-East`` and
``South East``. The work stops there too. Where one value may be short for another and may not, as ``Cauc`` for
``Caucasian`` or ``C`` for ``Control`` beside ``A`` and ``B``, there is a warning that stands before all others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.checks.one_word import one_word
from bystander.evidence.checks.where import in_rows
from bystander.findings.wording import count, listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bystander.evidence.checks.one_word import Pair

CODE = "EV55"
_PAIRS = 2  # that are named
_OF_A_PERSON = frozenset({
    "sex", "gender", "ethnicity", "ethnic", "race", "racial", "skin", "age", "birth", "birthdate", "dob", "nationality",
})  # fmt: skip
_BESIDE = frozenset({
    "group", "band", "category", "class", "code", "tone", "type", "year", "years", "date", "of", "origin", "country",
    "self", "reported", "label", "bin",
})  # fmt: skip


def of_a_person(attribute: str) -> bool:
    """Return whether a name says that it is of a person whatever they wear, and however they are photographed."""
    words = set(attribute.casefold().replace("_", " ").split())
    return bool(words & _OF_A_PERSON) and words <= _OF_A_PERSON | _BESIDE


def written_alike(values: Iterable[str]) -> int:
    """Return how many of different values differ from another one in case or blanks alone."""
    ways = Counter(" ".join(value.casefold().split()) for value in set(values))
    return sum(number for number in ways.values() if number > 1)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What was read of one attribute.

    ``doubled``: people, or searches (``whose``), with two different values, told by the first of ``total`` rows.
    ``known``: whether anybody has a value, of so many ``people``. ``alike``: values that differ from another one in
    case or blanks alone.
    """

    name: str
    attribute: str
    doubled: int
    rows: Sequence[int]
    total: int
    known: bool
    people: int
    whose: str = ""
    alike: int = 0


@dataclass(frozen=True, kw_only=True)
class Valued:
    """The values of one attribute that somebody has. ``shown``: whether messages may name them.

    ``partly``: people who have one in some rows and none in others.
    """

    name: str
    attribute: str
    values: Sequence[str]
    shown: bool = True
    partly: int = 0


def _two_values(name: str, attribute: str, people: int, rows: Sequence[int], total: int, *, whose: str) -> Problem:
    """Return the problem of people, or of searches (``whose``), with two different values of an attribute."""
    many = whose and f"{whose}es"
    have = "has" if people == 1 else "have"
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(people, whose or 'person', many or 'people')} {have} two different values of {attribute}",
        where=in_rows(name, rows, total, attribute), expected=f"one value of {attribute} a {whose or 'person'}",
        means="a label is wrong, two people share an identifier, or it is no attribute of people",
        do="mend the labels; leave the cell empty where the value is not known",
    )  # fmt: skip


def told_in_some(name: str, attribute: str, people: int, rows: Sequence[int], total: int) -> Problem:
    """Return the problem of volunteers with a value in some of their passes, and with none in ``rows``."""
    return Problem(
        code=CODE, severity="error",
        found=f"{plural(people, 'person', 'people')} {'has' if people == 1 else 'have'} {attribute} in some passes and "
        "none in others",
        where=in_rows(name, rows, total, attribute), expected=f"{attribute} of a person in each of their passes",
        means="if it is of the pass, as a mask or the light, it would be told of all that person's passes",
        do=f"fill the cells where it is of the person; compare passes as cameras where it is not: "
        f"--column camera={attribute}",
    )  # fmt: skip


def _told_in_rows(name: str, attribute: str, people: int) -> Problem:
    """Return the warning of people with a value in some rows and with none in others."""
    have = "has" if people == 1 else "have"
    return Problem(
        code=CODE, severity="warning",
        found=f"{plural(people, 'person', 'people')} {have} {attribute} in some rows and none in others",
        where=f"{name}, {attribute}", expected=f"{attribute} of a person in all of their rows",
        means="it is taken for all of theirs; if it is of one image, as a mask or the light, the groups are wrong",
        do="fill the cells, with another word where it is not so; nothing, if it is of the person",
        needed=False, leads=True,
    )  # fmt: skip


def no_column(
    name: str, attribute: str, wanted: Sequence[str], there: Sequence[str], *, one_for_both: bool = False
) -> Problem:
    """Return the problem of an attribute that has no column; ``there``: attributes that have one.

    ``one_for_both``: there is a column of that name that does not say of which side it is.
    """
    if one_for_both:
        return _one_for_both(name, attribute)
    return Problem(
        code=CODE, severity="error", found=f"there is no column for {attribute}", where=name,
        expected=listed([f"a column {column}" for column in wanted]),
        got=f"columns for {listed(list(there))}" if there else "",
        means="the attribute is recorded in another file, or under another name",
        do=f"name the column (--column {wanted[0]}=NAME), or give a table of people that has it (--people FILE)",
    )  # fmt: skip


def _one_for_both(name: str, attribute: str) -> Problem:
    both = " ".join(f"--column {side}_{attribute}={attribute}" for side in ("probe", "reference"))
    return Problem(
        code=CODE, severity="error",
        found=f"there is one column for {attribute}, which does not say of which side it is", where=name,
        expected=f"a column probe_{attribute} and a column reference_{attribute}, or {attribute} in a table of people",
        means="where both people of every comparison have the same value it may be of both; otherwise it is of one",
        do=f"if it is of the people on both sides, say so: {both}; otherwise give a table of people (--people FILE)",
    )  # fmt: skip


def nobody_named(name: str) -> Problem:
    """Return the problem of evidence whose people have no identifiers, so that nothing can be known of them."""
    return Problem(
        code=CODE, severity="error", found="the evidence does not name people, so they cannot be put into groups",
        where=name, expected="columns or identifiers of subjects",
        means="scores without identifiers, or people that follow from pairs of samples, who have no names",
        do="give subjects, as columns probe_subject and reference_subject; or, where the names of samples tell them, "
        "--subject-from lfw, voxceleb, path or a pattern",
    )  # fmt: skip


def _none_known(name: str, attribute: str, people: int) -> Problem:
    """Return the problem of an attribute that nobody of the trial has a value of."""
    return Problem(
        code=CODE, severity="error",
        found=f"none of the {count(people)} people of the trial has a value of {attribute}",
        where=name, expected="the identifiers that the trial itself uses",
        means="the table names people otherwise, or the column is empty",
        do="check the identifiers of both files",
    )  # fmt: skip


def written_otherwise(name: str, apart: int, people: int) -> Problem:
    """Return the problem of people whom a table writes in another way than the trial does."""
    return Problem(
        code=CODE, severity="error",
        found=f"{count(apart)} of {plural(people, 'person', 'people')} of the trial {'is' if apart == 1 else 'are'} in "
        "the table, and written otherwise there",
        where=name, expected="the identifiers that the trial itself uses",
        means="zeros in front (7, 007), a fraction of nought (7.0), capitals or blanks: they would be in no group",
        do="write each person in one way in both files",
    )  # fmt: skip


def look(seen: Recorded) -> list[Problem]:
    """Find people, or searches, with two values of an attribute."""
    if not seen.doubled:
        return []
    return [_two_values(seen.name, seen.attribute, seen.doubled, seen.rows, seen.total, whose=seen.whose)]


def look_at_alike(seen: Recorded) -> list[Problem]:
    """Find values that are written in two ways, such as F and f, which would be two groups."""
    return [in_two_ways(seen.name, seen.attribute, seen.alike)] if seen.alike else []


def in_two_ways(name: str, attribute: str, alike: int) -> Problem:
    """Return the problem of so many values of an attribute that are written in two ways."""
    return Problem(
        code=CODE, severity="error",
        found=f"{count(alike)} values of {attribute} differ in nothing but capitals or blanks",
        where=f"{name}, {attribute}", expected="one way of writing each group",
        means="one group would be told as two, each with fewer people than it has",
        do="write each value one way; give them different names if they are different groups",
    )  # fmt: skip


def look_at_words(seen: Valued) -> list[Problem]:
    """Find values that are one word, such as F and female, and those that may be."""
    found = one_word(seen.values)
    same = [_one_word(seen, found.same)] if found.same else []
    return [*same, *([_perhaps_one_word(seen, found.doubtful)] if found.doubtful else [])]


def _one_word(seen: Valued, pairs: Sequence[Pair]) -> Problem:
    return Problem(
        code=CODE, severity="error", found=f"{_pairs(seen, pairs)} are one word{_each(pairs)}",
        where=f"{seen.name}, {seen.attribute}", expected="one way of writing each group",
        means="one group would be told as two, each with fewer people than it has",
        do="write each value one way; give them different names if they are different groups",
    )  # fmt: skip


def _perhaps_one_word(seen: Valued, pairs: Sequence[Pair]) -> Problem:
    return Problem(
        code=CODE, severity="warning", found=f"{_pairs(seen, pairs)} may be one word{_each(pairs)}",
        where=f"{seen.name}, {seen.attribute}", expected="one way of writing each group",
        means="if one is short for the other, one group is told as two, and what sets the two apart is chance",
        do="write each value one way; nothing, if they are different groups", needed=False, leads=True,
    )  # fmt: skip


def _pairs(seen: Valued, pairs: Sequence[Pair]) -> str:
    if seen.shown and len(pairs) <= _PAIRS:
        return f"{', '.join(f'“{one}” and “{other}”' for one, other in pairs)}, values of {seen.attribute},"
    return f"{f'{count(len(pairs))} pairs of' if len(pairs) > 1 else 'two'} values of {seen.attribute}"


def _each(pairs: Sequence[Pair]) -> str:
    return " each" if len(pairs) > 1 else ""


def look_at_known(seen: Recorded) -> list[Problem]:
    """Find an attribute that nobody has a value of."""
    return [] if seen.known else [_none_known(seen.name, seen.attribute, seen.people)]


def look_at_some(seen: Valued) -> list[Problem]:
    """Find people with a value in some rows and none in others, of what may be of an image."""
    if not seen.partly or of_a_person(seen.attribute):
        return []
    return [_told_in_rows(seen.name, seen.attribute, seen.partly)]


CHECK = Check(code=CODE, about=__doc__, look=look)
KNOWN = CHECK.on(look_at_known)
ALIKE = CHECK.on(look_at_alike)
WORDS = CHECK.on(look_at_words)
SOME_ROWS = CHECK.on(look_at_some)
