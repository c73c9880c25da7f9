"""Which kind of evidence it is, is asked once; any table that speaks Arrow is evidence wherever a path is."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bystander as by
from bystander.api.kinds.comparisons import OpenComparisons
from bystander.api.kinds.record import OpenRecord
from bystander.api.kinds.searches import OpenSearches, SearchesOfComparisons
from bystander.api.kinds.tally import OpenTally
from bystander.api.opening import open_evidence
from bystander.api.question import Question
from bystander.api.refusals import COMMAND, LIBRARY
from tests.api.test_verbs import RECORD, columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Columns = dict[str, list[Any]]


def relation(made: Columns) -> Any:
    return duckdb.connect().from_arrow(pa.table(made))


def stream(made: Columns) -> Any:
    return pa.table(made).to_reader()


LIBRARIES: list[Callable[[Columns], Any]] = [pd.DataFrame, pl.DataFrame, pa.table, relation, stream]
PEOPLE = {"subject": [f"p{i}" for i in range(30)], "sex": ["f", "m"] * 15, "family": [f"f{i // 3}" for i in range(30)]}


def lists() -> Columns:
    random.seed(4)
    rows = [(f"s{i}", f"p{i % 15}" if i % 3 else "", rank, f"p{(i + rank) % 15}") for i in range(60) for rank in (1, 2)]
    search, subject, rank, candidate = map(list, zip(*rows, strict=True))
    scores = [50.0 - r + (int(s[1:]) % 7) / 10 for s, r in zip(search, rank, strict=True)]
    return {"search": search, "subject": subject, "rank": rank, "candidate_subject": candidate, "score": scores}


def said(findings: by.Findings) -> Any:
    document = json.loads(findings.to_json())
    for note in document["evidence"]:
        note.pop("sha256"), note.pop("format")
    return document


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tally")
    pd.DataFrame(columns()).to_csv(folder / "trial.csv", index=False)
    return by.tally_shards(folder / "trial.csv", folder / "trial.tally")


@pytest.mark.parametrize("make", LIBRARIES)
@pytest.mark.parametrize("more", [{"by": "sex"}, {"cluster": "family"}, {"by": "sex", "searches": True}], ids=str)
def test_people_are_a_table_of_any_library(make: Callable[[Columns], Any], more: dict[str, Any]) -> None:
    usual = by.evaluate(pa.table(columns()), people=pa.table(PEOPLE), replicates=0, **more)
    found = by.evaluate(make(columns()), people=make(PEOPLE), replicates=0, **more)
    assert said(found) == said(usual)
    read = by.read_trial(make(columns()))
    assert said(by.evaluate(read, people=make(PEOPLE), replicates=0, **more)) == said(usual)


@pytest.mark.parametrize("make", LIBRARIES)
def test_systems_searches_and_records_are_tables_of_any_library(make: Callable[[Columns], Any]) -> None:
    other = {**columns(), "score": [score + 1 for score in columns()["score"]]}
    usual = by.compare(pa.table(columns()), pa.table(other), names=["old", "new"])
    assert said(by.compare(make(columns()), make(other), names=["old", "new"])) == said(usual)
    assert said(by.evaluate(make(lists()), replicates=0)) == said(by.evaluate(pa.table(lists()), replicates=0))
    assert said(by.audit(make(dict(RECORD)))) == said(by.audit(pa.table(RECORD)))


@pytest.mark.parametrize("make", LIBRARIES)
@pytest.mark.parametrize("made", [columns(), lists(), dict(RECORD)], ids=["comparisons", "searches", "record"])
def test_check_takes_tables_of_any_library(make: Callable[[Columns], Any], made: Columns) -> None:
    assert [p.code for p in by.check(make(made))] == [p.code for p in by.check(pa.table(made))]


def test_evidence_is_opened_as_what_it_is(tally: Path) -> None:
    trial, table = by.read_trial(pa.table(columns())), pa.table(lists())
    kinds: list[tuple[Any, dict[str, Any], type]] = [
        (trial, {}, OpenComparisons),
        (trial, {"searches": True}, SearchesOfComparisons),
        (table, {}, OpenSearches),
        (by.read_searches(table), {"searches": True}, OpenSearches),
        (pa.table(RECORD), {"records": True}, OpenRecord),
        (by.read_record(pa.table(RECORD)), {"records": True}, OpenRecord),
        (tally, {}, OpenTally),
        ([str(tally)], {}, OpenTally),
        ("absent.csv", {"records": True}, OpenComparisons),
    ]
    for source, more, kind in kinds:
        assert type(open_evidence(source, {}, **more)) is kind


def test_whatever_was_read_is_checked_too(tally: Path) -> None:
    for source in (by.read_trial(pa.table(columns())), by.read_searches(pa.table(lists()))):
        assert not any(p.severity == "error" for p in by.check(source))
    assert by.check(by.read_record(pa.table(RECORD))) == by.check(pa.table(RECORD))
    assert not any(p.severity == "error" for p in by.check(tally))


def test_evidence_is_read_once_for_its_check_and_its_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    from bystander.evidence import read

    times: list[int] = []
    real = read.read_trial

    def counted(*given: Any, **more: Any) -> Any:
        times.append(1)
        return real(*given, **more)

    monkeypatch.setattr(read, "read_trial", counted)
    opened = open_evidence(pa.table(columns()), {})
    checked = opened.check()
    assert checked.usable
    assert checked.lines[0].startswith("table in memory: comparisons with ground truth")
    assert opened.evaluate(Question.of({"replicates": 0})).document.findings
    assert times == [1]


@pytest.mark.parametrize(
    ("source", "asked", "says"),
    [
        ("trial", {"distance": True}, "the trial has been read already: distance belongs to read_trial"),
        ("trial", {"distance": True, "searches": True}, "the trial has been read already: distance"),
        ("searches", {"by": "sex"}, "the searches have been read already: by belongs to read_searches"),
        ("table", {"rank": 1}, "fpir_targets and rank are of searches; give searches=True"),
        ("table", {"unit": "person"}, "unit is of searches; give searches=True"),
        ("table", {"subjects": "x.csv"}, "subjects says whose the searches of a candidate log are; this is none"),
        ("table", {"searches": True, "targets": [0.1]}, "targets are false match rates of comparisons; of searches"),
        ("tally", {"by": "sex"}, "a tally holds pseudonyms"),
        ("tally", {"small_cell": 20}, "a tally holds pseudonyms"),
        ("tally", {"searches": True}, "what the evidence is was settled when the shards were tallied"),
        ("tally", {"distance": True}, "what the evidence is was settled when the shards were tallied"),
        ("tallies", {}, "evaluate one tally; merge_tallies makes one of several"),
    ],
)
def test_what_does_not_go_together_is_refused(source: str, asked: dict[str, Any], says: str, tally: Path) -> None:
    evidence: dict[str, Any] = {
        "table": pa.table(columns()), "tally": tally, "tallies": [tally, tally],
        "trial": by.read_trial(pa.table(columns())), "searches": by.read_searches(pa.table(lists())),
    }  # fmt: skip
    with pytest.raises(by.UsageError, match=says):
        by.evaluate(evidence[source], **asked)


def test_a_tally_or_a_record_is_no_system_and_every_system_is_read_before_any_is_refused(tally: Path) -> None:
    table = pa.table(columns())
    with pytest.raises(by.UsageError, match=r"trial\.tally is a tally, and tallies cannot be compared yet"):
        by.compare(table, tally)
    with pytest.raises(by.UsageError, match="is a deployment record"):
        by.compare(table, by.read_record(pa.table(RECORD)))
    with pytest.raises(by.UsageError, match="a deployment record cannot be compared"):
        OpenRecord(pa.table(RECORD)).system()
    with pytest.raises(by.UsageError, match="a trial has been read already: distance belongs to read_trial"):
        by.compare(by.read_trial(table), table, distance=True)
    with pytest.raises(by.EvidenceError) as both:
        by.compare("absent.csv", pa.table({"alpha": [1]}))
    assert [p.code for p in both.value.problems] == ["EV01", "EV04"]


def test_each_door_has_its_own_names_for_what_is_asked() -> None:
    names = ("targets", "fpir_targets", "failed_scores", "columns", "probe_ids", "format")
    assert [LIBRARY.option(name) for name in names] == list(names)
    assert [COMMAND.option(name) for name in names] == [
        "--target-fmr", "--target-fpir", "--failed-score", "--column", "--probe-ids", "--format",
    ]  # fmt: skip
