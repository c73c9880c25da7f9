"""``bystander claim`` from a file, from a name, and from flags."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bystander.cli import run

FLAGS = ["--text", "99.9997 % accurate", "--of", "1 of 383356 faces seen", "--of", "1 of 61 alerts wrong"]
FILES = {"findings.json", "report.html", "curves.parquet", "provenance.json", "share.svg", "share.png"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def verdict(folder: str) -> str:
    return str(json.loads((Path(folder) / "findings.json").read_text("utf-8"))["claim"]["verdict"])


def test_a_claim_that_ships_is_checked_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claim", "met-0-0003", "-o", "out"]) == 0
    assert {path.name for path in Path("out").iterdir()} == FILES
    assert capsys.readouterr().out.startswith("“0.0003 % false alerts”: consistent but unproven.")
    assert verdict("out") == "consistent but unproven"


def test_a_file_is_checked_and_comes_before_a_name() -> None:
    Path("met-0-0003").write_text('text = "99 % accurate"\n')
    assert run(["claim", "met-0-0003", "-o", "out"]) == 0
    assert verdict("out") == "ill-defined denominator"


def test_flags_say_the_same_as_a_file() -> None:
    assert run(["claim", *FLAGS, "--crowd", "60000", "--sought", "12", "--tpir", "0.89", "-o", "flags"]) == 0
    assert run(["claim", "essex-99-9997", "-o", "file"]) == 0
    flags, file = (json.loads((Path(f) / "findings.json").read_text("utf-8"))["findings"] for f in ("flags", "file"))
    assert flags == file


def test_one_denominator_is_what_the_claim_says() -> None:
    assert run(["claim", "--text", "99.9997 % accurate", "--of", "1 of 61 alerts wrong", "-o", "out"]) == 0
    assert verdict("out") == "contradicted"
    evidence = ["--of", "alerts", "--evidence", "0 of 5000000 alerts wrong"]
    assert run(["claim", "--text", "99.999 % accurate", *evidence, "-o", "more"]) == 0
    assert verdict("more") == "supported"


def test_right_ones_and_wrong_ones_of_the_same_alerts_say_the_same() -> None:
    for counts, folder in (("46 of 67 alerts right", "right"), ("21 of 67 alerts wrong", "wrong")):
        assert run(["claim", "--text", "98 % of alerts were correct", "--of", counts, "-o", folder]) == 0
    right, wrong = (json.loads((Path(f) / "findings.json").read_text("utf-8")) for f in ("right", "wrong"))
    assert right["findings"] == wrong["findings"]
    assert "21 of 67 alerts were false" in right["findings"][0]["answer"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out"], "give a claim"),
        ([*FLAGS], "-o DIR"),
        (["essex-99-9997", *FLAGS, "-o", "out"], "give a claim"),
        (["--text", "99 % accurate", "--of", "10", "-o", "out"], 'write it as "1 of 61 alerts wrong"'),
        (
            ["--text", "98 % of alerts were correct", "--of", "46 of 67 alerts", "-o", "out"],
            'write "46 of 67 alerts right" or "46 of 67 alerts wrong"',
        ),
        (
            ["--text", "98 % right", "--of", "alerts", "--evidence", "0 of 9 alerts", "-o", "out"],
            "0 were right or wrong",
        ),
        (["--text", "very accurate", "-o", "out"], "CL06"),
        (["--text", "99 % accurate", "--sought", "3", "-o", "out"], '"people" is missing'),
        (["none.toml", "-o", "out"], "CL01"),
        (["--example", "none"], "there are: "),
    ],
)
def test_what_cannot_be_checked_is_told_and_nothing_is_written(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["claim", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_picture_never_takes_the_place_of_the_claim() -> None:
    Path("share.svg").write_text('text = "99 % accurate"\n')
    assert run(["claim", "share.svg", "-o", "."]) == 2
    assert Path("share.svg").read_text().startswith("text")


def test_claims_that_ship_are_listed_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claim", "--examples"]) == 0
    names = capsys.readouterr().out.split()
    assert len(names) >= 12
    assert run(["claim", "--example", names[0]]) == 0
    assert "source =" in capsys.readouterr().out
