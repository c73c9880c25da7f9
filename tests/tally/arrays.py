"""Trials made from arrays, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.comparisons.trial import Batch, Trial

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass
class ArrayBlock:
    """Rows in memory."""

    score: NDArray[Any]
    mated: NDArray[np.bool_]
    probe: NDArray[np.int32] | None
    reference: NDArray[np.int32] | None
    rows: int = field(init=False)

    def __post_init__(self) -> None:
        self.rows = len(self.score)

    def read(self, columns: str = "all") -> Batch:
        failed = self.score == -np.inf
        if columns == "scores":
            return Batch(score=self.score, failed=failed)
        return Batch(score=self.score, probe=self.probe, reference=self.reference, mated=self.mated, failed=failed)


def trial_from_arrays(
    score: Any,
    *,
    probe: Any = None,
    reference: Any = None,
    mated: Any = None,
    subjects: int | None = None,
    shards: int = 1,
    shuffle: int | None = None,
) -> Trial:
    """Make a trial; ``mated`` is by equal subjects where not given; ``shuffle`` is a seed."""
    score = np.asarray(score)
    score = score if score.dtype == np.float32 else score.astype(np.float64)
    named = probe is not None
    probe = np.asarray(probe, np.int32) if named else None
    reference = np.asarray(reference, np.int32) if named else None
    mated = np.asarray(mated, bool) if mated is not None else probe == reference
    order = np.arange(len(score))
    if shuffle is not None:
        order = np.random.default_rng(shuffle).permutation(order)
    blocks = [
        ArrayBlock(score[i], mated[i], probe[i] if named else None, reference[i] if named else None)
        for i in np.array_split(order, shards)
    ]
    if named and subjects is None:
        subjects = int(max(probe.max(initial=-1), reference.max(initial=-1))) + 1
    return Trial(
        name="arrays",
        sha256="0" * 64,
        format="arrays",
        blocks=blocks,
        subjects=subjects if named else None,
        rows_read=len(score),
    )
