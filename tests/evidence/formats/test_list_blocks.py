"""Candidate lists piece by piece give what they give whole; where there is something to say, they are read whole."""

from __future__ import annotations

import gzip
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.formats import list_blocks
from bystander.evidence.formats.list_blocks import searches_of_text, small
from bystander.evidence.formats.list_pieces import ListBlock
from bystander.evidence.searches.read import LEAVE_MATE_OUT, read_searches
from bystander.tally.searches.fold import tally_searches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bystander.evidence.searches.searches import Searches

    Rows = list[list[Any]]

HEADER = ("search", "subject", "rank", "candidate_subject", "score", "watchlist_size", "note")
SEARCHES, LENGTH, PEOPLE = 80, 4, 50


def lists(*, seed: int = 1, who: str = "P", strangers: bool = False) -> Rows:
    """Half of the searches are of people enrolled; one lists nobody, and two list fewer than the others.

    ``strangers``: the other half are of people who are named, and whom no list holds.
    """
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for search in rng.permutation(SEARCHES):
        enrolled = search % 2
        subject = f"{who}{rng.integers(0, PEOPLE)}" if enrolled else f"Q{search % 7}" if strangers else ""
        people = [f"{who}{p}" for p in rng.permutation(PEOPLE)[:LENGTH]]
        if enrolled and subject not in people:
            people[int(rng.integers(0, LENGTH))] = subject
        scores = sorted(rng.normal(size=LENGTH).round(5), reverse=True)
        if search == 8:
            rows.append([f"s{search}", subject, "", "", "", PEOPLE, "x"])
            continue
        size = LENGTH - 1 if search in {10, 11} else LENGTH
        for rank in range(size):
            rows.append([f"s{search}", subject, rank + 1, people[rank], scores[rank], PEOPLE, "x"])
    return rows


def without(rows: Rows, *names: str) -> tuple[Sequence[str], Rows]:
    kept = [at for at, name in enumerate(HEADER) if name not in names]
    return [HEADER[at] for at in kept], [[row[at] for at in kept] for row in rows]


def written(path: Path, rows: Rows, header: Sequence[str] = HEADER) -> Path:
    content = "".join(",".join(map(str, row)) + "\n" for row in [header, *rows]).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Searches, Searches]]:
    """Read a file in pieces, and whole."""

    def read(path: Path, *, held: int = 1 << 27, block: int = 300, **told: Any) -> tuple[Searches, Searches]:
        monkeypatch.setattr(list_blocks, "HELD", held)
        with monkeypatch.context() as patch:
            patch.setattr(list_blocks, "searches_of_text", partial(searches_of_text, large=0, block=block))
            pieces = read_searches(path, **told)
        with monkeypatch.context() as patch:
            patch.setattr(list_blocks, "searches_of_text", lambda *_, **__: None)
            return pieces, read_searches(path, **told)

    return read


def same(one: Searches, other: Searches) -> None:
    plain = ("name", "sha256", "format", "unit_name", "identities", "watchlist", "length", "rows_read", "rows_refused",
             "distance", "synthetic", "left_out", "problems", "cut", "groups", "clusters")  # fmt: skip
    for name in plain:
        assert getattr(one, name) == getattr(other, name), name
    for name in ("person", "mated", "failed", "unit", "whole", "ranked"):
        a, b = getattr(one, name), getattr(other, name)
        assert (a is None) == (b is None)
        assert a is None or (a.dtype, a.tolist()) == (b.dtype, b.tolist()), name
    candidates = [[block.read() for block in searches.blocks] for searches in (one, other)]
    for column in ("search", "identity", "score"):
        a, b = (np.concatenate([getattr(part, column) for part in parts]) for parts in candidates)
        assert (a.dtype, a.tobytes()) == (b.dtype, b.tobytes()), column
    assert one.names is not None
    assert other.names is not None
    for side in ("people", "searches"):
        assert getattr(one.names, side).keyed(b"k").tolist() == getattr(other.names, side).keyed(b"k").tolist()
    found = [tally_searches(searches) for searches in (one, other)]
    for name in ("other", "top", "mate", "rank", "best_rank", "beyond", "tail_score", "tail_search"):
        assert getattr(found[0], name).tolist() == getattr(found[1], name).tolist(), name


