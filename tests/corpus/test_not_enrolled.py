"""Searches of people who are not on the watchlist, however that is written: never a wrong rate of misses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander
from bystander.errors import EvidenceError, UsageError
from bystander.evidence.searches.read import read_searches
from tests.corpus.makers import written

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.searches.searches import Searches

HEADER = ("search", "subject", "rank", "candidate_subject", "score")
ENROLLED, OTHERS = 30, 30


def rows(*others: object) -> list[tuple[object, ...]]:
    """Return a candidate each of 30 people who are found at .8, and of 30 others, called ``others`` in turn, at .3."""
    found = [(f"m{i}", f"e{i}", 1, f"e{i}", 0.8) for i in range(ENROLLED)]
    return found + [(f"u{i}", others[i % len(others)], 1, f"e{i}", 0.3) for i in range(OTHERS)]


def written_as(folder: Path, kind: str, cells: list[tuple[object, ...]]) -> Any:
    if kind == "csv":
        return written(folder / "lists.csv", [HEADER, *cells], ",")
    columns = dict(zip(HEADER, zip(*cells, strict=True), strict=True))
    table = pa.table({name: list(map(str, c)) if name == "subject" else list(c) for name, c in columns.items()})
    if kind == "parquet":
        pq.write_table(table, folder / "lists.parquet")
        return folder / "lists.parquet"
    return table.to_pandas() if kind == "pandas" else table


def kinds(found: Searches) -> tuple[int, int]:
    return int(found.mated.sum()), int((~found.mated).sum())


@pytest.mark.parametrize("kind", ["csv", "parquet", "arrow", "pandas"])
def test_minus_one_is_not_a_person_and_said_so(tmp_path: Path, kind: str) -> None:
    found = read_searches(written_as(tmp_path, kind, rows(-1)))
    assert kinds(found) == (ENROLLED, OTHERS)
    (problem,) = found.problems
    assert (problem.severity, problem.found[:32]) == ("warning", "30 searches with the subject -1 ")
    answer = {
        f.id: f for f in bystander.evaluate(written_as(tmp_path, kind, rows(-1)), thresholds=[0.5]).document.findings
    }
    rates = [answer[name].estimate for name in ("fnir", "fpir")]
    assert [(r.events, r.trials) for r in rates if r is not None] == [(0, 30), (0, 30)]


def test_minus_one_beside_whole_numbers_is_the_same(tmp_path: Path) -> None:
    cells = [(s, who if who == -1 else int(str(who)[1:]), r, int(str(c)[1:]), x) for s, who, r, c, x in rows(-1)]
    table = pa.table(dict(zip(HEADER, map(list, zip(*cells, strict=True)), strict=True)))
    assert kinds(read_searches(table)) == (ENROLLED, OTHERS)
    assert kinds(read_searches(table.to_pandas().astype({"subject": float}))) == (ENROLLED, OTHERS)
    assert kinds(read_searches(written(tmp_path / "l.csv", [HEADER, *cells], ";"))) == (ENROLLED, OTHERS)


def test_minus_one_that_a_list_holds_is_somebody(tmp_path: Path) -> None:
    cells = [*rows(-1), ("z", "e1", 1, -1, 0.2)]
    assert kinds(read_searches(written(tmp_path / "l.csv", [HEADER, *cells], ","))) == (61, 0)


@pytest.mark.parametrize("words", [("unknown",), ("stranger", "unknown"), ("-1",), ("x0", "?")])
def test_any_value_can_be_declared_to_stand_for_people_not_enrolled(tmp_path: Path, words: tuple[str, ...]) -> None:
    file = written(tmp_path / "l.csv", [HEADER, *rows(*words)], ",")
    found = read_searches(file, non_mated_subjects=words)
    assert kinds(found) == (ENROLLED, OTHERS)
    assert {p.severity for p in found.problems} == {"note"}


def test_words_for_nobody_known_are_left_out_unless_declared(tmp_path: Path) -> None:
    found = read_searches(written(tmp_path / "l.csv", [HEADER, *rows("unknown")], ","))
    assert (kinds(found), found.rows_refused) == ((ENROLLED, 0), OTHERS)
    assert "--non-mated-subject" in found.problems[0].do


@pytest.mark.parametrize("kind", ["csv", "parquet", "arrow", "pandas"])
def test_people_whom_no_list_holds_are_asked_for(tmp_path: Path, kind: str) -> None:
    source = written_as(tmp_path, kind, rows(*(f"v{i}" for i in range(OTHERS))))
    with pytest.raises(EvidenceError, match="30 of 60 searches are of 30 people whom no list holds") as error:
        read_searches(source)
    assert "v0" not in str(error.value)
    absent = read_searches(source, non_mated="absent")
    assert kinds(absent) == (ENROLLED, OTHERS)
    (problem,) = (p for p in absent.problems if p.code == "EV68")
    assert problem.leads  # whoever of them is on the list was missed, and counts as a false alert
    assert kinds(read_searches(source, non_mated="nobody")) == (60, 0)
    assert kinds(read_searches(source, non_mated="leave-mate-out")) == (60, 0)
    with pytest.raises(UsageError, match="absent or nobody"):
        read_searches(source, non_mated="impostors.txt")


def test_nothing_is_asked_where_others_are_written_otherwise(tmp_path: Path) -> None:
    missed = ("w", "e99", 1, "e1", 0.1)  # enrolled, and in no list: the system missed them
    file = written(tmp_path / "l.csv", [HEADER, *rows(""), missed], ",")
    assert kinds(read_searches(file)) == (ENROLLED + 1, OTHERS)


def test_in_whole_lists_of_a_watchlist_an_absent_person_is_asked_for(tmp_path: Path) -> None:
    people = ["a", "b", "c"]
    cells = [
        (f"{who}{n}", who, n + 1, one, 0.5 - n / 9, 3) for who in (*people, "", "d") for n, one in enumerate(people)
    ]
    cells = [(who or "x", *cell[1:]) for cell in cells for who in [f"s{cell[1]}"]]
    file = written(tmp_path / "l.csv", [(*HEADER, "watchlist_size"), *cells], ",")
    with pytest.raises(EvidenceError, match="1 of 5 searches are of 1 person whom no list holds"):
        read_searches(file)
    absent = read_searches(file, non_mated="absent")
    assert kinds(absent) == (3, 2)
    assert not any(p.leads for p in absent.problems)  # every list holds everybody enrolled: d is not


def test_what_a_column_says_is_not_to_be_declared_again(tmp_path: Path) -> None:
    cells = [(*row, int(str(row[0]).startswith("m"))) for row in rows("v")]
    file = written(tmp_path / "l.csv", [(*HEADER, "mated"), *cells], ",")
    assert kinds(read_searches(file)) == (ENROLLED, OTHERS)
    with pytest.raises(EvidenceError, match="told twice"):
        read_searches(file, non_mated="absent")
