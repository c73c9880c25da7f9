"""What the quantities of a trial of comparisons need to know of it, and the words that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.errors import Problem
    from bystander.evidence.comparisons.inspection import Inspection
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.people.clusters import Clusters
    from bystander.findings import Point
    from bystander.findings.first_screen import Caveat
    from bystander.intervals.measured import Measured
    from bystander.tally.comparisons.tally import ComparisonTally

NO_NON_MATED = "the trial holds no comparisons of two different people"
NEW_PEOPLE = "new people"
NEW_PAIRS = "comparisons between new people"
NO_MATED = "the trial holds no comparisons of a person with themself"
NO_THRESHOLD = "no threshold was given, and without non-mated comparisons none follows from a false match rate"
SAME_DATA = (
    "The threshold was chosen on the same comparisons. The range takes it as given and is somewhat too narrow. "
    "A threshold set in advance (--threshold), or a second trial, would remove this."
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the sentences need to know about the trial."""

    level: float
    mated: int
    non_mated: int
    failed: int
    missed: int  # of the failed, those that count as misses
    excluded: int  # comparisons of a person with themself that failed and are left out
    unmatched: int  # comparisons of different people that failed and count as right
    missed_of_one: int  # of the missed, the most that are of one person; 0 where people are not known
    people: int | None
    clusters: Clusters | None
    distance: bool
    synthetic: bool
    approximate_pairs: bool
    crossed: bool  # nobody is both probe and reference
    problems: tuple[Problem, ...]  # what a finding is read with: rows that were refused, and warnings
    in_tail: int  # comparisons of different people that are held one by one
    alike: str  # what is said of people who are alike in groups, empty where nothing is
    kept: int | None  # comparisons of different people that a tally file keeps one by one, where it lacks the others
    of_several: tuple[Caveat, ...] = ()  # what is said of codes that may stand for several people
    of_one: tuple[int, int] = (0, 0)  # misses and false matches of the one person who has most of them

    @classmethod
    def of(
        cls, trial: Trial, inspection: Inspection, tally: ComparisonTally, *, level: float, alike: str = ""
    ) -> Facts:
        """Return the facts of a trial and its tally; ``alike``: of people who are alike in groups."""
        warned = [p for p in inspection.problems if p.severity in ("refused", "warning")]
        return cls(
            level=level,
            mated=tally.mated_total,
            non_mated=tally.non_mated_total,
            failed=inspection.failed,
            missed=tally.mated_failed if tally.failures == "fold" else 0,
            excluded=tally.mated_failed if tally.failures == "exclude" else 0,
            unmatched=tally.non_mated_failed if tally.failures == "fold" else 0,
            missed_of_one=_most_of_one(tally) if tally.failures == "fold" else 0,
            people=inspection.people,
            clusters=trial.clusters,
            distance=trial.distance,
            synthetic=trial.synthetic,
            approximate_pairs=tally.subjects is not None and tally.pairs is None and tally.non_mated_total > 0,
            crossed=bool(tally.roles_disjoint),
            problems=tuple(warned),
            alike=alike,
            in_tail=len(tally.tail),
            kept=None if tally.non_mated_at_or_above is not None else len(tally.tail),
        )

    def as_read(self, threshold: float) -> float:
        """Return a threshold of the tally as the file has it: distances are turned round; no negative zero."""
        return (-threshold if self.distance else threshold) + 0.0

    def not_kept(self, what: str) -> str:
        """Say that something lies where a tally file does not reach."""
        return (
            f"the tally keeps the {wording.count(self.kept or 0)} highest comparisons of different people one by one, "
            f"and {what} below them. Tally the shards with a larger --tail, or evaluate the evidence itself"
        )


def threshold_of(point: Point) -> str:
    """Say the threshold of a point."""
    return "none" if point.threshold is None else wording.threshold(point.threshold)


def spread(measured: Measured) -> str:
    """Say the interval of a rate."""
    return wording.interval(measured.estimate.low, measured.estimate.high)


def _most_of_one(tally: ComparisonTally) -> int:
    """Return the most failed comparisons with themself that one person has; 0 where nobody is named."""
    subjects = tally.mated_failed_subject
    return 0 if subjects is None or not len(subjects) else int(np.bincount(subjects).max())