CASES: dict[str, tuple[tuple[Sequence[str], Rows], dict[str, Any]]] = {
    "plain": ((HEADER, lists()), {}),
    "without ranks": (without(lists(), "rank"), {}),
    "without the size": (without(lists(), "watchlist_size"), {}),
    "with the mate left out": ((HEADER, lists()), {"non_mated": LEAVE_MATE_OUT}),
    "people in no list": ((HEADER, lists(strangers=True)), {"non_mated": "absent"}),
    "people in no list, who are enrolled": ((HEADER, lists(strangers=True)), {"non_mated": "nobody"}),
    "ranks from 0": ((HEADER, [[*r[:2], r[2] - 1 if r[2] else "", *r[3:]] for r in lists()]), {}),
    "distances": ((HEADER, [[*r[:4], -r[4] if r[3] else "", *r[5:]] for r in lists()]), {"distance": True}),
    "other headings": ((("search_id", "true_subject", "position", "candidate", "distance", "n", "note"), lists()), {}),
    "names written alike": ((HEADER, [[r[0], r[1], r[2], r[3].replace("P7", "p7"), *r[4:]] for r in lists()]), {}),
    "everybody listed": (
        (HEADER, [[f"{n}", f"P{n % 3}" * (n % 2), k + 1, f"P{k}", -k, 3, ""] for n in range(90) for k in range(3)]),
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("held", [0, 3000, 1 << 27])
@pytest.mark.parametrize("case", CASES)
def test_same_as_whole(tmp_path: Path, case: str, held: int, both: Callable[..., tuple[Searches, Searches]]) -> None:
    (header, rows), told = CASES[case]
    pieces, whole = both(written(tmp_path / "a.csv", rows, header), held=held, **told)
    assert len(pieces.blocks) > 10
    assert isinstance(pieces.blocks[0], ListBlock)
    same(pieces, whole)


@pytest.mark.parametrize("block", [120, 1000, 1 << 20])
def test_wherever_they_are_cut(tmp_path: Path, block: int, both: Callable[..., tuple[Searches, Searches]]) -> None:
    pieces, whole = both(written(tmp_path / "a.csv", lists()), block=block, held=3000)
    assert isinstance(pieces.blocks[0], ListBlock)
    same(pieces, whole)


def test_compressed_lists(tmp_path: Path, both: Callable[..., tuple[Searches, Searches]]) -> None:
    pieces, whole = both(written(tmp_path / "a.csv.gz", lists()), held=0)
    assert isinstance(pieces.blocks[0], ListBlock)
    same(pieces, whole)


def _changed(change: Callable[[Rows], object]) -> Rows:
    rows = lists()
    change(rows)
    return rows


ODD: dict[str, Rows] = {
    "rows of a search apart": _changed(lambda rows: rows.append(rows.pop(0))),
    "in no order": _changed(lambda rows: np.random.default_rng(1).shuffle(rows)),
    "an unknown subject": _changed(lambda rows: [row.__setitem__(1, "unknown") for row in rows if row[0] == "s3"]),
    "-1 for people not enrolled": _changed(lambda rows: [row.__setitem__(1, row[1] or "-1") for row in rows]),
    "two subjects": _changed(lambda rows: rows[4].__setitem__(1, "P1")),
    "a candidate of nobody": _changed(lambda rows: rows[4].__setitem__(3, "")),
    "a candidate without a score": _changed(lambda rows: rows[4].__setitem__(4, "")),
    "a score that is none": _changed(lambda rows: rows[4].__setitem__(4, "inf")),
    "a rank twice": _changed(lambda rows: rows[4].__setitem__(2, rows[5][2])),
    "a rank missing": _changed(lambda rows: rows[4].__setitem__(2, "")),
    "no whole rank": _changed(lambda rows: rows[4].__setitem__(2, 1.5)),
    "a gap": _changed(lambda rows: rows[4].__setitem__(2, 9) if rows[4][2] == LENGTH else rows.pop(4)),
    "a score that rises": _changed(lambda rows: rows[5 if rows[5][2] > 1 else 6].__setitem__(4, 99)),
    "two sizes": _changed(lambda rows: rows[4].__setitem__(5, 77)),
    "no size in a row": _changed(lambda rows: rows[4].__setitem__(5, "")),
    "a watchlist too small": _changed(lambda rows: [row.__setitem__(5, 3) for row in rows]),
    "all named, some in no list": _changed(lambda rows: [row.__setitem__(1, row[1] or f"Q{row[0]}") for row in rows]),
    "a search without a name": _changed(lambda rows: rows[4].__setitem__(0, "")),
    "nobody listed": [[f"s{k}", "", "", "", "", 9, ""] for k in range(40)],
    "names apart where all searched are written otherwise": _changed(
        lambda rows: [row.__setitem__(1, row[1].lower()) for row in rows]
    ),
}  # fmt: skip


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD)
def test_odd_lists_are_seen_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Rows) -> None:
    path = written(tmp_path / "a.csv", rows)
    told: list[list[Any]] = []
    for large in (0, 1 << 25):
        monkeypatch.setattr(list_blocks, "searches_of_text", partial(searches_of_text, large=large, block=300))
        try:
            found = read_searches(path)
        except EvidenceError as stop:
            told.append(list(stop.problems))
        else:
            assert not isinstance(found.blocks[0], ListBlock)
            told.append([found.problems, found.person.tolist(), found.rows_refused])
    assert told[0] == told[1]


@pytest.mark.parametrize("name", ["mated", "person", "candidate_id", "failed", "list_length"])
def test_other_columns_are_read_whole(
    tmp_path: Path, name: str, both: Callable[..., tuple[Searches, Searches]]
) -> None:
    value = {"mated": 1, "failed": 0, "list_length": LENGTH}
    rows = [[*row[:6], value.get(name, f"{row[0]}-{row[2]}" if name == "candidate_id" else "who")] for row in lists()]
    rows = [[*row[:6], int(bool(row[1]))] if name == "mated" else row for row in rows]
    try:
        pieces, _ = both(written(tmp_path / "a.csv", rows, [*HEADER[:6], name]))
    except EvidenceError:
        return
    assert not isinstance(pieces.blocks[0], ListBlock)


@pytest.mark.parametrize(
    ("values", "kind"),
    [([0, 65535], "uint16"), ([0, 65536], "int32"), ([-1, 3], "int32"), ([0.5, 1], "float64"), ([np.nan, 1], "float64"),
     ([1, 1e12], "float64")],
)  # fmt: skip
def test_a_column_takes_no_more_bytes_than_it_needs(values: list[float], kind: str) -> None:
    column = np.array(values, np.float64)
    assert small(column).dtype == kind
    np.testing.assert_array_equal(small(column), column)
