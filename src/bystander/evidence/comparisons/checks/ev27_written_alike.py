"""EV27: people whose names differ in nothing but how they are written.

``7``, ``007`` and ``7.0``, ``Anna`` and ``anna``, the same accent as one character or as two, a character of no width:
to a program these are different people. If they are one person, comparisons of that person with themself were counted
as comparisons of two people, and both error rates are wrong. Nobody but whoever made the file can tell, so nothing is
joined, and the warning stands with the headline. Where fewer than half of the people who would meet themselves do so as
they are written, one side has another way of writing than the other, and the work stops: no rate would mean anything.
Identifiers that are numbers in the file have one way of writing. So it is with the files of two systems, and with
images there that differ in nothing but the folders before their names, or their ending (.jpg, .png).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.evidence.people.codes import TextCodes
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.seen import Seen

CODE = "EV27"
_COMPARED = "comparisons of one person with themself were counted as of two people"
_SEARCHED = "the right person in a list was counted as a wrong one"


@dataclass(frozen=True, kw_only=True)
class Written:
    """People by what their codes stand for, and by code who is on either side; None where that is not known.

    ``searches``: the sides are of searches of a watchlist.
    """

    name: str
    people: object
    probes: NDArray[np.bool_] | None
    references: NDArray[np.bool_] | None
    searches: bool = False


def present(size: int, codes: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Return by code who is there; codes below 0 are of nobody."""
    there = np.zeros(size, np.bool_)
    there[codes[codes >= 0]] = True
    return there


def look(seen: Written) -> list[Problem]:
    """Find people who would be fewer if the ways of writing their names did not count."""
    people = seen.people
    if not isinstance(people, TextCodes):
        return []
    same = people.alike()
    ways = np.bincount(same)
    if ways.max(initial=0) <= 1:
        return []
    apart = _sides_apart(seen, same, len(ways))
    do = "write each person one way in all rows; nothing, if they are different people"
    if apart:
        do = "write each person one way in all rows; if they are different people, name them apart, as A7 and B007"
    return [
        Problem(
            code=CODE,
            severity="error" if apart else "warning",
            found=f"the names of {count(ways[ways > 1].sum())} people differ in nothing but how they are written",
            where=seen.name,
            expected="one way of writing each person: case, zeros (07, 7.0), accents, invisible characters",
            got=f"{count(people.size)} people, who would be {count(len(ways))} if such names were the same",
            means=f"if they are the same people, {_SEARCHED if seen.searches else _COMPARED}, and both error rates are "
            "wrong",
            do=do,
            leads=True,
        )
    ]


def _sides_apart(seen: Written, same: NDArray[np.int32], people: int) -> bool:
    """Return whether most people who are on both sides are there only once ways of writing do not count."""
    probes, references = seen.probes, seen.references
    if probes is None or references is None:
        return False
    known = min(len(probes), len(references), len(same))
    either: list[NDArray[np.bool_]] = []
    for side in (probes, references):
        met = np.zeros(people, np.bool_)
        met[same[: len(side)][side[: len(same)]]] = True
        either.append(met)
    as_written = np.count_nonzero(probes[:known] & references[:known])
    return bool(2 * as_written < np.count_nonzero(either[0] & either[1]))


def across(first: str, second: str, people: int, common: int) -> Problem:
    """Return the problem of ``people`` of two trials who have another way of writing in each, beside those in both."""
    return Problem(
        code=CODE,
        severity="error" if people > common else "warning",
        found=f"the names of {plural(people, 'person', 'people')} of {first} and {second} differ in nothing but how "
        "they are written",
        where=f"{first} and {second}",
        expected="one way of writing each person in all files",
        got=f"{plural(common, 'person', 'people')} with one name in both",
        means="if they are the same people, they are not compared with themselves, and the difference looks less sure",
        do="write each person one way in all files; if they are different people, name them apart, as A7 and B007",
        leads=True,
    )


def in_other_folders(first: str, second: str, images: int, common: int, *, people: bool) -> Problem:
    """Return the problem of ``images`` that two trials have under other folders, beside ``common`` ones.

    ``people``: they have names of their own, so that no one is lost.
    """
    why = "comparisons are not paired one by one" if people else "everybody is taken for somebody else in either file"
    return Problem(
        code=CODE,
        severity="warning" if people else "error",
        found=f"the names of {plural(images, 'image')} of {first} and {second} differ in nothing but their folders or "
        "their ending",
        where=f"{first} and {second}",
        expected="one way of writing each image in all files",
        got=f"{plural(common, 'image')} with one name in both",
        means=f"if they are the same images, {why}",
        do=f"cut what differs off in the columns of images, in {first} or in {second}, so that both write them alike. "
        "If they are different images, name them apart: put the set before the name of the file, as set1_0001.jpg",
        leads=True,
    )


def of_trial(seen: Seen) -> Written:
    """Return what a trial of comparisons shows of it."""
    total = seen.total
    return Written(name=seen.name, people=seen.trial.people, probes=total.probes, references=total.references)


CHECK = Check(code=CODE, about=__doc__, look=look)
