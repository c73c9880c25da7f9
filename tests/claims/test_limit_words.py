"""Words that make a limit have one home: what is found in a sentence with them is read with them."""

from __future__ import annotations

import pytest

from bystander.claims.claim_file import claim_of
from bystander.claims.printed import printed
from bystander.claims.sentence import found_in
from bystander.errors import ClaimError

DENIED = ("no", "not", "never", "isn't", "cannot be", "not go", "never falls")
AT_MOST = (
    *(f"{no} {word}" for no in DENIED for word in ("more than", "greater than", "higher than", "over", "above")),
    "not exceeding", "never exceeds", "at most", "at the most", "at the very most", "a maximum of", "maximum", "max.",
    "up to", "<=", "≤",
)  # fmt: skip
AT_LEAST = (
    *(f"{no} {word}" for no in DENIED for word in ("less than", "fewer than", "lower than", "under", "below")),
    "at least", "at the least", "a minimum of", "min.", ">=", "≥",
)  # fmt: skip
OTHERS = (
    ("höchstens", "at most", False), ("nicht mehr als", "at most", False), ("pas plus de", "at most", False),
    ("mindestens", "at least", False), ("au moins", "at least", False), ("al menos", "at least", False),
    ("unter", "at most", True), ("moins de", "at most", True), ("menos de", "at most", True),
    ("über", "at least", True), ("plus de", "at least", True), ("más de", "at least", True),
    ("not more than about", "at most", False), ("at least roughly", "at least", False),
)  # fmt: skip
BELOW = ("less than", "fewer than", "lower than", "below", "under", "<", "Less Than")
ABOVE = ("more than", "greater than", "higher than", "over", "above", "exceeding", "in excess of", ">")
EVERY = [
    (phrase, side, strict)
    for phrases, side, strict in (
        (AT_MOST, "at most", False), (AT_LEAST, "at least", False), (BELOW, "at most", True), (ABOVE, "at least", True),
    )
    for phrase in phrases
] + [*OTHERS]  # fmt: skip


@pytest.mark.parametrize(("phrase", "side", "strict"), EVERY)
@pytest.mark.parametrize("number", ["1 %", "1 in 1,000", "3 in a million"])
def test_a_limit_that_is_found_in_a_sentence_is_the_one_that_is_read(
    phrase: str,
    side: str,
    strict: bool,  # noqa: FBT001
    number: str,
) -> None:
    found = found_in(f"A rate that is {phrase} {number} of faces")
    assert found == (f"{phrase} {number}",)
    read = printed(found[0])
    assert read == printed(f"{phrase} {number}")
    assert read.side == side
    assert (read.value in read) is not strict
    assert read.value in {read.low, read.high}


@pytest.mark.parametrize("phrase", ["less than", "not more than", "at most", "at least", "no less than", "<"])
def test_a_limit_is_no_denial_and_no_change(phrase: str) -> None:
    claim = claim_of({"text": f"{phrase} 1 % were wrong"})
    assert claim.as_printed == f"{phrase} 1 %"
    assert not claim.of_right


@pytest.mark.parametrize(
    ("phrase", "side"),
    [("or more", "at least"), ("or higher", "at least"), ("at least", "at least"), ("or less", "at most"),
     ("at most", "at most"), ("or fewer", "at most")],
)  # fmt: skip
def test_a_limit_may_stand_behind_a_share(phrase: str, side: str) -> None:
    assert claim_of({"text": f"99 % {phrase} are wrong"}).number.side == side


@pytest.mark.parametrize("text", ["error rate<1 %", "errors:<1 %", "error rate <1 %", "errors < 1 %"])
def test_a_sign_may_stand_right_behind_a_word(text: str) -> None:
    assert claim_of({"text": text}).number == printed("less than 1 %")


@pytest.mark.parametrize(
    "text",
    ["Greater Manchester Police: 99 % accurate", "at a cut-off of 0.6, 1 % were wrong", "Lower Saxony: 1 % wrong"],
)
def test_names_and_cut_offs_compare_with_nothing(text: str) -> None:
    assert claim_of({"text": text}).number


def test_words_of_another_number_make_no_limit_of_this_one() -> None:
    assert claim_of({"text": "Of at least 2,000 faces, 99 % were right"}).number.side == "about"
    assert claim_of({"text": "in over 2.5 million passes 1 % of alerts were wrong"}).number.side == "about"


@pytest.mark.parametrize(
    ("text", "value", "read"),
    [
        ("fewer than 1 in 20,000 faces flagged by mistake", "1 in 20,000", "fewer than 1 in 20,000"),
        ("fewer than 1 in 20,000 faces flagged by mistake", "1 in 20000", "fewer than 1 in 20,000"),
        ("fewer than 1 in 20,000 faces flagged by mistake", "0.005 %", "fewer than 1 in 20,000"),
        ("fewer than 1 in 20,000 faces flagged by mistake", "about 1 in 20,000", "about 1 in 20,000"),
        ("wrong in 9 % of cases at 80 % or more of the places", "9 %", "9 %"),
        ("wrong in 80 % or more of cases", "80 %", "80 % or more"),
    ],
)
def test_a_number_given_bare_keeps_the_limit_that_its_sentence_makes_of_it(text: str, value: str, read: str) -> None:
    assert claim_of({"text": text, "value": value, "counts": "wrong"}).as_printed == read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("99.9 % accurate", "0.1 %"),  # what is left of it: of 1 wrong in 1,000 another claim, and contradicted
        ("99.9 % accurate", "98 %"),
        ("fewer than 1 in 20,000 faces flagged by mistake", "1 in 10,000"),
        ("99.9 % accurate", "at most 0.1 %"),
    ],
)
def test_a_value_that_its_sentence_does_not_have_is_asked_for(text: str, value: str) -> None:
    with pytest.raises(ClaimError, match="is none of the numbers of the sentence"):
        claim_of({"text": text, "value": value})


@pytest.mark.parametrize(
    ("text", "value"), [("99.9 % accurate", "99.9 %"), ("99.9 % accurate", "0.999"), ("not one wrong", "none")]
)
def test_a_value_that_its_sentence_has_is_taken_however_it_is_written(text: str, value: str) -> None:
    assert claim_of({"text": text, "value": value}).as_printed == value


@pytest.mark.parametrize(
    ("text", "counts", "message"),
    [
        ("9 % wrong in May, at most 9 % wrong in June", "wrong", "stands in the sentence twice"),
        ("right in up to 9 % of cases", "right", "promises nothing that counts could show"),
    ],
)
def test_a_limit_that_may_be_meant_or_not_is_a_stop(text: str, counts: str, message: str) -> None:
    with pytest.raises(ClaimError, match=message):
        claim_of({"text": text, "value": "9 %", "counts": counts})
