"""Tries that gave no score and are left out of a share of misses are told wherever that share is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import bystander as by
from bystander.quantities.without_a_score import left_out
from tests.studies.require.made import misses, required

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD = (
    "10 of 30 {} gave no score and are left out. Counted as misses, they would make it 33 %; --failures fold counts "
    "them."
)


def comparisons() -> pa.Table:
    """Thirty people with two images; every third has none that can be compared with the other one."""
    names = [(i, j) for i in range(30) for j in range(30)]
    return pa.table({
        "probe_subject": [f"p{i}" for i, _ in names], "reference_subject": [f"p{j}" for _, j in names],
        "probe_id": [f"p{i}/1" for i, _ in names], "reference_id": [f"p{j}/2" for _, j in names],
        "score": [9.0 if i == j else ((i * 7 + j * 3) % 30 + (i * 31 + j) % 997 / 1000) / 10 for i, j in names],
        "failed": [i == j and i % 3 == 0 for i, j in names],
    })  # fmt: skip


def searches() -> pa.Table:
    """Thirty searches of people on the list, of which ten failed, and thirty of others."""
    on = [
        (f"s{i}", f"p{i}", None if i % 3 == 0 else f"p{i}", None if i % 3 == 0 else 9.0, i % 3 == 0) for i in range(30)
    ]
    off = [(f"n{i}", None, f"p{i}", i / 10, False) for i in range(30)]
    names = ("search", "subject", "candidate_subject", "score", "failed")
    return pa.table(dict(zip(names, map(list, zip(*on, *off, strict=True)), strict=True)))


@pytest.mark.parametrize(
    ("evidence", "given", "of", "quantity"),
    [
        (comparisons, {}, "comparisons of a person with themself", "fnmr"),
        (searches, {"searches": True}, "searches of people on the watchlist", "fnir"),
    ],
)
def test_who_is_left_out_is_told_with_the_share_the_headline_and_the_verdict(
    evidence: Callable[[], pa.Table], given: dict[str, Any], of: str, quantity: str
) -> None:
    wanted = required("50 %", quantity=quantity, at={"threshold": 5})
    out, folded = (
        by.evaluate(evidence(), thresholds=[5.0], replicates=0, failures=how, require=wanted, **given).document
        for how in ("exclude", "fold")
    )
    said = TOLD.format(of)
    share = next(f for f in out.findings if f.id == quantity)
    assert share.estimate is not None
    assert (share.estimate.events, share.estimate.trials) == (0, 20)
    assert said in share.caveats
    assert out.caveats[0] == said
    assert "tries without a score are left out" in str(out.verdict)
    held = next(f.requirement for f in out.findings if f.requirement is not None)
    assert held.why.endswith(said)
    assert "left out" not in f"{folded.verdict}{folded.caveats}{[f.caveats for f in folded.findings]}"


def test_a_share_of_nothing_that_is_left_is_one_of_misses_alone() -> None:
    assert left_out(0, misses([1], [4]).estimate, "tries") == ()
    (all_out,) = left_out(5, None, "tries")
    assert all_out.startswith(
        "5 of 5 tries gave no score and are left out. Counted as misses, they would make it 100 %"
    )
    (some,) = left_out(6, misses([1, 2], [4, 4]).estimate, "tries")  # (3 + 6) of (8 + 6)
    assert "6 of 14 tries" in some
    assert "64 %" in some
