"""``bystander compare`` as its users meet it, and identifiers that must appear nowhere."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bystander.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Zanzibarqueline"
HEADER = "probe_subject,reference_subject,probe_id,reference_id,score"


def write(path: Path, seed: int, *, negative: bool = False) -> Path:
    generator = random.Random(seed)
    lines = [HEADER]
    for i in range(30):
        for j in range(30):
            score = generator.gauss(60 if i == j else 20, 12) * (-1 if negative else 1)
            lines.append(f"{CANARY}-{i:02d},{CANARY}-{j:02d},{CANARY}p{i},{CANARY}g{j},{score:.2f}")
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    return str(write(tmp_path / "old.csv", 1)), str(write(tmp_path / "new.csv", 2))


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["compare", *arguments], catch_exceptions=True)
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


def test_the_four_files_hold_no_identifier_and_the_verdict_is_printed(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, output = run(*files, "-o", str(out), "--threshold", "old=40", "--threshold", "new=41")
    assert status == 0, output
    assert {p.name for p in out.iterdir()} == {"findings.json", "report.html", "curves.parquet", "provenance.json"}
    for path in out.iterdir():
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert str(tmp_path).encode() not in content
    assert CANARY not in output
    assert "old 2 of 30, new 1 of 30" in output.splitlines()[2]
    document = json.loads((out / "findings.json").read_text("utf-8"))
    assert document["study"] == "compare"
    assert {tuple(f["at"]["thresholds"]) for f in document["findings"] if len(f["systems"]) == 2} == {(40.0, 41.0)}


def test_searches_hold_no_identifier_either(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, output = run(*files, "-o", str(out), "--searches", "--non-mated", "leave-mate-out", "--target-fpir", "0.1")
    assert status == 0, output
    assert all(CANARY.encode() not in path.read_bytes() for path in out.iterdir())


def test_a_threshold_goes_to_a_system_by_its_name_or_that_of_its_file(files: tuple[str, str], tmp_path: Path) -> None:
    both = []
    for at, end in enumerate(("", ".csv")):
        out = tmp_path / str(at)
        status, output = run(*files, "-o", str(out), "--threshold", f"new{end}=41", "--threshold", f"old{end}=40")
        assert status == 0, output
        both.append((out / "findings.json").read_text("utf-8"))
    assert "--threshold new.csv=41 --threshold old.csv=40" in both[1]  # as it was asked
    assert both[0] == both[1].replace(".csv=4", "=4")
    assert "40.0,\n" in both[0]


@pytest.mark.parametrize("called", ["far", "far.csv"])
def test_one_system_may_give_distances(files: tuple[str, str], tmp_path: Path, called: str) -> None:
    distances = write(tmp_path / "far.csv", 2, negative=True)
    status, output = run(
        files[1], str(distances), "-o", str(tmp_path / "out"), "--name", "near", "--name", "far",
        "--distance-of", called, "--target-fmr", "0.05",
    )  # fmt: skip
    assert status == 0, output
    found = json.loads((tmp_path / "out" / "findings.json").read_text("utf-8"))["findings"]
    assert {f["estimate"]["value"] for f in found if f["id"] == "fnmr-difference-at-fmr"} == {0.0}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--threshold", "x"), "a number was expected"),
        (("--threshold", "odd.csv=1"), "there is no system of that name"),
        (("--threshold", "old=1"), "needs one for every system"),
        (("--name", "one"), "2 systems and 1 names"),
        (("--distance-of", "odd"), "there is no system of that name; there are old and new"),
        (("--target-fpir", "0.1"), "does not go with comparisons"),
        (("--rank", "1"), "a rank is of searches"),
        (("--non-mated", "other.txt"), "every system has its own"),
    ],
)
def test_a_mistaken_call_says_why_and_writes_nothing(
    arguments: tuple[str, ...], says: str, files: tuple[str, str], tmp_path: Path
) -> None:
    status, output = run(*files, "-o", str(tmp_path / "out"), *arguments)
    assert status != 0
    assert says in output
    assert not (tmp_path / "out").exists()


def test_two_files_of_one_name_need_names(files: tuple[str, str], tmp_path: Path) -> None:
    status, output = run(files[0], files[0], "-o", str(tmp_path / "out"))
    assert status != 0
    assert "a name of its own" in output


def test_what_is_wrong_with_either_system_is_told_at_once(files: tuple[str, str], tmp_path: Path) -> None:
    far, away = (str(write(tmp_path / name, 2, negative=True)) for name in ("far.csv", "away.csv"))
    status, output = run(far, files[1], away, "-o", str(tmp_path / "out"))
    assert status != 0
    assert "far.csv and away.csv cannot be used" in output
    assert output.count("give --distance-of NAME") == 2
    status, output = run("gone.csv", files[1], "lost.csv", "-o", str(tmp_path / "out"))
    assert "gone.csv and lost.csv cannot be used" in output
