"""Is a miss rate shown at a target of false matches, whatever threshold the population would have for that target?

The threshold that a trial shows for a target may be off. But at a stricter threshold there are fewer false matches and
more misses. So where a threshold is found at which the false matches are shown to be within the target, and the misses
to be within their limit, each with half the error, the misses are within their limit at the population's threshold too:
if that one were higher, the false matches would have been shown to be fewer than they are; if it is lower, it has fewer
misses. Both happen in at most the error of the level (Bonferroni), however the threshold was looked for, as both counts
move one way with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bystander.quantities.comparisons.fmr import FMR
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.quantities.searches.fnir import FNIR
from bystander.quantities.searches.fpir import FPIR
from bystander.quantities.searches.tpir import TPIR
from bystander.studies.require.asked import Asked
from bystander.studies.require.limits import given

if TYPE_CHECKING:
    from bystander.findings import Finding
    from bystander.requirements.requirement import Requirement
    from bystander.studies.require.asked import Ask

FACTORS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02)  # of the target, where a threshold is looked for
FALSE = frozenset({FMR.name, FPIR.name})
WORSE = {"at-most": frozenset({FNMR.name, FNIR.name}), "at-least": frozenset({TPIR.name})}
"""By the side that is required, what comes nearer to its limit with the threshold: else stricter ones show nothing."""


class Stricter(NamedTuple):
    """A threshold at which false matches are shown to be within the target, and the level of each of the two."""

    threshold: float
    level: float


def stricter_threshold(requirement: Requirement, ask: Ask) -> Stricter | None:
    """Return the least strict threshold looked at whose false matches are shown to be within the target; or None.

    None without a target, and where the requirement is not met the harder at a stricter threshold.
    """
    target = requirement.at.target_fmr or requirement.at.target_fpir
    if target is None or requirement.quantity not in WORSE[requirement.direction]:
        return None
    level = 1 - (1 - requirement.level) / 2
    found = ask(
        Asked(level=level, targets=tuple(target * f for f in FACTORS), rank=requirement.at.rank, resampled=False)
    )
    within = [f for f in found if f.quantity in FALSE and f.group is None and _within(f, target)]
    best = max(within, key=_rate, default=None)
    if best is None or best.at.threshold is None:
        return None
    return Stricter(best.at.threshold, level)


def _within(finding: Finding, target: float) -> bool:
    upper = given(finding).upper
    return upper is not None and upper <= target


def _rate(finding: Finding) -> float:
    return finding.estimate.value if finding.estimate else 0.0
