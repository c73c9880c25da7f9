"""A record of false alerts alone, as press releases give it: its first screen has the range, and says what lacks."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.findings import wording
from bystander.findings.signs import Interval, Rows

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings.first_screen import FirstScreen

LACKS = "The record does not say of how many alerts or faces, so nothing can be said of an alert or a passer-by."


def first_of(folder: Path, *rows: str, head: str = "date,deployments,false_alerts") -> FirstScreen:
    file = folder / "record.csv"
    dated = [f"2024-{month:02}-22,{row}\n" for month, row in enumerate(rows, 1)]
    file.write_text(f"{head}\n{''.join(dated)}", encoding="utf-8")
    first = by.audit(file).study.first
    assert first is not None
    return first


def test_no_false_alert_in_a_number_of_deployments_leaves_a_rate_open(tmp_path: Path) -> None:
    limit = -log(0.05) / 17  # no event in 17 at this rate: exp(-17 limit) = 0.05
    assert exp(-17 * limit) == pytest.approx(0.05)
    first = first_of(tmp_path, "17,0")
    assert str(first.sentence) == "No false alert was counted in 17 deployments in January 2024."
    open_to = f"Chance alone leaves open up to {wording.significant(limit, up=True)} per deployment"
    one_sided = f"{open_to} (95 %, one-sided, as none was counted)."
    assert str(first.lead) == f"That does not show a rate of zero. {one_sided} {LACKS}"


def test_some_false_alerts_are_said_with_both_ends(tmp_path: Path) -> None:
    # Garwood's limits of 9 events are 4.115 and 17.085
    first = first_of(tmp_path, "17,9")
    assert str(first.sentence) == "9 false alerts were counted in 17 deployments in January 2024."
    open_to = "That is 0.53 per deployment. Chance alone leaves open 0.24 to 1.0 per deployment (95 %)."
    assert str(first.lead) == f"{open_to} {LACKS}"


def test_it_says_what_is_assumed_what_lacks_and_what_to_ask(tmp_path: Path) -> None:
    first = first_of(tmp_path, "23,0,41", head="date,deployments,false_alerts,arrests")
    assert first.assumed.startswith("Alerts were counted and judged rightly (not checked again).")
    lacks = "How many faces were seen; how many alerts there were; who judged them;"
    assert first.untold == f"{lacks} unnoticed mistakes; sought people missed."
    arrests = "Do not read the 41 arrests as right alerts: people are also arrested for what a stop brings to light."
    unlike = "Deployments differ in length and in faces seen, so do not compare operators by them."
    assert first.apart == f"{arrests} {unlike}"
    assert first.next == "ask how many faces were seen, how many alerts there were and who judged them."
    assert first_of(tmp_path, "23,0").apart == unlike


def test_rows_that_tell_no_false_alerts_are_no_deployments_without_one(tmp_path: Path) -> None:
    first = first_of(tmp_path, "17,9", "30,", "4,0")
    assert str(first.sentence) == "9 false alerts were counted in 21 deployments from January 2024 to March 2024."


def test_rows_too_unlike_for_a_rate_have_none_on_the_first_screen(tmp_path: Path) -> None:
    first = first_of(tmp_path, "2,40", "3,0", "3,0", "3,1", "3,0", "3,30")
    assert str(first.sentence).startswith("71 false alerts were counted in 17 deployments")
    assert str(first.lead) == f"Rows are too unlike for one rate per deployment. {LACKS}"
    assert first.picture is None


def test_of_several_operators_the_one_with_most_deployments_is_told_and_all_are_drawn(tmp_path: Path) -> None:
    first = first_of(tmp_path, "One,4,3", "Two,17,0", "Three,,2", head="date,operator,deployments,false_alerts")
    assert str(first.sentence) == "Two: no false alert was counted in 17 deployments in February 2024."
    assert first.apart.startswith("Add or rank no two operators")
    assert isinstance(first.picture, Rows)
    one, three, two = first.picture.rows
    assert [row.label for row in first.picture.rows] == ["One", "Three", "Two"]
    assert isinstance(one.cells[0].mark, Interval)
    assert (one.detail, one.cells[0].counted) == ("January 2024", "3 in 4")
    assert two.cells[0].said == "none counted: at most 0.18 per deployment"
    assert isinstance(three.cells[0].mark, Interval)
