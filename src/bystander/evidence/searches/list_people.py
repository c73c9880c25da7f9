"""What the people of candidate lists are recorded as: in the rows of their searches and candidates, or in a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.order import RECORDED, RECORDED_ONCE
from bystander.evidence.people.attributes import Values, as_groups, attributes_of, values_of
from bystander.evidence.people.clusters import clusters_of, made_of
from bystander.evidence.people.groups import Groups, doubtful

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.people.attributes import By
    from bystander.evidence.people.clusters import Clusters
    from bystander.evidence.people.codes import Codes
    from bystander.evidence.searches.list_table import ListTable

GROUP, CANDIDATE_GROUP = "group of the searched: ", "group of the candidate: "  # roles: before the name of an attribute


@dataclass(frozen=True, kw_only=True)
class ListPeople:
    """The people of the rows of a table. ``people``: what their codes stand for. ``given``: a table of people, or None.

    ``who``, ``candidate``: codes of the person searched and of the candidate of each row; ``search``: its search, of
    ``searches``. ``problems``: where what contradicts itself is put.
    """

    rows: ListTable
    people: Codes
    given: object
    who: NDArray[np.integer]
    candidate: NDArray[np.integer]
    search: NDArray[np.integer]
    searches: int
    problems: list[Problem]

    def groups(self, by: By, stays: NDArray[np.bool_]) -> tuple[Groups, ...]:
        """Return the groups asked for; of searches, of those that stay. Somebody without a code has one by search."""
        here = [a for a in attributes_of(by) if self._is_here(a)]
        told = [a for a in attributes_of(by) if a not in here]
        found = self._of_rows(here)
        if len(found) < len(here):  # then there are problems
            return ()
        kept = {a: replace(g, of_search=None if g.of_search is None else g.of_search[stays]) for a, g in found.items()}
        made = values_of(self.people, None, told, self.given, name=self.rows.name) if told else {}
        groups = as_groups(kept | {a: values.groups() for a, values in made.items()}, by)
        self.problems.extend(doubtful(groups, self.rows.name))
        return groups

    def clusters(self, cluster: str) -> Clusters | None:
        """Return the clusters, where an attribute is asked for."""
        if not cluster:
            return None
        if not self._is_here(cluster):
            return clusters_of(self.people, None, cluster, self.given, name=self.rows.name)
        values = self._values(cluster)
        problems = found_by((*RECORDED_ONCE, *RECORDED), values.recorded(self.rows.name))
        self.problems.extend(problems)
        return None if problems else made_of(values)

    def _is_here(self, attribute: str) -> bool:
        """Return whether the rows themselves were read for an attribute; otherwise the table of people is asked."""
        return GROUP + attribute in self.rows.columns

    def _values(self, attribute: str) -> Values:
        values, columns = Values(attribute, self.people.size), self.rows.columns
        values.add(self.who, columns[GROUP + attribute], self.rows)
        if CANDIDATE_GROUP + attribute in columns:
            values.add(self.candidate, columns[CANDIDATE_GROUP + attribute], self.rows)
        return values

    def _of_rows(self, names: Sequence[str]) -> dict[str, Groups]:
        """Return each attribute; nothing where somebody has two values, or nobody any."""
        found: dict[str, Groups] = {}
        problems: list[Problem] = []
        name = self.rows.name
        for attribute in names:
            persons, each = self._values(attribute), Values(attribute, self.searches)
            each.add(self.search, self.rows.columns[GROUP + attribute], self.rows)
            recorded = persons.recorded(name)
            problems += found_by(RECORDED_ONCE, recorded) + found_by(RECORDED_ONCE, each.recorded(name, "search"))
            problems += found_by(RECORDED, replace(recorded, known=persons.known or each.known))
            labels, (codes, of_search) = persons.finish(each)
            found[attribute] = Groups(
                attributes=(attribute,), labels=tuple((label,) for label in labels), codes=codes, of_search=of_search,
                partly=(self._partly(of_search >= 0),),
            )  # fmt: skip
        self.problems.extend(problems)
        return {} if problems else found

    def _partly(self, told: NDArray[np.bool_]) -> int:
        """Return how many people have a value in some of their searches and none in others; one row tells a search."""
        person = np.full(self.searches, -1, np.int64)
        person[self.search] = self.who
        return len(np.intersect1d(person[told & (person >= 0)], person[~told & (person >= 0)]))
