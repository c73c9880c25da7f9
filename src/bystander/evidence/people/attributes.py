"""Reading what people are recorded as: from columns of the evidence, or from a table of people.

Every row that names a person says what they are; all rows of a person must say the same. The values are matched with
the people of a trial by identifier, which stays in here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks import ev55_groups as ev55
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.ev55_groups import Recorded
from bystander.evidence.checks.order import RECORDED, RECORDED_ONCE
from bystander.evidence.checks.where import LISTED
from bystander.evidence.comparisons.columns import roles_in
from bystander.evidence.comparisons.subject_names import people_named
from bystander.evidence.people.across import written_apart
from bystander.evidence.people.codes import TextCodes, lookup, plain_words
from bystander.evidence.people.groups import (
    NOT_RECORDED,
    Groups,
    TableOfPeople,
    as_people_count,
    combined,
    refuse_too_many,
)
from bystander.evidence.people.table_of_people import OnSheet, header_of, parts_of, sha256_of_people
from bystander.evidence.tables.columns import column_of, normal, places_of
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.people.codes import Codes as Identifiers
    from bystander.evidence.people.origin import Origin
    from bystander.evidence.tables.table_columns import TableColumns

_SUBJECT = ("subject", "subject_id", "person", "person_id", "identity", "identity_id", "id")
_SIDES = ("probe", "reference")
By = tuple[tuple[str, ...], ...]


def groups_of(people: object, origin: Origin | None, by: By, table: object = None, *, name: str) -> tuple[Groups, ...]:
    """Return the groups of the people of a trial, one a question of ``by``.

    ``people``: what the trial's codes stand for. ``table``: a table of people, a path or what speaks Arrow; what it has
    no column for, and everything without it, is read from the evidence itself. Raises EvidenceError with every problem.
    """
    made = values_of(people, origin, attributes_of(by), table, name=name)
    return as_groups({attribute: values.groups() for attribute, values in made.items()}, by)


def as_groups(found: Mapping[str, Groups], by: By) -> tuple[Groups, ...]:
    """Return the groups of each question, an attribute or a combination of several."""
    return tuple(combined([found[attribute] for attribute in asked]) for asked in by)


def values_of(
    people: object, origin: Origin | None, names: Sequence[str], table: object, *, name: str
) -> dict[str, Values]:
    """Return the values of attributes; what is given and raised is as for groups."""
    from bystander.evidence.people.codes import IntCodes, TextCodes

    if not isinstance(people, IntCodes | TextCodes):
        raise EvidenceError(name, [ev55.nobody_named(name)])
    mapping = {} if origin is None else origin.columns
    own = [a for a in names if table is None or a not in told_by(table, names, mapping)]
    if origin is None and table is None and names:
        raise EvidenceError(name, [ev55.no_column(name, a, (f"probe_{a}", f"reference_{a}"), ()) for a in names])
    if table is not None and (origin is None or not all(_is_recorded(origin, a) for a in own)):
        own = []  # then the table says what it lacks
    found = _of_comparisons(people, own, origin) if own and origin is not None else {}
    others = [a for a in names if a not in own]
    return found | (_of_table(people, others, table, mapping) if others else {})


def told_by(table: object, names: Sequence[str], mapping: Mapping[str, str]) -> set[str]:
    """Return the attributes that a table of people has a column for. Raises EvidenceError where it cannot be read."""
    plain = {normal(cell) for cell in header_of(_source(table), strict=True)}
    return {a for a in names if normal(mapping.get(a, a)) in plain}


def _is_recorded(origin: Origin, attribute: str) -> bool:
    header = header_of(origin.source)
    return None not in [_position(header, side, attribute, origin.columns) for side in _SIDES]


def _source(table: object) -> object:
    return Path(table) if isinstance(table, (str, Path)) else table


def attributes_of(by: By) -> tuple[str, ...]:
    """Return the attributes that are asked for, each once."""
    return tuple(dict.fromkeys(attribute for asked in by for attribute in asked))


class Values:
    """The values of one attribute in the making, one a code (of a person, or of a search)."""

    def __init__(self, attribute: str, size: int) -> None:
        self.attribute = attribute
        self.table: TableOfPeople | None = None  # where they came from, if not from the evidence itself
        self._words: dict[str, int] = {}
        self._value = np.full(size, NOT_RECORDED, np.int32)
        self._odd = np.zeros(size, np.bool_)
        self._lacking: dict[str, NDArray[np.bool_]] = {}  # by column: who has a row without a value
        self._told: set[str] = set()  # columns in which anybody has one
        self._rows: list[int] = []
        self._total = 0

    def add(
        self, code: NDArray[np.integer], column: Any, rows: TableColumns[Any], *, side: str = ""  # noqa: ANN401
    ) -> None:  # fmt: skip
        """Take in rows: who (below 0: nobody), and what they are said to be, in a column of one ``side``."""
        index, words = plain_words(column)
        table = np.array([self._words.setdefault(word, len(self._words)) for word in words] or [0], np.int32)
        value = np.where(index >= 0, table[index], NOT_RECORDED)
        self._lacking.setdefault(side, np.zeros(len(self._value), np.bool_))[code[(code >= 0) & (value < 0)]] = True
        at = np.flatnonzero((code >= 0) & (value >= 0))
        if len(at):
            self._told.add(side)
        fresh = at[self._value[code[at]] < 0]
        # of several rows of one person the first counts, whatever else they say
        self._value[code[fresh[::-1]]] = value[fresh[::-1]]
        odd = at[self._value[code[at]] != value[at]]
        if len(odd):
            self._odd[code[odd]] = True
            self._total += len(odd)
            self._rows += rows.numbers(odd[: LISTED - len(self._rows)])

    def recorded(self, name: str, whose: str = "") -> Recorded:
        """Return what was read, for the checks."""
        return Recorded(
            name=name, attribute=self.attribute, doubled=int(np.count_nonzero(self._odd)), rows=self._rows,
            total=self._total, known=self.known, people=len(self._value), whose=whose,
            alike=self._alike(),
        )  # fmt: skip

    def _alike(self) -> int:
        """Return how many values that somebody has differ from another one in case or blanks alone."""
        has = set(distinct(self._value[self._value >= 0]).tolist())
        return ev55.written_alike(word for word, at in self._words.items() if at in has)

    @property
    def partly(self) -> int:
        """How many have a value in some rows, and none in others, of columns that tell anybody's."""
        lacking = [rows for side, rows in self._lacking.items() if side in self._told]
        return int(np.count_nonzero(np.logical_or.reduce(lacking) & (self._value >= 0))) if lacking else 0

    @property
    def known(self) -> bool:
        """Whether anybody has a value."""
        return bool((self._value >= 0).any())

    @property
    def codes(self) -> NDArray[np.int32]:
        """A number for each value, in the order in which they were met; ``NOT_RECORDED`` where there is none."""
        return self._value

    def groups(self) -> Groups:
        """Return them as groups."""
        labels, (codes,) = self.finish()
        labelled = tuple((label,) for label in labels)
        return Groups(
            attributes=(self.attribute,), labels=labelled, codes=codes, table=self.table, partly=(self.partly,)
        )

    def finish(self, *others: Values) -> tuple[tuple[str, ...], list[NDArray[np.int16]]]:
        """Return the labels that occur, in order, and the codes of these values and of others of the same attribute."""
        used: set[str] = set()
        for v in (self, *others):
            words = list(v._words)  # noqa: SLF001
            used |= {words[at] for at in distinct(v._value).tolist() if at >= 0}  # noqa: SLF001
        labels = tuple(sorted(used, key=as_people_count))
        refuse_too_many(len(labels), self.attribute.replace("_", " "))
        place = {word: at for at, word in enumerate(labels)}
        codes = []
        for v in (self, *others):
            table = np.full(len(v._words) + 1, NOT_RECORDED, np.int16)  # noqa: SLF001
            for word, at in v._words.items():  # noqa: SLF001
                table[at] = place.get(word, NOT_RECORDED)
            codes.append(table[v._value])  # noqa: SLF001
        return labels, codes


