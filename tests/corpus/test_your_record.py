"""Every command of docs/how-to/your-record.md reads the record that it is for, with the right sums."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bystander.cli import cli
from bystander.cli.check import MORE_OF_RECORDS
from bystander.evidence.your_record import ROWS, as_text
from tests.corpus.records import RIGHT, make

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.your_file import Row


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    make(folder)
    return folder


def sums_in(text: str) -> dict[str, int]:
    """Return what the answer of ``bystander check`` adds up."""
    found = re.findall(r"^  ([a-z_]+) +([0-9,]+) in [0-9]+ rows?$", text, flags=re.MULTILINE)
    return {name: int(number.replace(",", "")) for name, number in found}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.command)
def test_every_command_of_the_page_gives_the_right_sums(
    row: Row, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    verb, name, *others = shlex.split(row.command)
    done = CliRunner().invoke(cli, [verb, name, *others], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    if verb == "check":
        assert f"{name}: deployment record" in done.output
        assert sums_in(done.output) == RIGHT[name]
    else:
        assert (corpus / "my_record.xlsx").exists()


@pytest.mark.parametrize("row", [row for row in ROWS if " --" in row.command], ids=lambda row: row.command)
def test_without_its_options_it_is_a_stop_or_another_sum(
    row: Row, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    verb, name, *_ = shlex.split(row.command)
    done = CliRunner().invoke(cli, [verb, name], catch_exceptions=False)
    assert done.exit_code == 2 or sums_in(done.output) != RIGHT[name]


def test_the_page_has_fifteen_shapes_and_no_two_are_one() -> None:
    assert len(ROWS) >= 15
    assert len({row.command for row in ROWS}) == len({row.have for row in ROWS}) == len(ROWS)


def test_the_page_can_be_read_on_a_screen() -> None:
    done = CliRunner().invoke(cli, ["explain", "your-record"])
    assert done.output.rstrip() == as_text()


def test_a_record_that_cannot_be_used_leads_to_the_page(corpus: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(corpus / "european.csv")])
    assert done.exit_code == 2
    assert done.output.rstrip().endswith(MORE_OF_RECORDS)
