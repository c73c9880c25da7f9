"""Crowds of one person, of nobody, and without anybody sought: findings and sentences say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bystander.crowd.scenario_file import read_scenario_text
from bystander.studies.crowd.study import crowd

if TYPE_CHECKING:
    from bystander.findings import Finding, Study

HITS = "events = 80\ntrials = 100"
RARE = "events = 150\ntrials = 150_000"


def study(people: int, sought: int, false: str = RARE, hits: str = HITS) -> Study:
    text = (
        f'title = "A square"\n[crowd]\npeople = {people}\nsought = {sought}\nhours = 5\n'
        f"[false_alerts]\n{false}\n[hits]\n{hits}\n"
    )
    return crowd(read_scenario_text(text), name="square.toml", sha256="0" * 64)


def found(of: Study, name: str) -> Finding:
    return of.document.find(name)[0]


@pytest.mark.parametrize("people", [1, 2, 700, 60_000])
@pytest.mark.parametrize(
    "false", [RARE, "rate = 0.0", "rate = 1.0", "events = 0\ntrials = 900", "events = 3\ntrials = 3"]
)
def test_the_sentence_of_a_count_has_the_range_of_its_finding(people: int, false: str) -> None:
    whole = study(people, 1, false)
    for name in ("false-alerts", "people-flagged", "right-alerts"):
        one = found(whole, name)
        (low, high) = re.findall(r"; (?:at most|between)? ?(none|[\d,]+)(?: and ([\d,]+))? \(", one.answer)[0]
        if one.estimate is None:
            assert not high  # one number, of which nobody knows how sure it is
            continue
        ends = (low, high) if high else ("0", low)
        assert tuple(float(end.replace(",", "")) for end in ends) == (one.estimate.low, one.estimate.high)


def test_of_one_person_at_most_one_is_flagged() -> None:
    """One look at a rate of 1 in 1,000 gives 0.001 alerts."""
    one = found(study(1, 1), "people-flagged")
    assert one.estimate is not None
    assert (one.estimate.value, one.estimate.low, one.estimate.high) == (0.001, 0.0, 1.0)
    assert "; at most 1 (95 % range" in one.answer


def test_what_no_crowd_will_ever_see_has_no_one_in_its_range() -> None:
    one = found(study(9, 1, "rate = 1e-30"), "people-flagged")
    assert one.estimate is None
    assert "; none (95 % range" in one.answer


def test_where_nobody_is_sought_no_alert_is_right_and_no_range_is_told() -> None:
    whole = study(20_000, 0)
    assert whole.document.verdict[1] == "Nobody in the crowd is sought, so none of about 20 alerts would be right."
    share = found(whole, "share-of-right-alerts")
    assert (share.estimate, share.not_estimable) == (None, "nobody in the crowd is sought")


def test_where_nobody_else_passes_every_alert_is_right() -> None:
    whole = study(0, 10)
    assert whole.document.verdict[1].startswith("Nobody else passes, so all of about 8.0 alerts would be right. ")
    share = found(whole, "share-of-right-alerts")
    assert share.estimate is None
    assert share.answer == "Nobody else passes, so all of the alerts would be right."


@pytest.mark.parametrize(("false", "hits", "says"), [
    ("rate = 0.0", HITS, "All of about 8.0 alerts would be right."),
    (RARE, "rate = 0.0", "None of about 20 alerts would be right."),
])  # fmt: skip
def test_asserted_rates_of_none_leave_all_or_none(false: str, hits: str, says: str) -> None:
    assert study(20_000, 10, false, hits).document.verdict[1].startswith(says)
