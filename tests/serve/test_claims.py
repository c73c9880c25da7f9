"""A sentence is typed, and becomes the page of the claim, or is asked about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bystander.claims import examples

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def words(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_first_page_has_a_door_for_a_sentence(client: TestClient) -> None:
    page = client.get("/").text
    assert 'action="/claim"' in page
    assert ">A sentence<" in page


def test_a_sentence_alone_becomes_its_page(client: TestClient) -> None:
    answer = client.post("/claim", data={"text": "99.8 % accurate"})
    assert answer.status_code == 200
    assert "Verdict: ill-defined denominator." in words(answer.text)
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_counts_and_a_crowd_are_read_a_line_each(client: TestClient) -> None:
    answer = client.post("/claim", data={
        "text": "99.9997 % accurate", "denominator": "1 of 61 alerts wrong\r\n1 of 383,356 faces seen\r\n",
        "evidence": "7 of 8,600 faces seen", "people": "60,000", "sought": "12", "tpir": "0.89",
    })  # fmt: skip
    said = words(answer.text)
    assert "of 61 alerts were right: 60; 1 was false." in said
    assert "310 times as often (40 to 14,000)" in said
    assert (
        "Suppose 12 sought among 60,000, each flagged with a chance of 89 %. Then 98.3 % of the alerts would be right"
        in said
    )


def test_what_a_rate_is_of_and_whom_the_counts_are_of_can_be_declared(client: TestClient) -> None:
    """Of a rate without a definition, and of counts of women alone: the page asks for what its fields can tell."""
    given = {"text": "recognition rate of 99 % for women", "denominator": "30 of 1,000 faces seen wrong"}
    asked = client.post("/claim", data=given)
    assert asked.status_code == 422
    assert "say so: per =" in words(asked.text)
    assert 'name="per"' in asked.text
    declared = {**given, "per": "faces seen"}
    answer = words(client.post("/claim", data=declared).text)
    assert "The counts rule it out, if they are of the same: “for women”." in answer
    assert "may be of others" in answer
    answer = words(client.post("/claim", data={**declared, "as_said": "yes"}).text)
    assert "The counts rule it out." in answer
    assert "may be of others" not in answer


def test_a_tick_stays_where_something_else_is_to_settle(client: TestClient) -> None:
    answer = client.post("/claim", data={"text": "very good", "as_said": "yes", "per": "alerts"}).text
    assert re.search(r'name="as_said" value="yes" checked', answer)
    assert 'name="per" value="alerts"' in answer


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "is empty"),
        ({"text": "very good"}, "no number in the sentence"),
        ({"text": "99 % accurate", "denominator": "10"}, "is not read as counts"),
        ({"text": "99 % accurate", "people": "many", "tpir": "high"}, "is not a number"),
        ({"text": "99 % accurate", "denominator": "1 of 10 faces\n2 of 5 alerts wrong"}, "contradict each other"),
        ({"text": "99 % accurate", "tpir": "0.5"}, "is missing"),
        ({"text": "99 % accurate", "people": "10", "tpir": "nan"}, "tpir"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_written_stays(
    client: TestClient, fields: dict[str, str], said: str
) -> None:
    answer = client.post("/claim", data=fields)
    assert answer.status_code == 422
    assert said in words(answer.text)
    for value in fields.values():
        assert value.splitlines()[0] in answer.text if value else True


def test_markup_in_a_sentence_stays_text(client: TestClient) -> None:
    for sentence in ("<script>alert(1)</script> 99 % accurate", "<script>alert(1)</script>"):
        assert "<script>alert" not in client.post("/claim", data={"text": sentence}).text


@pytest.mark.parametrize("name", examples.names())
def test_a_claim_that_ships_is_filled_in_and_can_be_checked(client: TestClient, name: str) -> None:
    page = client.get("/claim", params={"example": name})
    assert page.status_code == 200
    fields = dict(re.findall(r'<input id="(\w+)" name="\w+"[^>]*? value="([^"]*)"', page.text))
    fields |= dict(re.findall(r'<textarea id="(\w+)"[^>]*>([^<]*)</textarea>', page.text))
    chosen = re.search(r'<option value="(\w*)" selected>', page.text)
    sent = {key: value.replace("&#39;", "'") for key, value in fields.items()} | {"counts": chosen[1] if chosen else ""}
    answer = client.post("/claim", data=sent)
    assert answer.status_code == 200, words(answer.text)
    assert client.get("/claim", params={"example": "none"}).status_code == 404


def test_every_field_has_its_label_and_no_id_is_there_twice(client: TestClient) -> None:
    for path in ("/claim", "/"):
        page = client.get(path).text
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        labels = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
        assert set(re.findall(r'<(?:textarea|select) id="([^"]+)"', page)) <= labels
