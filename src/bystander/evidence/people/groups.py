"""Groups of people: what somebody is recorded as (sex, ethnicity), one small code a person.

A group is an attribute of a person, never of a row. Labels of groups may be shown; who belongs to one may not. Whoever
has no value is *not recorded*: counted, and in no group.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import UsageError
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.ev55_groups import Valued
from bystander.evidence.checks.order import VALUES
from bystander.evidence.comparisons.columns import COMPARISONS
from bystander.evidence.searches.columns import SEARCHES
from bystander.evidence.tables.columns import normal
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem

    Codes = NDArray[np.int16]

NOT_RECORDED = -1
MOST_GROUPS = 100
SMALL_CELL = 10
_FEW_LABELS = 5  # up to so many labels cannot be names of people, however few people there are
_NEARLY_ALL = 0.9
_OF_PEOPLE = ("subject", "subject_id", "person", "person_id", "name", "identity", "identity_id", "template", "sample",
              "image", "id", "file", "path")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TableOfPeople:
    """The table that attributes came from, where it is one of its own: enough to find it again."""

    name: str
    sha256: str
    format: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Groups:
    """What people are recorded as by one attribute, or by several at once.

    ``attributes``: names, one, or several where their combinations are the groups. ``labels``: values of each group,
    one an attribute, in ascending order. ``codes``: int16, the group of each person code, ``NOT_RECORDED`` where a
    value is missing. ``of_search``: the same of each search, where the evidence says it of searches whose person has no
    code.
    ``table``: where the values came from, if not from the evidence itself. ``partly``: of each attribute, the people
    with a value in some of their rows, or searches, and none in others.
    """

    attributes: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    codes: Codes
    of_search: Codes | None = None
    table: TableOfPeople | None = None
    partly: tuple[int, ...] = (0,)

    @property
    def name(self) -> str:
        """Name the attribute, or the combination: "sex", "sex and ethnicity"."""
        return " and ".join(attribute.replace("_", " ") for attribute in self.attributes)

    @property
    def key(self) -> str:
        """Return the name for files: "sex", "sex*ethnicity"."""
        return "*".join(self.attributes)

    def label(self, code: int) -> str:
        """Name a group: "F", "F, B"; what no page can show of a name, as a line break, by its code."""
        values = [_shown(value) for value in self.labels[code]]
        # a value with a comma of its own is quoted, as "F, a" with "b" would be named as "F" with "a, b"
        return ", ".join(f"“{v}”" if len(values) > 1 and "," in v else v for v in values)

    def group(self, code: int) -> dict[str, str]:
        """Return a group as a finding names it."""
        return {name.replace("_", " "): value for name, value in zip(self.attributes, self.labels[code], strict=True)}

    def searched(self, person: NDArray[np.integer]) -> Codes:
        """Return the group of the person of each search; -1 is nobody known."""
        found: Codes = np.append(self.codes, np.int16(NOT_RECORDED))[person]
        return found if self.of_search is None else np.where(self.of_search >= 0, self.of_search, found)


def parse(by: str | Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Read "sex,ethnicity" as two questions and "sex*ethnicity" as one about combinations.

    Raises UsageError for what names nobody's attribute: nothing, a column of identifiers, scores or truth.
    """
    texts = [by] if isinstance(by, str) else list(by)
    asked = [tuple(normal(name) for name in part.split("*")) for text in texts for part in text.split(",")]
    for names in asked:
        if not all(names) or len(set(names)) < len(names):
            raise UsageError("--by names attributes: sex,ethnicity for each of them, 'sex*ethnicity' for combinations")
        for name in names:
            refuse_identifiers(name)
    return tuple(dict.fromkeys(asked))


def refuse_identifiers(name: str, *, option: str = "--by") -> None:
    """Raise UsageError for a name that is no attribute of people but says who they are, or what was measured."""
    taken = {word for column in (*COMPARISONS, *SEARCHES) for word in (column.name, *column.aliases)}
    bare = name
    for side in ("probe_", "reference_", "candidate_"):
        bare = bare.removeprefix(side)
    if name in taken or bare in _OF_PEOPLE or f"probe_{bare}" in taken:
        message = (
            f"{option} {name} is no attribute of people: that column says who they are, or what was measured. An "
            "attribute is something that several people share, such as sex, ethnicity, an age band or a family"
        )
        raise UsageError(message)


