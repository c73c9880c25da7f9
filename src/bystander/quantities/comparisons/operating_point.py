"""Both error rates of comparisons at one threshold: measured and said in one visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Point, wording
from bystander.quantities.comparisons.fmr import fmr, said_fmr
from bystander.quantities.comparisons.fnmr import fnmr, fnmr_at_zero_fmr
from bystander.quantities.comparisons.fnmr_at_fmr import at_target, fnmr_at_fmr

if TYPE_CHECKING:
    from bystander.findings import Finding
    from bystander.intervals.measured import Measured
    from bystander.quantities.answer import Answer
    from bystander.quantities.comparisons.facts import Facts
    from bystander.quantities.comparisons.replicates import TrialReplicates
    from bystander.tally.comparisons.tally import ComparisonTally


@dataclass(frozen=True, kw_only=True)
class OperatingPoint:
    """Both rates at one threshold, and their findings in the order of a report.

    ``threshold``: of the tally. ``fmr``, ``fnmr``: None where the trial lacks the comparisons for it.
    ``chosen_again``: the interval of the FNMR allows for a threshold that was found on the same trial.
    ``unreached``: the target that was asked for in vain where the threshold is that of no false match, None elsewhere.
    """

    label: str
    threshold: float
    point: Point
    fmr: Measured | None
    fnmr: Measured | None
    findings: tuple[Finding, ...]
    chosen_again: bool = False
    unreached: float | None = None

    @property
    def target(self) -> float | None:
        """The FMR that the threshold was chosen for; None where it was given."""
        return self.point.target_fmr


def at_threshold(
    tally: ComparisonTally, threshold: float, facts: Facts, *, said: float | None = None
) -> OperatingPoint:
    """Return both rates at a threshold that was given, and may have been ``said`` in another precision."""
    shown = facts.as_read(threshold) if said is None else said
    point = Point(threshold=shown)
    matches, misses = fmr(tally, threshold, point, facts), fnmr(tally, threshold, point, facts)
    return _both(f"threshold {shown:g}", threshold, point, (matches, misses), matches=matches, misses=misses)


def at_zero_fmr(tally: ComparisonTally, facts: Facts) -> OperatingPoint:
    """Return both rates at the lowest threshold where no two different people match; the tally holds non-mated ones."""
    at = tally.zero_fmr()
    point = Point(threshold=facts.as_read(at.threshold), achieved_fmr=0.0, next_fmr=at.next_rate)
    matches, misses = fmr(tally, at.threshold, point, facts), fnmr_at_zero_fmr(tally, at.threshold, point, facts)
    return _both("no false match", at.threshold, point, (misses, matches), matches=matches, misses=misses)


def at_target_fmr(tally: ComparisonTally, target: float, drawn: TrialReplicates | None, facts: Facts) -> OperatingPoint:
    """Return both rates at the threshold of a target FMR, which the tally reaches."""
    at = tally.operating_point(target)
    point = Point(
        target_fmr=target,
        threshold=facts.as_read(at.threshold),
        achieved_fmr=at.achieved,
        next_fmr=at.next_rate,
    )
    found = at_target(tally, target, at.threshold, drawn=drawn, level=facts.level)
    misses, matches = fnmr_at_fmr(found, point, facts), said_fmr(found.fmr, point, facts)
    there = (fnmr(tally, at.threshold, point, facts),) if found.unbounded else ()
    return _both(
        wording.one_in(target), at.threshold, point, (misses, *there, matches), matches=matches, misses=misses,
        chosen_again=found.chosen_again,
    )  # fmt: skip


def _both(
    label: str, threshold: float, point: Point, order: tuple[Answer, ...], *, matches: Answer, misses: Answer,
    chosen_again: bool = False,
) -> OperatingPoint:  # fmt: skip
    return OperatingPoint(
        label=label, threshold=threshold, point=point, fmr=matches.measured, fnmr=misses.measured,
        findings=tuple(answer.finding for answer in order), chosen_again=chosen_again,
    )  # fmt: skip
