"""``import bystander as by``: the same work as the command line, for Python."""

from __future__ import annotations

import builtins
import json
import random
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bystander as by


def columns() -> dict[str, list[Any]]:
    random.seed(11)
    pairs = [(i, j) for i in range(30) for j in range(30)]
    return {
        "probe_subject": [f"p{i}" for i, _ in pairs],
        "reference_subject": [f"p{j}" for _, j in pairs],
        "score": [round(random.gauss(60 if i == j else 20, 10), 2) for i, j in pairs],
    }


RECORD: dict[str, list[Any]] = {
    "date": [f"2024-05-{day:02d}" for day in range(1, 13)],
    "place": ["Square"] * 12,
    "faces_seen": [9000] * 12,
    "alerts": [3] * 12,
    "true_alerts": [2] * 12,
    "false_alerts": [1] * 12,
}


@pytest.fixture(scope="module")
def findings() -> by.Findings:
    return by.evaluate(pa.table(columns()), targets=[0.05], thresholds=[40.0])


def test_a_table_of_any_library_gives_the_same_findings_as_the_file(tmp_path: Path) -> None:
    frame = pd.DataFrame(columns())
    frame.to_csv(tmp_path / "trial.csv", index=False)
    documents = []
    for source in (tmp_path / "trial.csv", frame, pl.DataFrame(columns()), pa.table(columns())):
        document = json.loads(by.evaluate(source, targets=[0.05]).to_json())
        for named_by_source in ("name", "sha256", "format"):
            del document["evidence"][0][named_by_source]
        del document["command"]  # of the file, the command line; of a table, the call
        documents.append(document)
    assert documents[1:] == documents[:1] * 3


def test_a_trial_that_was_read_is_evaluated_as_its_source_is() -> None:
    table = pa.table(columns())
    assert by.evaluate(by.read_trial(table)).to_json() == by.evaluate(table).to_json()


def test_what_belongs_to_reading_is_refused_for_a_trial_that_was_read() -> None:
    trial = by.read_trial(pa.table(columns()))
    with pytest.raises(by.UsageError, match="distance belongs to read_trial"):
        by.evaluate(trial, distance=True)


def test_findings_show_their_verdict(findings: by.Findings) -> None:
    assert all(sentence in repr(findings) for sentence in findings.verdict)
    assert "estimated" in repr(findings)


def test_a_notebook_shows_the_first_screen_and_touches_nothing_else(findings: by.Findings) -> None:
    shown = findings._repr_html_()
    assert shown.startswith('<div class="bystander"><style>.bystander{')
    assert findings.verdict[0] in re.sub(r"<[^>]+>|\u00a0", lambda m: " " * (m[0] == "\u00a0"), shown)
    assert shown.count("<style>") == 1
    style = shown[shown.index("<style>") + 7 : shown.index("</style>")]
    depth, outside = 0, ""
    for letter in style:  # all rules are within the one of the class
        depth += (letter == "{") - (letter == "}")
        outside += letter if depth == 0 else ""
    assert outside.replace("}", "").strip() == ".bystander"
    assert "prefers-color-scheme:dark" in style
    assert not re.search(r"http|@import|<script|\bon\w+=|(?<!&)\bbody\{|:root", shown)


def test_two_studies_in_a_notebook_share_no_identifier(findings: by.Findings) -> None:
    other = by.evaluate(pa.table(columns()), targets=[0.1])
    ids = [set(re.findall(r'\bid="([^"]+)"', one._repr_html_())) for one in (findings, other)]
    assert not ids[0] & ids[1]
    for one, known in zip((findings, other), ids, strict=True):
        asked = re.findall(r'(?:aria-labelledby="|url\(#)([^")]+)', one._repr_html_())
        assert set(asked) <= known


def test_the_frame_begins_with_the_question_and_its_number(findings: by.Findings) -> None:
    assert list(findings.frame().columns)[:4] == ["question", "value", "low", "high"]


