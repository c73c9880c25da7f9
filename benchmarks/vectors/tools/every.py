"""Every tool that the vectors are run against."""

from __future__ import annotations

from benchmarks.vectors.tools import (
    bob_measure,
    bystander_itself,
    fairlearn_metrics,
    pyeer_stats,
    scikit_learn,
    statsmodels_stats,
)

EVERY = tuple(
    module.TOOL
    for module in (bystander_itself, scikit_learn, bob_measure, pyeer_stats, fairlearn_metrics, statsmodels_stats)
)
