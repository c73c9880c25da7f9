"""What is in a trial, and what is wrong with it: one pass over its blocks.

The result does not depend on the order of rows or blocks, nor on the number of threads.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.comparisons.checks.order import INSPECTION
from bystander.evidence.comparisons.seen import Seen
from bystander.evidence.comparisons.summary import Summary, summarise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.errors import Problem
    from bystander.evidence.checks.check import Check
    from bystander.evidence.comparisons.trial import Trial


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Counts of a trial, and everything that was found, the reader's problems first.

    ``people``, ``images``: distinct ones on either side, None where not recorded. ``failed``: comparisons without a
    score. ``ties``: share of comparisons whose score another one of the same kind has too, None without any score.
    ``in_order``: share of random pairs whose mated score is the more alike, None where one kind is absent.
    """

    rows: int
    mated: int
    non_mated: int
    failed: int
    failed_mated: int
    people: int | None
    probe_people: int | None
    reference_people: int | None
    images: int | None
    lowest: float | None
    highest: float | None
    ties: float | None
    in_order: float | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop the work."""
        return [p for p in self.problems if p.stops]


def inspect(trial: Trial, *, threads: int | None = None, checks: Sequence[Check[Seen]] = INSPECTION) -> Inspection:
    """Look through all comparisons of a trial. It raises nothing: see :func:`require_usable`."""
    total = Summary.empty()
    workers = threads or min(os.cpu_count() or 1, 8)
    blocks = list(trial.blocks)
    if workers == 1 or len(blocks) == 1:
        for block in blocks:
            total = total.merge(summarise(block, total))
    else:
        with ThreadPoolExecutor(workers) as pool:
            for first in range(0, len(blocks), 2 * workers):  # few at a time: summaries wait in memory
                before = total
                few = blocks[first : first + 2 * workers]
                for summary in pool.map(lambda block, before=before: summarise(block, before), few):
                    total = total.merge(summary)
    return inspection_of(trial, total, checks)


def inspection_of(trial: Trial, total: Summary, checks: Sequence[Check[Seen]] = INSPECTION) -> Inspection:
    """Return what the summary of all comparisons of a trial tells, and what ``checks`` find in it."""
    seen = Seen(trial=trial, total=total)
    people, probes, references = total.people()
    return Inspection(
        rows=seen.rows, mated=seen.mated, non_mated=seen.non_mated, failed=seen.failed, failed_mated=total.failed_mated,
        people=people, probe_people=probes, reference_people=references, images=total.images(),
        lowest=seen.lowest, highest=seen.highest, ties=seen.ties, in_order=seen.in_order,
        problems=(*trial.problems, *found_by(checks, seen)),
    )  # fmt: skip


def require_usable(trial: Trial, inspection: Inspection) -> None:
    """Raise :class:`EvidenceError` with every error, and the refused rows beside them, if there is any error."""
    stop(inspection.problems, trial.name)
