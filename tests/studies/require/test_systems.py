"""Requirements of systems that are compared: each is held by itself, at the threshold and of the groups asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import bystander as by
from bystander.findings import Verdict
from tests.studies.require.made import required

if TYPE_CHECKING:
    from bystander.findings import Finding

SYSTEMS = [
    pa.table({
        "probe_subject": [f"p{n}" for n in range(40)] * 2, "reference_subject": [f"p{n}" for n in range(40)]
        + [f"p{(n + 1) % 40}" for n in range(40)], "probe": [f"a{n}" for n in range(40)] * 2,
        "reference": [f"b{n}" for n in range(40)] + [f"b{(n + 1) % 40}" for n in range(40)],
        "score": [wrong if n < 4 else 5.0 for n in range(40)] + [0.5] * 40,
    })
    for wrong in (1.0, 2.0)
]  # fmt: skip


def held(thresholds: Any, **asked: Any) -> list[Finding]:
    findings = by.compare(*SYSTEMS, names=["a", "b"], thresholds=thresholds, require=required("60 %", **asked))
    return [f for f in findings.document.findings if f.requirement is not None]


def test_groups_are_told_by_each_system_s_own_evaluation() -> None:
    found = held([3.0], groups="each", at={"threshold": 3.0})
    assert [f.systems for f in found] == [("a",), ("b",)]
    for one in found:
        assert one.requirement is not None
        assert one.requirement.verdict is Verdict.NOT_SHOWN
        assert "a comparison of systems tells nothing by group" in one.answer
        assert "Evaluate each system by itself, with its groups named (--by)." in one.answer


def test_a_system_that_was_given_another_threshold_is_judged_where_the_requirement_says() -> None:
    first, second = held({"a": 3.0, "b": 1.5}, at={"threshold": 3.0})
    assert (first.at.threshold, second.at.threshold) == (3.0, 3.0)
    assert "Found: 4 of 40, 10 %." in second.answer  # at 1.5 it is none
    assert "b was given the threshold 1.5 and is judged at 3, as the requirement names it." in second.answer
    assert "judged at" not in first.answer


@pytest.mark.parametrize("thresholds", [[3.0], {"a": 3.0, "b": 3.0}])
def test_where_all_were_given_the_same_the_requirement_s_own_needs_no_word(thresholds: Any) -> None:
    assert [f.at.threshold for f in held(thresholds, at={"threshold": 1.5})] == [1.5, 1.5]
    assert not any("judged at" in f.answer for f in held(thresholds, at={"threshold": 1.5}))


def test_a_requirement_without_a_threshold_is_held_at_each_system_s_own() -> None:
    first, second = held({"a": 3.0, "b": 1.5})
    assert (first.at.threshold, second.at.threshold) == (3.0, 1.5)
    assert "Found: 4 of 40" in first.answer
    assert "Found: 0 of 40" in second.answer
    assert not any("judged at" in f.answer for f in (first, second))
