"""The local page: what it answers, to whom, and what it keeps."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from bystander.crowd import examples
from bystander.errors import EvidenceError, Problem
from bystander.serve import app, pages, supervision, work
from bystander.serve import jobs as jobs_module
from bystander.serve.app import application
from bystander.serve.jobs import Job, Jobs, TooManyJobsError
from bystander.serve.uploads import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response

    from bystander.serve.work import Declared

RECORD = b"date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,8600,8,1,7\n2024-02-01,9000,1,1,0\n"
CANARY = "Zanzibarqueline"


def trial() -> bytes:
    rows = ["probe_subject,reference_subject,score"]
    rows += [f"{CANARY}-{i},{CANARY}-{j},{90 - 3 * abs(i - j) + (i * j) % 5}" for i in range(12) for j in range(12)]
    return "\n".join(rows).encode()


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

    def answered(job: Job, declared: Declared, *, most: int) -> None:
        assert most > 0

        def tell(**told: Any) -> None:
            supervision._hear(job, json.loads(json.dumps(told)))

        work.answer(job.folder / "given", declared, tell)

    monkeypatch.setattr(app, "in_a_process", answered)


def send(client: TestClient, content: bytes, name: str = "record.csv", **form: str) -> Response:
    """Upload a file and wait for its answer."""
    answer = client.post("/evidence", files={"files": (name, content)}, data=form)
    for _ in range(300):
        if 'http-equiv="refresh"' not in answer.text:
            return answer
        time.sleep(0.1)
        answer = client.get(answer.url.path)
    raise AssertionError(answer.text)


def links(answer: Response) -> list[str]:
    return re.findall(r'href="(/jobs/[^"]+)"', answer.text)


# ---- the work --------------------------------------------------------------------------------------------------------


def test_a_record_becomes_its_check_and_its_report(client: TestClient) -> None:
    client.get("/")
    answer = send(client, RECORD)
    assert answer.status_code == 200
    assert "The report is ready" in answer.text
    report, kept, findings, curves = links(answer)
    assert client.get(kept).headers["content-disposition"] == 'attachment; filename="report.html"'
    assert "<h1>" in client.get(report).text
    assert client.get(findings).json()["study"] == "audit"
    assert client.get(curves).content.startswith(b"PAR1")


def test_a_trial_is_checked_and_evaluated_without_saying_whose_it_is(client: TestClient) -> None:
    answer = send(client, trial(), "scores.csv")
    assert "12 comparisons of a person with themself and 132 of different people of 12 people" in answer.text
    report = client.get(links(answer)[0]).text
    assert CANARY not in answer.text + report


@pytest.mark.usefixtures("within")
def test_distances_can_be_declared(client: TestClient) -> None:
    assert "EV16" in send(client, trial(), "scores.csv", direction="distance").text


def test_what_cannot_be_used_is_explained_with_every_problem(client: TestClient) -> None:
    answer = send(client, b"a,b\n1,2\n", "nonsense.csv")
    assert answer.status_code == 422
    assert "What to do" in answer.text
    assert re.search(r"EV\d\d", answer.text)
    assert send(client, b"", "empty.csv").status_code == 422


def test_forms_that_lack_something_say_what(client: TestClient) -> None:
    assert client.post("/evidence", data={"failed": "x"}).status_code == 422
    bad = client.post("/evidence", files={"files": ("r.csv", RECORD)}, data={"failed": "minus one"})
    assert "not a number" in bad.text


def test_scenarios_become_the_page_or_the_report_and_mistakes_keep_the_text(client: TestClient) -> None:
    first = client.get("/scenario", params={"example": "concert"}).text
    assert "A concert: 60,000 people" in first
    text = examples.text("concert")
    page = client.post("/crowd", data={"scenario": text.replace("\n", "\r\n"), "wanted": "page"})
    assert "expect about 60 people" in page.text
    assert "The verdict" in client.post("/crowd", data={"scenario": text, "wanted": "report"}).text
    wrong = client.post("/crowd", data={"scenario": text.replace("people =", "poeple =") + "<b>"})
    assert wrong.status_code == 422
    wrong = client.post("/crowd", data={"scenario": text.replace("people =", "poeple =")})
    assert "did you mean &#34;people&#34;?" in wrong.text
    assert "poeple = 60_000" in wrong.text


def test_a_scenario_opens_no_file_of_this_machine(client: TestClient) -> None:
    text = 'title = "t"\n[crowd]\npeople = 1\n[false_alerts]\nfindings = "/etc/passwd"\n'
    answer = client.post("/crowd", data={"scenario": text})
    assert answer.status_code == 422
    assert "cannot be opened from here" in answer.text


# ---- who may ask -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8765", "", "[::1", "169.254.169.254"])
def test_other_hosts_are_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "[::1]:80", "LOCALHOST:8765"])
def test_this_machine_is_answered_by_all_its_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
     {"origin": "http://127.0.0.1:9999"}],
)  # fmt: skip
def test_forms_of_other_sites_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/crowd", data={"scenario": ""}, headers=headers).status_code == 403


@pytest.mark.usefixtures("within")
def test_two_people_at_once_do_not_see_each_others_answers(client: TestClient) -> None:
    client.get("/")
    mine = send(client, RECORD)
    for path in [mine.url.path, *links(mine)]:
        assert client.get(path).status_code == 200
        assert client.get(path, headers={"cookie": "bystander=somebody-else"}).status_code == 404
        client.cookies.clear()
        assert client.get(path).status_code == 404
        client.cookies.set("bystander", mine.request.headers["cookie"].partition("=")[2])
    assert client.get("/jobs/nothing").status_code == 404


@pytest.mark.usefixtures("within")
def test_answers_can_be_forgotten(client: TestClient) -> None:
    client.get("/")
    answer = send(client, RECORD)
    client.post(f"{answer.url.path}/forget")
    assert client.get(answer.url.path).status_code == 404


def test_uploads_beyond_the_limit_are_refused_whether_announced_or_not(client: TestClient) -> None:
    assert client.post("/evidence", files={"files": ("big.csv", b"x" * 1_100_000)}).status_code == 413

    def pieces() -> Iterator[bytes]:
        yield b'--b\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
        for _ in range(30):
            yield b"x" * 50_000

    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/evidence", content=pieces(), headers=kind).status_code == 413


@pytest.mark.usefixtures("within")
def test_every_answer_carries_its_policy_and_leaves_no_trace_in_caches(client: TestClient) -> None:
    client.get("/")
    answer = send(client, RECORD)
    for path in ("/", "/scenario", "/static/style.css", "/nowhere", answer.url.path, *links(answer)):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == ("no-referrer" if path in links(answer) else "same-origin")
    assert "unsafe" not in client.get("/").headers["content-security-policy"]
    assert "HttpOnly" in TestClient(client.app, base_url="http://localhost").get("/").headers["set-cookie"]


# ---- what is kept ----------------------------------------------------------------------------------------------------


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
        send(client, b"nonsense", "x.parquet")
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


# ---- a real process --------------------------------------------------------------------------------------------------


def test_the_command_serves_says_nothing_of_what_it_saw_and_ends_clean(tmp_path: Path) -> None:
    import httpx2

    environment = {"TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "bystander", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address is not None
            with httpx2.Client(base_url=address[0].rstrip("/"), follow_redirects=True, timeout=60) as client:
                client.get("/")
                answer = client.post("/evidence", files={"files": (f"{CANARY}.csv", trial())})
                for _ in range(200):
                    if 'http-equiv="refresh"' not in answer.text:
                        break
                    time.sleep(0.2)
                    answer = client.get(answer.url.path)
                assert "The report is ready" in answer.text
                assert client.get(links(answer)[0]).status_code == 200
                assert client.get("/", headers={"host": "evil.example"}).status_code == 421
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
    assert CANARY not in out + err
    assert err == ""
    assert [p for p in tmp_path.rglob("*") if p.is_file() and "numba" not in str(p)] == []


def test_a_port_that_is_taken_is_a_message() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        found = subprocess.run(
            [sys.executable, "-m", "bystander", "serve", "--port", str(port)],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert found.returncode == 2
    assert "--port 0" in found.stderr


def test_without_the_extra_the_message_names_it() -> None:
    code = "import sys; sys.modules['uvicorn'] = None\nfrom bystander.cli import run\nsys.exit(run(['serve']))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert found.returncode == 2
    assert "'.[serve]'" in found.stderr


def test_a_page_speaks_of_one_moment_though_the_work_goes_on(tmp_path: Path) -> None:
    """Title, progress and answer must agree; a job that ends in between shows the moment before."""

    class Ending(tuple[Problem, ...]):
        """Problems that are looked through: meanwhile the job ends."""

        __slots__ = ()

        def __iter__(self) -> Iterator[Problem]:
            job.stage = "done"
            return super().__iter__()

    job = Job("token", "owner", tmp_path, 0.0, 0.0, stage="drawing", problems=Ending())
    page = pages.job(job, before=0)
    assert job.stage == "done"
    assert "Working on it" in page
    assert 'http-equiv="refresh"' in page
    assert "Open the report" not in page


@pytest.mark.usefixtures("within")
def test_candidate_lists_become_a_report_of_searches(client: TestClient) -> None:
    rows = ["search,subject,rank,candidate_subject,score,watchlist_size"]
    rows += [f"p{s},{f'E{s % 9}' if s % 2 else ''},{r},E{(s + r - 1) % 9},{9 - r},9" for s in range(40) for r in (1, 2)]
    answer = send(client, "\n".join(rows).encode(), "lists.csv")
    assert "20 searches of people on a watchlist and 20 of people who are not" in answer.text
    assert "What a search of this watchlist does" in client.get(links(answer)[0]).text
