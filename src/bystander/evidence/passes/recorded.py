"""What volunteers are recorded as: in the rows of their passes, or in a table of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.checks import ev55_groups as ev55
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.order import RECORDED, RECORDED_ONCE
from bystander.evidence.checks.where import LISTED
from bystander.evidence.people.attributes import Values, as_groups, attributes_of, told_by, values_of
from bystander.evidence.people.clusters import made_of, parse_cluster
from bystander.evidence.people.codes import plain_words
from bystander.evidence.people.groups import parse
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.errors import Problem
    from bystander.evidence.passes.rows import PassRows
    from bystander.evidence.people.attributes import By
    from bystander.evidence.people.clusters import Clusters
    from bystander.evidence.people.groups import Groups

GROUP = "group of the volunteer: "  # role: before the name of an attribute
NOTHING_ASKED = "a table of people goes with --by or --cluster, which name the attributes that are asked about"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The attributes of volunteers that are asked about. ``given``: a table of people, or None."""

    by: By
    cluster: str
    given: object

    @classmethod
    def of(cls, by: str | Sequence[str], people: object, cluster: str) -> Asked:
        """Return what is asked. Raises UsageError for what names no attribute, and for a table without a question."""
        if people is not None and not (by or cluster):
            raise UsageError(NOTHING_ASKED)
        return cls(by=parse(by) if by else (), cluster=parse_cluster(cluster) if cluster else "", given=people)

    @property
    def attributes(self) -> tuple[str, ...]:
        """Return every attribute once."""
        return attributes_of((*self.by, (self.cluster,)) if self.cluster else self.by)

    def here(self, mapping: Mapping[str, str]) -> list[str]:
        """Return those that the evidence itself has to tell: all that a table of people does not."""
        told = told_by(self.given, self.attributes, mapping) if self.given is not None else set()
        return [attribute for attribute in self.attributes if attribute not in told]

    def recorded(self, rows: PassRows) -> tuple[tuple[Groups, ...], Clusters | None]:
        """Return the groups and clusters. Raises EvidenceError where somebody has two values, or nobody any."""
        codes, person = rows.people
        made: dict[str, Values] = {}
        for attribute in self.attributes:
            if GROUP + attribute in rows.columns:
                made[attribute] = Values(attribute, codes.size)
                made[attribute].add(person, rows.columns[GROUP + attribute], rows.table)
        facts = [values.recorded(rows.name) for values in made.values()]
        problems = [p for checks in (RECORDED_ONCE, RECORDED) for one in facts for p in found_by(checks, one)]
        problems += [p for attribute, values in made.items() for p in _told_in_some(attribute, values, rows)]
        if problems:
            raise EvidenceError(rows.name, problems)
        others = [attribute for attribute in self.attributes if attribute not in made]
        if others:
            made |= values_of(codes, None, others, self.given, name=rows.name)
        groups = as_groups({a: made[a].groups() for a in attributes_of(self.by)}, self.by)
        return groups, made_of(made[self.cluster]) if self.cluster else None


def _told_in_some(attribute: str, values: Values, rows: PassRows) -> list[Problem]:
    """Return the problem of people who have a value in some of their passes alone; nothing where nobody is so."""
    _, person = rows.people
    index, _ = plain_words(rows.columns[GROUP + attribute])
    lacking = np.flatnonzero((person >= 0) & (index < 0) & (values.codes[person] >= 0))
    if not len(lacking) or ev55.of_a_person(attribute):
        return []
    named = rows.table.numbers(lacking[:LISTED])
    return [ev55.told_in_some(rows.name, attribute, len(distinct(person[lacking])), named, len(lacking))]
