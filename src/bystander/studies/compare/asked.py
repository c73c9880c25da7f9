"""What may be asked of a comparison of systems, beside what may be asked of any study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import UsageError
from bystander.evidence.searches.searches import Searches
from bystander.findings import wording
from bystander.studies.options import check_level, check_targets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.comparisons.trial import Trial

FEWEST, MOST = 2, 8  # systems


def check_options(
    systems: Mapping[str, Trial | Searches],
    targets: Sequence[float],
    thresholds: Sequence[float | Mapping[str, float]],
    *,
    rank: int | None,
    level: float,
) -> None:
    """Raise UsageError for what cannot be compared, or asked."""
    if any(system.clusters is not None for system in systems.values()):
        raise UsageError("systems are compared person by person; clusters of people are for the evaluation of one")
    if not FEWEST <= len(systems) <= MOST:
        raise UsageError(f"{FEWEST} to {MOST} systems can be compared, and {len(systems)} were given")
    kinds = {isinstance(trial, Searches) for trial in systems.values()}
    if len(kinds) > 1:
        raise UsageError("some of the trials are comparisons and some are searches; compare those of one kind")
    if rank is not None and kinds == {False}:
        raise UsageError("a rank is of searches; read the comparisons as searches to look at so many candidates")
    units = {trial.unit_name for trial in systems.values() if isinstance(trial, Searches)}
    if len(units) > 1:
        raise UsageError(f"searches are counted in one unit in all systems, and not in {wording.listed(sorted(units))}")
    check_targets(targets, "rate")
    check_level(level)
    for t in thresholds:
        named = set(systems) if isinstance(t, (int, float)) else set(t)
        if named != set(systems):
            strange = sorted(named - set(systems))
            lacking = [name for name in systems if name not in named]
            wanted = f"there is no system {strange[0]!r}" if strange else f"there is none for {wording.listed(lacking)}"
            raise UsageError(f"a threshold by name needs one for every system: {wanted}")


def threshold_of(given: float | Mapping[str, float], name: str) -> float:
    """Return the threshold of one system."""
    return float(given) if isinstance(given, (int, float)) else float(given[name])
