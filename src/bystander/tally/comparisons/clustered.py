"""A trial in which relatives count as one: every person's code becomes that of their cluster (a family).

What is mated stays mated. A comparison of two different people of one cluster touches that cluster alone, where others
touch two, and the sums over pairs of METHODS 1.2 count it as if it touched two. So it becomes a comparison of its
cluster with that cluster's *kin*: a code of its own, after those of the clusters, which is met nowhere else. Two
comparisons then share a code exactly where they share a cluster, and every identity of the variance holds as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Block, Columns, Trial
    from bystander.evidence.people.clusters import Clusters


def clustered(trial: Trial) -> Trial:
    """Return the trial with clusters in place of people, where it knows of any; otherwise itself."""
    clusters = trial.clusters
    if clusters is None:
        return trial
    blocks = [ClusteredBlock(block, block.rows, clusters) for block in trial.blocks]
    return replace(
        trial, blocks=blocks, subjects=2 * clusters.number, people=None, samples=None, groups=(), clusters=None,
        origin=None,
    )  # fmt: skip


@dataclass(slots=True)  # not frozen: the contract of a block has a plain ``rows``
class ClusteredBlock:
    """A block whose codes are those of clusters; nothing is held between reads."""

    block: Block
    rows: int
    clusters: Clusters

    def read(self, columns: Columns = "all") -> Batch:
        """Read it; see :class:`bystander.evidence.comparisons.trial.Block`."""
        return in_clusters(self.block.read(columns), self.clusters)


def in_clusters(batch: Batch, clusters: Clusters) -> Batch:
    """Return comparisons with the codes of clusters in place of people's."""
    if batch.probe is None or batch.reference is None:
        return batch
    probe, reference = clusters.codes[batch.probe], clusters.codes[batch.reference]
    mated = batch.probe == batch.reference if batch.mated is None else batch.mated
    kin: NDArray[np.bool_] = (probe == reference) & ~mated
    reference = np.where(kin, reference + np.int32(clusters.number), reference)
    return replace(batch, probe=probe, reference=reference, mated=mated, occurring={})
