"""The survey of a tally, made while the trial is inspected, so that its comparisons are read once for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.tally.comparisons.clustered import in_clusters
from bystander.tally.comparisons.compiled_engine import Accumulators

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Batch
    from bystander.evidence.people.clusters import Clusters
    from bystander.tally.comparisons.compiled_engine import Accumulator
    from bystander.tally.comparisons.reserve import Reserve
    from bystander.tally.comparisons.survey import Plan


class Surveying:
    """Goes along with an inspection; ``parts`` are what each thread has counted, as ``plan`` says.

    ``clusters``: who takes the place of people, None where they stand for themselves. ``reserve``: what is kept for
    errors below the tail.
    """

    def __init__(self, plan: Plan, clusters: Clusters | None, reserve: Reserve) -> None:
        self.plan, self.clusters, self.reserve = plan, clusters, reserve
        self.parts: list[Accumulator] = []
        self._accumulators = Accumulators(plan, np.empty(0), coarse=True, reserve=reserve)

    def start(self) -> _Thread:
        """Begin in one thread."""
        self.parts.append(self._accumulators.start())
        return _Thread(self.parts[-1], self.clusters)


class _Thread:
    def __init__(self, counts: Accumulator, clusters: Clusters | None) -> None:
        self._counts, self._clusters = counts, clusters

    def add(self, number: int, batch: Batch) -> None:
        del number  # the order of blocks does not matter
        self._counts.add_read(batch if self._clusters is None else in_clusters(batch, self._clusters))
