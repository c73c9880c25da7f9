"""The table of settings and the remarks beside a trade-off: by hand."""

from __future__ import annotations

import pytest

from bystander.findings.estimate import Bounds, Estimate
from bystander.findings.method import Method
from bystander.findings.section import MOST_REMARKS, Remark, Section
from bystander.findings.signs import Interval
from bystander.intervals.measured import Measured
from bystander.studies.evaluate.comparisons.section import HEADS
from bystander.studies.evaluate.settings import Setting, stricter, table


def measured(events: int, trials: int, low: float, high: float, near: float | None = None) -> Measured:
    estimate = Estimate(
        value=events / trials, low=low, high=high, level=0.95, method=Method("m"), events=events, trials=trials
    )
    return Measured(estimate=estimate, bounds=Bounds(if_seen_among_closest_upper=near))


def setting(label: str, false: Measured, missed: int, *, chosen: bool = False) -> Setting:
    return Setting(
        label=label,
        named=f"at {label}",
        threshold="1",
        false=false,
        missed=measured(missed, 900, 0.0, 0.6),
        chosen=chosen,
    )


LAX = setting("1 in 100", measured(2_687, 269_100, 0.0081, 0.012), 37)
MAIN = setting("1 in 1,000", measured(269, 269_100, 0.00071, 0.0014), 69, chosen=True)
STRICT = setting("1 in 10,000", measured(26, 269_100, 0.000061, 0.00015), 147)
NONE = setting("none in this trial", measured(0, 269_100, 0.0, 0.02, near=0.000016), 412)


def test_the_next_stricter_setting_is_said_with_what_it_costs() -> None:
    assert str(stricter([LAX, MAIN, STRICT, NONE])) == (
        "Moving left is stricter. At 1 in 1,000, 69 of 900 were missed; at 1 in 10,000, 147."
    )


def test_without_a_stricter_setting_the_next_laxer_one_is_said() -> None:
    assert str(stricter([LAX, MAIN])) == (
        "Moving right is laxer. At 1 in 1,000, 69 of 900 were missed; at 1 in 100, 37."
    )
    assert stricter([MAIN]) is None
    assert stricter([LAX, STRICT]) is None


def test_counts_stand_before_rates_and_the_setting_of_the_page_is_named() -> None:
    rows = table([LAX, MAIN, STRICT, NONE], [("1 in 1,000,000", "too few")], HEADS)
    assert [r.label for r in rows.rows if r.chosen] == ["1 in 1,000, this page"]
    false, missed = rows.rows[1].cells
    assert (false.counted, false.said) == ("269 of 269,100", "1,000 (710 to 1,400)")
    assert missed.counted == "69 of 900"
    assert rows.columns[0].unit == "In a million"


def test_none_counted_has_two_limits_and_what_each_holds_under() -> None:
    rows = table([MAIN, NONE], [], HEADS)
    cell = rows.rows[1].cells[0]
    assert isinstance(cell.mark, Interval)
    assert (cell.mark.none, cell.mark.high, cell.mark.far) == (True, 0.000016, 0.02)
    assert (cell.said, cell.note) == ("at most 16", "or 20,000 whatever people do")
    assert "if those who would err already show" in rows.reading


def test_what_cannot_be_shown_is_a_row_with_its_reason_and_no_cell() -> None:
    last = table([MAIN], [("1 in 1,000,000", "269,100 are too few")], HEADS).rows[-1]
    assert (last.cells, last.reason) == ((), "cannot be shown: 269,100 are too few")


def test_no_section_has_more_remarks_than_anybody_reads() -> None:
    with pytest.raises(ValueError, match="more than anybody reads"):
        Section(heading="h", chart="det", remarks=(Remark("a", "b"),) * (MOST_REMARKS + 1))