def test_the_picture_of_the_first_screen_is_drawn_without_a_name(findings: by.Findings) -> None:
    assert {"det", "scores"} <= set(findings.plots)
    picture = findings.plot()
    assert picture.svg.startswith("<svg xmlns=")
    assert ET.fromstring(picture.svg).tag.endswith("svg")
    crowd = by.consequences(Path(by.__file__).parent / "crowd" / "examples" / "concert.toml")
    assert crowd.plot().name in crowd.plots  # its picture is a chart


def test_two_frames_are_called_a_and_b() -> None:
    other = pa.table({**columns(), "score": [score + 1 for score in columns()["score"]]})
    found = by.compare(pa.table(columns()), other, targets=0.05)
    assert [note.name for note in found.document.evidence] == ["A", "B"]
    assert {name for f in found.document.findings for name in f.systems} == {"A", "B"}
    assert found.document.command == "by.compare(A, B, targets=[0.05])"


def test_the_frame_has_one_row_a_finding_and_its_numbers(findings: by.Findings) -> None:
    frame = findings.frame()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["id"]) == [f.id for f in findings.document.findings]
    at = frame[(frame["id"] == "fmr") & (frame["threshold"] == 40.0)].iloc[0]
    expected = findings.find("fmr", threshold=40.0)[0].estimate
    assert expected is not None
    assert (at["value"], at["low"], at["high"]) == (expected.value, expected.low, expected.high)
    assert (at["events"], at["trials"]) == (expected.events, expected.trials)


def test_the_frame_is_a_pyarrow_table_where_pandas_is_not_installed(
    findings: by.Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_pandas(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pandas":
            raise ModuleNotFoundError(name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_pandas)
    for module in [m for m in sys.modules if m.partition(".")[0] == "pandas"]:
        monkeypatch.delitem(sys.modules, module)
    table = findings.frame()
    assert isinstance(table, pa.Table)
    assert table.num_rows == len(findings.document.findings)


def test_the_report_is_written_to_the_path_given(findings: by.Findings, tmp_path: Path) -> None:
    path = findings.report(tmp_path / "new" / "page.html")
    assert path == tmp_path / "new" / "page.html"
    assert findings.verdict[0].split(",")[0] in path.read_text("utf-8")
    assert [p.name for p in path.parent.iterdir()] == ["page.html"]


def test_a_chart_is_a_picture_with_its_words(findings: by.Findings, tmp_path: Path) -> None:
    picture = findings.plot("scores")
    assert picture.svg.startswith("<svg")
    assert picture._repr_svg_() == picture.svg
    assert len(picture.alt) > 20
    assert picture.save(tmp_path / "scores.svg").read_text("utf-8") == picture.svg


def test_a_chart_or_series_that_is_not_there_is_answered_with_those_that_are(findings: by.Findings) -> None:
    with pytest.raises(by.UsageError, match=r"there is no chart 'faces'.*det, scores"):
        findings.plot("faces")
    with pytest.raises(by.UsageError, match=r"there is no series 'faces'.*scores"):
        findings.series("faces")
    assert len(findings.series("scores")) > 1


def test_a_record_is_audited_from_a_table_or_from_what_was_read() -> None:
    table = pa.table(RECORD)
    audited = by.audit(table)
    rate = audited.find("false-alerts-per-face")[0].estimate
    assert rate is not None
    assert (rate.events, rate.trials) == (12, 12 * 9000)
    assert by.audit(by.read_record(table)).to_json() == audited.to_json()


def test_check_gives_problems_and_raises_nothing_for_mistaken_evidence(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert [p.code for p in by.check(tmp_path / "empty.csv")] == ["EV02"]
    assert any(p.severity == "error" for p in by.check(tmp_path / "absent.csv"))
    assert not any(p.severity == "error" for p in by.check(pa.table(columns())))
    assert not any(p.severity == "error" for p in by.check(pa.table(RECORD)))


def test_an_option_out_of_range_is_a_usage_error() -> None:
    with pytest.raises(by.UsageError, match=r"95 % is written 0\.95"):
        by.evaluate(pa.table(columns()), level=95)
