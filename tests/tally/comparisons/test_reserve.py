"""Errors below the tail are counted from what the first pass kept, and read again where that will not do: the same."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.tally.comparisons import reserve
from bystander.tally.comparisons.columns import columns_of
from bystander.tally.comparisons.count import tally_comparisons
from tests.tally.arrays import trial_from_arrays
from tests.tally.facts import facts

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Batch, Block, Trial

ROWS, PEOPLE, SHARDS = 8000, 40, 8
TARGETS, THRESHOLDS = (0.01, 0.1), (0.9,)


def trial(kind: str) -> Trial:
    """Return a trial in eight blocks; ``kind``: how its scores lie."""
    rng = np.random.default_rng(5)
    probe, reference = rng.integers(0, PEOPLE, ROWS), rng.integers(0, PEOPLE, ROWS)
    score = rng.normal(size=ROWS) + 2 * (probe == reference)
    if kind == "tied":
        score = np.round(score, 1)
    if kind == "float32":
        score = score.astype(np.float32)
    if kind == "ascending":  # by the first block everything is kept
        order = np.argsort(score)
        score, probe, reference = score[order], probe[order], reference[order]
    if kind == "descending":  # and by this one too little
        order = np.argsort(-score)
        score, probe, reference = score[order], probe[order], reference[order]
    return trial_from_arrays(score, probe=probe, reference=reference, shards=SHARDS)


@dataclass
class Counted:
    """A block that counts how often it is read in full."""

    block: Block
    reads: Counter[str]
    rows: int = 0

    def read(self, columns: Any = "all") -> Batch:
        self.reads[columns] += 1
        return self.block.read(columns)


def counted(of: Trial) -> tuple[Trial, Counter[str]]:
    reads: Counter[str] = Counter()
    return replace(of, blocks=[Counted(block, reads, block.rows) for block in of.blocks]), reads


def tallied(of: Trial, thresholds: tuple[float, ...] = THRESHOLDS, **settings: Any) -> dict[str, Any]:
    tally = tally_comparisons(of, targets=TARGETS, thresholds=thresholds, tail_pairs=70, pair_capacity=500, **settings)
    assert len(tally.errors_below_tail) >= 3  # two targets, and where both errors are equal
    return facts(tally, thresholds)


def at_most(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Keep no more than so many."""
    settings = reserve.Reserve.__init__.__kwdefaults__
    assert settings is not None
    monkeypatch.setitem(settings, "most", most)


@pytest.mark.parametrize(("kind", "passes"), [
    ("plain", 1), ("tied", 1), ("float32", 1), ("ascending", 1), ("descending", 2),
])  # fmt: skip
@pytest.mark.parametrize("threads", [1, 2])
def test_what_is_kept_spares_a_pass_and_changes_no_number(kind: str, passes: int, threads: int) -> None:
    made, reads = counted(trial(kind))
    assert tallied(made, (), engine="numba", threads=threads) == tallied(trial(kind), (), engine="numpy")
    # which of two threads comes to which rows first may spare the second pass too
    assert reads["all"] in ({passes * SHARDS} if threads == 1 else {SHARDS, passes * SHARDS})


def test_the_second_reading_keeps_what_the_first_did_not_so_that_there_is_no_third() -> None:
    reads = {}
    for kind in ("plain", "descending"):  # the first reading kept enough of one of them
        made, reads[kind] = counted(trial(kind))
        assert tallied(made, (), engine="numba", threads=1) == tallied(trial(kind), (), engine="numpy")
    assert reads["descending"]["all"] == 2 * SHARDS
    assert reads["descending"].total() == reads["plain"].total()


@dataclass
class Gathering:
    """Something that is gathered beside, by several threads: how many rows there were."""

    rows: list[int]

    def add(self, batch: Batch) -> None:
        self.rows.append(len(batch.score))


@pytest.mark.parametrize(("kind", "most"), [("plain", ROWS), ("descending", ROWS), ("plain", ROWS // 20)])
def test_what_is_gathered_beside_sees_every_row_once(monkeypatch: pytest.MonkeyPatch, kind: str, most: int) -> None:
    at_most(monkeypatch, most)  # of the last, the third reading gathers
    rows: list[int] = []
    made, reads = counted(trial(kind))
    assert tallied(made, (), engine="numba", threads=2, beside=lambda: Gathering(rows))
    assert sum(rows) == ROWS
    assert reads["all"] == 2 * SHARDS


def test_thresholds_are_kept_down_to_whatever_the_first_rows_say() -> None:
    made, reads = counted(trial("descending"))
    assert tallied(made, engine="numba", threads=1) == tallied(trial("descending"), engine="numpy")
    assert reads["all"] == SHARDS


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    right = tallied(trial("plain"), engine="numpy")
    for most, passes in ((ROWS // 20, 2), (ROWS, 1)):
        at_most(monkeypatch, most)
        made, reads = counted(trial("plain"))
        assert tallied(made, engine="numba", threads=1) == right
        assert reads["all"] == passes * SHARDS


def test_what_turns_out_to_be_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve.Reserve, "_guess", lambda *_: -1e300)  # everything
    at_most(monkeypatch, ROWS // 2)
    made, reads = counted(trial("plain"))
    assert tallied(made, engine="numba", threads=1) == tallied(trial("plain"), engine="numpy")
    assert reads["all"] == 2 * SHARDS


def test_pieces_of_memory_are_filled_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "ROOM", 64)
    made, reads = counted(trial("tied"))
    assert tallied(made, engine="numba", threads=2) == tallied(trial("tied"), engine="numpy")
    assert reads["all"] == SHARDS


def test_what_was_kept_is_given_back_at_once() -> None:
    gc.disable()  # nobody comes to clear up a circle
    try:
        held = reserve.Reserve(reserve.Asked(targets=(0.1,)), rows=ROWS, tail=70)
        keeping, kept = held.start(), weakref.ref(held)
        keeping.add_block(columns_of(trial("plain").blocks[0].read(), named=True))
        del held, keeping
        assert kept() is None
    finally:
        gc.enable()
