"""The numbers of the tour in a real browser: Python has the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bystander.crowd.page import blocks_of, numbers
from bystander.tour.build import of_the_story
from bystander.tour.facts import twenty
from tests.browser import explorer_parity
from tests.browser.opening import still

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def quiet(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open the tour once, for tests that only call its functions."""
    file = tmp_path_factory.mktemp("tour") / "crowd.html"
    file.write_text(of_the_story(), encoding="utf-8")
    found, noise = still(browser, file)
    yield found
    assert noise == [file.as_uri()]
    found.close()


def test_days_and_ranges_are_those_of_python(quiet: Page) -> None:
    states: list[dict[str, Any]] = [s for s in explorer_parity.states() if s["false_alerts"]["status"] != "unknown"]
    script = "(states) => states.map((s) => [window.bystander.twentyOf(s), window.bystander.rangeOf(s)])"
    assert len(states) > 40
    for state, (days, range_) in zip(states, quiet.evaluate(script, states), strict=True):
        assert days == twenty(blocks_of(state).bystanders), state
        assert range_ == pytest.approx(numbers(state)["flagged"], rel=1e-9), state


def test_tests_of_other_sizes_are_those_of_python(quiet: Page) -> None:
    state = quiet.evaluate("() => window.bystander.facts.state")
    for events in (1, 2, 7, 30, 70):
        trials = events * 8_600 / 7
        false = state["false_alerts"] | {"events": events, "trials": trials}
        wanted = twenty(blocks_of(state | {"false_alerts": false}).bystanders)
        found = quiet.evaluate("([s, k]) => window.bystander.testOf(s, k)", [state, events])
        assert found == {"events": events, "trials": round(trials), "days": wanted}


SHARES = {0.9991860465: "99.9", 0.125: "12.5", 0.0031597: "0.32", 0.5265: "53", 0.998324: "99.8", 0.999673: "99.97",
          0.8: "80", 1.0: "100", 0.0: "0", 60 / 61: "98", 0.9999997: "99.99997"}  # fmt: skip


def test_a_share_never_rounds_to_all_or_nothing(quiet: Page) -> None:
    found = quiet.evaluate("(shares) => shares.map((s) => window.bystander.percent(s))", list(SHARES))
    assert [f.replace("\u00a0", " ") for f in found] == [f"{wanted} %" for wanted in SHARES.values()]
