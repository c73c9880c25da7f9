"""What could change a number stands on the first screen, however many rows the picture has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.report.html import render
from bystander.report.screen import MOST_ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PERIODS = [f"{year}-{month}-01" for year in (2023, 2024, 2025) for month in ("03", "09")]


def page(folder: Path, periods: int, *, required: str = "") -> Path:
    """Write the page of a record with so many half-years, each a row of the picture."""
    rows = "".join(f"{day},10000,9,6,3\n" for day in PERIODS[:periods])
    record = folder / "record.csv"
    record.write_text(f"date,faces_seen,alerts,true_alerts,false_alerts\n{rows}", encoding="utf-8")
    found = folder / "report.html"
    found.write_text(render(by.audit(record, require=required or ()).study), encoding="utf-8")
    return found


@pytest.mark.parametrize("periods", [1, 2, 3, MOST_ROWS, 5, 6])
@pytest.mark.parametrize(
    ("width", "height", "required"), [(1400, 900, ""), (390, 844, ""), (1400, 900, "approved-1-in-6000")]
)
def test_three_claims_are_seen_without_scrolling(
    browser: Browser, tmp_path: Path, periods: int, width: int, height: int, required: str
) -> None:
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.goto(page(tmp_path, periods, required=required).as_uri())
    claims = {claim for claim in opened.locator(".caveats b").all_inner_texts() if claim}
    seen = opened.evaluate(
        "() => [...document.querySelectorAll('.claims li, .caveats b')].filter(e => { const b = "
        "e.getBoundingClientRect(); return b.height && b.bottom <= innerHeight }).map(e => e.textContent)"
    )
    opened.close()
    assert len(claims) == 3
    assert claims <= set(seen)
    assert len(seen) == 3 or periods > 2 or width < 1000  # none stands twice where there is room below the picture


def test_on_paper_the_claims_stand_once(browser: Browser, tmp_path: Path) -> None:
    opened = browser.new_page()
    opened.goto(page(tmp_path, 6).as_uri())
    opened.emulate_media(media="print")
    assert not opened.locator(".claims").is_visible()
    opened.close()
