"""The survey of a tally, made while the trial is inspected, so that its comparisons are read once for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.tally.comparisons.clustered import in_clusters
from bystander.tally.comparisons.compiled_engine import Accumulators

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.evidence.comparisons.trial import Batch
    from bystander.evidence.people.clusters import Clusters
    from bystander.tally.comparisons.compiled_engine import Accumulator
    from bystander.tally.comparisons.pair_means import Gathered
    from bystander.tally.comparisons.reserve import Reserve
    from bystander.tally.comparisons.survey import Plan


class Surveying:
    """Goes along with an inspection; ``parts`` are what each thread has counted, as ``plan`` says.

    ``clusters``: who takes the place of people, None where they stand for themselves. ``reserve``: what is kept for
    errors below the tail. ``pairs``: begins what is gathered for the means of pairs, None where there is no need;
    ``gathered``: what each thread has gathered of it.
    """

    def __init__(
        self, plan: Plan, clusters: Clusters | None, reserve: Reserve, pairs: Callable[[], Gathered] | None
    ) -> None:
        self.plan, self.clusters, self.reserve, self._pairs = plan, clusters, reserve, pairs
        self.parts: list[Accumulator] = []
        self.gathered: list[Gathered] = []
        self._accumulators = Accumulators(plan, np.empty(0), coarse=True, reserve=reserve)

    def start(self) -> _Thread:
        """Begin in one thread."""
        counts, pairs = self._accumulators.start(), None
        self.parts.append(counts)
        if self._pairs is not None:
            pairs = self._pairs()
            self.gathered.append(pairs)
        return _Thread(counts, self.clusters, pairs)


class _Thread:
    def __init__(self, counts: Accumulator, clusters: Clusters | None, pairs: Gathered | None) -> None:
        self._counts, self._clusters, self._pairs = counts, clusters, pairs

    def add(self, number: int, batch: Batch) -> None:
        del number  # the order of blocks does not matter
        self._counts.add_read(batch if self._clusters is None else in_clusters(batch, self._clusters))
        if self._pairs is not None:
            self._pairs.add(batch)
