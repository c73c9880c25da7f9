"""``bystander explore``: the page of a crowd, and the tour up to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bystander.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

RECORD = (
    "date,place,faces_seen,alerts,true_alerts,false_alerts\n"
    "2020-02-27,a,8600,8,1,7\n2020-03-05,a,9100,6,4,2\n2020-03-12,a,7300,9,6,3\n"
)


def facts(file: Path) -> dict[str, Any]:
    """Return what a tour that was written shows."""
    text = file.read_text("utf-8")
    found: dict[str, Any] = json.loads(text.partition('id="facts">')[2].partition("</script>")[0])
    return found


@pytest.fixture
def audited(tmp_path: Path) -> Path:
    (tmp_path / "record.csv").write_text(RECORD, encoding="utf-8")
    done = CliRunner().invoke(cli, ["audit", str(tmp_path / "record.csv"), "-o", str(tmp_path / "audit")])
    assert done.exit_code == 0, done.output
    return tmp_path / "audit" / "findings.json"


def test_the_tour_opens_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "tour.html"
    done = CliRunner().invoke(cli, ["explore", "--tour", "--lang", "fr", "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_text("utf-8").startswith('<!doctype html>\n<html lang="fr">')
    assert facts(file)["language"] == "fr"
    assert facts(file)["story"] is True


def test_a_language_without_the_tour_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["explore", "--lang", "de", "-o", str(tmp_path / "x.html")])
    assert done.exit_code == 2
    assert "add --tour" in done.output
    assert not (tmp_path / "x.html").exists()


def test_a_language_that_is_not_there_is_refused_with_those_that_are() -> None:
    done = CliRunner().invoke(cli, ["explore", "--tour", "--lang", "xx"])
    assert done.exit_code == 2
    assert "'en'" in done.output


def test_findings_of_an_audit_become_a_tour_with_all_their_denominators(audited: Path, tmp_path: Path) -> None:
    file = tmp_path / "tour.html"
    done = CliRunner().invoke(cli, ["explore", "--tour", str(audited), "-o", str(file)])
    assert done.exit_code == 0, done.output
    found = facts(file)
    assert (found["events"], found["trials"], found["tag"]) == (12, 25_000, "counted")
    assert found["expected"] == pytest.approx(12 / 25_000 * 60_000)
    assert found["accurate"]["faces"]["events"] == 25_000 - 12
    assert (found["accurate"]["alerts"]["events"], found["accurate"]["alerts"]["trials"]) == (11, 23)


def test_alerts_of_other_rows_than_the_faces_are_not_taken(audited: Path, tmp_path: Path) -> None:
    document = json.loads(audited.read_text("utf-8"))
    for finding in document["findings"]:
        if finding["id"] == "false-alerts-per-alert":
            finding["estimate"]["events"] -= 1
    audited.write_text(json.dumps(document), encoding="utf-8")
    file = tmp_path / "tour.html"
    done = CliRunner().invoke(cli, ["explore", "--tour", str(audited), "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert facts(file)["accurate"]["alerts"] is None
