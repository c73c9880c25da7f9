"""Evidence that is given at the door of another kind is told which door is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.csv
import pytest
from click.testing import CliRunner

import bystander as by
from bystander.cli import cli
from bystander.demo.search_record import made_up_searches
from bystander.demo.seeded_test import passes

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,8600,8,1,7\n2024-02-01,9000,1,1,0\n"
WRONG = {
    "evaluate": {"record": ("a deployment record", RECORD), "searched": ("a record of searches", made_up_searches())},
    "audit": {"passes": ("a seeded test", passes())},
}
RIGHT = {"evaluate": "audit", "audit": "evaluate"}
ASKED = [(command, name) for command, kinds in WRONG.items() for name in kinds]


@pytest.mark.parametrize(("command", "name"), ASKED)
def test_the_command_line_names_the_right_command(command: str, name: str, tmp_path: Path) -> None:
    what, text = WRONG[command][name]
    (tmp_path / f"{name}.csv").write_text(text)
    done = CliRunner().invoke(cli, [command, str(tmp_path / f"{name}.csv"), "-o", str(tmp_path / "out")])
    assert str(done.exception) == f"{name}.csv is {what}; use `bystander {RIGHT[command]}`"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("command", "name"), ASKED)
def test_so_does_the_library_for_a_table_in_memory(command: str, name: str, tmp_path: Path) -> None:
    what, text = WRONG[command][name]
    (tmp_path / "it.csv").write_text(text)
    table = pyarrow.csv.read_csv(tmp_path / "it.csv")
    with pytest.raises(by.UsageError, match=f"this table is {what}; bystander.{RIGHT[command]} "):
        getattr(by, command)(table)


def test_a_record_that_was_read_is_no_trial(tmp_path: Path) -> None:
    (tmp_path / "record.csv").write_text(RECORD)
    read = by.read_record(tmp_path / "record.csv")
    with pytest.raises(by.UsageError, match=r"record\.csv is a deployment record; bystander\.audit "):
        by.evaluate(read)


def test_records_are_not_compared(tmp_path: Path) -> None:
    (tmp_path / "record.csv").write_text(RECORD)
    with pytest.raises(by.UsageError, match=r"is a deployment record; bystander\.audit "):
        by.compare(tmp_path / "record.csv", tmp_path / "record.csv")
