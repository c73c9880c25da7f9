"""Scenarios with the smallest numbers that there are: a number comes out, or a stop, and no traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCENARIO = """
title = "A crowd"

[crowd]
people = 60_000
sought = 1
looks = 1
capture = {capture}

[false_alerts]
rate = {rate}
invented = true
source = "made up"

[hits]
rate = {hits}
invented = true
source = "made up"
"""
SMALL = ("5e-324", "1e-320", "2.3e-308", "1e-300", "1e-20")


def scenarios() -> Iterator[dict[str, str]]:
    usual = {"capture": "1.0", "rate": "0.001", "hits": "0.9"}
    for name in usual:
        for small in SMALL:
            yield {**usual, name: small}
    yield dict.fromkeys(usual, SMALL[0])


@pytest.mark.parametrize("numbers", list(scenarios()), ids=str)
def test_the_smallest_numbers_give_words(numbers: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "scenario.toml"
    file.write_text(SCENARIO.format(**numbers))
    verdict = " ".join(bystander.consequences(file).document.verdict)
    assert "000,000,000,000,000,000" not in verdict
    assert "inf" not in verdict.split()
