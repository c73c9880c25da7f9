"""What is in a trial, and what is wrong with it: one pass over its blocks.

The result does not depend on the order of rows or blocks, nor on the number of threads.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError, Problem
from bystander.evidence.checks import ev11_not_finite as ev11
from bystander.evidence.comparisons.checks import ev12_one_value as ev12
from bystander.evidence.comparisons.checks import ev13_pile_at_the_end as ev13
from bystander.evidence.comparisons.checks import ev16_direction as ev16
from bystander.evidence.comparisons.checks import ev17_one_class as ev17
from bystander.evidence.comparisons.checks import ev18_ties as ev18
from bystander.evidence.comparisons.checks import ev19_people as ev19
from bystander.evidence.comparisons.checks import ev20_rows as ev20
from bystander.evidence.comparisons.checks import ev25_failures as ev25
from bystander.evidence.comparisons.checks import ev26_precision as ev26
from bystander.evidence.comparisons.score_sketch import share_in_order
from bystander.evidence.comparisons.summary import Summary, summarise

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial

_FEW_TIED = 100  # comparisons below which ties mean nothing


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
        return [p for p in self.problems if p.severity == "error"]


def inspect(trial: Trial, *, threads: int | None = None) -> Inspection:
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
    return inspection_of(trial, total)


def inspection_of(trial: Trial, total: Summary) -> Inspection:
    """Say what the summary of all comparisons of a trial tells."""
    rows = total.mated + total.non_mated
    sketched = total.mated_scores.counts.size + total.non_mated_scores.counts.size
    scored = total.scored_mated + total.scored_non_mated
    alone = total.mated_scores.alone + total.non_mated_scores.alone
    both = total.mated_scores.counts.size and total.non_mated_scores.counts.size
    people, probes, references = total.people()
    result = Inspection(
        rows=rows, mated=total.mated, non_mated=total.non_mated, failed=total.failed, failed_mated=total.failed_mated,
        people=people, probe_people=probes, reference_people=references, images=total.images(),
        lowest=total.lowest if scored else None, highest=total.highest if scored else None,
        ties=max(0.0, 1 - alone / scored) if sketched else None,
        in_order=share_in_order(total.mated_scores, total.non_mated_scores) if both else None,
        problems=(),
    )  # fmt: skip
    problems = (*trial.problems, *_problems(trial, result, total))
    return Inspection(**{**{f: getattr(result, f) for f in result.__dataclass_fields__}, "problems": problems})


def require_usable(trial: Trial, inspection: Inspection) -> None:
    """Raise :class:`EvidenceError` with every error, and the refused rows beside them, if there is any error."""
    if inspection.errors:
        raise EvidenceError(trial.name, [p for p in inspection.problems if p.severity in {"error", "refused"}])


def _problems(trial: Trial, found: Inspection, total: Summary) -> list[Problem]:
    name = trial.name
    problems = []
    if total.nan or total.infinite:
        places = [place for _, place in sorted(total.places)]
        problems.append(ev11.not_finite(name, total.nan, total.infinite, places))
    if found.rows:
        problems += _about_direction(trial, found, total)
        problems += _about_size(trial, found)
        problems += _about_values(name, found, total)
    if found.failed:
        problems.append(ev25.declared(name, found.failed, found.rows))
    return problems


def _about_direction(trial: Trial, found: Inspection, total: Summary) -> list[Problem]:
    smallest = min(int(total.mated_scores.counts.sum()), int(total.non_mated_scores.counts.sum()))
    if found.in_order is None or smallest < ev16.AT_LEAST or found.in_order >= ev16.LIMIT:
        return []
    return [ev16.wrong_way(trial.name, found.in_order, distance=trial.distance)]


def _about_size(trial: Trial, found: Inspection) -> list[Problem]:
    problems = []
    if found.people is not None and found.people < ev19.ENOUGH:
        problems.append(ev19.few(trial.name, found.people))
    if not found.mated:
        problems.append(ev17.one_class(trial.name, "non-mated", "mated"))
    elif not found.non_mated and found.people != 1:
        problems.append(ev17.one_class(trial.name, "mated", "non-mated"))
    if found.rows < ev20.ENOUGH:
        problems.append(ev20.few(trial.name, found.rows))
    return problems


def _about_values(name: str, found: Inspection, total: Summary) -> list[Problem]:
    problems = []
    for side, state in (("probe", total.probe_values), ("reference", total.reference_values)):
        if state is not None:
            same, of, comparisons = state.found(ev12.AT_LEAST)
            if same:
                problems.append(ev12.one_value(name, f"{side} {total.level}", same, of, comparisons))
    scored = total.scored_mated + total.scored_non_mated
    distinct = total.mated_scores.distinct + total.non_mated_scores.distinct
    average = scored / max(distinct, 1)
    for end, value, rows in (("lowest", total.lowest, total.at_lowest), ("highest", total.highest, total.at_highest)):
        if rows >= max(ev13.AT_LEAST, ev13.SHARE * scored, ev13.TIMES * average):
            problems.append(ev13.pile(name, end, value, rows, scored))
    largest = max((v for v in (found.lowest, found.highest) if v is not None), key=abs, default=0.0)
    if abs(largest) > ev26.EXACT:
        problems.append(ev26.too_large(name, largest))
    if found.ties is not None and found.ties >= ev18.LIMIT and scored >= _FEW_TIED:
        problems.append(ev18.heavy(name, found.ties))
    return problems
