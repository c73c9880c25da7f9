"""Outputs are there whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bystander.cli.output import check_directory, pace, progress, write_outputs
from bystander.errors import UsageError

OLD: dict[str, str] = {"findings.json": "old findings", "report.html": "old page"}
NEW: dict[str, str | bytes] = {
    "findings.json": "new findings",
    "report.html": "new page",
    "curves.parquet": b"\x00\x01",
}


def content(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


def test_files_and_missing_parents_are_made_and_the_paths_are_given_in_order(tmp_path: Path) -> None:
    written = write_outputs(tmp_path / "a" / "b", NEW)
    assert written == [tmp_path / "a" / "b" / name for name in NEW]
    assert content(tmp_path) == {
        "a/b/findings.json": b"new findings", "a/b/report.html": b"new page", "a/b/curves.parquet": b"\x00\x01",
    }  # fmt: skip


def test_text_is_written_as_utf8_whatever_the_locale(tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", {"report.html": "≤ 1 %"})
    assert (tmp_path / "out" / "report.html").read_bytes() == "≤ 1 %".encode()


def test_a_name_may_hold_folders(tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", {"audit/findings.json": "{}", "index.html": "x"})
    write_outputs(tmp_path / "out", {"audit/findings.json": "{1}", "evaluate/findings.json": "{2}"})
    assert content(tmp_path / "out") == {
        "audit/findings.json": b"{1}", "evaluate/findings.json": b"{2}", "index.html": b"x",
    }  # fmt: skip


def test_old_outputs_are_replaced_and_other_files_left_alone(tmp_path: Path) -> None:
    write_outputs(tmp_path, OLD | {"notes.txt": "mine"})
    write_outputs(tmp_path, NEW)
    assert content(tmp_path)["findings.json"] == b"new findings"
    assert content(tmp_path)["notes.txt"] == b"mine"
    assert len(content(tmp_path)) == 4, "nothing of the writing itself is left"


@pytest.mark.parametrize("there", [True, False])
def test_a_failure_in_the_middle_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    out = tmp_path / "deep" / "out"
    if there:
        write_outputs(out, OLD)
    before = content(tmp_path)
    synced: list[int] = []

    def full_disk(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(UsageError, match="No space left on device"):
        write_outputs(out, NEW)
    assert content(tmp_path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == (["deep"] if there else [])


def test_a_killed_run_leaves_the_old_outputs(tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", OLD)
    killed = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from bystander.cli.output import write_outputs\n"
        "real, calls = os.fsync, []\n"
        "def fsync(handle):\n"
        "    calls.append(handle)\n"
        "    real(handle)\n"
        "    if len(calls) == 2: os.kill(os.getpid(), signal.SIGKILL)\n"
        "os.fsync = fsync\n"
        f"write_outputs(Path({str(tmp_path / 'out')!r}), {NEW!r})\n"
    )
    ended = subprocess.run([sys.executable, "-c", killed], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert {name: (tmp_path / "out" / name).read_text() for name in OLD} == OLD
    assert not (tmp_path / "out" / "curves.parquet").exists()


def test_a_directory_that_is_a_file_is_refused_and_the_file_kept(tmp_path: Path) -> None:
    (tmp_path / "trial.csv").write_text("evidence")
    for bad in (tmp_path / "trial.csv", tmp_path / "trial.csv" / "out"):
        with pytest.raises(UsageError, match=r"trial\.csv is a file; name a directory"):
            write_outputs(bad, NEW)
        with pytest.raises(UsageError, match=r"trial\.csv is a file; name a directory"):
            check_directory(bad)
    assert content(tmp_path) == {"trial.csv": b"evidence"}


def test_a_directory_in_the_place_of_an_output_file_is_refused_before_anything_is_replaced(tmp_path: Path) -> None:
    write_outputs(tmp_path, OLD)
    (tmp_path / "curves.parquet").mkdir()
    with pytest.raises(UsageError, match=r"curves\.parquet is a directory there"):
        write_outputs(tmp_path, NEW)
    assert content(tmp_path) == {name: text.encode() for name, text in OLD.items()}


def test_checking_a_directory_makes_nothing(tmp_path: Path) -> None:
    check_directory(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_new_directory_has_the_rights_that_mkdir_would_give(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    write_outputs(tmp_path / "out", NEW)
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_the_working_directory_itself_can_be_the_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_outputs(Path(), NEW)
    assert set(content(tmp_path)) == set(NEW)


def test_progress_says_nothing_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with progress("reading", unit="rows") as watch:
        watch.expect(10)
        watch(5)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, None, 0.0, "0 rows"),
        (0, 100, 1.0, "0 rows"),
        (1500, None, 2.0, "1,500 rows, 750 a second"),
        (25_000_000, 100_000_000, 10.0, "25.0 million rows, 2.5 million a second, about 30 s left"),
        (1_000_000, 100_000_000, 10.0, "1.0 million rows, 100,000 a second, about 16 min left"),
        (100, 90, 1.0, "100 rows, 100 a second"),
    ],
)
def test_progress_says_how_fast_and_how_long(done: float, total: float | None, seconds: float, said: str) -> None:
    assert pace(done, total, seconds, "rows") == said


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_progress_shows_rows_and_time(tmp_path: Path) -> None:
    import pty

    rows = "".join(f"a{i % 40},a{i % 37},{i % 91 / 7}\n" for i in range(60_000))
    (tmp_path / "t.csv").write_text("probe_subject,reference_subject,score\n" + rows)
    control, terminal = pty.openpty()
    command = [sys.executable, "-m", "bystander", "tally", "t.csv", "-o", "t.tally"]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "160"}
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=terminal, env=environment)
    os.close(terminal)
    shown = b""
    while True:
        try:
            got = os.read(control, 1 << 16)
        except OSError:  # how Linux says that the other end is closed
            break
        if not got:
            break
        shown += got
    os.close(control)
    assert running.wait() == 0
    assert b"tallying" in shown
    assert b"60,000 rows" in shown
