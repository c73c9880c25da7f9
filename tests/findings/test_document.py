"""The contract of findings.json: what it takes, what it refuses, and its bytes."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bystander.findings import Conventions, Document, Estimate, EvidenceNote, Finding, Point, Series, Study
from tests.generated import schema

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS: dict[str, Any] = {"level": 0.95, "method": "KG-t"}


def estimate(**changes: Any) -> Estimate:
    return Estimate(**({"value": 0.25, "low": 0.1, "high": 0.5, "events": 1, "trials": 4} | NUMBERS | changes))


def finding(**changes: Any) -> Finding:
    fields = {"id": "fmr", "question": "?", "answer": "1 in 4", "quantity": "fmr", "unit": "non-mated comparison"}
    return Finding(**(fields | {"estimate": estimate()} | changes))


def note(**changes: Any) -> EvidenceNote:
    rows = {"rows_read": 5, "rows_used": 4, "rows_refused": 1}
    return EvidenceNote(**({"name": "trial.csv", "sha256": "0" * 64, "kind": "comparisons"} | rows | changes))


def document(**changes: Any) -> Document:
    parts = {"evidence": (note(),), "findings": (finding(),), "conventions": Conventions(accept=">=")}
    return Document(**({"made_by": {"bystander": "0.1.0"}, "study": "evaluate"} | parts | changes))


def test_the_shipped_schema_is_the_schema_of_the_code(root: Path) -> None:
    shipped = (root / "src/bystander/findings/findings.schema.json").read_text(encoding="utf-8")
    assert shipped == schema(), "run: make docs"


def test_a_document_is_valid_under_the_shipped_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema()))
    jsonschema.validate(json.loads(document().to_json()), json.loads(schema()))


def test_the_schema_refuses_an_unknown_field_and_a_rate_below_zero() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    extra = json.loads(document().to_json()) | {"subject": "x"}
    negative = json.loads(document().to_json())
    negative["findings"][0]["estimate"]["value"] = -0.1
    assert not validator.is_valid(extra)
    assert not validator.is_valid(negative)


def test_reading_back_what_was_written_gives_the_same_bytes() -> None:
    text = document().to_json()
    assert Document.from_json(text).to_json() == text


def test_the_order_of_the_keys_is_the_order_of_the_contract() -> None:
    keys = list(json.loads(document().to_json()))
    assert keys[:2] == ["schema", "made_by"]
    assert keys[-3:] == ["evidence", "conventions", "findings"]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("field", ["value", "low", "high", "trials", "df"])
def test_an_estimate_takes_neither_nan_nor_infinity(field: str, bad: float) -> None:
    with pytest.raises(ValidationError):
        estimate(**{field: bad})


def test_an_interval_that_misses_its_value_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not contain"):
        estimate(value=0.6)


def test_an_interval_of_zero_width_is_refused() -> None:
    with pytest.raises(ValidationError, match="certainty"):
        estimate(value=0.0, low=0.0, high=0.0)


@pytest.mark.parametrize("both", [{"not_estimable": "no trials"}, {"estimate": None}])
def test_a_finding_has_exactly_one_of_an_estimate_and_a_reason(both: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        finding(**both)


def test_rows_read_must_be_rows_used_plus_rows_refused() -> None:
    with pytest.raises(ValidationError, match=r"5 != used 3 \+ refused 1"):
        note(rows_used=3)


def test_a_finding_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        finding().answer = "other"  # type: ignore[misc]


def test_find_gives_the_findings_of_an_id_at_a_point() -> None:
    at = [finding(at=Point(target_fmr=x)) for x in (0.1, 0.01)]
    assert document(findings=tuple(at)).find("fmr", target_fmr=0.01) == [at[1]]
    assert document(findings=tuple(at)).find("fnmr") == []


def test_a_series_with_columns_of_different_lengths_is_refused() -> None:
    with pytest.raises(ValueError, match=r"det: columns of different lengths \[1, 2\]"):
        Series(name="det", columns={"fmr": [0.1], "fnmr": [0.1, 0.2]}, units={})


def test_a_study_gives_a_series_by_name_and_none_where_there_is_none() -> None:
    series = Series(name="det", columns={"fmr": [0.1, 0.2], "fnmr": [None, 0.5]}, units={"fmr": "share"})
    study = Study(document=document(), series=(series,))
    assert study.get("det") == series
    assert study.get("roc") is None
    assert len(series) == 2
    assert series.rows() == [{"fmr": 0.1, "fnmr": None}, {"fmr": 0.2, "fnmr": 0.5}]


@given(st.integers(0, 50), st.integers(1, 50))
def test_any_estimate_survives_the_way_through_json_exactly(events: int, more: int) -> None:
    trials = events + more
    made = estimate(value=events / trials, low=0.0, high=1.0, events=events, trials=trials)
    text = document(findings=(finding(estimate=made),)).to_json()
    assert Document.from_json(text).findings[0].estimate == made
