"""Small trials for tests, made from whole columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.evidence.read import read_trial

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial


def crossed(people: int, images: int, *, seed: int, spread: float = 0.5) -> pa.Table:
    """Compare every image with every other one, people differing in how alike they look to others."""
    rng = np.random.default_rng(seed)
    looks, steady = rng.normal(0, spread, people), rng.normal(3, spread, people)
    owner = np.repeat(np.arange(people), images)
    first, second = np.triu_indices(len(owner), 1)
    a, b = owner[first], owner[second]
    score = np.where(a == b, steady[a], looks[a] + looks[b]) + rng.normal(0, 1, len(a))
    return pa.table({"probe_subject": a, "reference_subject": b, "score": np.round(score, 4)})


def trial(table: pa.Table, **options: Any) -> Trial:
    """Read a table as evaluate does."""
    return read_trial(table, **options)


def only(table: pa.Table, *, mated: bool) -> pa.Table:
    """Keep one class."""
    same = np.asarray(table["probe_subject"]) == np.asarray(table["reference_subject"])
    return table.filter(pa.array(same if mated else ~same))
