"""A server within the tests, whose temporary folder is empty when they end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from bystander.serve import app, supervision, work
from bystander.serve.app import application

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bystander.serve.jobs import Job


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with TestClient(application(limit=1_000_000), base_url="http://127.0.0.1:8765") as found:
        yield found
    assert list(tmp_path.rglob("*")) == []


@pytest.fixture
def within(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the work be done within this process: for tests of what the server does before and after it.

    A process of its own, which other tests have, spends most of its time on imports.
    """

    def answered(job: Job, *, most: int) -> None:
        assert most > 0

        def tell(**told: Any) -> None:
            supervision._hear(job, json.loads(json.dumps(told)))

        work.answer(job.folder / "given", job.given, tell)

    monkeypatch.setattr(app, "in_a_process", answered)
