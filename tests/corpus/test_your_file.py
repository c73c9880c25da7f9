"""Every command of docs/how-to/your-file.md reads the file that it is for, with the right counts."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bystander.cli import cli
from bystander.cli.check import MORE
from bystander.evidence.your_file import ROWS, as_text
from tests.corpus.makers import pairs, written
from tests.corpus.shapes import RIGHT, Counts, labelled, make, unlabelled

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.your_file import Row


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    make(folder)
    return folder


SEEDED = ("passes.csv", "counted.csv", "wide.csv")  # of passes there is nothing mated to count


def counts_in(text: str) -> Counts:
    """Return what the answer of ``bystander check`` counts."""
    found = {name: re.search(rf"^  {name} +([0-9,]+)", text, flags=re.MULTILINE) for name in Counts._fields}
    found["non_mated"] = re.search(r"^  non-mated +([0-9,]+)", text, flags=re.MULTILINE)
    mated, others, people = (int(hit[1].replace(",", "")) if hit else None for hit in found.values())
    return Counts(mated or 0, others or 0, people)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.command)
def test_every_command_of_the_page_gives_the_right_counts(
    row: Row, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    done = CliRunner().invoke(cli, shlex.split(row.command), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    name = shlex.split(row.command)[1] + (" --searches" if "--searches" in row.command else "")
    if name == "record.csv":
        assert "deployment record" in done.output
    elif name in {"searched.csv", "hits.csv"}:
        assert "search record" in done.output
        assert re.search(rf"followed_up +{300 if name == 'searched.csv' else 145} in", done.output)
    elif name in SEEDED:
        assert "12 volunteers" in done.output
        assert "  passes      36\n  alerts      in 20\n" in done.output.replace("  face found  in 36\n", "")
    else:
        assert counts_in(done.output) == RIGHT[name]


def test_the_page_has_thirty_shapes_and_no_two_are_one() -> None:
    assert len(ROWS) >= 30
    assert len({row.command for row in ROWS}) == len({row.have for row in ROWS}) == len(ROWS)


STOPS: dict[str, tuple[list[Any], str]] = {
    "pairs without truth": (unlabelled(), "no ground truth"),
    "trials without scores": (labelled(("nontarget", "target")), "no score"),
    "three labels": ([(p.first, p.second, at % 3, p.score) for at, p in enumerate(pairs())], "cannot be told"),
    "a protocol of ASVspoof": (
        [("LA_1", p.first, "-", "-", ("spoof", "bonafide")[p.mated]) for p in pairs()],
        "attack",
    ),
    "a column of each kind twice": ([(int(p.mated), int(p.mated), p.first, p.score) for p in pairs()], "2 columns"),
}


@pytest.mark.parametrize("name", STOPS)
def test_what_cannot_be_told_stops_and_says_where_to_read_on(name: str, tmp_path: Path) -> None:
    rows, said = STOPS[name]
    done = CliRunner().invoke(cli, ["check", str(written(tmp_path / "x.txt", rows))])
    assert done.exit_code == 2
    assert said in done.output
    assert done.output.rstrip().endswith(MORE)
    assert "q0" not in done.output


def test_the_page_can_be_read_on_a_screen() -> None:
    done = CliRunner().invoke(cli, ["explain", "your-file"])
    assert done.output.rstrip() == as_text()


def test_what_was_read_is_said_where_it_is_evaluated(corpus: Path, tmp_path: Path) -> None:
    arguments = ["evaluate", str(corpus / "enrol_test.txt"), "-o", str(tmp_path), "--replicates", "0"]
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert "read as verification list: reference, probe, label, score, people from mated pairs\n" in done.output
