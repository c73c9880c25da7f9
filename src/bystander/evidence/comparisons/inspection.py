"""What is in a trial, and what is wrong with it: one pass over its blocks, on which others may go along.

The result does not depend on the order of rows or blocks, nor on the number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol

from bystander.evidence.checks.check import found_by, stop
from bystander.evidence.comparisons.checks.order import INSPECTION
from bystander.evidence.comparisons.people_sample import PeopleSample
from bystander.evidence.comparisons.seen import Seen
from bystander.evidence.comparisons.summary import PlainSumming, Summary
from bystander.evidence.folding import fold
from bystander.evidence.precision import precision_of
from bystander.kernels.compiling import compiler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.checks.check import Check
    from bystander.evidence.comparisons.people_sample import PeopleSeen
    from bystander.evidence.comparisons.score_sketch import ScoreSketch
    from bystander.evidence.comparisons.summing import Summing
    from bystander.evidence.comparisons.trial import Batch, Block, Trial
    from bystander.evidence.precision import Precision

SMALL = 1_000_000  # comparisons below which numpy is done before a compiler would be


class Gathering(Protocol):
    """What one thread gathers of the blocks that it inspects."""

    def add(self, number: int, batch: Batch) -> None:
        """Take in a block: the ``number``-th of the trial, from 0."""
        ...


class Along(Protocol):
    """What else is gathered while a trial is inspected, so that nobody reads it again for that."""

    def start(self) -> Gathering:
        """Begin in one thread."""
        ...


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Counts of a trial, and everything that was found, the reader's problems first.

    ``people``, ``images``: distinct ones on either side, None where not recorded. ``failed``: comparisons without a
    score. ``ties``: share of comparisons whose score another one of the same kind has too, None without any score.
    ``in_order``: share of random pairs whose mated score is the more alike, None where one kind is absent.
    ``precision``: what scores were kept in. ``scores``: all distinct non-mated ones and how often each occurs, None
    where they are too many to be all here. ``decided``: the two scores, the more alike last, where there are no
    others. ``enrolled``: by code, which people are references, None where not recorded.
    """

    rows: int
    mated: int
    non_mated: int
    failed: int
    failed_mated: int
    people: int | None
    probe_people: int | None
    reference_people: int | None
    enrolled: NDArray[np.bool_] | None = field(compare=False, repr=False)
    images: int | None
    lowest: float | None
    highest: float | None
    ties: float | None
    in_order: float | None
    precision: Precision
    problems: tuple[Problem, ...]
    scores: ScoreSketch | None = field(compare=False, repr=False)
    decided: tuple[float, float] | None = None

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop the work."""
        return [p for p in self.problems if p.stops]


def inspect(
    trial: Trial,
    *,
    threads: int | None = None,
    checks: Sequence[Check[Seen]] = INSPECTION,
    along: Along | None = None,
    beside: Sequence[Along] = (),
    small: int = SMALL,
) -> Inspection:
    """Look through all comparisons of a trial, once. It raises nothing: see :func:`require_usable`.

    ``along``, ``beside``: what else is gathered of every block while it is at hand. ``threads`` and ``small`` never
    change the result.
    """
    people = PeopleSample.of(trial)
    total = _summary(trial, threads, [each for each in (along, *beside, people) if each is not None], small)
    return inspection_of(trial, total, checks, sampled=None if people is None else people.seen())


def _summary(trial: Trial, threads: int | None, along: Sequence[Along], small: int) -> Summary:
    """Return the summary of all comparisons: numpy is done with a few before a compiler would be."""
    start: Callable[[], Summing | PlainSumming] = PlainSumming
    scores: DistinctScores | None = None
    if sum(block.rows for block in trial.blocks) >= small and compiler():
        from bystander.evidence.comparisons.distinct_scores import DistinctScores
        from bystander.evidence.comparisons.summing import Summing

        scores = DistinctScores()
        start = partial(Summing, scores)

    def begin() -> tuple[Summing | PlainSumming, list[Gathering]]:
        return start(), [each.start() for each in along]

    def step(both: tuple[Summing | PlainSumming, list[Gathering]], numbered: tuple[int, Block]) -> None:
        number, block = numbered
        batch = block.read()
        summing, beside = both
        summing.add(block, batch)
        for each in beside:
            each.add(number, batch)

    total = Summary.empty()
    for summing, _ in fold(list(enumerate(trial.blocks)), begin, step, threads=threads):
        total = total.merge(summing.summary())
    return total if scores is None else scores.within(total)


def inspection_of(
    trial: Trial, total: Summary, checks: Sequence[Check[Seen]] = INSPECTION, *, sampled: PeopleSeen | None = None
) -> Inspection:
    """Return what the summary of all comparisons of a trial tells, and what ``checks`` find in it.

    ``sampled``: a sample of its rows, where they name people alone and were never all at hand.
    """
    seen = Seen(trial=trial, total=total, sampled=sampled)
    people, probes, references = total.people()
    return Inspection(
        rows=seen.rows, mated=seen.mated, non_mated=seen.non_mated, failed=seen.failed, failed_mated=total.failed_mated,
        people=people, probe_people=probes, reference_people=references, enrolled=total.references,
        images=total.images(), lowest=seen.lowest, highest=seen.highest, ties=seen.ties, in_order=seen.in_order,
        precision=precision_of(total.mated_scores.values, total.non_mated_scores.values),
        problems=(*trial.problems, *found_by(checks, seen)),
        scores=None if total.non_mated_scores.level else total.non_mated_scores,
        decided=(total.lowest, total.highest) if seen.decided else None,
    )  # fmt: skip


def require_usable(trial: Trial, inspection: Inspection) -> None:
    """Raise :class:`EvidenceError` with every error, and the refused rows beside them, if there is any error."""
    stop(inspection.problems, trial.name)
