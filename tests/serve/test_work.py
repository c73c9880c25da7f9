"""Evidence and scenarios become checks, reports and pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bystander.crowd import examples
from bystander.errors import Problem
from bystander.serve import pages
from bystander.serve.jobs import Job
from tests.serve.asking import CANARY, RECORD, links, send, trial

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient


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
    assert "EV16" in send(client, trial(), "scores.csv", distance="on").text


def test_what_cannot_be_used_is_explained_with_every_problem(client: TestClient) -> None:
    answer = send(client, b"a,b\n1,2\n", "nonsense.csv")
    assert answer.status_code == 422
    assert "What to do" in answer.text
    assert re.search(r"EV\d\d", answer.text)
    assert send(client, b"", "empty.csv").status_code == 422


def test_forms_that_lack_something_say_what(client: TestClient) -> None:
    assert client.post("/evidence", data={"failed_scores": "x"}).status_code == 422
    bad = client.post("/evidence", files={"files": ("r.csv", RECORD)}, data={"failed_scores": "minus one"})
    assert "not a number" in bad.text


def test_scenarios_become_the_page_or_the_report_and_mistakes_keep_the_text(client: TestClient) -> None:
    first = client.get("/scenario", params={"example": "concert"}).text
    assert "A concert: 60,000 people" in first
    text = examples.text("concert")
    page = client.post("/crowd", data={"scenario": text.replace("\n", "\r\n"), "wanted": "page"})
    assert "expect about 60 people" in page.text
    assert (
        "about 60 people to be flagged by mistake"
        in client.post("/crowd", data={"scenario": text, "wanted": "report"}).text
    )
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


@pytest.mark.usefixtures("within")
def test_candidate_lists_become_a_report_of_searches(client: TestClient) -> None:
    rows = ["search,subject,rank,candidate_subject,score,watchlist_size"]
    rows += [f"p{s},{f'E{s % 9}' if s % 2 else ''},{r},E{(s + r - 1) % 9},{9 - r},9" for s in range(40) for r in (1, 2)]
    answer = send(client, "\n".join(rows).encode(), "lists.csv")
    assert "20 searches of people on a watchlist and 20 of people who are not" in answer.text
    report = " ".join(re.sub(r"<[^>]+>", "", client.get(links(answer)[0]).text).split())
    assert "Mistakes of the searches" in report
    assert "0 of 20 searches of people who are not on the list returned somebody" in report


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
