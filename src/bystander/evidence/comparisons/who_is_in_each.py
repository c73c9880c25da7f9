"""A table of who is in each sample, given with ``--truth`` in place of true pairs: columns of samples and people.

Its headings tell it from a list of pairs; where they do not, its values do: people are no samples of the scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import require
from bystander.evidence.checks.order import IS_TEXT
from bystander.evidence.comparisons.checks import ev66_people as ev66
from bystander.evidence.comparisons.columns import PEOPLE, SIDES, names_person, names_sample, roles_in
from bystander.evidence.comparisons.trial_labels import LABELS
from bystander.evidence.comparisons.true_pairs import as_text, components, words_of
from bystander.evidence.people.codes import codes_of
from bystander.evidence.tables.columns import normal
from bystander.evidence.tables.look import look
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.people.codes import Codes
    from bystander.evidence.tables.head import Head

    Flags = NDArray[np.bool_]
    Coded = NDArray[np.int32]

_WIDTH = 2


@dataclass(frozen=True, kw_only=True)
class WhoTold:
    """The people of both sides of scores, pyarrow columns; ``note``: what the table was read as."""

    probe: Any
    reference: Any
    note: Problem


def who_told(path: Path, probe: Any, reference: Any, name: str) -> WhoTold | None:  # noqa: ANN401 - pyarrow
    """Return the people of two columns of samples; None where the file is no table of who is in each.

    Raises EvidenceError where it may be true pairs as well, leaves samples out, or gives one to two people.
    """
    head = look(path)
    require(IS_TEXT, head, path.name)
    sides = [as_text(pa.chunked_array(side)) for side in (probe, reference)]
    chosen = _by_headings(path, head, sides) or _by_values(path, head, sides)
    if chosen is None:
        return None
    codes = codes_of([*sides, chosen.sample])
    people = codes_of([chosen.person], people=True)
    person = _person_of_each(codes, chosen, people.encode(chosen.person), path.name)
    left, right = (codes.encode(side) for side in sides)
    there = _present(codes.size, left, right)
    if unknown := int(np.count_nonzero(there & (person < 0))):
        raise EvidenceError(name, [ev66.nobody_told(path.name, unknown)])
    values = pa.array(people.values).cast(pa.large_utf8())
    made = [_named(values, np.append(person, np.int32(-1))[codes_there]) for codes_there in (left, right)]
    return WhoTold(probe=made[0], reference=made[1], note=ev66.told_by_table(path.name, *chosen.names))


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """The columns of samples and of people, and what messages call them."""

    sample: Any
    person: Any
    names: tuple[str, str]


def _by_headings(path: Path, head: Head, sides: Sequence[Any]) -> _Chosen | None:
    """Return the columns that headings tell; of several columns of samples that which knows most of the scores."""
    header = head.cells[0]
    people = [at for at, cell in enumerate(header) if names_person(cell)]
    samples = [at for at, cell in enumerate(header) if names_sample(cell)]
    of_pairs = roles_in(header).has(*PEOPLE) or any(normal(cell) in LABELS for cell in header)
    if len(people) != 1 or not samples or of_pairs:
        return None  # a list of trials names an enrolled speaker beside a recording, and has a label
    columns = words_of(path, head, [*samples, *people], named=True)
    best = max(samples, key=lambda at: _known(sides, columns[at]))
    return _Chosen(sample=columns[best], person=columns[people[0]], names=(header[best], header[people[0]]))


def _known(sides: Sequence[Any], column: Any) -> int:  # noqa: ANN401 - pyarrow
    """Return how many samples of the scores a column names."""
    codes = codes_of([*sides, column])
    there = _present(codes.size, *(codes.encode(side) for side in sides))
    return int(np.count_nonzero(there & _present(codes.size, codes.encode(column))))


def _by_values(path: Path, head: Head, sides: Sequence[Any]) -> _Chosen | None:
    """Return the columns that their values tell, of two whose headings do not."""
    roles = roles_in(head.cells[0])
    if head.width != _WIDTH or roles.has(*SIDES) or roles.has(*PEOPLE):
        return None
    read = words_of(path, head, [0, 1], named=bool(roles.positions))
    codes = codes_of([*sides, read[0], read[1]])
    there = _present(codes.size, *(codes.encode(side) for side in sides))
    coded = [codes.encode(read[at]) for at in (0, 1)]
    for sample, person in ((0, 1), (1, 0)):
        if _are_people(there, coded[sample], coded[person]):
            names = (f"column {sample + 1}", f"column {person + 1}")
            return _Chosen(sample=read[sample], person=read[person], names=names)
        if _may_be_people(there, coded[sample], coded[person]):
            raise EvidenceError(path.name, [ev66.two_readings(path.name)])
    return None


def _are_people(there: Flags, sample: Coded, person: Coded) -> bool:
    """Return whether one column names samples of the scores, and the other only what are none, some of it again."""
    given = person[person >= 0]
    return bool(there[sample[sample >= 0]].any()) and not there[given].any() and len(distinct(given)) < len(given)


def _may_be_people(there: Flags, sample: Coded, person: Coded) -> bool:
    """Return whether one column names each sample of the scores once, and pairs would join other samples than people.

    Where numbers name samples and people, people are called as samples are.
    """
    both = (sample >= 0) & (person >= 0)
    sample, person = sample[both], person[both]
    listed = np.bincount(sample, minlength=len(there))
    if not (listed[there] == 1).all() or len(distinct(person)) == len(person):
        return False
    of_scores = there[sample]
    pairs = components(len(there), sample, person)[sample[of_scores]]
    told = person[of_scores]
    joint = len(distinct(pairs.astype(np.int64) << 32 | told))
    return not joint == len(distinct(pairs)) == len(distinct(told))


def _person_of_each(codes: Codes, chosen: _Chosen, people: Coded, file: str) -> Coded:
    """Return the person of every sample, -1 where none is told."""
    sample = codes.encode(chosen.sample)
    both = (sample >= 0) & (people >= 0)
    person = np.full(codes.size, -1, np.int32)
    person[sample[both]] = people[both]
    if odd := len(distinct(sample[both][person[sample[both]] != people[both]])):
        raise EvidenceError(file, [ev66.two_people(file, odd)])
    return person


def _named(values: Any, codes: Coded) -> Any:  # noqa: ANN401 - pyarrow
    return pa.chunked_array([values.take(pa.array(codes, pa.int32(), mask=codes < 0))])


def _present(size: int, *sides: Coded) -> Flags:
    there = np.zeros(size, np.bool_)
    for side in sides:
        there[side[side >= 0]] = True
    return there
