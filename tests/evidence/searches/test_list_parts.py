"""Candidate lists are looked through part by part where the rows of each search stand together; nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from bystander.evidence.checks.check import found_by
from bystander.evidence.searches import list_rows
from bystander.evidence.searches.checks.order import LISTS
from bystander.evidence.searches.list_rows import ListRows
from bystander.evidence.searches.list_table import ListTable

if TYPE_CHECKING:
    from collections.abc import Callable

SEARCHES, LENGTH, PEOPLE = 60, 5, 12


def table(*, apart: bool, odd: bool) -> ListTable:
    """Lists of five; ``apart``: in no order; ``odd``: with ranks twice, missing and none, and scores that rise."""
    rng = np.random.default_rng(3)
    search = np.repeat(rng.permutation(SEARCHES), LENGTH)
    n = len(search)
    columns: dict[str, Any] = {
        "search": search.astype(str), "subject": (search % PEOPLE).astype(str),
        "candidate_subject": rng.integers(0, PEOPLE, n).astype(str).astype(object),
        "rank": np.tile(np.arange(1.0, LENGTH + 1), SEARCHES), "score": np.tile(np.arange(LENGTH, 0.0, -1), SEARCHES),
        "watchlist_size": np.full(n, 99.0),
    }  # fmt: skip
    if odd:
        some = rng.permutation(n)
        columns["rank"][some[:9]] = 2
        columns["rank"][some[9:12]] = 0.5
        columns["score"][some[12:30]] += 3
        columns["candidate_subject"][some[30:33]] = None
        columns["score"][some[30:33]] = np.nan
        columns["subject"][search == 7] = "unknown"
    made = pa.table({name: pa.array(values) for name, values in columns.items()})
    made = made.take(rng.permutation(n)) if apart else made
    return ListTable(name="t", sha256="", format="", columns={name: made.column(name) for name in made.column_names})


def seen(rows: ListRows) -> dict[str, Any]:
    return {
        "met": rows.met.tolist(), "spans": rows.spans.tolist(), "candidates": rows.candidates.tolist(),
        "problems": found_by(LISTS, rows), "sizes": [some.tolist() for some in rows.sizes],
    }  # fmt: skip


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[ListTable, int], tuple[dict[str, Any], int]]:
    """Return what is seen of lists of which so many rows are taken at a time, and in how many parts they are."""

    def look(lists: ListTable, at_once: int) -> tuple[dict[str, Any], int]:
        monkeypatch.setattr(list_rows, "_AT_ONCE", at_once)
        rows = ListRows(lists, distance=False, part=False)
        return seen(rows), len(list(rows.parts()))

    return look


@pytest.mark.parametrize("odd", [False, True])
@pytest.mark.parametrize("at_once", [1, 7, 50])
def test_parts_are_the_same_as_the_whole(
    looked_at: Callable[[ListTable, int], tuple[dict[str, Any], int]], at_once: int, *, odd: bool
) -> None:
    lists = table(apart=False, odd=odd)
    whole, one = looked_at(lists, 1 << 18)
    found, parts = looked_at(lists, at_once)
    assert (one, parts > 5) == (1, True)
    assert found == whole
    assert bool(whole["problems"]) == odd


def test_rows_that_stand_apart_are_one_part(
    looked_at: Callable[[ListTable, int], tuple[dict[str, Any], int]],
) -> None:
    found, parts = looked_at(table(apart=True, odd=False), 7)
    together, _ = looked_at(table(apart=False, odd=False), 7)
    assert parts == 1
    assert found == together


def test_columns_that_have_been_read_are_let_go_of() -> None:
    rows = ListRows(table(apart=False, odd=False), distance=False, part=False)
    assert set(rows.table.columns) == {"search", "watchlist_size"}
    assert len(rows.table) == SEARCHES * LENGTH
