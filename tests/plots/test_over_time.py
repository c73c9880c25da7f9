"""Small multiples over time: no two operators on one line, no box taller or wider than what was counted."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import csv

import bystander as by
from bystander.demo import published
from bystander.look import tokens
from bystander.plots import export, over_time, over_time_data, shapes
from bystander.plots.chart import NARROW, WIDE
from bystander.plots.shapes import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Study
    from bystander.plots.chart import Size

NAMES = ("who", "date", "date_to", "faces_seen", "alerts", "true_alerts", "false_alerts")
Row = tuple[str | int | None, ...]
TOWN: tuple[Row, ...] = (
    ("Town", "2022-02-01", "2022-03-01", 10_000, 20, 17, 3),
    ("Town", "2024-02-01", "2024-03-01", 10_000_000, 50, 50, 0),
)
COUNTY: tuple[Row, ...] = (("County", "2023-01-01", "2023-12-31", None, 100, 90, 10),)
QUIET: tuple[Row, ...] = (("County", "2024-03-01", "2024-03-01", 5_000, 0, 0, 0),)


def of(rows: Sequence[Row]) -> Study:
    return by.audit(pa.table({name: [row[i] for row in rows] for i, name in enumerate(NAMES)})).study


def drawn(rows: Sequence[Row], role: str) -> list[dict[str, str]]:
    """Return the attributes of all rectangles of a role."""
    chart = over_time.chart(of(rows))
    assert chart is not None
    picture = chart.draw(WIDE)
    assert isinstance(picture, str)
    return [dict(e.attrib) for e in ET.fromstring(picture).iter() if e.get("fill") == tokens.light(role)]


def test_operators_have_a_row_each_and_one_has_no_name() -> None:
    chart = over_time.chart(of((*TOWN, *COUNTY)))
    assert chart is not None
    assert chart.title == "No two operators may be added up"
    assert chart.alt == (
        "County: alerts judged false: 10 of 100. "
        "Town: alerts judged false: 3 of 20, 0 of 50; false alerts in faces seen: 3 in 10,000, 0 in 10,000,000."
    )
    alone = over_time.chart(of(TOWN))
    assert alone is not None
    assert alone.title == "Over time"


def test_one_period_of_one_operator_is_told_on_the_first_screen_alone() -> None:
    assert over_time.chart(of(COUNTY)) is None


def test_what_was_not_published_is_hatched_with_its_reason() -> None:
    chart = over_time.chart(of((*TOWN, *COUNTY)))
    assert chart is not None
    for size in (WIDE, NARROW):
        assert "not given" in export.svg(chart, size)


def test_none_counted_has_one_edge_and_a_hollow_disc_at_the_foot() -> None:
    bands = drawn(TOWN, "band")
    edges = drawn(TOWN, "band-edge")
    assert len(bands) == 4  # two periods, twice
    assert len(edges) == 2 * 4 - 2  # the two of none counted have no lower edge
    chart = over_time.chart(of(TOWN))
    assert chart is not None
    rings = [e for e in ET.fromstring(str(chart.draw(WIDE))).iter() if e.get("stroke") == tokens.light("false")]
    assert len(rings) == 2


def test_a_box_is_as_wide_as_its_period() -> None:
    built = over_time_data.data(of((*TOWN, *COUNTY)))
    assert built is not None
    wide = [float(band["width"]) for band in drawn((*TOWN, *COUNTY), "band")]
    year, month = max(wide), min(wide)
    days = built.last + 1 - built.first
    scale = (year + 2) / 365
    assert days * scale == pytest.approx((WIDE.width - 168 - 6 - 62) / 2 - 12, rel=0.02)
    assert month == pytest.approx(30 * scale - 2, rel=0.1)


def test_words_cover_no_other_words() -> None:
    rows = [("Town", f"20{y}-01-01", f"20{y}-06-30", 10_000 * y, 20, 17, 3) for y in range(10, 16)]
    chart = over_time.chart(of(rows))
    assert chart is not None
    root = ET.fromstring(str(chart.draw(WIDE)))
    bold = [e for e in root.iter() if e.tag.endswith("text") and re.match(r"\d", e.text or "") and e.get("font-weight")]
    boxes = [
        Box(float(e.attrib["x"]), float(e.attrib["y"]) - 10, shapes.wide(e.text or "", 11, bold=True), 11) for e in bold
    ]
    assert boxes
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))


def random_rows(seed: int) -> list[Row]:
    """Return the counts of an operator over up to seven periods, some of them unpublished or without a mistake."""
    rng = np.random.default_rng(seed)
    starts = sorted(date(2015, 1, 1) + timedelta(int(d)) for d in rng.integers(0, 4000, int(rng.integers(2, 8))))
    rows: list[Row] = []
    for start in starts:
        faces = None if rng.random() < 0.3 else int(10 ** rng.uniform(3.6, 7))
        alerts = None if rng.random() < 0.3 else int(rng.integers(1, 3000))
        false = int(rng.integers(0, min(alerts or 50, 50) + 1))
        right = None if alerts is None else alerts - false
        end = start + timedelta(int(rng.integers(0, 400)))
        rows.append(("Town", str(start), str(end), faces, alerts, right, false))
    return rows


def metropolitan() -> Study:
    """Return the study of the one operator whose counts stand closest together."""
    table = csv.read_csv(BytesIO(published.published_counts().encode()))
    return by.audit(table.filter(pc.equal(table["who"], "Metropolitan Police"))).study


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("seed", [None, *range(25)])
def test_words_lie_over_no_line_no_mark_and_no_other_words(seed: int | None, size: Size) -> None:
    chart = over_time.chart(metropolitan() if seed is None else of([*random_rows(seed), *COUNTY, *QUIET]))
    assert chart is not None
    root = ET.fromstring(str(chart.draw(size)))
    font = size.font - 2
    texts = [e for e in root.iter() if e.tag.endswith("text") and e.get("font-size") == f"{font:g}"]
    labels = [e for e in texts if re.match(r"[\d,]+ (in|of) |.*: not |visitors", e.text or "")]
    boxes = [
        Box(
            float(e.attrib["x"]),
            float(e.attrib["y"]) - 9,
            shapes.wide(e.text or "", font, bold="font-weight" in e.attrib),
            10,
        )
        for e in labels
    ]
    assert boxes
    assert [(a, b) for a, b in combinations(boxes, 2) if a.meets(b)] == []
    colours = {tokens.light(role) for role in ("rule", "ink", "ink3")}
    paths = [e.attrib["d"] for e in root.iter() if e.tag.endswith("path") and e.get("stroke") in colours]
    for path in paths:
        x1, y1, x2, y2 = (float(n) for n in re.fullmatch(r"M(\S+) (\S+)L(\S+) (\S+)", path).groups())  # type: ignore[union-attr]
        assert [e.text for e, box in zip(labels, boxes, strict=True) if box.crossed((x1, y1), (x2, y2))] == [], path
    bands = [e.attrib for e in root.iter() if e.tag.endswith("rect") and e.get("fill") == tokens.light("band")]
    for b in bands:
        band = Box(*(float(b[key]) for key in ("x", "y", "width", "height")))
        assert [e.text for e, box in zip(labels, boxes, strict=True) if box.meets(band)] == []


@pytest.mark.parametrize("false", [(13, 9), (9, 13), (2, 40)])
def test_words_stand_with_their_own_period_where_another_follows_at_once(false: tuple[int, int]) -> None:
    early, late = false
    rows: list[Row] = [
        ("Town", "2024-04-01", "2024-09-30", 410_000, 96, 96 - early, early),
        ("Town", "2024-10-01", "2025-03-31", 532_000, 141, 141 - late, late),
    ]
    chart = over_time.chart(of(rows))
    assert chart is not None
    root = ET.fromstring(str(chart.draw(WIDE)))
    bands = [e.attrib for e in root.iter() if e.tag.endswith("rect") and e.get("fill") == tokens.light("band")]
    words = {e.text: e for e in root.iter() if e.tag.endswith("text")}
    for band, told in zip(bands, (f"{early} of 96", f"{late} of 141"), strict=False):
        at = float(words[told].attrib["x"]) + shapes.wide(told, WIDE.font - 2, bold=True) / 2
        assert float(band["x"]) <= at <= float(band["x"]) + float(band["width"]), told


@pytest.mark.parametrize(
    ("start", "end", "passes"),
    [((0, 0), (20, 20), True), ((0, 15), (30, 15), True), ((0, 0), (9, 30), False), ((0, 5), (30, 5), False),
     ((12, 12), (14, 14), True), ((0, 10), (30, 10), False), ((15, 0), (15, 9), False)],
)  # fmt: skip
def test_whether_a_line_passes_through_a_box(
    start: tuple[float, float], end: tuple[float, float], *, passes: bool
) -> None:
    assert Box(10, 10, 10, 10).crossed(start, end) is passes


def test_a_long_name_and_a_long_record_stay_within_the_picture() -> None:
    rows = [("Constabulary of " + "x" * 90, f"{y}-01-01", None, 1000, 9, 8, 1) for y in range(1990, 2025)]
    chart = over_time.chart(of(rows))
    assert chart is not None
    assert "in the table of every number" in chart.reading
    for size in (WIDE, NARROW):
        root = ET.fromstring(export.svg(chart, size))
        assert all(
            float(e.attrib["x"]) <= size.width for e in root.iter() if e.tag.endswith("rect") and "x" in e.attrib
        )


def test_hatching_stays_inside_its_box() -> None:
    ends = [float(n) for n in re.findall(r"[ML]([\d.]+) ", shapes.hatched(Box(10, 20, 30, 8)))]
    assert min(ends) >= 10
    assert max(ends) <= 40


def test_titles_begin_where_their_rule_does_and_words_keep_off_the_bands() -> None:
    rows = [
        (None, "2025-09-01", "2025-12-31", 113_770, 23, 18, 5),
        (None, "2026-01-01", "2026-05-31", 146_230, 25, 21, 4),
    ]
    chart = over_time.chart(of(rows))
    assert chart is not None
    picture = chart.draw(WIDE)
    assert isinstance(picture, str)
    texts = [e for e in ET.fromstring(picture).iter() if e.tag.endswith("text")]
    assert next(float(e.attrib["x"]) for e in texts if (e.text or "").startswith("Of all alerts")) == 0
    edges = [
        (float(e["x"]), float(e["y"]), float(e["width"]), float(e["height"])) for e in drawn(rows, "band-edge")
    ]  # fmt: skip
    said = {e.text: (float(e.attrib["x"]), float(e.attrib["y"])) for e in texts}
    assert {"5 of 23", "4 of 25"} <= set(said)
    for words in ("5 of 23", "4 of 25", "5 in 113,770", "4 in 146,230"):
        x, foot = said[words]
        top = foot - 8  # of figures, in type of 11 pixels
        beneath = [y + height for left, y, width, height in edges if left <= x <= left + width and y < top]
        above = [y for left, y, width, _ in edges if left <= x <= left + width and y > top]
        assert not beneath or top - max(beneath) >= 2
        assert not above or min(above) - foot >= 2


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("later", [False, True])
def test_several_rows_of_one_day_stand_beside_each_other(size: Size, later: bool) -> None:  # noqa: FBT001
    rows: list[Row] = [("", "2024-03-01", "2024-03-01", 4000 + 1000 * i, 5 + i, 4, 1 + i) for i in range(3)]
    rows += [("", "2024-06-01", "2024-06-01", 9000, 9, 7, 2)] if later else []
    chart = over_time.chart(of(rows))
    assert chart is not None
    assert "Rows of the same days stand beside each other." in chart.reading
    picture = chart.draw(size)
    assert isinstance(picture, str)
    bands = [e.attrib for e in ET.fromstring(picture).iter() if e.get("fill") == tokens.light("band")]
    assert len(bands) == 2 * len(rows)
    boxes = [Box(*(float(b[key]) for key in ("x", "y", "width", "height"))) for b in bands]
    assert not [1 for one, other in combinations(boxes, 2) if one.meets(other)]
    if not later:  # three of five, six and seven: each is said once
        assert all(f">{1 + i} of {5 + i}<" in picture for i in range(3))
