"""An error that nobody foresaw tells its place in the code, and nothing of what was sent."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest
from starlette.testclient import TestClient

from bystander._version import __version__
from bystander.api import opening
from bystander.api.defect import place_of
from bystander.serve import pages
from bystander.serve.app import application
from bystander.serve.jobs import DefectError
from bystander.serve.supervision import _judge
from tests.serve.asking import CANARY, RECORD, send

if TYPE_CHECKING:
    from pathlib import Path

PLACE = re.compile(r"(?:ValueError|KeyError) at bystander/serve/[a-z]+\.py, line \d+, in \w+")


def boom(*_: object, **__: object) -> NoReturn:
    raise ValueError(CANARY)


@pytest.mark.usefixtures("within")
def test_the_page_of_a_job_tells_the_place(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "open_evidence", boom)
    client.get("/")
    answer = send(client, RECORD)
    assert "Something went wrong" in answer.text
    assert f"This is a defect of Bystander {__version__}" in answer.text
    assert PLACE.search(answer.text)
    assert CANARY not in answer.text


def test_a_request_that_fails_tells_the_place_on_the_page_and_in_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pages, "start", boom)
    with TestClient(application(), base_url="http://localhost") as client:
        answer = client.get("/")
    said = capsys.readouterr()
    assert answer.status_code == 500
    assert PLACE.search(answer.text)
    assert PLACE.search(said.err)
    assert CANARY not in answer.text + said.out + said.err


def test_the_process_of_the_work_tells_the_place_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    script = f"""
import bystander.api.opening as opening
def boom(*_, **__): raise ValueError({CANARY!r})
opening.open_evidence = boom
from bystander.serve.work import main
main()
"""
    asked = json.dumps({"folder": str(tmp_path), "given": {}})
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(f"{asked}\n")
        process.stdin.flush()  # and it stays open: its end would mean that the server is gone
        out, err = process.stdout.read(), process.stderr.read()
    heard = [json.loads(line) for line in out.splitlines()]
    assert heard[-1]["ended"] == "failed"
    assert PLACE.fullmatch(heard[-1]["place"])
    assert CANARY not in out + err
    with pytest.raises(DefectError, match="ValueError at bystander/serve"):
        _judge(heard[-1], [])


def test_an_error_from_elsewhere_alone_tells_its_kind() -> None:
    assert place_of(ValueError(CANARY)) == "ValueError"
