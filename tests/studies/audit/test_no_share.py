"""A record of false alerts alone, as press releases give it: its headline has the interval, and says what lacks."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.findings import wording

if TYPE_CHECKING:
    from pathlib import Path

LACKS = "The record does not say of how many alerts or faces, so nothing can be said of an alert or a passer-by."


def verdict(folder: Path, *rows: str, who: str = "") -> tuple[str, ...]:
    file = folder / "record.csv"
    dated = [f"2024-{month:02}-22,{row}\n" for month, row in enumerate(rows, 1)]
    file.write_text(f"date,{who}deployments,false_alerts\n{''.join(dated)}", encoding="utf-8")
    return by.audit(file).verdict


def test_no_false_alert_in_a_number_of_deployments_leaves_a_rate_open(tmp_path: Path) -> None:
    limit = -log(0.05) / 17  # no event in 17 at this rate: exp(-17 limit) = 0.05
    assert exp(-17 * limit) == pytest.approx(0.05)
    found, lacks = verdict(tmp_path, "17,0")
    open_to = f"chance alone leaves open up to {wording.significant(limit)} per deployment (95 %)."
    assert found == f"The record counts 0 false alerts in 17 deployments; {open_to}"
    assert lacks == LACKS


def test_some_false_alerts_are_said_with_both_ends(tmp_path: Path) -> None:
    # Garwood's limits of 9 events are 4.115 and 17.085
    open_to = "chance alone leaves open 0.24 to 1.0 per deployment (95 %)."
    assert verdict(tmp_path, "17,9") == (f"The record counts 9 false alerts in 17 deployments; {open_to}", LACKS)


def test_rows_too_unlike_for_a_rate_have_none_in_the_headline(tmp_path: Path) -> None:
    said = verdict(tmp_path, "2,40", "3,0", "3,0", "3,1", "3,0", "3,30")
    assert said[0] == (
        "The record counts 71 false alerts in 17 deployments. They are too unlike for one rate per deployment."
    )
    assert said[-1] == LACKS


def test_what_lacks_is_said_once_for_all_operators(tmp_path: Path) -> None:
    said = verdict(tmp_path, "One,17,0", "Two,4,3", who="operator,")
    assert len(said) == 3
    assert said[-1] == LACKS
