"""Two systems on one trial are compared, and once a trial is answered the page offers what else may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serve.asking import CANARY, RECORD, links, said, send, settled, trial

if TYPE_CHECKING:
    from httpx2 import Response
    from starlette.testclient import TestClient

pytestmark = pytest.mark.usefixtures("within")


def both(client: TestClient, second: bytes, **form: str) -> Response:
    files = {"files": ("old.csv", trial()), "second": ("new.csv", second)}
    return settled(client, client.post("/evidence", files=files, data=form))


def test_a_second_file_makes_a_comparison(client: TestClient) -> None:
    assert 'name="second"' in client.get("/compare").text
    done = both(client, trial())
    findings = client.get(links(done)[2]).json()
    assert findings["study"] == "compare"
    assert [note["name"] for note in findings["evidence"]] == ["old.csv", "new.csv"]
    assert CANARY not in client.get(links(done)[0]).text


def test_what_is_asked_of_one_system_only_is_asked_about(client: TestClient) -> None:
    client.get("/")
    asked = both(client, trial(), by="sex", small_cell="5")
    assert asked.status_code == 422
    assert "of one system, and two are compared" in asked.text
    assert "--" not in said(asked)


def test_a_second_file_that_cannot_be_used_is_explained(client: TestClient) -> None:
    client.get("/")
    answer = both(client, b"a,b\n1,2\n")
    assert answer.status_code == 422
    assert "What to do" in answer.text


def test_a_second_system_is_none_of_a_record(client: TestClient) -> None:
    client.get("/")
    files = {"files": ("record.csv", RECORD), "second": ("new.csv", trial())}
    asked = settled(client, client.post("/evidence", files=files))
    assert "of a trial, and this is a record" in asked.text
    assert "--" not in said(asked)


def test_a_trial_may_be_asked_more_and_a_record_may_not(client: TestClient) -> None:
    client.get("/")
    offered = "Ask the same trial more"
    scores = send(client, trial(), "scores.csv").text
    assert offered in scores
    assert 'name="second"' in scores
    passes = "\n".join(["volunteer,alerted", *(f"v{i % 12},{'yes' if i % 3 else 'no'}" for i in range(36))])
    seeded = send(client, passes.encode(), "passes.csv").text
    assert 'name="record"' in seeded
    assert 'name="second"' not in seeded
    assert offered not in send(client, RECORD).text
