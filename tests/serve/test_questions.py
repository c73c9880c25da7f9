"""What stops the work and a field settles is asked, and the upload waits for the answer: not longer, not for others."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError, Problem
from bystander.serve import jobs as jobs_module
from bystander.serve.jobs import Jobs
from tests.serve.asking import CANARY, RECORD, links, said, send, settled, trial
from tests.serve.test_serve_under_attack import left_in, serving, soon_empty

if TYPE_CHECKING:
    from pathlib import Path

    from httpx2 import Response
    from starlette.testclient import TestClient

    from bystander.serve.jobs import Job

PEOPLE = [f"{CANARY}{n}" for n in range(8)]
SAMPLES = [f"{who}_{image:04}" for who in PEOPLE for image in range(3)]


def pairs(*, label: tuple[str, str] | None = None) -> bytes:
    """Return every pair of samples with a score that never errs: 24 of one person, 252 of different people."""
    rows = ["a,b,score" + (",label" if label else "")]
    for at, one in enumerate(SAMPLES):
        for other in SAMPLES[at + 1 :]:
            same = one[:-5] == other[:-5]
            word = f",{label[0] if same else label[1]}" if label else ""
            rows.append(f"{one},{other},{(0.8 if same else 0.1) + (at % 7) / 100}{word}")
    return "\n".join(rows).encode()


def answered(client: TestClient, asked: Response, form: dict[str, str], **files: tuple[str, bytes]) -> Response:
    """Answer a question, and wait for what comes of it."""
    path = re.search(r'action="(/jobs/[^"]+/answer)"', asked.text)
    assert path is not None, asked.text
    return settled(client, client.post(path[1], data=form, files=files or None))


def focused(answer: Response) -> list[str]:
    """Return the fields that are asked for, the first of which has the focus."""
    part = answer.text[answer.text.index('id="answer"') : answer.text.index("<details")]
    names = re.findall(r' id="f-([a-z_]+)"', part)
    assert re.findall(r' id="f-([a-z_]+)"[^>]* autofocus', answer.text) == names[:1]
    return names


# ---- questions and answers -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("within")
@pytest.mark.parametrize(
    ("content", "fields", "form"),
    [
        (pairs(), {"truth", "subject_from", "columns"}, {"subject_from": "(.*)_[0-9]+"}),
        (pairs(label=("qua", "quo")), {"mated_is"}, {"mated_is": "qua"}),
    ],
)
def test_a_stop_is_a_question_whose_answer_needs_no_second_upload(
    client: TestClient, content: bytes, fields: set[str], form: dict[str, str]
) -> None:
    client.get("/")
    asked = send(client, content, "scores.csv", columns="probe_id=a, reference_id=b")
    assert asked.status_code == 422
    assert "One more thing is needed" in asked.text
    assert set(focused(asked)) == fields
    assert "--" not in said(asked)
    done = answered(client, asked, {"columns": "probe_id=a, reference_id=b", **form})
    assert "24 comparisons of a person with themself and 252 of different people of 8 people" in done.text
    assert CANARY not in client.get(links(done)[0]).text


@pytest.mark.usefixtures("within")
def test_a_file_is_an_answer_and_can_be_taken_back(client: TestClient) -> None:
    client.get("/")
    columns = {"columns": "probe_id=a,reference_id=b"}
    asked = send(client, pairs(), "scores.csv", **columns)
    same = "".join(f"{who}_0000,{who}_{n:04}\n" for who in PEOPLE for n in (1, 2)).encode()
    wrong = answered(client, asked, columns, truth=("others.csv", b"x,y\n"))
    assert "others.csv, which is here already" in wrong.text
    assert 'value="probe_id=a,reference_id=b"' in wrong.text
    done = answered(client, wrong, columns, truth=("same.csv", same))
    assert "24 comparisons of a person with themself and 252 of different people of 8 people" in done.text

    names = {"subject_from": "(.*)_[0-9]+", **columns}
    wrong = answered(client, send(client, pairs(), "scores.csv"), columns, truth=("others.csv", b"x,y\n"))
    still = answered(client, wrong, {"keep": "truth", **names})
    assert "One more thing" in still.text
    assert "24 comparisons" in answered(client, still, names).text


@pytest.mark.usefixtures("within")
@pytest.mark.parametrize(
    ("form", "name", "words"),
    [
        ({"failed_scores": "0,5"}, "failed_scores", "written with a point"),
        ({"columns": "score"}, "columns", "role = name"),
        ({"columns": "score=a, score=b"}, "columns", "a role is given two columns"),
        ({"level": "95"}, "level", "between 0.5 and 1"),
        ({"small_cell": "1", "by": "sex"}, "small_cell", "2 or more"),
        ({"small_cell": "20"}, "by", "goes with"),
        ({"square": "round"}, "square", "none of its choices"),
        ({"format": "no-such"}, "format", "there is no format"),
        ({"by": "sex"}, "people", "Table of people"),
    ],
)
def test_a_field_that_holds_what_it_cannot_is_asked_for_again_with_what_was_written(
    client: TestClient, form: dict[str, str], name: str, words: str
) -> None:
    client.get("/")
    asked = send(client, trial(), "scores.csv", **form)
    assert asked.status_code == 422
    assert name in focused(asked)
    assert words in asked.text
    assert f'value="{form.get(name, "")}"' in asked.text or name in {"square", "people"}
    assert "The report is ready" in answered(client, asked, {}).text


@pytest.mark.usefixtures("within")
def test_what_is_said_of_a_trial_is_refused_of_a_record_and_the_other_way(client: TestClient) -> None:
    client.get("/")
    asked = send(client, RECORD, distance="on")
    assert "of a trial, and this is a record" in asked.text
    assert focused(asked) == ["distance"]
    asked = send(client, trial(), "scores.csv", groups="black,white")
    assert "of a record, and this is a trial" in asked.text
    assert focused(asked) == ["groups"]


@pytest.mark.usefixtures("within")
def test_columns_of_a_search_record_have_their_field(client: TestClient) -> None:
    client.get("/")
    record = b"period,searches,Treffer,confirmed\n2024,100,20,5\n2025,120,24,6\n"
    done = send(client, record, columns="followed_up=Treffer")
    assert "The report is ready" in done.text
    assert "a search record with 2 usable rows of 2" in done.text


@pytest.mark.usefixtures("within")
def test_of_a_record_groups_crowd_and_level_are_asked(client: TestClient) -> None:
    client.get("/")
    heads = "date,faces_seen,alerts,true_alerts,false_alerts,faces_seen_a,false_alerts_a,faces_seen_b,false_alerts_b"
    record = f"{heads}\n2024-01-01,8600,8,1,7,4300,3,4300,4\n2024-02-01,9000,1,1,0,4500,0,4500,0\n".encode()
    done = send(client, record, groups="a,b", crowd="1000", level="0.9")
    findings = client.get(links(done)[2]).json()["findings"]
    assert {f["estimate"]["level"] for f in findings if f["estimate"]} == {0.9}
    assert "Of 1,000 people each seen once" in findings[0]["answer"]
    assert {value for f in findings if f["group"] for value in f["group"].values()} >= {"a", "b"}


# ---- how long, and for whom ------------------------------------------------------------------------------------------


def test_an_upload_waits_ten_minutes_and_no_more_than_four_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    now = [0.0]

    def work(_: Job) -> None:
        raise EvidenceError("x", [Problem(code="EV24", severity="error", found="?", do="say --square itself")])

    held = Jobs(work, clock=lambda: now[0])
    jobs = []
    for at in range(jobs_module.QUESTIONS + 1):
        now[0] = float(at)
        jobs.append(held.new("me"))
        (jobs[-1].folder / "given" / "a.csv").write_bytes(RECORD)
        held.start(jobs[-1])
        while not jobs[-1].ended:
            time.sleep(0.01)
        time.sleep(0.05)
    assert [job.stage for job in jobs] == ["unusable", *["asking"] * jobs_module.QUESTIONS]
    assert len(left_in(tmp_path)) == jobs_module.QUESTIONS
    now[0] = jobs_module.OPEN + 1.5
    assert held.find(jobs[1].token, "me") is jobs[1]
    assert [job.stage for job in jobs[:3]] == ["unusable", "unusable", "asking"]
    assert jobs[1].problems
    assert not held.answered(jobs[1])
    assert held.answered(jobs[2])
    assert not held.answered(jobs[2]), "an answer counts once"
    held.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("within")
def test_nobody_answers_for_somebody_else_and_a_question_can_be_dropped(client: TestClient) -> None:
    client.get("/")
    asked = send(client, pairs(), "scores.csv")
    path = f"{asked.url.path}/answer"
    assert client.post(path, headers={"cookie": "bystander=somebody-else"}).status_code == 404
    assert "One more thing" in client.get(asked.url.path).text
    client.post(f"{asked.url.path}/forget")
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_however_the_server_ends_what_waits_for_an_answer_is_gone(tmp_path: Path, name: str) -> None:
    import httpx2

    with serving(tmp_path) as (process, address):
        with httpx2.Client(base_url=address, timeout=60, follow_redirects=True) as browser:
            page = browser.post("/evidence", files={"files": (f"{CANARY}.csv", pairs())})
            for _ in range(200):
                if "One more thing" in page.text:
                    break
                time.sleep(0.2)
                page = browser.get(page.url.path)
            assert left_in(tmp_path) == [f"{CANARY}.csv"]
        os.kill(process.pid, getattr(signal, name))
        out, err = process.communicate(timeout=30)
    assert (CANARY in out, err) == (False, "")
    assert soon_empty(tmp_path)
