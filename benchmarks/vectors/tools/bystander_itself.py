"""This package as one of the tools, and what it does not give yet."""

from __future__ import annotations

from fnmatch import fnmatchcase

from benchmarks.vectors.tools import bystander_counts, bystander_trials
from benchmarks.vectors.tools.tool import Tool

TOOL = Tool(
    name="bystander",
    module="bystander",
    package="bystander",
    answers={
        "comparisons": bystander_trials.comparisons,
        "thresholds": bystander_trials.thresholds,
        "searches": bystander_trials.searches,
        "intervals": bystander_counts.intervals,
        "records": bystander_counts.records,
        "groups": bystander_counts.groups,
        "crowds": bystander_counts.crowds,
        "claims": bystander_counts.claims,
    },
)

# Values that it owes: a test fails when one is given, so that this list is true. Ends of ids and names may be starred.
NO_VERB = "requirements and plans have no verb yet"
ONE_TAIL = "told two-sided, by doubling"
OWED = {
    "claims/*:verdict*": NO_VERB,
    "claims/size-of-a-test:*": NO_VERB,
    "claims/too-few-to-tell:*": ONE_TAIL,
    "claims/fewer-than-claimed:*": ONE_TAIL,
    "groups/spread*:min_over_max": "told the other way round, as max over min",
}


def owes(case: str, name: str) -> bool:
    """Return whether this package owes a value."""
    return any(fnmatchcase(f"{case}:{name}", pattern) for pattern in OWED)
