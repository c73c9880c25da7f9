"""What the tour shows of a scenario, against closed forms, scipy and the record that it was read from."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from scipy import stats

from bystander.crowd import examples
from bystander.crowd.scenario_file import read_scenario_text
from bystander.demo.published import published_counts
from bystander.explorer.inputs import unknown as explorer_unknown
from bystander.tour.facts import facts
from bystander.tour.story import OXFORD_CIRCUS, scenario_of_the_story

STORY = facts(scenario_of_the_story(), OXFORD_CIRCUS)
CROWD = 'title = "t"\nsource = "s"\n[crowd]\npeople = 60_000\nsought = 1\n'
EVERY_STEP = ["you", "guess", "day", "days", "queue", "accurate", "shrink", "who"]


def of(text: str) -> dict[str, Any]:
    return facts(read_scenario_text(CROWD + text))


def row(place: str, date: str) -> dict[str, str]:
    """Return the row of the published counts of a place and a first day."""
    rows = csv.DictReader(StringIO(published_counts()))
    return next(r for r in rows if r["place"].startswith(place) and r["date"] == date)


def test_the_number_is_the_counted_rate_times_the_looks_and_nothing_else() -> None:
    assert STORY["expected"] == pytest.approx(7 / 8_600 * 60_000, rel=1e-12)
    assert STORY["million"] == pytest.approx(7e6 / 8_600, rel=1e-12)


def test_the_range_is_the_exact_prediction_of_the_rare_limit() -> None:
    """Negative binomial with r = x below and x + 1 above, p = n / (n + m) (METHODS VI.2)."""
    p = 8_600 / (8_600 + 60_000)
    assert STORY["low"] == stats.nbinom.ppf(0.025, 7, p) == 18
    assert STORY["high"] == stats.nbinom.ppf(0.975, 8, p) == 104


def test_twenty_days_are_quantiles_of_the_days_as_counted() -> None:
    p = 8_600 / (8_600 + 60_000)
    wanted = [stats.nbinom.ppf((i + 0.5) / 20, 7, p) for i in range(20)]
    assert STORY["days"] == wanted
    assert STORY["days"] == [18, 24, 27, 31, 33, 36, 38, 41, 43, 45, 48, 50, 53, 56, 59, 62, 67, 72, 79, 94]


def test_shares_and_limits_are_those_of_clopper_and_pearson() -> None:
    for found, wrong, n in (("faces", 7, 8_600), ("alerts", 7, 8)):
        share = STORY["accurate"][found]
        assert share["events"] == n - wrong
        exact = stats.binomtest(n - wrong, n).proportion_ci(method="exact")
        assert (share["low"], share["high"]) == pytest.approx((exact.low, exact.high), rel=1e-9)
    exact = stats.binomtest(8, 10).proportion_ci(method="exact")
    assert (STORY["who"]["low"], STORY["who"]["high"]) == pytest.approx((exact.low, exact.high), rel=1e-9)
    exact = stats.binomtest(7, 8_600).proportion_ci(method="exact")
    assert STORY["open"]["low"] == pytest.approx(exact.low * 1e6, rel=1e-9)


def test_the_true_rate_may_be_half_of_the_counted_one_or_twice() -> None:
    """The words of the story say so; the limits must allow it."""
    assert STORY["open"]["low"] < STORY["million"] / 2
    assert STORY["open"]["high"] > STORY["million"] * 2


def test_the_story_is_what_the_record_says() -> None:
    counted = row("Oxford Circus", OXFORD_CIRCUS.day.isoformat())
    assert (int(counted["faces_seen"]), int(counted["alerts"]), int(counted["false_alerts"])) == (8_600, 8, 7)
    assert (STORY["trials"], OXFORD_CIRCUS.alerts, STORY["events"]) == (8_600, 8, 7)
    year = row("London", "2024-09-01")
    who = OXFORD_CIRCUS.who
    assert (int(year["false_alerts"]), int(year["false_alerts_black"])) == (who.all, who.part)
    assert int(year["faces_seen"]) == who.faces


def test_every_step_is_there_for_the_story() -> None:
    assert STORY["steps"] == EVERY_STEP
    assert STORY["tag"] == "counted"


def test_steps_without_evidence_are_left_out() -> None:
    rate = of("[false_alerts]\nrate = 0.001\n")
    assert (rate["tag"], rate["kind"]) == ("asserted", "number")
    assert rate["steps"] == ["you", "guess", "day", "days", "queue"]
    assert rate["open"] is rate["accurate"] is rate["who"] is None
    assert not rate["counts"]


def test_with_nothing_counted_there_is_a_bound_and_no_day() -> None:
    none = of("[false_alerts]\nevents = 0\ntrials = 12_120\n")
    assert (none["kind"], none["days"], none["expected"], none["low"]) == ("bound", [], 0, 0)
    assert none["high"] == stats.nbinom.ppf(0.975, 1, 12_120 / (12_120 + 60_000))
    assert none["steps"] == ["you", "guess", "day", "accurate"]


def test_what_was_never_published_has_no_number() -> None:
    unknown = of("")
    assert (unknown["kind"], unknown["tag"], unknown["days"]) == ("unknown", "unknown", [])
    assert unknown["steps"] == ["you", "guess", "day"]


def test_counts_of_groups_alone_are_counted_and_told_as_such() -> None:
    own = '[[groups]]\nname = "{}"\nshare = 0.5\nfalse_alerts = {{ events = {}, trials = 9_000 }}\n'
    found = of(own.format("a", 3) + own.format("b", 30))
    assert (found["kind"], found["tag"], found["rests"]) == ("number", "counted", "groups")
    assert found["million"] == pytest.approx(33e6 / 18_000)
    assert STORY["rests"] == "counted"


def test_what_was_never_published_for_some_is_unknown_as_it_is_in_the_sandbox() -> None:
    found = of(
        '[[groups]]\nname = "a"\nshare = 0.5\nfalse_alerts = { events = 3, trials = 9_000 }\n'
        '[[groups]]\nname = "b"\nshare = 0.5\n'
    )
    assert (found["kind"], found["tag"], found["days"]) == ("unknown", "unknown", [])
    assert explorer_unknown(found["state"])


def test_one_invented_rate_makes_the_number_invented() -> None:
    groups = (
        '[false_alerts]\nevents = 3\ntrials = 9_000\n[[groups]]\nname = "a"\nshare = 0.5\n'
        '[[groups]]\nname = "b"\nshare = 0.5\n'
        "false_alerts = { events = 0, trials = 500, invented = true }\n"
    )
    found = of(groups)
    assert found["tag"] == "invented"
    assert "who" in found["steps"]
    shared, own = found["who"]["rows"]
    assert shared == {"name": "a", "tag": None}
    assert (own["value"], own["low"]) == (0, 0)
    assert own["high"] == pytest.approx(1e6 * (1 - 0.025 ** (1 / 500)), rel=1e-9)


def test_hits_that_were_counted_fill_their_denominator() -> None:
    found = of("[false_alerts]\nevents = 3\ntrials = 9_000\n[hits]\nevents = 17\ntrials = 20\n")
    assert found["accurate"]["wanted"]["share"] == 0.85
    assert found["accurate"]["alerts"] is None


@pytest.mark.parametrize("name", examples.names())
def test_days_of_every_example_ascend_about_its_expectation(name: str) -> None:
    found = facts(read_scenario_text(examples.text(name)))
    days = found["days"]
    assert len(days) == 20
    assert all(a <= b for a, b in pairwise(days))
    assert days[0] <= found["expected"] <= days[-1] + 1
    assert found["low"] <= days[1]
    assert days[-2] <= found["high"]
