"""The picture of a first screen as a file: it can be read, and holds every word of the picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bystander.findings.first_screen import FirstScreen, said
from bystander.findings.signs import Array, Arrays, Axis, Cell, ChartOf, Column, Hatch, Interval, Row, Rows, Sign
from bystander.plots.export import SYNTHETIC
from bystander.report.picture import WIDTH, main_chart, main_picture
from bystander.report.screen import ticks
from tests.report import samples

if TYPE_CHECKING:
    from bystander.findings import Study

AXIS = Axis(0, 1, ticks=((0.0, "0"), (0.5, "50 %"), (1.0, "100 %")))
SVG = "{http://www.w3.org/2000/svg}"
LONG = "A force of a very long name, which goes on and on, and on again <&>"
ROWS = Rows(
    caption="What was counted",
    columns=(Column("Of all alerts, how many were false?", AXIS), Column("Of faces?", AXIS)),
    rows=(
        Row(
            LONG,
            (
                Cell(Interval(low=0.1, high=0.3, value=0.2), "2 of 10", "20 %"),
                Cell(Hatch("faces seen: not published at all")),
            ),
        ),
        Row("", (Cell(None), Cell(Interval(low=0, high=0.1, none=True), "0 of 9", "none", "farther"))),
    ),
    key=(("false", "false alerts, as counted"), ("band", "what chance leaves open")) * 4,
    reading="Read it from the left.",
)
ONE = Array(
    title="One person", rate=0.077, low=0.05, high=0.1, sign=Sign.MISS, rest=Sign.RIGHT,
    said="77 of 1,000", spread="(50 to 100)", counted="69 of 900",
)  # fmt: skip
ARRAYS = Arrays(arrays=(ONE, replace(ONE, title="Two people " * 9, sign=Sign.FALSE, rest=Sign.PERSON)))


def study(picture: Rows | Arrays | ChartOf | None, *, synthetic: bool = False) -> Study:
    sample = samples.evaluate(steps=20, synthetic=synthetic)
    return replace(sample, first=FirstScreen(sentence=said("A sentence."), lead=said("A lead."), picture=picture))


def words(svg: str) -> str:
    return " ".join("".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("picture", [ROWS, ARRAYS])
def test_it_holds_every_word_and_stays_within_its_frame(picture: Rows | Arrays) -> None:
    drawn = main_picture(study(picture))
    assert drawn is not None
    found = words(drawn.svg)
    if isinstance(picture, Rows):
        cells = [cell for row in picture.rows for cell in row.cells]
        expected = [LONG, *(c.counted for c in cells), *(c.said for c in cells), "faces seen: not published at all"]
        expected += [picture.reading, *(meaning for _, meaning in picture.key)]
        assert drawn.alt == picture.caption
    else:
        expected = [text for one in picture.arrays for text in (one.title.strip(), one.counted)]
    for text in expected:
        assert text in found
    root = ET.fromstring(drawn.svg)
    for line in root.iter(f"{SVG}text"):
        assert 0 <= float(line.attrib["x"]) < WIDTH
        assert 0 < float(line.attrib["y"]) <= float(root.attrib["height"])


def test_it_carries_its_colours_and_needs_nothing_else() -> None:
    drawn = main_picture(study(ROWS))
    assert drawn is not None
    assert "var(" not in drawn.svg
    assert "href" not in drawn.svg
    assert "<title>A sentence.</title>" in drawn.svg


def test_made_up_evidence_is_called_so_in_the_picture() -> None:
    for synthetic in (True, False):
        drawn = main_picture(study(ARRAYS, synthetic=synthetic))
        assert drawn is not None
        assert (SYNTHETIC in drawn.svg) == synthetic


def test_a_chart_is_named_and_not_drawn_here() -> None:
    assert main_picture(study(ChartOf("det"))) is None
    assert main_chart(study(ChartOf("det"))) == "det"
    assert main_picture(study(None)) is None
    assert main_chart(study(None)) == ""


def test_where_a_logarithmic_axis_begins_its_value_does_not_run_into_the_nothing_before_it() -> None:
    axis = Axis(1e-2, 1e-1, ((0.0, "0"), (1e-2, "10,000"), (1e-1, "100,000 in a million")), log=True, nothing=True)
    found = re.findall(r'text-anchor="(\w+)">([^<]+)<', ticks(axis))
    assert found == [("start", "0"), ("start", "10,000"), ("end", "100,000 in a million")]
