"""An output that is made again leaves nothing of the run before it, and takes the place of nobody's evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bystander.cli import run

CLAIM = ["claim", "--text", "99.9 % accurate", "--of", "10 of 10000 faces seen"]
TRIAL = "probe_subject,reference_subject,probe_id,score\n" + "".join(
    f"p{a},p{b},p{a}-1,{80 + a % 7 if a == b else 10 + (a * 31 + b * 17) % 43}\n" for a in range(25) for b in range(25)
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("trial.csv").write_text(TRIAL)


def test_the_picture_of_an_earlier_claim_goes_when_another_study_is_written_there() -> None:
    assert run([*CLAIM, "-o", "out"]) == 0
    Path("out/notes.txt").write_text("mine")
    assert run(["evaluate", "trial.csv", "-o", "out"]) == 0
    assert {path.name for path in Path("out").iterdir()} == {
        "findings.json", "report.html", "curves.parquet", "provenance.json", "notes.txt",
    }  # fmt: skip


@pytest.mark.parametrize("before", ["", "{", '{"schema": "theirs", "study": "claim"}'])
def test_a_picture_beside_findings_that_are_no_claim_of_ours_stays(before: str) -> None:
    Path("out").mkdir()
    Path("out/share.png").write_bytes(b"theirs")
    if before:
        Path("out/findings.json").write_text(before)
    assert run(["evaluate", "trial.csv", "-o", "out"]) == 0
    assert Path("out/share.png").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    "command",
    [[*CLAIM], ["evaluate", "trial.csv"], ["tally", "trial.csv"], ["merge", "trial.csv"], ["explore"], ["demo"],
     ["template", "record"]],
)  # fmt: skip
@pytest.mark.parametrize("name", ["", " "])
def test_an_output_without_a_name_is_refused(command: list[str], name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty name is a variable that was not set; it was the folder that one stands in."""
    assert run([*command, "-o", name]) == 2
    assert "-o is empty; name what is to be written" in capsys.readouterr().err
    assert [path.name for path in Path().iterdir()] == ["trial.csv"]


@pytest.mark.parametrize("name", [".", "folder"])
@pytest.mark.parametrize("command", [["tally", "trial.csv"], ["merge", "made.tally"], ["explore"]])
def test_a_folder_is_no_place_for_one_file(command: list[str], name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    assert run(["tally", "trial.csv", "-o", "made.tally"]) == 0
    assert run([*command, "-o", name]) == 2
    assert f"-o {name}: that is a folder; name a file" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["tally", "trial.csv"], ["merge", "made.tally"], ["explore"]])
def test_nothing_takes_the_place_of_a_file_that_bystander_has_not_written(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.csv").write_text(TRIAL)
    assert run(["tally", "trial.csv", "-o", "made.tally"]) == 0
    for name in ("trial.csv", "other.csv"):
        assert run([*command, "-o", name]) == 2
        assert f"-o {name}: " in capsys.readouterr().err
        assert Path(name).read_text() == TRIAL


@pytest.mark.parametrize("command", [["tally", "trial.csv"], ["merge", "made.tally"], ["explore"]])
def test_what_was_made_before_is_made_again(command: list[str]) -> None:
    assert run(["tally", "trial.csv", "-o", "made.tally"]) == 0
    for _ in range(2):
        assert run([*command, "-o", "again"]) == 0
