"""``python -m tests.printed PAGE...``: how many words and sheets of paper pages come to, with every fold open.

Counted is what the ink says: the words of text and drawings that are shown on paper, the running heads on each sheet,
and the longest head of a table once more on each sheet from the third on, as a table that goes on has its head again.
It comes within 2 % of what ``pdftotext PAGE.pdf - | wc -w`` counts, which breaks some words at the end of a line.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chromium import ARGUMENTS, executable

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_TEXTS = """() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  const shown = (e) => e.checkVisibility();
  const said = (root) => { const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) { const { parentElement: e, textContent: text } = walker.currentNode;
      if (shown(e)) texts.push(e.closest('svg') ? text + ' ' : text) }
    return texts.join('') };
  return [said(document.body), ...[...document.querySelectorAll('thead')].map(said)] }"""
_MARGIN = re.compile(r"@(?:top|bottom)-\w+\{content:([^;]*);")

_FIRST = "@page :first"


@dataclass(frozen=True)
class Printed:
    """What a page comes to on paper."""

    words: int
    sheets: int


def printed(browser: Browser, page: Path) -> Printed:
    """Return the words and sheets of a page, every fold open."""
    opened = browser.new_page()
    opened.goto(page.as_uri())
    opened.emulate_media(media="print")
    text, *heads = opened.evaluate(_TEXTS)
    sheets = opened.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    each, _, first = opened.locator("style").first.inner_text().partition(_FIRST)
    opened.close()
    head = max((len(said.split()) for said in heads), default=0)
    again = sheets * _in_margins(each) + _in_margins(first) + max(sheets - 2, 0) * head
    return Printed(len(text.split()) + again, sheets)


def _in_margins(style: str) -> int:
    return sum(len(content.split()) for content in _MARGIN.findall(style))


def main() -> None:
    """Print a line a page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for name in sys.argv[1:]:
            found = printed(browser, Path(name).resolve())
            print(f"{name}: {found.words:,} words, {found.sheets} sheets")  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main()
