"""What goes wrong on purpose: files that unpack without end, forms from elsewhere, servers that are killed."""

from __future__ import annotations

import gzip
import io
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from shutil import which
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from bystander.serve import jobs as jobs_module
from bystander.serve.app import application
from bystander.serve.jobs import Jobs
from bystander.serve.uploads import safe_name
from tests.serve.asking import CANARY, RECORD, said, send, trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LONG = b"\n".join([trial().splitlines()[0], *(trial().splitlines()[1:] * 3000)])  # enough to be in the middle of it


def left_in(folder: Path) -> list[str]:
    try:
        return [p.name for p in folder.rglob("*") if p.is_file() and p.name != "in-use"]
    except FileNotFoundError:
        return ["what is being removed while this looks"]


def soon_empty(folder: Path) -> bool:
    for _ in range(50):
        if left_in(folder) == []:
            return True
        time.sleep(0.1)
    return False


@contextmanager
def serving(folder: Path, *, begin: Sequence[str] = ()) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command; give its process and address. Whatever fails, it does not outlive the test.

    ``begin``: a command that runs it.
    """
    environment = os.environ | {"TMPDIR": str(folder), "PYTHONWARNINGS": "error"}
    command = [*begin, sys.executable, "-m", "bystander", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://\S+[0-9]", process.stdout.readline())
            assert address is not None
            yield process, address[0]
        finally:
            process.kill()


# ---- who asks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("referer", ["http://evil.example/x", "http://127.0.0.1:9/", "http://127.0.0.1:8765.evil/"])
def test_where_no_origin_is_told_the_referring_page_counts(client: TestClient, referer: str) -> None:
    assert client.post("/crowd", data={"scenario": ""}, headers={"referer": referer}).status_code == 403
    own = {"referer": "http://127.0.0.1:8765/scenario"}
    assert client.post("/crowd", data={"scenario": ""}, headers=own).status_code == 422


@pytest.mark.parametrize(("numbers", "status"), [(True, 200), (False, 421)])
def test_an_address_in_numbers_is_answered_only_where_others_are_let_in(*, numbers: bool, status: int) -> None:
    with TestClient(application(numbers=numbers), base_url="http://localhost") as others:
        assert others.get("/", headers={"host": "192.168.1.5:8765"}).status_code == status
        assert others.get("/", headers={"host": "evil.example:8765"}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1@evil.example", "localhost/evil", "127.0.0.1:port", "[::1].evil", "::1"])
def test_hosts_that_only_look_like_this_machine_are_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.usefixtures("within")
def test_a_cookie_of_any_letters_opens_nothing_and_breaks_nothing(client: TestClient) -> None:
    client.get("/")
    answer = send(client, RECORD)
    client.cookies.clear()
    assert client.get(answer.url.path, headers=[(b"cookie", b"bystander=\xe9\xe9")]).status_code == 404


def test_every_refusal_is_a_page_with_a_way_back(client: TestClient) -> None:
    kind = {"content-type": "multipart/form-data"}
    refusals = [
        client.get("/", headers={"host": "evil.example"}), client.post("/crowd", headers={"origin": "null"}),
        client.get("/nowhere"), client.put("/"), client.post("/evidence", content=b"x", headers=kind),
        client.post("/evidence", files={"files": ("big.csv", b"x" * 1_100_000)}),
    ]  # fmt: skip
    for answer, status in zip(refusals, (421, 403, 404, 405, 400, 413), strict=True):
        assert answer.status_code == status
        assert 'href="/"' in answer.text


# ---- what is sent ----------------------------------------------------------------------------------------------------


def test_a_file_that_unpacks_without_end_is_stopped_and_said_so(client: TestClient) -> None:
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb", compresslevel=9) as packed:
        packed.write(b"probe_subject,reference_subject,score\n")
        for _ in range(600):
            packed.write(b"a,b,1.0\n" * 100_000)
    assert len(bomb.getvalue()) < 1_000_000
    answer = send(client, bomb.getvalue(), "bomb.csv.gz")
    assert answer.status_code == 422
    assert "Unpacked, this takes more than 10 MB" in answer.text
    assert "No problem was found" not in answer.text


def test_scenarios_nested_without_end_are_a_mistake_and_no_defect(client: TestClient) -> None:
    assert client.post("/crowd", data={"scenario": "a = " + "[" * 20_000}).status_code == 422


@pytest.mark.usefixtures("within")
def test_a_form_that_cannot_be_used_takes_no_place_in_the_queue(client: TestClient) -> None:
    for _ in range(jobs_module.WAITING + 1):
        files, form = {"files": ("r.csv", RECORD)}, {"failed_scores": "x"}
        assert client.post("/evidence", files=files, data=form).status_code == 422
    assert send(client, RECORD).status_code == 200


@pytest.mark.usefixtures("within")
def test_a_name_of_long_letters_fits_any_file_system(client: TestClient) -> None:
    assert len(safe_name("\U00020000" * 300 + ".csv", 1).encode()) <= 200
    assert send(client, RECORD, "\U00020000" * 300 + ".csv").status_code == 200


@pytest.mark.usefixtures("within")
def test_advice_is_in_terms_of_the_form_and_not_of_the_command_line(client: TestClient) -> None:
    renamed = trial().replace(b",score", b",cosine").replace(b"probe_subject", b"who")
    for content, name in ((renamed, "a.csv"), (b"0.5\n0.6\n0.7\n", "scores.txt")):
        answer = send(client, content, name)
        assert answer.status_code == 422
        assert "--" not in said(answer)
    columns = {"columns": "score = cosine, probe_subject=who"}
    assert send(client, renamed, "a.csv", **columns).status_code == 200
    assert "--distance" not in send(client, trial(), "scores.csv", distance="on").text


# ---- what stays ------------------------------------------------------------------------------------------------------


def test_work_can_be_stopped_and_its_files_are_gone_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with TestClient(application(), base_url="http://localhost") as browser:
        browser.get("/")
        answer = browser.post("/evidence", files={"files": ("long.csv", LONG)})
        assert "Stop, and delete the files" in answer.text
        browser.post(f"{answer.url.path}/forget")
        assert soon_empty(tmp_path)
        assert browser.get(answer.url.path).status_code == 404
        assert "The report is ready" in send(browser, RECORD).text  # the next one has its turn


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_however_the_server_ends_it_ends_at_once_and_no_upload_stays(tmp_path: Path, name: str) -> None:
    import httpx2

    with serving(tmp_path) as (process, address):
        with httpx2.Client(base_url=address, timeout=60) as browser:
            browser.post("/evidence", files={"files": (f"{CANARY}.csv", LONG)})
            time.sleep(1)
        assert left_in(tmp_path) != []
        started = time.monotonic()
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=30)
        assert time.monotonic() - started < 15, "it waits for the work"
        assert (CANARY in out, err) == (False, "")
    assert soon_empty(tmp_path)


@pytest.mark.skipif(which("nohup") is None, reason="there is no nohup here")
def test_a_server_that_was_started_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    import httpx2

    with serving(tmp_path, begin=["nohup"]) as (process, address):
        process.send_signal(signal.SIGHUP)
        time.sleep(1)
        assert httpx2.get(address).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) is not None


def test_nothing_that_a_library_says_about_a_broken_form_is_printed(tmp_path: Path) -> None:
    import httpx2

    with serving(tmp_path) as (process, address):
        kind = {"content-type": "multipart/form-data; boundary=b"}
        junk = b'--b\r\ncontent-disposition: form-data; name="files"; filename="x"\r\n\r\nx\r\n--b--\r\n'
        for content in (junk + CANARY.encode(), CANARY.encode(), b"--b\r\n" + CANARY.encode()):
            httpx2.post(f"{address}/evidence", content=content, headers=kind)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (err, process.returncode) == ("", 0)


def test_what_a_killed_server_left_is_removed_by_the_next_and_what_a_living_one_holds_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("bystander-serve-dead", "somebody-else", "bystander-serve-unmarked"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "upload.csv").write_text(CANARY)
    (tmp_path / "bystander-serve-dead" / "in-use").touch()
    first, second = Jobs(print), Jobs(print)
    assert not (tmp_path / "bystander-serve-dead").exists()
    assert len([p for p in tmp_path.iterdir() if (p / "in-use").exists()]) == 2
    first.close()
    second.close()
    assert {p.name for p in tmp_path.iterdir()} == {"somebody-else", "bystander-serve-unmarked"}
