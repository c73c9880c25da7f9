"""Words in drawings: large enough to be read on paper, and every small axis named on a phone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.report.html import render
from tests.plots.sample_charts import SYSTEMS, study
from tests.report import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from bystander.findings import Study

NINE = {**SYSTEMS, "differences": SYSTEMS["differences"][:1] * 9}
STUDIES: dict[str, Callable[[], Study]] = {
    "evaluate": samples.evaluate,
    "audit": samples.audit,
    "compare": lambda: replace(samples.evaluate(), series=study(NINE).series),
}
LEAST = 6.0  # points
ROOM = 688  # CSS pixels between the margins of a sheet of A4

_SMALLEST = """() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  return Math.min(...[...document.querySelectorAll('svg.chart')].filter(e => e.getBoundingClientRect().width)
    .flatMap(e => [...e.querySelectorAll('text')])
    .map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a * .75)) }"""


@pytest.mark.parametrize("name", STUDIES)
def test_words_in_charts_are_printed_at_six_points_or_more(browser: Browser, tmp_path: Path, name: str) -> None:
    page = tmp_path / "report.html"
    page.write_text(render(STUDIES[name]()), encoding="utf-8")
    opened = browser.new_page(viewport={"width": ROOM, "height": 1000})
    opened.goto(page.as_uri())
    opened.emulate_media(media="print")
    smallest = opened.evaluate(_SMALLEST)
    opened.close()
    assert smallest >= LEAST


def test_a_phone_names_the_axis_of_every_small_sign(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    record = tmp_path / "record.csv"
    record.write_text("date,faces_seen,alerts,true_alerts,false_alerts\n2024-03-01,10000,9,6,3\n", encoding="utf-8")
    page.write_text(render(by.audit(record).study), encoding="utf-8")
    seen = {}
    for width in (390, 1400):
        opened = browser.new_page(viewport={"width": width, "height": 900})
        opened.goto(page.as_uri())
        seen[width] = opened.evaluate(
            "() => [...document.querySelectorAll('.rows .iv')].map(e => e.nextElementSibling).map(e => "
            "e.matches('.ticks.near') && e.getBoundingClientRect().height > 0)"
        )
        opened.close()
    assert seen[390]
    assert all(seen[390])
    assert not any(seen[1400])
