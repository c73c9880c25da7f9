"""What was required, drawn: one line for all, marks where number over limit puts them, hatches where there is none."""

from __future__ import annotations

from dataclasses import replace
from math import log10

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.findings import Verdict
from bystander.plots import requirement_words as words
from bystander.plots import requirements
from bystander.plots.chart import NARROW, WIDE, Size
from bystander.report.html import render
from bystander.requirements.requirement import At, Requirement
from tests.plots.sample_charts import required, rows, specification


def test_the_axis_is_the_logarithm_of_number_over_limit() -> None:
    assert [requirements.place(ratio) for ratio in (0.0, 0.1, 20.0, 1e9)] == [0, 0, 1, 1]
    assert requirements.place(1.0) == pytest.approx(1 / log10(200))
    assert requirements.place(4.0) - requirements.place(2.0) == pytest.approx(
        requirements.place(2.0) - requirements.place(1.0)
    )


def test_each_row_has_its_verdict_its_numbers_in_its_own_unit_and_its_source() -> None:
    met, not_met, open_, never = requirements.rows_of(required())
    assert [row.word for row in (met, not_met, open_, never)] == [
        "Met",
        "Not met",
        "Cannot be shown",
        "Cannot be shown",
    ]
    assert (met.counted, met.whose) == ("80 of 400,000, 1 in 5,000", "an approval, clause 4")
    assert met.numbers.startswith("200 in a million (")
    assert open_.numbers.startswith("50 % (")
    assert open_.whose == "annex"
    assert never.value is None
    assert never.verdict is Verdict.NOT_BY_THIS_KIND
    limit = requirements.place(1.0)
    assert met.high is not None
    assert not_met.low is not None
    assert met.high < limit < not_met.low


def test_the_summary_counts_the_verdicts() -> None:
    found = requirements.rows_of(required())
    assert words.summary(found) == "Of four requirements, one is met and one is not. Two cannot be shown."
    assert words.summary(found[:1]) == f"The requirement “{found[0].name}” is met."
    assert words.summary(found[2:]) == "Of two requirements, two cannot be shown."
    assert words.summary(found[1:]) == "Of three requirements, one is not met. Two cannot be shown."


def test_a_few_requirements_are_named_with_count_and_limit_and_of_many_the_first_that_fails() -> None:
    met, not_met, open_, _ = found = requirements.rows_of(required())
    assert words.named((met,)) == f"Met: “{met.name}” (80 of 400,000, 1 in 5,000; {met.limit})."
    said = words.named((met, open_))
    assert said.startswith(
        f"Met: “{met.name}” (80 of 400,000, 1 in 5,000; {met.limit}). Cannot be shown: “{open_.name}” ("
    )
    assert said.endswith(f"; {open_.limit}).")
    of_many = words.named(found)
    assert of_many.startswith(words.summary(found))
    assert f"Not met: “{not_met.name}”" in of_many
    assert met.name not in of_many


def test_a_limit_that_is_made_up_is_told_so_where_the_verdict_is() -> None:
    found = requirements.rows_of(required())
    up = [replace(row, whose="an approval (made up), clause 4") for row in found]
    assert words.named((up[0],)).endswith(f"made-up limit: {up[0].limit}).")
    both = words.named((up[0], found[1]))
    assert both.count("made-up limit") == 1
    assert words.named(tuple(up)).endswith(" All limits are made up.")
    assert words.named((up[0], *found[1:])).endswith(" One of the limits is made up.")
    assert "made up" not in words.named(found)


def test_what_may_be_repeated_says_where_a_requirement_is_met() -> None:
    """Another threshold than the one of the sentence before it: there the rates are others."""
    one, two = np.triu_indices(60, 1)
    same = one // 2 == two // 2
    trial = pa.table({
        "probe_subject": one // 2, "reference_subject": two // 2, "probe": one, "reference": two,
        "score": np.where(same, 4.0, 0.0) + np.random.default_rng(1).normal(size=len(same)),
    })  # fmt: skip
    wanted = [
        Requirement(name=f"A{n}", quantity="fnmr", limit="90 %", direction="at-most", at=At(threshold=n / 4))
        for n in (8, 9)
    ]
    said = words.named(requirements.rows_of(by.require(trial, wanted, replicates=0).study))
    assert said.endswith("; at most 90 %, at the threshold 2.25).")


def test_how_sure_one_has_to_be_does_not_read_as_what_came_out() -> None:
    assert all(row.at.endswith("must be shown at 95 %") for row in requirements.rows_of(required()))