def _of_comparisons(people: Identifiers, names: Sequence[str], origin: Origin) -> dict[str, Values]:
    header = header_of(origin.source)
    known = roles_in(header, origin.columns).positions
    # told from the names of samples, where there is a pattern for them
    sides = {f"{side}_subject": known[role] for side in _SIDES if (role := f"{side}_{origin.named_by}") in known}
    places, problems = {}, []
    for attribute in names:
        found = [_position(header, side, attribute, origin.columns) for side in _SIDES]
        if None in found or not {"probe_subject", "reference_subject"} <= set(sides):
            wanted = (f"probe_{attribute}", f"reference_{attribute}")
            single = attribute in {normal(cell) for cell in header}
            problems.append(ev55.no_column(origin.name, attribute, wanted, _offered(header), one_for_both=single))
        problems += _doubled(origin.name, header, [at for at in found if at is not None])
        places[attribute] = found
    if problems:
        raise EvidenceError(origin.name, problems)
    made = {attribute: Values(attribute, people.size) for attribute in names}
    subjects = [sides["probe_subject"], sides["reference_subject"]]
    wanted_columns = list(dict.fromkeys([*subjects, *(p for pair in places.values() for p in pair if p is not None)]))
    for part in parts_of(origin.source, wanted_columns):
        columns = [part.columns[at] for at in subjects]
        if origin.subject_from:
            columns = [people_named(column, origin.subject_from) for column in columns]
        codes = [lookup(people, column) for column in columns]
        for attribute, values in made.items():
            for side, code, at in zip(_SIDES, codes, places[attribute], strict=True):
                values.add(code, part.columns[at or 0], part, side=side)
    return _usable(made, origin.name)


