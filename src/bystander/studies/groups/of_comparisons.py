"""One rate, group by group: what is measured of every group, and what is not because too few people are in it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from bystander.findings import TooFew, wording
from bystander.quantities.comparisons.fmr import FMR, STRANGERS, false_match_rate
from bystander.quantities.comparisons.fnmr import FNMR, OF_ONE, false_non_match_rate
from bystander.quantities.without_a_score import left_out, taken_for_right
from bystander.studies.groups.by_group import At, ByGroup, GroupRate, PairRate, too_small
from bystander.tally.comparisons.by_group import CellCounts, count_cells, tally_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.people.groups import Groups
    from bystander.intervals.measured import Measured
    from bystander.tally.comparisons.acceptance import Accept, Failures
    from bystander.tally.comparisons.by_group import Cell, Counted


def comparison_rates(
    trial: Trial,
    groups: Groups,
    at: Sequence[At],
    *,
    accept: Accept,
    failures: Failures,
    small_cell: int,
    level: float,
    threads: int | None,
    counts: CellCounts | None = None,
) -> list[ByGroup]:
    """Measure FNMR and FMR of every group, and the FMR of every two groups, at each threshold.

    ``counts``: the rows of every cell, where they were counted before.
    """
    size = len(groups.labels)
    counted = counts.counted() if counts is not None else count_cells(trial, groups.codes, size, threads=threads)
    large = [g for g in range(size) if counted.people[g] >= small_cell]
    cells: dict[tuple[int, int, int], _Measured] = {}
    thresholds = [a.threshold for a in at]
    wanted = [(a, b) for a in large for b in large]
    for cell in tally_cells(
        trial, groups.codes, counted, wanted, thresholds=thresholds, accept=accept, failures=failures, threads=threads
    ):
        for number, a in enumerate(at):
            cells[number, cell.probe, cell.reference] = _measure(cell, a, level=level, small_cell=small_cell)
    found = []
    for number, a in enumerate(at):
        of = {(p, r): m for (n, p, r), m in sorted(cells.items(), key=itemgetter(0)) if n == number}
        found += _by_group(groups, counted, a, of, small_cell=small_cell, clustered=trial.clusters is not None)
    return found


@dataclass(frozen=True, kw_only=True)
class _Measured:
    """Both rates of a cell, or why there is none."""

    fmr: Measured | None
    fnmr: Measured | None
    why_no_fmr: str
    why_no_fnmr: str
    without_mates: tuple[str, ...]  # what is said of comparisons that gave no score
    without_pairs: tuple[str, ...]


NO_PAIRS = "no two different people of these groups were compared"
NO_MATES = "nobody of the group was compared with themself"
NO_SCORE_OF_TWO = "no comparison of two different people of these groups gave a score"
NO_SCORE = "no comparison of somebody of the group with themself gave a score"


def _measure(cell: Cell, at: At, *, level: float, small_cell: int) -> _Measured:
    fmr = false_match_rate(cell.tally, at.threshold, level=level) if cell.tally.non_mated_total else None
    fnmr = false_non_match_rate(cell.tally, at.threshold, level=level) if cell.tally.mated_total else None
    fold, t = cell.tally.failures == "fold", cell.tally
    why_no_fmr = "" if fmr else NO_PAIRS
    if fmr is not None and fold and t.non_mated_failed == t.non_mated_total:
        fmr, why_no_fmr = None, NO_SCORE_OF_TWO
    why_no_fnmr = "" if fnmr else NO_SCORE if t.mated_failed else NO_MATES
    without_mates = left_out(0 if fold else t.mated_failed, None if fnmr is None else fnmr.estimate, OF_ONE)
    without_pairs = taken_for_right(t.non_mated_failed if fold else 0, None if fmr is None else fmr.estimate, STRANGERS)
    fewest = min(cell.probes, cell.references) if cell.probe != cell.reference else _people(fmr)
    clusters = cell.tally.clusters is not None
    if fmr is not None and fewest < small_cell:
        fmr, why_no_fmr = None, _few(fewest, small_cell, clusters=clusters and cell.probe == cell.reference)
    if fnmr is not None and _people(fnmr) < small_cell:
        fnmr, why_no_fnmr = None, _few(_people(fnmr), small_cell, clusters=clusters)
    return _Measured(
        fmr=fmr, fnmr=fnmr, why_no_fmr=why_no_fmr, why_no_fnmr=why_no_fnmr, without_mates=without_mates,
        without_pairs=without_pairs,
    )  # fmt: skip


def _few(people: int, small_cell: int, *, clusters: bool) -> TooFew:
    one, many = ("cluster of people", "clusters of people") if clusters else ("person", "people")
    who = wording.plural(people, one, many)
    were = "was" if people == 1 else "were"
    return TooFew(f"only {who} of the group {were} compared so, and fewer than {small_cell} are not estimated")


def _people(measured: Measured | None) -> int:
    return 0 if measured is None else measured.estimate.people or 0


def _by_group(
    groups: Groups,
    counted: Counted,
    at: At,
    cells: Mapping[tuple[int, int], _Measured],
    *,
    small_cell: int,
    clustered: bool,
) -> list[ByGroup]:
    found = []
    for quantity in (FNMR, FMR):
        matches = quantity is FMR
        rates = []
        for g in range(len(groups.labels)):
            cell, people = cells.get((g, g)), int(counted.people[g])
            if people < small_cell:
                measured, reason = None, too_small(people, small_cell)
            elif cell is None:
                measured, reason = None, NO_PAIRS if matches else NO_MATES
            elif matches:
                measured, reason = cell.fmr, cell.why_no_fmr
            else:
                measured, reason = cell.fnmr, cell.why_no_fnmr
            failed = () if cell is None else cell.without_pairs if matches else cell.without_mates
            rates.append(
                GroupRate(
                    group=groups.group(g), label=groups.label(g), people=people, measured=measured, reason=reason,
                    failed=failed,
                )
            )  # fmt: skip
        pairs = _pairs(counted, cells, small_cell=small_cell) if matches else ()
        found.append(
            ByGroup(
                quantity=quantity,
                groups=groups,
                name=groups.name,
                point=at.point,
                label=at.label,
                rates=tuple(rates),
                overall=at.fmr if matches else at.fnmr,
                people=int(counted.people[:-1].sum()),
                unrecorded=int(counted.people[-1]),
                outside=counted.outside,
                pairs=pairs,
                clustered=clustered,
            )
        )
    return found


def _pairs(counted: Counted, cells: Mapping[tuple[int, int], _Measured], *, small_cell: int) -> tuple[PairRate, ...]:
    given = []
    for a in range(len(counted.cells)):
        for b in range(len(counted.cells)):
            cell, people = cells.get((a, b)), int(min(counted.people[a], counted.people[b]))
            if people < small_cell:
                reason = too_small(people, small_cell)
            else:
                reason = NO_PAIRS if cell is None else cell.why_no_fmr
            given.append(PairRate(probe=a, reference=b, measured=cell.fmr if cell else None, reason=reason))
    return tuple(given)
