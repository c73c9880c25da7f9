"""The worked example of the page is computed."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "bands.md"


def test_the_numbers_on_the_page_are_those_of_the_code() -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert found.attempted >= 6
    assert found.failed == 0
