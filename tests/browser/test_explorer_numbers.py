"""The numbers of the page that shows a crowd, in a real browser: Python has the same."""

from __future__ import annotations

import json
from math import log
from typing import TYPE_CHECKING, Any

import pytest

from bystander.crowd import nobody
from tests.browser import explorer_parity
from tests.browser.opening import drag

if TYPE_CHECKING:
    from playwright.sync_api import Page


PAGE = 1e-9  # how far the page may be from Python: it has special functions of its own
PROCESSORS = 1e-12  # how far Python may be from itself elsewhere: another processor rounds the last digits otherwise


def test_the_parity_file_is_what_python_computes() -> None:
    kept = json.loads(explorer_parity.FILE.read_text("utf-8"))
    computed = json.loads(json.dumps(explorer_parity.document()))
    assert [case["state"] for case in kept] == [case["state"] for case in computed]
    wrong = []
    for one, other in zip(kept, computed, strict=True):
        wrong += differences(one["numbers"], other["numbers"], close=PROCESSORS)
        wrong += differences(one["said"], other["said"], close=0)
    assert wrong == []


def test_a_difference_beyond_the_last_digits_would_be_found() -> None:
    assert differences({"a": [1.0, {"b": 0.5}]}, {"a": [1.0, {"b": 0.5 + 1e-15}]}, close=PROCESSORS) == []
    assert differences({"a": [1.0, {"b": 0.5}]}, {"a": [1.0, {"b": 0.5 + 1e-11}]}, close=PROCESSORS) != []


def test_the_page_computes_what_python_does(calculator: Page) -> None:
    cases = json.loads(explorer_parity.FILE.read_text("utf-8"))
    assert len(cases) >= 45
    found = calculator.evaluate("(cases) => cases.map((c) => window.bystander.consequences(c.state))", cases)
    wrong = []
    for case, ours in zip(cases, found, strict=True):
        wrong += [f"{case['state']}: {w}" for w in differences(case["numbers"], ours, close=PAGE)]
    assert wrong == []


def test_the_page_says_what_python_does(calculator: Page) -> None:
    cases = json.loads(explorer_parity.FILE.read_text("utf-8"))
    found = calculator.evaluate("(cases) => cases.map((c) => window.bystander.said(c.state))", cases)
    wrong = []
    for case, ours in zip(cases, found, strict=True):
        wrong += [f"{case['state']}: {w}" for w in differences(case["said"], ours, close=0)]
    assert wrong == []


def differences(expected: Any, found: Any, path: str = "", *, close: float) -> list[str]:
    """Say where two documents of numbers differ by more than a share ``close`` of the expected number."""
    if isinstance(expected, dict):
        assert set(expected) == set(found), path
        return [w for key in expected for w in differences(expected[key], found[key], f"{path}.{key}", close=close)]
    if isinstance(expected, list):
        assert len(expected) == len(found), path
        return [w for i, e in enumerate(expected) for w in differences(e, found[i], f"{path}[{i}]", close=close)]
    if isinstance(expected, float) and isinstance(found, int | float):
        if "share_right" in path:  # found by halving, up to steps of a distribution of counts
            close = max(close, 1e-6)
        if "p_nobody" in path and expected > 0:  # e^-168 has as many digits less as its exponent has
            close *= max(1.0, -log(expected))
        same = found == pytest.approx(expected, rel=close, abs=1e-290)
    else:
        same = expected == found
    return [] if same else [f"{path}: {expected} in Python, {found} in the page"]


def test_raising_the_rate_lights_people_and_never_unlights_one(page: Page) -> None:
    before: set[int] = set()
    for value in (300, 500, 650, 655, 700, 800):
        drag(page, "rate", value)
        lit = set(page.evaluate("() => window.bystander.lit()"))
        assert before <= lit
        before = lit
    assert len(before) > 100


def test_less_evidence_widens_the_range(page: Page) -> None:
    widths = []
    stops = int(page.locator("#trials").get_attribute("max") or 0)
    for value in (stops - 5, stops // 2, stops // 4):
        drag(page, "trials", value)
        r = page.evaluate("() => window.bystander.consequences(window.bystander.state()).flagged")
        widths.append(r["high"] - r["low"])
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]
    assert "both" in page.locator("#range").inner_text()


@pytest.mark.parametrize("n", [50, 12_120, 3_147_436, 10**8, 10**9])
def test_bounds_of_tiny_rates_keep_their_digits(calculator: Page, n: int) -> None:
    from math import expm1

    found = calculator.evaluate("(n) => window.bystander.special.betaIncInv(1, n, 0.95)", n)
    assert found == pytest.approx(-expm1(log(0.05) / n), rel=1e-12)


CORNERS = [(10.5, 3_147_426.5, 60_000), (5e5, 3e-6, 1), (2e6, 6e9, 32_621), (1e-6, 12.0, 15_000), (0.5, 5.5, 1500)]


def test_special_functions_are_those_of_scipy(calculator: Page) -> None:
    from scipy import special

    sizes = [0.5, 1.0, 2.5, 7.0, 19.99, 20.0, 150.0, 12_120.5, 3e6]
    log_none = calculator.evaluate("(ps) => ps.map(([a, b, n]) => window.bystander.special.logNone(a, b, n))", CORNERS)
    assert log_none == pytest.approx([nobody.log_none(*corner) for corner in CORNERS], rel=1e-12, abs=1e-12)
    log_gamma = calculator.evaluate("(xs) => xs.map((x) => window.bystander.special.logGamma(x))", sizes)
    assert log_gamma == pytest.approx(special.gammaln(sizes).tolist(), rel=1e-13, abs=1e-13)
    pairs = [(a, b) for a in (0.5, 3.0, 40.5, 900.0) for b in (0.5, 8.0, 12_120.5, 3e6)]
    inverse = "(ps) => ps.map(([a, b]) => [0.025, 0.5, 0.975].map((u) => window.bystander.special.betaIncInv(a, b, u)))"
    for (a, b), ours in zip(pairs, calculator.evaluate(inverse, pairs), strict=True):
        assert ours == pytest.approx(special.betaincinv(a, b, [0.025, 0.5, 0.975]).tolist(), rel=1e-8)
    points = [(a, x) for a in (1.0, 12.0, 61.0, 5000.0) for x in (0.3, 11.0, 60.0, 4990.0)]
    gamma = calculator.evaluate("(ps) => ps.map(([a, x]) => window.bystander.special.gammaQ(a, x))", points)
    assert gamma == pytest.approx([float(special.gammaincc(a, x)) for a, x in points], rel=1e-9, abs=1e-280)
