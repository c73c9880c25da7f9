"""A summary of the checks at the door in the codes of more people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.comparisons.one_value import OneValue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.summary import Summary


def recoded(checks: Summary, place: NDArray[np.int32] | None) -> Summary:
    """Return a summary with every code replaced by its place among more people; as it is without places."""
    if place is None:
        return checks
    size = int(place.max(initial=-1)) + 1

    def flags(seen: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        if seen is None:
            return None
        out = np.zeros(size, np.bool_)
        out[place[: len(seen)]] = seen
        return out

    def values(state: OneValue | None) -> OneValue | None:
        if state is None:
            return None
        at = place[: len(state.score)]
        comparisons, score, varied = np.zeros(size, np.int64), np.full(size, np.nan), np.zeros(size, np.bool_)
        comparisons[at], score[at], varied[at] = state.comparisons, state.score, state.varied
        return OneValue(comparisons, score, varied)

    return replace(
        checks, probes=flags(checks.probes), references=flags(checks.references),
        probe_values=values(checks.probe_values), reference_values=values(checks.reference_values),
    )  # fmt: skip
