"""Findings and requirements, made for the tests of verdicts."""

from __future__ import annotations

from typing import Any

import numpy as np

from bystander.findings import Finding, Point
from bystander.intervals import clusters, zero_events
from bystander.intervals.measured import clustered, of_nobody_named
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.requirements.requirement import Requirement


def required(limit: object, **more: Any) -> Requirement:
    return Requirement.model_validate({"name": "n", "quantity": "fnmr", "limit": limit, "direction": "at-most", **more})


def misses(x: list[int], k: list[int], *, level: float = 0.95, **at: Any) -> Finding:
    """Return the finding of a miss rate from the misses and trials of each person."""
    counts = np.array(x, np.int64), np.array(k, np.int64)
    sets = zero_events.independent_trials(sum(k), max(k))
    measured = clustered(clusters.one_way(*counts), level=level, sets=sets)
    return FNMR.answered("", measured.estimate, bounds=measured.bounds, at=Point(**at), caveats=measured.caveats)


def nobody_named(events: int, trials: int) -> Finding:
    measured = of_nobody_named(events, trials, level=0.95)
    return FNMR.answered("", measured.estimate, bounds=measured.bounds, sensitivity=measured.sensitivity)
