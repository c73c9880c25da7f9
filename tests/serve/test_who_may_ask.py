"""Whom the server answers, and with which policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from tests.serve.asking import RECORD, links, send

if TYPE_CHECKING:
    from collections.abc import Iterator


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
