"""Several requirements at once: what is required often, twice in the same words, or so that no rate can meet it."""

from __future__ import annotations

import bystander as by
from bystander.studies.require.several import of_several
from tests.studies.require.made import required
from tests.studies.require.test_study import record


def test_a_few_that_differ_need_no_caveat() -> None:
    assert of_several([required("1 %"), required("1 %", quantity="fmr"), required("2 %")]) == ()


def test_that_many_clauses_of_one_quantity_were_tried_is_told() -> None:
    (said,) = of_several([required("10 %", name=f"C{n}", at={"threshold": 1 + n / 10}) for n in range(20)])
    assert said.startswith("“fnmr” is required 20 times. Each verdict is at its own level")


def test_a_clause_twice_is_told() -> None:
    (said,) = of_several([required("5 %")] * 2)
    assert said.startswith("“n” is required 2 times, word for word.")


def test_limits_that_no_rate_keeps_are_told_and_a_range_is_none() -> None:
    most, least = required("5 %", name="most"), required("5 %", name="least", direction="at-least")
    assert of_several([most, least])[0].startswith("“most” and “least” can hardly be met by one rate.")
    wide = required("1 %", name="least", direction="at-least")
    assert not any("hardly" in said for said in of_several([most, wide]))
    elsewhere = required("5 %", name="least", direction="at-least", at={"threshold": 2.0})
    assert not any("hardly" in said for said in of_several([most, elsewhere]))


def test_it_stands_among_the_caveats_of_the_study() -> None:
    wanted = [required(f"1/{n}", quantity="false-alerts-per-face") for n in (100, 300, 500, 1000)]
    caveats = by.audit(record([5]), require=wanted).document.caveats
    assert any("is required 4 times. Each verdict" in said for said in caveats)
