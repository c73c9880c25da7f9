"""What a run leaves behind, however it ends: files of one run, nothing half done, nothing that a file said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from bystander import cli
from bystander.atomic import check_not_input, write_outputs
from bystander.errors import UsageError

OLD: dict[str, str | bytes] = {"findings.json": "old", "report.html": "old", "curves.parquet": "old"}
NEW: dict[str, str | bytes] = {
    "findings.json": "new",
    "report.html": "new",
    "curves.parquet": "new",
    "more.json": "new",
}
KILLED = """
import os, signal
from pathlib import Path
from bystander.atomic import write_outputs
moves = []
def dying(real):
    def call(*arguments, **named):
        real(*arguments, **named)
        moves.append(arguments)
        if len(moves) == {after}: os.kill(os.getpid(), signal.SIGKILL)
    return call
os.replace, os.rename = dying(os.replace), dying(os.rename)
write_outputs(Path({directory!r}), {files!r})
"""
posix = pytest.mark.skipif(os.name != "posix", reason="there are no such signals")


def whose(directory: Path) -> set[str]:
    return {path.read_text() for path in directory.iterdir() if path.is_file()}


@posix
@pytest.mark.parametrize("after", range(1, 9))
def test_no_kill_leaves_files_of_two_runs_and_the_next_run_removes_what_it_left(tmp_path: Path, after: int) -> None:
    out = tmp_path / "out"
    write_outputs(out, OLD)
    script = KILLED.format(after=after, directory=str(out), files=NEW)
    subprocess.run([sys.executable, "-c", script], check=False)
    assert len(whose(out)) <= 1
    if after < 7:
        assert not (out / "findings.json").exists()
        assert any(path.is_dir() for path in out.iterdir()), "the killed run had no time to remove its folder"
    write_outputs(out, NEW)
    assert {path.name: path.read_text() for path in out.iterdir()} == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@posix
def test_what_was_killed_while_writing_is_removed_by_the_next_run_and_nothing_else_is(tmp_path: Path) -> None:
    script = KILLED.replace("os.replace, os.rename = dying(os.replace), dying(os.rename)", "os.fsync = dying(os.fsync)")
    ended = subprocess.run(
        [sys.executable, "-c", script.format(after=2, directory=str(tmp_path / "out"), files=NEW)], check=False
    )
    assert ended.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1
    for other in (".out-mine.tmp", ".out-x-abcdefgh.tmp", "out-abcdefgh.tmp"):
        (tmp_path / other).mkdir()
    write_outputs(tmp_path / "out", NEW)
    assert {path.name for path in tmp_path.iterdir()} == {
        "out", ".out-mine.tmp", ".out-x-abcdefgh.tmp", "out-abcdefgh.tmp",
    }  # fmt: skip


@posix
def test_a_run_that_still_writes_is_not_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr("bystander.atomic.PATIENCE", 0.1)
    (tmp_path / ".out-abcdefgh.tmp").mkdir()
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    write_outputs(tmp_path / "out", NEW)
    os.close(held)
    assert {path.name for path in tmp_path.iterdir()} == {"out", ".out-abcdefgh.tmp"}


@pytest.mark.parametrize("at", range(1, 8))
def test_where_a_file_cannot_be_put_in_place_the_old_ones_are_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    write_outputs(tmp_path / "out", OLD)
    real, calls = os.replace, []

    def refusing(*arguments: str) -> None:
        calls.append(arguments)
        if len(calls) == at:
            raise PermissionError(13, "Permission denied")
        real(*arguments)

    monkeypatch.setattr(os, "replace", refusing)
    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(UsageError, match="Permission denied"):
        write_outputs(tmp_path / "out", NEW)
    assert {path.name: path.read_text() for path in (tmp_path / "out").iterdir()} == OLD


def test_two_links_to_one_file_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("evidence")
    os.link(tmp_path / "c.toml", tmp_path / "hard.toml")
    (tmp_path / "soft.toml").symlink_to("c.toml")
    for name in ("c.toml", "hard.toml", "soft.toml"):
        with pytest.raises(UsageError, match="that is a file to be read"):
            check_not_input(tmp_path / name, [tmp_path / "c.toml"])
    check_not_input(tmp_path / "crowd.html", [tmp_path / "c.toml"])


COMMANDS = [
    (["explore", "c.toml", "-o", "c.toml"], "c.toml"),
    (["explore", "findings.json", "-o", "findings.json"], "findings.json"),
    (["crowd", "findings.json", "-o", "."], "findings.json"),
    (["audit", "curves.parquet", "-o", "."], "curves.parquet"),
    (["evaluate", "t.csv", "--by", "sex", "--people", "curves.parquet", "-o", "."], "curves.parquet"),
    (["compare", "t.csv", "curves.parquet", "-o", "."], "curves.parquet"),
    (["tally", "t.csv", "-o", "t.csv"], "t.csv"),
    (["merge", "a.tally", "-o", "a.tally"], "a.tally"),
]


@pytest.mark.parametrize(("arguments", "eaten"), COMMANDS, ids=[c[0][0] + "-" + c[1] for c in COMMANDS])
def test_no_command_puts_its_output_in_the_place_of_what_it_reads(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    eaten: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (eaten, "t.csv"):
        Path(name).write_text("evidence")
    assert cli.run(arguments) == cli.UNUSABLE
    assert f"{eaten}: that is a file to be read" in capsys.readouterr().err
    assert Path(eaten).read_text() == "evidence"


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_run_that_is_told_to_end_removes_what_it_had_unpacked(tmp_path: Path, name: str) -> None:
    script = (
        "import sys, tempfile, time\n"
        "from bystander import cli\n"
        "def run(_):\n"
        "    with tempfile.TemporaryDirectory(dir=sys.argv[1]):\n"
        "        print('unpacked', flush=True)\n"
        "        time.sleep(60)\n"
        "cli.run = run\n"
        "cli.main()\n"
    )
    running = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stdout.readline() == b"unpacked\n"
    assert len(list(tmp_path.iterdir())) == 1
    time.sleep(0.1)
    running.send_signal(getattr(signal, name))
    assert running.wait() == 128 + getattr(signal, name)
    running.stdout.close()
    assert list(tmp_path.iterdir()) == []


def test_an_error_that_nobody_foresaw_names_its_place_and_the_files_and_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "trial.csv").write_text("probe_subject,reference_subject,score\nanna.smith,anna.smith,1\n")

    def broken(*_: object, **__: object) -> None:
        raise KeyError("anna.smith")

    monkeypatch.setattr("bystander.evidence.read.read_trial", broken)
    monkeypatch.setattr("bystander.api.opening.open_trial", broken, raising=False)
    monkeypatch.setattr(click, "get_current_context", broken)
    assert cli.run(["evaluate", str(tmp_path / "trial.csv"), "-o", str(tmp_path / "out")]) == cli.DEFECT
    said = capsys.readouterr().err
    assert "KeyError at bystander/cli/" in said
    assert "The files given: trial.csv." in said
    assert "anna.smith" not in said
    monkeypatch.setenv(cli.TRACEBACK, "1")
    with pytest.raises(KeyError, match=r"anna\.smith"):
        cli.run(["evaluate", str(tmp_path / "trial.csv"), "-o", str(tmp_path / "out")])
