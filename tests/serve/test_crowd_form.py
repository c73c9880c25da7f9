"""The form of a crowd: what it holds becomes a scenario, and what is unfinished blocks only what needs it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.crowd import examples
from bystander.crowd.scenario_file import read_scenario_text
from bystander.serve.crowd_form import DIGITS, FIELDS, RATE, filled, per_cent, texts_of
from tests.serve.asking import said

if TYPE_CHECKING:
    from starlette.testclient import TestClient

COUNTED = {
    "people": "60,000", "sought": "1", "looks": "1", "hours": "3", "false_kind": "counted", "false_events": "7",
    "false_trials": "8,600", "false_source": "Oxford Circus", "hits_kind": "invented", "hits_invented": "90 %",
}  # fmt: skip


def test_counts_become_a_scenario() -> None:
    form = filled(COUNTED)
    assert form.wrong == {}
    assert tomllib.loads(form.text) == {
        "title": "A crowd of 60,000 people",
        "crowd": {"people": 60_000, "sought": 1, "looks": 1, "hours": 3.0},
        "false_alerts": {"events": 7, "trials": 8600, "source": "Oxford Circus"},
        "hits": {"rate": 0.9, "invented": True},
    }


@pytest.mark.parametrize(
    ("text", "rate"),
    [("0.1 %", 0.001), ("0.1%", 0.001), ("0.001", 0.001), ("1 in 1,000", 0.001), ("100 %", 1.0), ("0", 0.0),
     ("99.9997\u00a0%", 0.999997)],
)  # fmt: skip
def test_a_stated_rate_is_read_as_people_write_it(text: str, rate: float) -> None:
    form = filled({**COUNTED, "false_kind": "asserted", "false_asserted": text})
    assert tomllib.loads(form.text)["false_alerts"] == {"rate": rate, "invented": False}


@pytest.mark.parametrize(
    ("rate", "text"), [(0.999997, "99.9997 %"), (0.001, "0.1 %"), (3e-8, "0.000003 %"), (0, "0 %")]
)
def test_a_rate_loses_no_digit_and_reads_back(rate: float, text: str) -> None:
    assert per_cent(rate) == text
    form = filled({**COUNTED, "false_kind": "asserted", "false_asserted": text})
    assert tomllib.loads(form.text)["false_alerts"]["rate"] == rate


@pytest.mark.parametrize("text", ["", "often", "1 in 0", "120 %", "-1", "nan", "1 in"])
def test_what_is_no_rate_says_what_to_write(text: str) -> None:
    form = filled({**COUNTED, "hits_invented": text})
    assert form.wrong == {"hits_invented": RATE}
    assert "hits" not in tomllib.loads(form.text)


@pytest.mark.parametrize(
    ("field", "text", "waits"),
    [("people", "many", "the number of people"), ("people", "", "the number of people"),
     ("false_events", "", "how often somebody is flagged by mistake"),
     ("false_trials", "0", "how often somebody is flagged by mistake"),
     ("false_kind", "", "how often somebody is flagged by mistake")],
)  # fmt: skip
def test_without_people_or_their_rate_there_is_no_answer_yet(field: str, text: str, waits: str) -> None:
    form = filled({**COUNTED, field: text})
    assert (form.text, form.waits) == ("", waits)


def test_hours_that_cannot_be_read_block_the_alerts_an_hour_alone(client: TestClient) -> None:
    page = client.post("/crowd", data={**COUNTED, "hours": "three", "wanted": "answer"})
    assert page.status_code == 422
    assert DIGITS in page.text
    assert 'value="three"' in page.text
    assert "waiting for the hours" in page.text
    assert "49 people" in said(page)
    assert "waiting" not in client.post("/crowd", data={**COUNTED, "wanted": "answer"}).text


def test_nobody_knows_is_an_answer_to_how_often_wanted_people_are_found(client: TestClient) -> None:
    page = client.post("/crowd", data={**COUNTED, "hits_kind": "unknown", "wanted": "answer"})
    assert page.status_code == 200
    assert "nobody says" in page.text


def test_the_form_becomes_the_page_the_report_and_the_file(client: TestClient) -> None:
    assert "<canvas" in client.post("/crowd", data={**COUNTED, "wanted": "page"}).text
    assert "<h1>" in client.post("/crowd", data={**COUNTED, "wanted": "report"}).text
    file = client.post("/crowd", data={**COUNTED, "wanted": "file"})
    assert file.headers["content-disposition"] == 'attachment; filename="crowd.toml"'
    assert read_scenario_text(file.text).crowd.people == 60_000


def test_what_contradicts_itself_is_explained_and_kept(client: TestClient) -> None:
    page = client.post("/crowd", data={**COUNTED, "false_events": "9,000", "wanted": "page"})
    assert page.status_code == 422
    assert "were the two exchanged?" in page.text
    assert 'value="9,000"' in page.text


@pytest.mark.parametrize("name", examples.names())
def test_an_example_fills_the_form_or_stands_as_text(client: TestClient, name: str) -> None:
    scenario = read_scenario_text(examples.text(name), name=name)
    texts = texts_of(scenario)
    page = client.get("/scenario", params={"example": name}).text
    assert ('name="false_kind"' in page) == (texts is not None)
    if texts is not None:
        again = read_scenario_text(filled(texts).text)
        for part in ("crowd", "operators", "groups"):
            assert getattr(again, part) == getattr(scenario, part)
        for rate in ("false_alerts", "hits"):
            ours, theirs = getattr(again, rate), getattr(scenario, rate)
            assert (ours.events, ours.trials, ours.rate, ours.status) == (
                theirs.events, theirs.trials, theirs.rate, theirs.status,
            )  # fmt: skip


def test_evidence_of_another_watchlist_is_not_lost_in_the_form() -> None:
    text = examples.text("concert-oxford-circus")
    assert texts_of(read_scenario_text(text)) is not None
    assert texts_of(read_scenario_text(text.replace("size = 7_292", "size = 100", 1))) is None


@given(st.sampled_from(FIELDS), st.text("07.,% in-é\"\\\x00\x7f\n'", max_size=8))
def test_whatever_is_written_is_toml_or_waits(name: str, text: str) -> None:
    form = filled({**COUNTED, name: text})
    assert bool(form.text) != bool(form.waits)
    tomllib.loads(form.text)


def test_every_field_has_a_label(client: TestClient) -> None:
    page = client.get("/scenario").text
    labelled = {*re.findall(r'<label[^>]* for="([^"]+)"', page)}
    ids = [*re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page)]
    assert {*ids} <= labelled
    assert len(ids) == len({*ids})