def test_an_end_beyond_the_axis_is_an_arrow_and_a_floor_says_what_is_drawn() -> None:
    """Ends at a thirtieth of the limit and at 30 times of it are past both ends; 81 % over a floor of 80 % is .95."""
    study = required()
    finding = next(f for f in study.document.findings if f.requirement is not None and f.requirement.lower is not None)
    asked = finding.requirement
    assert asked is not None
    assert finding.estimate is not None
    wide = asked.model_copy(update={"lower": asked.limit / 30, "upper": asked.limit * 30})
    floor = asked.model_copy(update={"direction": "at-least", "limit": 0.8, "lower": 0.5, "upper": 0.97})
    estimate = finding.estimate.model_copy(update={"value": 0.8125, "low": 0.5, "high": 0.97, "events": 39})
    made = [
        finding.model_copy(update={"requirement": wide}),
        finding.model_copy(update={"requirement": floor, "estimate": estimate}),
    ]
    past, held = requirements.rows_of(replace(study, document=study.document.model_copy(update={"findings": made})))
    assert (past.before, past.beyond, past.rest) == (True, True, "")
    assert (held.before, held.beyond) == (False, False)
    assert held.rest == "the other 19 % over 20 %"
    assert held.value == pytest.approx(requirements.place(0.1875 / 0.2))
    page = render(replace(study, document=study.document.model_copy(update={"findings": tuple(made)})))
    assert page.count('class="rq-arrow"') == 2
    assert "; an arrow where it goes on" in page


@pytest.mark.parametrize(
    ("written", "said"),
    [("1/10000", "1 in 10,000"), ("1 / 6_000", "1 in 6,000"), ("1 %", "1 %"), ("1 in 600", "1 in 600")],
)
def test_a_limit_written_as_a_fraction_is_said_as_one_in_so_many(written: str, said: str) -> None:
    study = required()
    asked = [
        f.model_copy(update={"requirement": f.requirement.model_copy(update={"limit_as_written": written})})
        for f in study.document.findings
        if f.requirement is not None
    ]
    found = requirements.rows_of(replace(study, document=study.document.model_copy(update={"findings": tuple(asked)})))
    assert {row.limit.removeprefix("at most ").removeprefix("at least ") for row in found} == {said}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_marks_stand_within_the_drawing_and_only_where_there_is_a_number(size: Size) -> None:
    chart = requirements.chart(required())
    assert chart is not None
    spec = specification(chart, size)
    assert all(0 <= row["x"] <= spec["width"] for row in rows(spec) if isinstance(row.get("x"), (int, float)))
    points = [layer["mark"] | {"of": layer} for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    discs = [mark["of"] for mark in points if not str(mark.get("shape", "")).startswith("triangle")]
    assert sum(len(layer["data"]["values"]) for layer in discs) == 3


def test_the_table_says_all_that_the_drawing_shows() -> None:
    chart = requirements.chart(required())
    assert chart is not None
    assert [row[4] for row in chart.table.rows] == [
        "met", "not met", "cannot be shown with this evidence", "cannot be shown at all by this kind of evidence",
    ]  # fmt: skip


def test_a_band_that_goes_on_past_the_axis_ends_in_an_arrow() -> None:
    met, not_met, *_ = requirements.rows_of(required())
    assert (met.before, met.beyond) == (False, False)
    assert (not_met.before, not_met.beyond) == (False, True)  # 200 times the limit, on an axis that ends at 20
    chart = requirements.chart(required())
    assert chart is not None
    arrows = [
        layer["data"]["values"]
        for layer in specification(chart, WIDE)["layer"]
        if str(layer["mark"].get("shape", "")).startswith("triangle")
    ]
    assert sorted(map(len, arrows)) == [0, 1]  # to the right alone


def test_the_range_of_one_verdict_is_said_where_that_of_the_page_is_another() -> None:
    met, *others = requirements.rows_of(required())
    assert words.stricter((met,)) == f"The verdict allows for alerts that come {met.together}: {met.range}."
    assert met.range == "120 to 300 in a million"
    assert words.stricter((met, *others)) == words.STRICTER
    assert words.stricter(tuple(replace(row, value=None) for row in others)) == ""


def test_what_would_show_a_requirement_is_said_first_where_it_is_the_only_one() -> None:
    *_, not_shown, never = requirements.rows_of(required())
    assert not_shown.would
    assert words.would_show((not_shown,)) == not_shown.would
    without = replace(not_shown, value=None)
    assert {words.would_show(rows) for rows in ((not_shown, never), (without,), ())} == {""}


def test_how_many_alerts_come_at_a_time_is_that_of_the_verdict() -> None:
    faces, alerts = [5000] * 6, [2, 0, 1, 3, 0, 1]
    table = pa.table({
        "date": [f"2026-0{i + 1}-05" for i in range(6)], "faces_seen": faces, "alerts": alerts,
        "true_alerts": [0] * 6, "false_alerts": alerts,
    })  # fmt: skip
    (row,) = requirements.rows_of(by.audit(table, require="approved-1-in-6000").study)
    assert row.together == "in fives"
    assert "5 at a time" in row.why
