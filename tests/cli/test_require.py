"""--require and --fail-on: lines on the screen, the exit status, mistakes, and the template to begin with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bystander.cli import run

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "date,faces_seen,alerts,true_alerts,false_alerts\n" + "".join(
    f"2024-01-{day:02d},50000,20,10,10\n" for day in range(1, 9)
)


def toml(limit: str) -> str:
    return (
        '[[requirement]]\nname = "few false alerts"\nquantity = "false-alerts-per-face"\n'
        f'limit = "{limit}"\ndirection = "at-most"\n'
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "record.csv").write_text(RECORD)
    for name, limit in (("met", "1/2000"), ("not", "1/100000"), ("open", "1/4950")):
        (tmp_path / f"{name}.toml").write_text(toml(limit))
    return tmp_path


def audit(folder: Path, *more: str) -> int:
    return run(["audit", str(folder / "record.csv"), "-o", str(folder / "out"), *more])


@pytest.mark.parametrize(
    ("asked", "fail_on", "status"),
    [
        ("met", None, 0), ("not", None, 0), ("open", None, 0), ("met", "not-met", 0), ("not", "not-met", 1),
        ("open", "not-met", 0), ("met", "not-shown", 0), ("not", "not-shown", 1), ("open", "not-shown", 1),
    ],
)  # fmt: skip
def test_the_exit_status_follows_the_verdict_where_that_was_asked(
    folder: Path, asked: str, fail_on: str | None, status: int
) -> None:
    more = ["--require", str(folder / f"{asked}.toml"), *(["--fail-on", fail_on] if fail_on else [])]
    assert audit(folder, *more) == status
    assert (folder / "out" / "report.html").exists()  # written all the same


def test_an_exit_status_that_nothing_could_change_is_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(folder, "--fail-on", "not-met") == 2
    assert "--require" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_the_verdict_is_told_on_the_screen_and_in_the_findings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    audit(folder, "--require", str(folder / "met.toml"), "--require", "eu-2019-329-fnmr")
    said = capsys.readouterr().out
    assert "few false alerts: met. Even the unlucky end, " in said
    assert "cannot be shown at all by this kind of evidence" in said
    document = json.loads((folder / "out" / "findings.json").read_text())
    slots = [f["requirement"] for f in document["findings"] if f["requirement"]]
    assert [slot["verdict"] for slot in slots] == ["met", "cannot be shown at all by this kind of evidence"]
    assert {"name", "limit", "direction", "level", "verdict", "why"} <= slots[0].keys()


def test_a_mistake_in_a_requirement_stops_before_anything_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "met.toml").write_text(toml("1/2000").replace("limit", "limt"))
    assert audit(folder, "--require", str(folder / "met.toml")) == 2
    assert 'did you mean "limit"?' in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_a_template_begins_a_requirement(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = folder / "new.toml"
    assert run(["template", "requirement", "-o", str(made)]) == 0
    assert "what is required of a number" in capsys.readouterr().out
    assert audit(folder, "--require", str(made)) == 0
    assert run(["template", "requirement", "-o", str(made)]) == 2
    assert run(["template", "requirement", "-o", str(folder / "new.csv")]) == 2
