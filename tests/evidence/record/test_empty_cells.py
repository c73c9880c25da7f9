"""What an empty cell, a dash or a hidden count of a published record stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from tests.evidence.record.published import HEADER, SUMS, TWENTY, Case, days, holds

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.record.record import Record

CASES = {
    "empty where all alerts were right": Case(
        HEADER + days("2025-01-DD,10000,10,10,\n", 1, 9) + "2025-01-10,10000,10,9,1\n",
        100_000,
        100,
        99,
        1,
        10,
        ("EV44",),
    ),
    "a dash where all alerts were right": Case(
        HEADER + days("2025-01-DD,10000,10,10,–\n", 1, 9) + "2025-01-10,10000,10,9,1\n",
        100_000,
        100,
        99,
        1,
        10,
        ("EV44",),
    ),
    "nil, zero and a dash": Case(
        HEADER + days("2025-01-DD,10000,10,10,nil\n") + "2025-02-01,9,zero,-,-\n", 100_009, 100, 100, 0, 11, ("EV79",)
    ),
    "None of a program, which is not known": Case(
        HEADER + days("2025-01-DD,10000,10,9,1\n") + "2025-02-01,9,None,None,None\n", 100_000, 100, 90, 10, 10
    ),
    "None where all alerts were right": Case(
        HEADER + days("2025-01-DD,10000,10,10,None\n", 1, 9) + "2025-01-10,10000,10,9,1\n",
        100_000,
        100,
        99,
        1,
        10,
        ("EV44",),
    ),
    "right alerts left out": Case(HEADER + days("2025-01-DD,10000,10,,1\n"), 100_000, 100, 90, 10, 10, ("EV44",)),
    "all alerts left out": Case(HEADER + days("2025-01-DD,10000,,9,1\n"), 100_000, 100, 90, 10, 10),
    "dashes that are none as others show": Case(
        "date,faces_seen,alerts,true_alerts,false_alerts,arrests\n"
        + days("2025-01-DD,10000,9,9,-,1\n", 1, 9)
        + "2025-01-10,10000,10,9,1,2\n2025-01-11,10000,,9,-,2\n",
        110_000,
        100,
        99,
        1,
        11,
        ("EV79",),
    ),
    "confirmed and unconfirmed, with dashes": Case(
        "Date,Total Alerts,True Alerts Confirmed,"
        "True Alerts Unconfirmed,False Alerts Confirmed,False Alerts Unconfirmed,"
        "Faces seen (estimate)\n"
        + days('DD/11/25,4,2,1,-,1,"12,340"\n', 13, 22)
        + days('DD/11/25,3,2,1,-,-,"12,340"\n', 23, 28),
        16 * 12_340,
        58,
        48,
        10,
        16,
    ),
    "days without alerts": Case(HEADER + TWENTY + "2025-02-21,0,0,0,0\n2025-02-22,0,0,0,0\n", *SUMS, 20, ("EV49",)),
    "small counts hidden": Case(
        HEADER + days("2025-02-DD,9001,10,9,1\n") + "2025-02-11,9001,10,9,<5\n2025-02-12,9001,10,<5,*\n",
        108_012,
        120,
        99,
        11,
        12,
        ("EV81",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_cells_without_a_count_are_read_as_the_other_rows_show(name: str, tmp_path: Path) -> None:
    holds(CASES[name], tmp_path)


MISSING = "date,faces_seen,alerts,false_alerts\n2025-05-01,10000,10,2\n2025-05-02,12000,{0},{0}\n"
MISSING += "2025-05-03,9000,7,1\n2025-05-04,15000,{0},{0}\n"


def read(tmp_path: Path, text: str, **said: str) -> Record:
    file = tmp_path / "record.csv"
    file.write_text(text, encoding="utf-8")
    return read_record(file, **said)  # type: ignore[arg-type]


def test_none_beside_faces_is_asked_about_as_it_stands_in_the_file(tmp_path: Path) -> None:
    """3 in 46,000 faces if nobody was flagged, 3 in 19,000 if nobody noted it: the file does not tell."""
    with pytest.raises(EvidenceError) as stopped:
        read(tmp_path, MISSING.format("None"))
    (asked,) = [p for p in stopped.value.problems if p.stops]
    assert (asked.code, asked.got) == ("EV71", "None, and no 0 in the whole column")
    assert asked.do == "say what None means: --empty alerts=zero, or --empty alerts=unknown"
    faces = {
        means: sum(e.faces_seen or 0 for e in read(tmp_path, MISSING.format("None"), empty=f"alerts={means}").entries)
        for means in ("zero", "unknown")
    }
    assert faces == {"zero": 46_000, "unknown": 19_000}


@pytest.mark.parametrize("word", ["NULL", "NaN", "NA", "n/a", "null", "nan", "[x]"])
def test_words_for_what_is_missing_are_never_nought(word: str, tmp_path: Path) -> None:
    record = read(tmp_path, MISSING.format(word))
    assert sum(e.faces_seen or 0 for e in record.entries) == 19_000
    assert [p.got for p in record.problems if p.code == "EV33"] == [word]


def test_nil_is_nought_and_told(tmp_path: Path) -> None:
    record = read(tmp_path, MISSING.format("Nil"))
    assert sum(e.faces_seen or 0 for e in record.entries) == 46_000
    said = [p.found for p in record.problems if p.code == "EV79"]
    assert said == [f"Nil in 2 cells of column {name} was read as 0" for name in ("alerts", "false_alerts")]


@pytest.mark.parametrize(
    ("mark", "how"),
    [("[c]", "withheld"), ("<5", "told only to be small"), ("*", "withheld"), ("suppressed", "withheld")],
)
def test_what_is_said_of_hidden_counts_is_what_stands_in_the_file(mark: str, how: str, tmp_path: Path) -> None:
    text = HEADER + days("2025-01-DD,10000,10,9,1\n") + f"2025-02-01,9000,9,{mark},{mark}\n"
    said = [(p.code, p.got) for p in read(tmp_path, text).problems if p.code in {"EV40", "EV81"}]
    assert set(said) == {("EV40", mark), ("EV81", mark)}
    found = [p.found for p in read(tmp_path, text).problems if p.code == "EV81"]
    assert found == [f"1 count of column {name} {how}" for name in ("true_alerts", "false_alerts")]


def test_what_is_not_available_is_not_said_to_be_small(tmp_path: Path) -> None:
    text = HEADER + days("2025-01-DD,10000,10,9,1\n") + "2025-02-01,9000,9,[x],[x]\n"
    problems = read(tmp_path, text).problems
    assert [p.got for p in problems if p.code in {"EV40", "EV81"}] == ["[x]"]
