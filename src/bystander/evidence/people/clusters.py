"""Who is no independent witness of whom: people put into clusters, such as families.

Strangers err independently of one another; relatives, and others who are known to look alike, do not. A cluster is an
attribute of a person, as a group is, but there are as many as there are families, nothing is told apart by them, and
their names never leave the evidence. Whoever has no value is a cluster of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import UsageError
from bystander.evidence.people.attributes import Values, values_of
from bystander.evidence.people.groups import refuse_identifiers
from bystander.evidence.tables.columns import normal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.people.groups import TableOfPeople
    from bystander.evidence.people.origin import Origin


@dataclass(frozen=True, kw_only=True)
class Clusters:
    """The cluster of every person code.

    ``name``: of the attribute, "family". ``codes``: int32, the cluster of each person code, 0 to ``number`` - 1.
    ``unrecorded``: people without a value, each a cluster of their own. ``table``: as of :class:`Groups`.
    """

    name: str
    codes: NDArray[np.int32]
    number: int
    unrecorded: int
    table: TableOfPeople | None = None

    def of(self, people: NDArray[np.integer]) -> Clusters:
        """Return the clusters of some people, who get new codes in the order given."""
        left, codes = np.unique(self.codes[people], return_inverse=True)
        return replace(self, codes=codes.ravel().astype(np.int32), number=len(left))


def parse_cluster(name: str) -> str:
    """Read the name of an attribute; raises UsageError where it is none, or says who people are."""
    plain = normal(name)
    if not plain or "," in name or "*" in name:
        raise UsageError("--cluster names one attribute of people, such as family")
    refuse_identifiers(plain, option="--cluster")
    return plain


def clusters_of(people: object, origin: Origin | None, cluster: str, table: object = None, *, name: str) -> Clusters:
    """Return the clusters of the people of a trial; what is given and raised is as for groups (``groups_of``)."""
    return made_of(values_of(people, origin, (cluster,), table, name=name)[cluster])


def made_of(values: Values) -> Clusters:
    """Return people with one value one cluster, and those without any one each."""
    value = values.codes
    alone = value < 0
    own = np.where(alone, np.cumsum(alone) + value.max(initial=-1), value)
    left, codes = np.unique(own, return_inverse=True)
    return Clusters(
        name=values.attribute, codes=codes.ravel().astype(np.int32), number=len(left),
        unrecorded=int(np.count_nonzero(alone)), table=values.table,
    )  # fmt: skip
