"""Evidence to try: each shows the answer that its report gives, and what a generator wrote is called made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.serve.examples import EXAMPLES
from tests.serve.asking import links, said, settled

if TYPE_CHECKING:
    from starlette.testclient import TestClient


@pytest.mark.usefixtures("within")
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_the_answer_that_it_shows(client: TestClient, name: str) -> None:
    example = EXAMPLES[name]
    assert example.answer in said(client.get("/"))
    done = settled(client, client.post(f"/examples/{name}"))
    assert "The report is ready" in done.text
    report = client.get(links(done)[0]).text
    assert example.answer in said(done)
    assert ("Made-up data." in report) == example.made_up


def test_an_example_that_there_is_not_is_not_there(client: TestClient) -> None:
    assert client.post("/examples/nothing").status_code == 404


def test_an_example_is_asked_for_from_this_page_only(client: TestClient) -> None:
    assert client.post("/examples/published", headers={"origin": "http://evil.example"}).status_code == 403
