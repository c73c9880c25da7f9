"""A verdict whose limit takes people for typical says so, and on how few it rests; Z1 takes nothing for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.findings import Verdict
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.studies.require.verdict import held
from tests.studies.require.made import misses, required

if TYPE_CHECKING:
    from bystander.studies.require.verdict import Held


def of(x: list[int], limit: str) -> Held:
    """Hold a requirement against so many misses of people with ten tries each."""
    return held(required(limit), misses(x, [10] * len(x)), FNMR)


@pytest.mark.parametrize(("limit", "verdict"), [("20 %", Verdict.MET), ("0.2 %", Verdict.NOT_MET)])
def test_a_limit_of_typical_people_says_of_whom_it_is(limit: str, verdict: Verdict) -> None:
    many = of([1] * 60 + [0] * 60, limit)
    assert many.verdict is verdict
    assert ", for people like these." in many.why
    assert "rests on about" not in many.why
    # ψ = 2 - 10 x 28/1,200 of 14 people and -.2333 of 106: (Σψ²)²/Σψ⁴ = 49.47²/136.7 = 17.9
    few = of([2] * 14 + [0] * 106, limit)
    assert few.verdict is verdict
    assert ", for people like these. It rests on about 18 people: others may err far more often" in few.why


def test_a_limit_that_assumes_nothing_does_not() -> None:
    assert "for people like these" not in of([0] * 120, "20 %").why
    assert "for people like these" not in of([9] * 3 + [0] * 117, "60 %").why
