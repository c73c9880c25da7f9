"""A seeded test on the local page: it is told from its header, and the report is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bystander.evidence.tables.open_table import open_table
from bystander.evidence.templates import TEMPLATES, WRITERS
from bystander.serve.said import Said
from bystander.serve.work import answer
from tests.corpus.makers import written
from tests.serve.asking import send, settled

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


def test_a_seeded_test_is_evaluated(tmp_path: Path) -> None:
    rows = [(f"v{i}", one, (i + one) % 3 and 1) for i in range(12) for one in (1, 2, 3)]
    written(tmp_path / "passes.csv", [("volunteer", "pass", "alerted"), *rows], ",")
    told: list[dict[str, Any]] = []
    answer(tmp_path, Said(), lambda **values: told.append(values))
    assert {"said": ["36 passes of 12 volunteers on the watchlist, 24 with an alert"], "problems": []} in told
    verdict = next(values["verdict"] for values in told if "verdict" in values)
    assert verdict[0] == "24 of 36 passes by people on the list were noticed."
    assert set(told[-1]["files"]) >= {"findings.json", "report.html"}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_first_page_offers_empty_tables_and_nothing_is_kept(
    name: str, ending: str, client: TestClient, tmp_path: Path
) -> None:
    link = f"/templates/{name}{ending}"
    assert f'href="{link}"' in client.get("/").text
    answer = client.get(link)
    assert answer.status_code == 200
    (tmp_path / f"form{ending}").write_bytes(answer.content)
    header = list(open_table(tmp_path / f"form{ending}", fits=lambda cells: TEMPLATES[name].asks[0] in cells).header)
    assert header == list(TEMPLATES[name].asks)
    (tmp_path / f"form{ending}").unlink()
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}{ending}"'


@pytest.mark.parametrize("link", ["/templates/record.exe", "/templates/nothing.csv", "/templates/record"])
def test_a_template_that_there_is_not_is_not_there(link: str, client: TestClient) -> None:
    assert client.get(link).status_code == 404


@pytest.mark.usefixtures("within")
def test_the_usual_value_of_a_field_answers_the_question_for_it(client: TestClient) -> None:
    rows = [f"v{i},{one},{camera},{'yes' if i % 3 else ''}" for i in range(12) for one in (1, 2) for camera in "LR"]
    content = "\n".join(["volunteer,pass,camera,alerted", *rows]).encode()
    asked = send(client, content, "passes.csv")
    for form in ({"blank": "no"}, {"blank": "no", "unit": "search"}):
        assert asked.status_code == 422
        token = re.search(r"/jobs/([^/\"]+)/answer", asked.text)
        assert token is not None
        asked = settled(client, client.post(f"/jobs/{token[1]}/answer", data=form, files={}))
    assert "48 passes of 12 volunteers on the watchlist, 32 with an alert" in asked.text
