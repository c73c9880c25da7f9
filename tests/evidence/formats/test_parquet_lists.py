"""Candidate lists in Parquet, row group by row group, give what they give whole; odd ones are read whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from bystander.errors import EvidenceError
from bystander.evidence.formats.list_pieces import ListBlock
from bystander.evidence.formats.parquet import blocks
from bystander.evidence.formats.parquet import lists as of_parquet
from bystander.evidence.formats.parquet.lists import searches_of_parquet
from bystander.evidence.searches.read import read_searches
from tests.evidence.formats.test_list_blocks import CASES, ODD, lists, same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bystander.evidence.searches.searches import Searches

    Rows = list[list[Any]]

TEXT = {"search", "search_id", "subject", "true_subject", "candidate_subject", "candidate", "note"}
HEADER = ("search", "subject", "rank", "candidate_subject", "score", "watchlist_size", "note")


def table(rows: Rows, header: Sequence[str] = HEADER, *, coded: bool = False) -> pa.Table:
    """Return rows as a table, empty cells null; ``coded``: text as dictionaries, as pandas writes categories."""
    columns = {}
    for at, name in enumerate(header):
        cells = [row[at] if row[at] != "" else None for row in rows]
        if name in TEXT:
            column = pa.array([None if cell is None else str(cell) for cell in cells], pa.string())
            columns[name] = column.dictionary_encode() if coded else column
        else:
            columns[name] = pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())
    return pa.table(columns)


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[Searches, Searches]]:
    """Read a table in pieces of at most eight rows, and whole."""

    def read(made: pa.Table, *, held: int = 1 << 27, **told: Any) -> tuple[Searches, Searches]:
        pq.write_table(made, tmp_path / "a.parquet", row_group_size=7)
        monkeypatch.setattr(of_parquet, "HELD", held)
        monkeypatch.setattr(blocks, "BLOCK_ROWS", 8)
        with monkeypatch.context() as patch:
            patch.setattr(of_parquet, "searches_of_parquet", partial(searches_of_parquet, large=0))
            pieces = read_searches(tmp_path / "a.parquet", **told)
        return pieces, read_searches(tmp_path / "a.parquet", **told)

    return read


@pytest.mark.parametrize("held", [0, 1000, 1 << 27])
@pytest.mark.parametrize("case", CASES)
def test_same_as_whole(case: str, held: int, both: Callable[..., tuple[Searches, Searches]]) -> None:
    (header, rows), told = CASES[case]
    pieces, whole = both(table(rows, header), held=held, **told)
    assert len(pieces.blocks) > 10
    assert isinstance(pieces.blocks[0], ListBlock)
    assert not isinstance(whole.blocks[0], ListBlock)
    same(pieces, whole)


def numbered(made: pa.Table, kind: pa.DataType) -> pa.Table:
    """Return the same lists with whole numbers for names."""
    for name in ("search", "subject", "candidate_subject"):
        cells = [None if cell is None else int(cell[1:]) for cell in made.column(name).to_pylist()]
        made = made.set_column(made.schema.get_field_index(name), name, pa.array(cells, kind))
    return made


@pytest.mark.parametrize(
    "made",
    [
        table(lists(), coded=True),
        table(lists()).set_column(4, "score", table(lists()).column("score").cast(pa.float32())),
        table(lists()).set_column(2, "rank", table(lists()).column("rank").cast(pa.int16())),
        numbered(table(lists()), pa.int64()),
        numbered(table(lists()), pa.uint32()),
    ],
    ids=["dictionaries", "single precision", "whole ranks", "whole numbers", "unsigned numbers"],
)
def test_columns_of_every_type_that_lists_come_in(
    made: pa.Table, both: Callable[..., tuple[Searches, Searches]]
) -> None:
    pieces, whole = both(made)
    assert isinstance(pieces.blocks[0], ListBlock)
    same(pieces, whole)


def told(of: Callable[[], Searches]) -> list[Any]:
    try:
        found = of()
    except EvidenceError as stop:
        return list(stop.problems)
    assert not isinstance(found.blocks[0], ListBlock)
    return [found.problems, found.person.tolist(), found.rows_refused]


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD)
def test_odd_lists_are_seen_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Rows) -> None:
    pq.write_table(table(rows), tmp_path / "a.parquet", row_group_size=7)
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 8)
    whole = told(lambda: read_searches(tmp_path / "a.parquet"))
    monkeypatch.setattr(of_parquet, "searches_of_parquet", partial(searches_of_parquet, large=0))
    assert told(lambda: read_searches(tmp_path / "a.parquet")) == whole


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("subject", pa.array(np.arange(309.0))),  # numbers that may have been rounded
        ("subject", pa.array(range(309))),  # whole numbers beside text
        ("score", pa.array(["1.5"] * 308 + ["much"])),
        ("rank", pa.array([[1]] * 309)),
        ("watchlist_size", pa.array(["50"] * 309)),
        ("mated", pa.array([True] * 309)),
    ],
    ids=[
        "names with a fraction",
        "numbers and text",
        "scores that are words",
        "lists of ranks",
        "sizes as text",
        "a column of its own",
    ],
)
def test_columns_that_may_mean_something_else_are_seen_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, column: pa.Array
) -> None:
    made = table(lists())
    column = column.slice(0, len(made)) if len(column) >= len(made) else pa.concat_arrays([column, column])[: len(made)]
    at = made.schema.get_field_index(name)
    made = made.append_column(name, column) if at < 0 else made.set_column(at, name, column)
    pq.write_table(made, tmp_path / "a.parquet", row_group_size=7)
    whole = told(lambda: read_searches(tmp_path / "a.parquet"))
    monkeypatch.setattr(of_parquet, "searches_of_parquet", partial(searches_of_parquet, large=0))
    assert told(lambda: read_searches(tmp_path / "a.parquet")) == whole
