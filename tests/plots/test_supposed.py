"""The chart of supposed shares: no ratio without its share, no open end as a limit, no group left out in silence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import bystander as by
from bystander.plots import export, supposed
from bystander.plots.chart import NARROW, WIDE, Size
from tests.plots.sample_charts import rows, specification

if TYPE_CHECKING:
    from bystander.findings import Study


def of(total: int, **events: int) -> Study:
    """Return the audit of a record in which nobody counted the faces seen of each group."""
    counts = {f"false_alerts_{name}": [n] for name, n in events.items()}
    record = {"date": ["2024-09-01"], "faces_seen": [3_147_436], "alerts": [20_770], "false_alerts": [total], **counts}
    return by.audit(pa.table(record), groups=list(events)).study


def marks(study: Study, shape: str, size: Size = WIDE) -> list[float]:
    """Return at which shares, in per cent, marks of a shape stand."""
    chart = supposed.chart(study)
    assert chart is not None
    spec = specification(chart, size)
    layers = [one for panel in spec["layer"] for one in panel.get("layer", [])]
    return [row["x"] for one in layers if one["mark"].get("shape") == shape for row in one["data"]["values"]]


def test_eight_of_ten_tip_at_two_fifths_and_every_other_share_stands_in_the_table() -> None:
    study = of(10, black=8)
    built = supposed.data(study)
    assert built is not None
    (panel,) = built.panels
    assert panel.counted == "8 of 10 false alerts"
    assert panel.tipping_point == pytest.approx(0.4439045, abs=5e-8)  # V15
    chart = supposed.chart(study)
    assert chart is not None
    assert chart.table.rows[1] == ("20 %", "16 (3.2 to 150)")
    assert chart.table.rows[3] == ("50 %", "4.0 (0.80 to 39)")
    assert [r[0] for r in chart.table.rows] == ["10 %", "20 %", "30 %", "50 %"]


def test_the_ratio_falls_with_the_share_as_odds_do_and_turns_where_the_tipping_point_says() -> None:
    built = supposed.data(of(34, female=23, male=11))
    assert built is not None
    for panel in built.panels:
        odds = panel.events / (panel.total - panel.events)
        assert [q.ratio for q in panel.points] == pytest.approx([odds * (1 - q.share) / q.share for q in panel.points])
        assert all(a.ratio > b.ratio for a, b in pairwise(panel.points))
        assert panel.tipping_point is not None
        assert [q.low > 1 for q in panel.points] == [q.share < panel.tipping_point for q in panel.points]


def test_the_share_is_said_to_be_supposed_wherever_a_ratio_is_said() -> None:
    chart = supposed.chart(of(10, black=8))
    assert chart is not None
    assert "Their share is supposed" in chart.reading
    assert chart.alt == (
        "The shares of the faces seen are supposed, not counted. black, 8 of 10 false alerts. If 5 % of the faces "
        "seen were theirs, they were flagged by mistake 76 times (15 to 730) as often as everybody else. If 50 % were, "
        "4.0 times (0.80 to 39); tipping point at 44 %."
    )
    assert all("Supposed share of the faces seen" in export.svg(chart, size) for size in (WIDE, NARROW))


def test_every_ratio_is_a_mark_on_a_band_with_an_edge_at_both_ends() -> None:
    study = of(34, female=23)
    chart = supposed.chart(study)
    assert chart is not None
    assert marks(study, "circle") == [5, 10, 13.5, 20, 25, 30, 40, 50]
    (panel,) = specification(chart, WIDE)["layer"][:1]
    edges = next(one for one in panel["layer"] if one["mark"]["type"] == "tick")
    assert len(edges["data"]["values"]) == 2 * 8


def test_no_upper_limit_is_an_arrow_upward_that_stands_clear_of_the_mark() -> None:
    study = of(10, black=10)
    assert len(marks(study, "triangle-up")) == 8
    assert marks(study, "triangle-down") == []
    built, chart = supposed.data(study), supposed.chart(study)
    assert built is not None
    assert chart is not None
    assert built.ends[1] >= 3 * max(q.ratio for q in built.panels[0].points)
    assert chart.table.rows[-1] == ("50 %", "21 (at least 2.2)")
    assert "half a one more" in chart.table.note


def test_no_false_alert_is_an_arrow_downward_and_no_ratio_of_0() -> None:
    study = of(10, white=0)
    chart = supposed.chart(study)
    assert chart is not None
    assert len(marks(study, "triangle-down")) == 8
    assert chart.table.rows[0][1].split(" (")[1].startswith("up to ")
    assert "tipping point at" not in chart.alt
    assert all(row["y"] > 0 for row in rows(specification(chart, WIDE)) if "y" in row)


def test_a_tipping_point_below_every_share_that_is_drawn_is_not_named() -> None:
    built = supposed.data(of(10, white=1))
    assert built is not None
    assert built.panels[0].part_low == pytest.approx(0.0025, abs=5e-5)
    assert built.panels[0].tipping_point is None


def test_of_many_groups_those_with_the_highest_tipping_points_are_drawn_in_the_order_given() -> None:
    chart = supposed.chart(of(100, a=5, b=0, c=20, d=1, e=50, f=24))
    assert chart is not None
    assert list(dict.fromkeys(r[0] for r in chart.table.rows)) == ["a", "c", "e", "f"]
    assert "2 more groups: in curves.parquet." in chart.reading
    assert chart.table.note == "16 of 48 rows are shown; curves.parquet holds all of them."


@pytest.mark.parametrize("events", [(0, 0), (1, 0), (5000, 4), (5000, 5000), (9, 1)])
def test_the_axis_holds_1_and_every_mark_within_its_ends(events: tuple[int, int]) -> None:
    study = of(10_000, a=events[0], b=events[1])
    built = supposed.data(study)
    assert built is not None
    low, high = built.ends
    assert low < 1 < high
    for size in (WIDE, NARROW):
        chart = supposed.chart(study)
        assert chart is not None
        drawn = [row[y] for row in rows(specification(chart, size)) for y in ("y", "y2") if y in row]
        assert all(low <= y <= high for y in drawn)
        assert export.inline(chart, size).startswith("<svg")


def test_counted_faces_leave_nothing_to_suppose() -> None:
    counted = {"date": ["2024-09-01"], "faces_seen": [1000], "alerts": [20], "false_alerts": [10],
               "false_alerts_a": [8], "faces_seen_a": [300]}  # fmt: skip
    assert supposed.chart(by.audit(pa.table(counted), groups="a").study) is None
    assert supposed.chart(of(0, a=0)) is None
