"""A trial taken apart by group: nothing is lost, nothing is counted twice, however much is held at a time."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest

from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial
from bystander.kernels.cells import count_cells as compiled
from bystander.kernels.plain.cells import count_cells as plain
from bystander.tally.comparisons.by_group import CellCounts, Counted, count_cells, tally_cells
from bystander.tally.comparisons.count import tally_comparisons

PEOPLE, GROUPS, THRESHOLD = 60, 4, 1.5


def table(seed: int = 1) -> pa.Table:
    rng = np.random.default_rng(seed)
    probe, reference = (a.ravel() for a in np.meshgrid(np.arange(PEOPLE), np.arange(PEOPLE)))
    score = np.round(rng.normal(size=len(probe)) + 2 * (probe == reference), 2)
    group = np.array([None if i % 7 == 0 else f"g{i % GROUPS}" for i in range(PEOPLE)])
    return pa.table(
        {"probe_subject": probe, "reference_subject": reference, "score": score,
         "probe_g": group[probe], "reference_g": group[reference]}
    )  # fmt: skip


@pytest.mark.parametrize("most_rows", [1 << 23, 500, 1])
def test_cells_add_up_to_the_trial_however_much_is_held_at_a_time(most_rows: int) -> None:
    trial = read_trial(table(), by="g")
    codes = trial.groups[0].codes
    counted = count_cells(trial, codes, GROUPS)
    every = [(a, b) for a in range(GROUPS) for b in range(GROUPS)]
    cells = list(tally_cells(trial, codes, counted, every, thresholds=[THRESHOLD], most_rows=most_rows))
    whole = tally_comparisons(trial, thresholds=[THRESHOLD])
    # by hand: the rows of the table itself
    rows = table().to_pydict()
    known = [a is not None and b is not None for a, b in zip(rows["probe_g"], rows["reference_g"], strict=True)]
    mated = [p == r for p, r in zip(rows["probe_subject"], rows["reference_subject"], strict=True)]
    matches = sum(k and not m and s >= THRESHOLD for k, m, s in zip(known, mated, rows["score"], strict=True))
    assert sum(c.tally.non_mated_errors(THRESHOLD).errors for c in cells) == matches
    assert sum(c.tally.non_mated_total + c.tally.mated_total for c in cells) == sum(known)
    assert counted.outside == whole.mated_total + whole.non_mated_total - sum(known)
    assert counted.people.tolist() == [12, 13, 13, 13, 9]  # of 60, every seventh is in none
    assert {(c.probe, c.reference): (c.probes, c.references) for c in cells}[1, 2] == (13, 13)


@pytest.mark.parametrize("most_rows", [1 << 23, 1])
def test_a_cell_is_the_trial_of_its_own_people(most_rows: int) -> None:
    trial = read_trial(table(), by="g")
    codes = trial.groups[0].codes
    counted = count_cells(trial, codes, GROUPS)
    wanted = [(1, 2), (2, 2)]
    _, cell = tally_cells(trial, codes, counted, wanted, thresholds=[THRESHOLD], most_rows=most_rows)
    whole = table()
    mask = np.array(
        [a == b == "g2" for a, b in zip(*(whole[c].to_pylist() for c in ("probe_g", "reference_g")), strict=True)]
    )
    alone = tally_comparisons(read_trial(whole.filter(pa.array(mask))), thresholds=[THRESHOLD])
    ours, theirs = cell.tally.non_mated_errors(THRESHOLD), alone.non_mated_errors(THRESHOLD)
    assert (ours.errors, ours.trials, ours.qc, ours.qn) == (theirs.errors, theirs.trials, theirs.qc, theirs.qn)
    assert ours.d is not None
    assert ours.m is not None
    assert theirs.d is not None
    assert ours.d[ours.m > 0].tolist() == theirs.d.tolist()  # of a cell that is not held all people have a place
    assert cell.tally.false_non_matches(THRESHOLD) == alone.false_non_matches(THRESHOLD)


def test_cells_are_counted_along_with_an_inspection_as_alone() -> None:
    trial = read_trial(table(), by="g")
    codes = trial.groups[0].codes
    along = CellCounts(codes, GROUPS, rows=trial.rows_used)
    inspect(trial, beside=[along])
    ours, alone = along.counted(), count_cells(trial, codes, GROUPS, threads=3)
    for part in fields(Counted):
        assert np.array_equal(getattr(ours, part.name), getattr(alone, part.name)), part.name


def test_the_compiled_loop_counts_cells_as_its_twin_does() -> None:
    rng = np.random.default_rng(2)
    of = rng.integers(0, GROUPS + 1, PEOPLE).astype(np.int16)
    probe, reference = rng.integers(0, PEOPLE, (2, 5000), np.int32)
    found = []
    for count in (compiled, plain):
        cells, met = np.zeros((GROUPS + 1,) * 2, np.int64), np.zeros((2, PEOPLE, GROUPS + 1), np.bool_)
        for part in (slice(0, 2000), slice(2000, None)):
            count(probe[part], reference[part], of, cells, met)
        found.append((cells, met))
    (cells, met), (same, as_well) = found
    assert cells.sum() == 5000
    assert cells[of[probe[0]], of[reference[0]]] > 0
    assert np.array_equal(cells, same)
    assert np.array_equal(met, as_well)
