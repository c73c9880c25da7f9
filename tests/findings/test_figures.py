"""How many digits a number in a sentence has, and that rounding never makes a limit untrue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.findings import wording
from bystander.findings.digits import before_words, figures_of, to_figures


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3.5, "3.5"), (0.25, "0.25"), (91.5, "91.5"), (9_500.0, "9,500"), (0.0000035 * 1e6, "3.5"),
        (1e6 / 5_500, "182"), (1e6 / 6_000, "167"), (100 / 6.5, "15.4"), (200 / 3, "66.7"), (0.1234567, "0.1234567"),
    ],
)  # fmt: skip
def test_a_number_that_was_set_has_its_own_figures_and_three_where_they_do_not_end(value: float, said: str) -> None:
    assert wording.own(value) == said


@pytest.mark.parametrize(
    ("rate", "said"),
    [(0.01, "1 %"), (0.001, "0.1 %"), (0.003, "0.3 %"), (0.0000035, "0.00035 %"), (0.05, "5 %"), (0.0, "0 %"),
     (1.0, "100 %"), (1 / 6_000, "1 in 6,000"), (1 / 3, "1 in 3"), (2 / 3, "66.7 %"), (1 / 178_234, "1 in 178,234")],
)  # fmt: skip
def test_a_share_that_somebody_set_is_said_as_it_was_set(rate: float, said: str) -> None:
    assert wording.limit(rate) == said


@given(st.floats(1e-9, 1e7), st.integers(1, 8))
def test_a_limit_that_is_rounded_up_or_down_stays_a_limit_and_is_next_to_it(value: float, digits: int) -> None:
    exact = before_words(value)
    down, up = (to_figures(value, digits, up=side) for side in (False, True))
    assert down <= exact <= up
    assert to_figures(value, digits) in {down, up}
    assert up - down <= exact * 10.0 ** (1 - digits) * (1 + 1e-9)
    for side, told in ((True, up), (False, down)):
        assert float(wording.significant(value, digits, up=side).replace(",", "")) == pytest.approx(told, rel=1e-12)


@given(st.integers(1, 9_999_999), st.integers(-8, 4))
def test_what_ends_loses_no_figure(digits: int, power: int) -> None:
    value = digits * 10.0**power
    assert to_figures(value, figures_of(value)) == before_words(value)
    assert to_figures(value, figures_of(value), up=True) == to_figures(value, figures_of(value), up=False)


@pytest.mark.parametrize("value", [100 * 8 / 42, 1e6 / 5_500, 100 / 3, 100 * 4 / 210])  # 19.0476190476... has a 0 there
def test_what_does_not_end_has_three_figures(value: float) -> None:
    assert figures_of(value) == 3
