"""A printed number stands for every number that is printed so, and for no other."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.claims.exact import implied
from bystander.claims.printed import NotANumberError, Printed, printed
from bystander.claims.sentence import found_in


def ends(text: str) -> tuple[str, str]:
    number = printed(text)
    return f"{'[' if number.low_in else '('}{number.low}", f"{number.high}{']' if number.high_in else ')'}"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("99.8 %", "[399/400", "1997/2000)"),  # .9975 to below .9985
        ("0.0003 %", "[1/400000", "7/2000000)"),
        ("99,8 %", "[399/400", "1997/2000)"),
        ("99.8 per cent", "[399/400", "1997/2000)"),
        ("about 99.8%", "[399/400", "1997/2000)"),
        ("100 %", "[1", "1]"),  # one error refutes all, whatever its decimals
        ("100.00 %", "[1", "1]"),
        ("1.0", "[1", "1]"),
        ("nearly 100 %", "[199/200", "1]"),
        ("10 in 10", "[1", "1]"),
        ("0 %", "[0", "0]"),
        ("0.000 %", "[0", "0]"),
        ("0 in 5,000", "[0", "0]"),
        ("almost 0 %", "[0", "1/200)"),
        ("0.998", "[399/400", "1997/2000)"),
        ("2 ‰", "[3/2000", "1/400)"),
        ("1 in 6,000", "(1/6500", "1/5500]"),
        ("1 in 6’000", "(1/6500", "1/5500]"),
        ("99·8 %", "[399/400", "1997/2000)"),
        ("99٫8 %", "[399/400", "1997/2000)"),
        ("2·10^-3", "[3/2000", "1/400)"),
        ("one in 6 000", "(1/6500", "1/5500]"),
        ("1/6000", "(1/6500", "1/5500]"),
        ("1:6000", "(1/6500", "1/5500]"),
        ("84,9 Prozent", "[1697/2000", "1699/2000)"),
        ("1 in 33 million", "(1/33500000", "1/32500000]"),
        ("once in a million", "(1/1500000", "1/950000]"),
        ("1 in 10,000", "(1/15000", "1/9500]"),
        ("1 in 10", "(1/15", "2/19]"),
        ("1 in 12,000", "(1/12500", "1/11500]"),
        ("1 in 10 million", "(1/15000000", "1/9500000]"),
        ("3 in a million", "[1/400000", "7/2000000)"),
        ("8 of 42", "[4/21", "4/21]"),
        ("1,208 out of 1,742", "[604/871", "604/871]"),
        ("none", "[0", "0]"),
        ("90 pc", "[179/200", "181/200)"),
        ("one person in 100", "(1/150", "1/95]"),
        ("four out of five", "[4/5", "4/5]"),
        ("nine in ten", "[17/20", "19/20)"),
        ("below 0.1 %", "[0", "1/1000)"),
        ("at most 0.1 %", "[0", "1/1000]"),
        ("not more than 1 in 1,000", "[0", "1/1000]"),
        ("no less than 1 in 1,000", "[1/1000", "1]"),
        ("99 % or more", "[99/100", "1]"),
        ("more than 80 %", "(4/5", "1]"),
        ("1e-5 %", "[1/20000000", "3/20000000)"),  # half a unit of its last digit
        ("1.5e-5 %", "[29/200000000", "31/200000000)"),
        ("1 × 10⁻⁵ %", "[1/20000000", "3/20000000)"),
        ("1e-6", "[1/2000000", "3/2000000)"),
        ("10^-6", "[1/2000000", "3/2000000)"),
        ("one false alert per 6,000", "(1/6500", "1/5500]"),
        ("12 false alerts in 1,000", "[23/2000", "1/80)"),
        ("one in five hundred", "(1/550", "1/450]"),
        ("no false alerts", "[0", "0]"),
        ("0.125 in 100", "[249/200000", "251/200000)"),  # no thousands begin with 0
        ("≤ 1 in 1,000", "[0", "1/1000]"),
    ],
)
def test_the_digits_of_a_number_give_its_range(text: str, low: str, high: str) -> None:
    assert ends(text) == (low, high)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accurate", "not read as a share"),
        ("100.5 %", "more than all"),
        ("1 in 6.000", "thousands or a fraction"),
        ("1 in", "does not say in how many"),
        ("1 in 0", "divides by nothing"),
        ("9.9.8 %", "two points"),
        ("12", "not read as a share"),
        ("95-99 %", "not read as a share"),
        ("99.5±0.3 %", "not read as a share"),
        ("-1 %", "not read as a share"),
        ("less than 0 %", "far side of none"),
        ("over 100 %", "far side of all"),
        ("at least 1 % at most", "both sides"),
        ("1 in 6,000 or more", "either number may be the limit"),
        ("1e-9999999 %", "more digits"),
        ("0." + "9" * 101, "more digits"),
    ],
)
def test_what_is_no_share_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(NotANumberError, match=said):
        printed(text)


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_a_share_is_within_the_range_of_what_it_is_printed_as(millionths: int, digits: int) -> None:
    share = Fraction(millionths, 10**6)
    scaled = share * 100 * 10**digits
    half_up = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = f"{half_up / 10**digits:.{digits}f} %"
    if half_up not in {0, 100 * 10**digits}:  # these are none and all
        assert share in printed(text)
    other = f"{(half_up + 1) / 10**digits:.{digits}f} %"
    if half_up + 1 < 100 * 10**digits:
        assert share not in printed(other)


@given(
    st.sampled_from(["99.8 %", "0.0003 %", "1 in 6,000", "3 in a million", "at least 80 %", "8 of 42"]),
    st.fractions(0, 1),
)
def test_what_went_wrong_is_the_rest_of_what_went_right(text: str, share: Fraction) -> None:
    number = printed(text)
    assert (share in number) == (1 - share in number.rest())
    assert number.rest().rest() == number


@given(st.integers(1, 5000), st.integers(0, 3), st.integers(0, 10**5))
def test_implied_counts_are_all_and_only_those_that_are_printed_so(trials: int, digits: int, place: int) -> None:
    number = printed(f"{place % (100 * 10**digits) / 10**digits:.{digits}f} %")
    every = [x for x in range(trials + 1) if Fraction(x, trials) in number]
    assert implied(number, trials) == ((every[0], every[-1]) if every else None)


def test_numbers_are_found_in_sentences_with_what_limits_them() -> None:
    assert found_in("99.9997 % accurate") == ("99.9997 %",)
    assert found_in("a rate of below 0.1 %, and more than 80 per cent found") == (
        "below 0.1 %",
        "more than 80 per cent",
    )
    assert found_in("once in a million, they say") == ("once in a million",)
    assert found_in("9 of 10 matches are wrong") == ("9 of 10",)
    assert found_in("only one subject in 100, or 90 pc") == ("one subject in 100", "90 pc")
    assert found_in("Four out of five are wrong, someone in 7 says") == ("Four out of five",)
    assert found_in("four per cent, or 86 % of 50") == ("four per cent", "86 %")
    assert found_in("no false alerts in 2.5 million faces") == ("no false alerts",)
    assert found_in("no error rate was given") == ()


def test_a_range_without_width_is_exact() -> None:
    assert printed("none").exact
    assert printed("0 %").exact
    assert not printed("about 0 %").exact
    assert Fraction(1, 200) not in printed("about 0 %")
    assert isinstance(printed("1 in 3").rest(), Printed)


def test_beside_a_lone_1_the_smaller_numbers_are_printed_in_finer_steps() -> None:
    number = printed("1 in 10,000")
    assert Fraction(1, 9_500) in number
    assert Fraction(1, 9_499) not in number
    assert Fraction(1, 14_999) in number
    assert Fraction(1, 15_000) not in number
    assert Fraction(21, 110_550) not in number  # 1 in 5,264 is printed as 1 in 5,000


@given(st.integers(1, 10**7))
def test_one_in_so_many_is_within_the_range_of_its_first_figure(many: int) -> None:
    step = 10 ** (len(str(many)) - 1)
    rounded = (2 * many + step) // (2 * step) * step
    assert Fraction(1, many) in printed(f"1 in {rounded:,}")