def _of_table(
    people: Identifiers, names: Sequence[str], table: object, mapping: Mapping[str, str]
) -> dict[str, Values]:
    source = _source(table)
    file = source.path if isinstance(source, OnSheet) else source
    name = file.name if isinstance(file, Path) else "table of people"
    header = header_of(source, strict=True)
    plain = [normal(cell) for cell in header]
    wanted = {attribute: normal(mapping.get(attribute, attribute)) for attribute in names}
    subject = next((plain.index(word) for word in _SUBJECT if word in plain), None)
    there = [column for column in plain if column not in _SUBJECT]
    problems = [ev55.no_column(name, a, (a,), there) for a, column in wanted.items() if column not in plain]
    if subject is None:
        problems.insert(0, ev55.no_column(name, "the person", ("subject",), ()))
    if problems or subject is None:
        raise EvidenceError(name, problems)
    places = {attribute: plain.index(column) for attribute, column in wanted.items()}
    if problems := _doubled(name, header, [subject, *places.values()]):
        raise EvidenceError(name, problems)
    made, rows = {attribute: Values(attribute, people.size) for attribute in names}, 0
    met, named = np.zeros(people.size, np.bool_), set[str]()
    for part in parts_of(source, list(dict.fromkeys([subject, *places.values()])), strict=True):
        code = lookup(people, part.columns[subject])
        rows += len(code)
        met[code[code >= 0]] = True
        named.update(plain_words(part.columns[subject])[1])
        for attribute, values in made.items():
            values.add(code, part.columns[places[attribute]], part)
    listed_there = TextCodes(pa.array(sorted(named), pa.large_utf8()))
    if not met.all() and (apart := written_apart(people, listed_there)):
        raise EvidenceError(name, [ev55.written_otherwise(name, apart, people.size)])
    sha256, form = sha256_of_people(source, header)
    for values in made.values():
        values.table = TableOfPeople(name=name, sha256=sha256, format=form, rows=rows)
    return _usable(made, name)


def _doubled(name: str, header: Sequence[str], positions: Sequence[int]) -> list[Problem]:
    """Return the problems of columns whose name another column has too."""
    found = {at: places_of(header, at) for at in positions}
    return [ev04.twice(name, header[at], places) for at, places in found.items() if len(places) > 1]


def _usable(made: dict[str, Values], name: str) -> dict[str, Values]:
    """Raise EvidenceError where somebody has two values, or nobody any."""
    recorded = [values.recorded(name) for values in made.values()]
    problems = [
        problem for checks in (RECORDED_ONCE, RECORDED) for one in recorded for problem in found_by(checks, one)
    ]
    if problems:
        raise EvidenceError(name, problems)
    return made


def _position(header: Sequence[str], side: str, attribute: str, mapping: Mapping[str, str]) -> int | None:
    number, short = (1, "probe") if side == "probe" else (2, "ref")
    names = (f"{side}_{attribute}", f"{short}_{attribute}", f"{attribute}_{number}", f"{attribute}{number}")
    return column_of(header, names[0], mapping, *names)


def _offered(header: Sequence[str]) -> list[str]:
    """Name the attributes that both sides have a column for: what could have been asked for."""
    plain = {normal(cell) for cell in header}
    known = set(roles_in(list(plain)).positions)
    sides = (p.removeprefix("probe_") for p in sorted(plain) if p.startswith("probe_"))
    return [a for a in sides if f"reference_{a}" in plain and f"probe_{a}" not in known]