def as_people_count(label: str) -> tuple[tuple[str | int, ...], str]:
    """Return by what names of groups are put in order: "region 2" before "region 10"."""
    parts = re.split(r"([0-9]+)", label)
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts)), label


def combined(parts: Sequence[Groups]) -> Groups:
    """Return the combinations of several attributes that occur, as groups; one that lacks a value is not recorded."""
    if len(parts) == 1:
        return parts[0]
    codes, labels = _crossed([p.codes for p in parts], [p.of_search for p in parts], parts)
    return replace(
        parts[0],
        attributes=tuple(name for p in parts for name in p.attributes),
        labels=labels, codes=codes[0], of_search=codes[1], partly=tuple(n for p in parts for n in p.partly),
    )  # fmt: skip


def _crossed(
    people: Sequence[Codes], searches: Sequence[Codes | None], parts: Sequence[Groups]
) -> tuple[tuple[Codes, Codes | None], tuple[tuple[str, ...], ...]]:
    shape = [max(len(p.labels), 1) for p in parts]
    flat = [_one_number(people, shape)]
    if all(codes is not None for codes in searches):
        flat.append(_one_number([codes for codes in searches if codes is not None], shape))
    every = distinct(np.concatenate(flat))
    every = every[every >= 0]
    refuse_too_many(len(every), " and ".join(p.name for p in parts))
    placed = [np.where(f >= 0, np.searchsorted(every, f), NOT_RECORDED).astype(np.int16) for f in flat]
    places = np.unravel_index(every, shape)
    labels = tuple(
        tuple(value for p, at in zip(parts, cell, strict=True) for value in p.labels[at])
        for cell in zip(*(place.tolist() for place in places), strict=True)
    )
    return (placed[0], placed[1] if len(placed) > 1 else None), labels


def _one_number(codes: Sequence[Codes], shape: Sequence[int]) -> NDArray[np.int64]:
    known = np.logical_and.reduce([c >= 0 for c in codes])
    at = np.ravel_multi_index([np.where(known, c, 0).astype(np.int64) for c in codes], shape)
    return np.where(known, at, NOT_RECORDED)


def refuse_too_many(groups: int, name: str) -> None:
    """Raise UsageError where there are more groups than anybody could compare."""
    if groups > MOST_GROUPS:
        message = (
            f"{name} has {groups:,} different values, and at most {MOST_GROUPS} groups can be compared. Put them into "
            "fewer, such as age bands instead of ages, or leave an attribute out of a combination"
        )
        raise UsageError(message)


def refuse_names(sizes: Sequence[int], name: str, *, small_cell: int) -> None:
    """Raise UsageError where the values of an attribute look like names: hardly two people share one.

    ``sizes``: people of each value. The values themselves are not shown: they may be identifiers.
    """
    if _like_names(sizes, small_cell):
        people, small = sum(sizes), sum(size < small_cell for size in sizes)
        message = (
            f"{name} has {len(sizes):,} different values among {people:,} people, and {small:,} of them are shared by "
            f"fewer than {small_cell} people. That tells people apart instead of putting them into groups"
        )
        raise UsageError(message)


def _like_names(sizes: Sequence[int], small_cell: int) -> bool:
    people, small = sum(sizes), sum(size < small_cell for size in sizes)
    return len(sizes) > _FEW_LABELS and (small >= _NEARLY_ALL * len(sizes) or people < 2 * len(sizes))


def doubtful(groups: Iterable[Groups], name: str) -> list[Problem]:
    """Return what is doubtful of each attribute of groups of ``name``: values of one word, and rows without one."""
    problems: dict[Problem, None] = {}
    for g in groups:
        for at, (attribute, partly) in enumerate(zip(g.attributes, g.partly, strict=True)):
            sizes = Counter[str]()
            codes = g.codes if g.of_search is None else g.of_search
            for label, size in zip(g.labels, np.bincount(codes[codes >= 0], minlength=len(g.labels)), strict=True):
                sizes[label[at]] += int(size)
            shown = not _like_names(list(sizes.values()), SMALL_CELL)
            where = g.table.name if g.table else name
            seen = Valued(name=where, attribute=attribute, values=tuple(sizes), shown=shown, partly=partly)
            problems |= dict.fromkeys(found_by(VALUES, seen))
    return list(problems)


def _shown(value: str) -> str:
    """Return a value with line breaks, and marks that turn the direction of text, written out."""
    return "".join(c if c.isprintable() or (c.isspace() and c > "\x7f") else ascii(c)[1:-1] for c in value)
