"""``bystander template``: what it writes is read by the command that it is for, once it is filled in."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from bystander.cli import cli
from bystander.errors import BystanderError
from bystander.evidence.templates import MEANINGS, TEMPLATES, WRITERS

if TYPE_CHECKING:
    from pathlib import Path

FILLED: dict[str, dict[str, object]] = {
    "record": {
        "date": "2025-05-01", "place": "High Street", "faces_seen": 20000, "alerts": 8, "true_alerts": 6,
        "false_alerts": 2, "stops": 7, "true_stops": 5, "false_stops": 2, "arrests": 3,
    },
    "search-record": {
        "date": "2025-Q1", "searches": 60, "lists_returned": 55, "followed_up": 12, "confirmed": 4, "wrong": 1,
        "arrests": 3,
    },
    "seeded-test": {"volunteer": "v01", "pass": 1, "detected": "yes", "alerted": "yes", "right": "yes"},
    "people": {"subject": "v01", "sex": "female", "age_group": "30-39"},
}  # fmt: skip
BESIDE = {"people": ("volunteer,pass,alerted\nv01,1,yes\n", "--by", "sex", "--people")}  # read with other evidence


def asked(*arguments: str) -> tuple[int, str]:
    """Run a command; a stop is status 2 with its message, as ``main`` makes it."""
    done = CliRunner().invoke(cli, list(arguments))
    if isinstance(done.exception, BystanderError):
        return 2, str(done.exception)
    return done.exit_code, done.output


@pytest.mark.parametrize("name", TEMPLATES)
def test_its_columns_are_known_and_none_stands_twice(name: str) -> None:
    template = TEMPLATES[name]
    assert [column.name for column in template.columns] == list(template.asks)
    assert len(set(template.asks)) == len(template.asks)
    assert set(FILLED[name]) <= set(template.asks)


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_filled_template_is_read_and_an_empty_one_is_a_stop(name: str, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"mine{ending}"
    status, said = asked("template", name, "-o", str(file))
    assert (status, said.count("\n")) == (0, 1)
    arguments = _check(name, file, tmp_path)
    status, said = asked(*arguments)
    assert status == 2
    assert "no row" in said
    row = [FILLED[name].get(column, "") for column in TEMPLATES[name].asks]
    if ending == ".csv":
        with file.open("a", newline="", encoding="utf-8") as text:
            csv.writer(text).writerow(row)
    else:
        book = load_workbook(file)
        book[name].append([None if cell == "" else cell for cell in row])
        book.save(file)
    status, said = asked(*arguments)
    assert status == 0, said
    assert ("1 read = 1 used + 0 refused" if name not in BESIDE else "1 = used 1 + refused 0") in said


def _check(name: str, file: Path, folder: Path) -> list[str]:
    """Return the arguments that look at a file, with evidence beside it where it is read with some."""
    if name not in BESIDE:
        return ["check", str(file)]
    evidence, *options = BESIDE[name]
    (folder / "evidence.csv").write_text(evidence)
    return ["evaluate", str(folder / "evidence.csv"), "-o", str(folder / "found"), *options, str(file)]


def test_a_workbook_says_what_its_columns_mean(tmp_path: Path) -> None:
    file = tmp_path / "record.xlsx"
    assert asked("template", "record", "-o", str(file))[0] == 0
    rows = list(load_workbook(file)[MEANINGS].iter_rows(min_row=2, values_only=True))
    assert rows == [(column.name, column.meaning) for column in TEMPLATES["record"].columns]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_text("what I wrote\n")
    status, said = asked("template", "record", "-o", str(file))
    assert status == 2
    assert "there already" in said
    assert file.read_text() == "what I wrote\n"


def test_another_ending_is_a_stop(tmp_path: Path) -> None:
    status, said = asked("template", "record", "-o", str(tmp_path / "record.pdf"))
    assert status == 2
    assert ".csv or .xlsx" in said
    assert not any(tmp_path.iterdir())
