"""The tour fits in every language: no drawn word is cut off or lies on another, no heading takes four lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.tour import words
from bystander.tour.build import of_the_story

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

LINES = 3
# Every word that is drawn is noted on its canvas with the box that it takes, until the canvas is drawn anew.
NOTE = """(() => {
  const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
  Object.defineProperty(HTMLCanvasElement.prototype, "width", {
    get() { return width.get.call(this); },
    set(value) { this.drawn = []; width.set.call(this, value); },
  });
  const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const m = this.measureText(text);
    const at = (px, py) => this.getTransform().transformPoint(new DOMPoint(px, py));
    const from = at(x - m.actualBoundingBoxLeft, y - m.actualBoundingBoxAscent);
    const to = at(x + m.actualBoundingBoxRight, y + m.actualBoundingBoxDescent);
    const [left, right] = [from.x, to.x].sort((a, b) => a - b);
    const [top, bottom] = [from.y, to.y].sort((a, b) => a - b);
    if (text.trim()) (this.canvas.drawn ??= []).push({ text, left, right, top, bottom });
    draw.call(this, text, x, y);
  };
})()"""
LOOK = """() => {
  const faults = [];
  const look = (name, { drawn, width, height }) => drawn.forEach((a, i) => {
    const inside = a.left >= -1 && a.top >= -1 && a.right <= width + 1 && a.bottom <= height + 1;
    if (!inside) faults.push(`${name}: cut off: ${a.text}`);
    for (const b of drawn.slice(i + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 2) faults.push(`${name}: on each other: ${a.text} | ${b.text}`);
    }
  });
  for (const step of document.querySelectorAll("section.step")) {
    look(step.id, step.querySelector("canvas"));
    look(`${step.id}, to hand on`, window.bystander.picture(step.id).canvas);
  }
  return faults;
}"""
HEADINGS = """() => [...document.querySelectorAll("section.step :is(h1, h2)")].map((heading) =>
  [heading.textContent, Math.round(heading.clientHeight / parseFloat(getComputedStyle(heading).lineHeight))])"""
WRAPPED = """() => {
  const lines = (one) => {
    const words = document.createRange();
    words.selectNodeContents(one);
    return new Set([...words.getClientRects()].map((line) => Math.round(line.top))).size;
  };
  return [...document.querySelectorAll("main .button")].filter((one) => lines(one) > 1).map((one) => one.textContent);
}"""


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tour") / "tour.html"
    file.write_text(of_the_story(), encoding="utf-8")
    return file


@pytest.mark.parametrize("width", [360, 390, 820, 1400])
@pytest.mark.parametrize("language", words.languages())
def test_every_word_has_its_room(browser: Browser, tour: Path, language: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.add_init_script(NOTE)
    page.goto(f"{tour.as_uri()}?lang={language}")
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate(LOOK) == []
    assert [heading for heading, lines in page.evaluate(HEADINGS) if lines > LINES] == []
    assert page.evaluate(WRAPPED) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    said = page.locator("main").inner_text()
    assert [mark for mark in ("{", "}", "undefined", "NaN") if mark in said] == []
    page.close()
