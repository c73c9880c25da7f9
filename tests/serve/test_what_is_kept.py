"""What the server keeps of uploads, and for how long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from bystander.errors import EvidenceError
from bystander.serve import jobs as jobs_module
from bystander.serve.app import application
from bystander.serve.jobs import Jobs, TooManyJobsError
from bystander.serve.uploads import safe_name
from tests.serve.asking import RECORD, send

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.serve.jobs import Job


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../x.csv", "x.csv"), ("C:\\secret\\a.csv", "a.csv"), ("", "evidence-3"), ("a\x00\nb.csv", "ab.csv"),
     ("....", "evidence-3"), ("<script>.csv", "script.csv"), ("n" * 300 + ".csv", "n" * 76 + ".csv")],
)  # fmt: skip
def test_a_name_can_do_no_harm_and_keeps_its_suffix(given: str, kept: str) -> None:
    assert safe_name(given, 3) == kept


def test_uploads_are_gone_once_they_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with TestClient(application(), base_url="http://localhost") as client:
        send(client, RECORD)
        send(client, b"", "x.parquet")
        assert [p for p in tmp_path.rglob("*") if p.is_file() and p.name != "in-use"] == []
        (root,) = tmp_path.iterdir()
        assert root.stat().st_mode & 0o77 == 0


def test_jobs_are_limited_wait_their_turn_and_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    now = [0.0]
    held = Jobs(lambda _: None, clock=lambda: now[0])
    first = [held.new("me") for _ in range(jobs_module.WAITING)]
    with pytest.raises(TooManyJobsError):
        held.new("me")
    now[0] = 10
    first[0].stage = "done"
    assert held.before(held.new("me")) == jobs_module.WAITING - 1
    now[0] = jobs_module.KEPT + 5
    assert held.find(first[0].token, "me") is None
    assert held.find(first[1].token, "you") is None
    held.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [RuntimeError("the content"), EvidenceError("x", [])])
def test_work_that_fails_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def work(_: Job) -> None:
        raise error

    held = Jobs(work)
    job = held.new("me")
    (job.folder / "a.csv").write_bytes(RECORD)
    held.start(job)
    for _ in range(100):
        if job.ended:
            break
        time.sleep(0.02)
    held.close()
    assert job.stage in ("failed", "unusable")
    assert list(tmp_path.iterdir()) == []
