"""A denied wrong word is right, a denied right word wrong, and a denial that is left over is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.claims.claim_file import claim_of
from bystander.claims.polarity import counted_by, told
from bystander.claims.verdict import verdict
from bystander.errors import ClaimError
from bystander.findings.claim import CONSISTENT, CONTRADICTED


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("99 % of alerts were not false", True),
        ("98 % without error", True),
        ("98 % without a single error", True),
        ("error-free in 98 % of cases", True),
        ("98 % free of mistakes", True),
        ("98 % free from error", True),
        ("did not fail in 98 % of cases", True),
        ("didn't fail in 98 % of cases", True),
        ("98 % were not wrongly flagged", True),
        ("98 % were not flagged by mistake", True),
        ("98 % of faces were not misidentified", True),
        ("98 % were never wrong", True),
        ("98 % were not falsely identified", True),
        ("no error in 99 % of passes", True),
        ("not a single false alert in 99 % of deployments", True),
        ("zero errors in 99 % of passes", True),
        ("5 % were not recognised", False),
        ("5 % weren't recognised", False),
        ("5 % were not correctly identified", False),
        ("5 % were never found", False),
        ("5 % were not right", False),
        ("5 % were unrecognised", False),
        ("5 % were unsuccessful", False),
        ("a false match rate of 0.1 %", False),
        ("2 % were wrongly identified", False),
        ("more than 98 % were not wrong", True),
        ("error-free in more than 98 % of cases", True),
        ("not more than 1 in 1,000 wrong", False),
        ("no less than 99 % accurate", True),
    ],
)
def test_a_denial_turns_its_word_round(text: str, right: bool) -> None:  # noqa: FBT001
    assert claim_of({"text": text}).of_right is right


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It is not 99 % accurate", "not 99 % accurate"),
        ("It isn't 99 % accurate", "isn't 99 % accurate"),
        ("Not all of the 5 % were wrong", "Not all of the"),
        ("5 % were not always wrong", "not always wrong"),
        ("5 % were not entirely accurate", "not entirely accurate"),
        ("They denied that 99 % were accurate", "denied that 99 %"),
        ("far from 99 % accurate", "far from 99 %"),
        ("99 % accurate, not counting twins", "not counting twins"),
        ("99 % accurate it is not", "not"),
        ("98 % were not without error", "not without error"),
        ("never wrong more than 1 in 1,000 times", "never wrong more than"),
        ("no error in more than 98 % of cases", "no error in more"),
    ],
)
def test_a_denial_that_is_left_over_is_quoted_and_asked_for(text: str, left: str) -> None:
    assert told(text).left == left
    with pytest.raises(ClaimError, match="write the claim without the denial"):
        claim_of({"text": text})
    for side in ("right", "wrong"):
        assert claim_of({"text": text, "counts": side}).of_right is (side == "right")


DENIALS = st.sampled_from(["not", "never", "without", "no", "cannot", "weren't", "free of", "not a single", "not any"])


@given(st.sampled_from(["wrong", "false", "mistaken", "incorrect", "recognised", "correctly identified", "accurate"]),
       DENIALS)  # fmt: skip
def test_a_denied_word_counts_the_other_side(word: str, denial: str) -> None:
    assert {counted_by(f"5 % {word}"), counted_by(f"5 % {denial} {word}")} == {"right", "wrong"}
    assert not told(f"5 % {denial} {word}").left


@given(st.sampled_from(["wrong", "recognised", "accurate", "false alerts"]), DENIALS,
       st.sampled_from(["necessarily", "always", "very", "all", "more", "only", "nearly", "yet, but"]))  # fmt: skip
def test_a_denial_is_read_past_no_word_that_changes_it(word: str, denial: str, between: str) -> None:
    assert told(f"5 % {denial} {between} {word}").left


@pytest.mark.parametrize("keys", [{"value": "none"}, {"value": "0 %"}, {"value": "none", "counts": "wrong"}])
@pytest.mark.parametrize("text", ["no false alerts", "30 alerts, without a single incorrect alert", "never wrong"])
def test_where_the_number_is_none_its_word_denies_nothing(text: str, keys: dict[str, str]) -> None:
    assert claim_of({"text": text, **keys}).of_right is False


@pytest.mark.parametrize(
    "text",
    [
        "no false alerts",
        "0 false alerts in 5,000 faces",
        "never wrong",
        "not a single false alert",
        "without any error",
    ],
)
def test_a_sentence_that_says_none_has_a_number(text: str) -> None:
    claim = claim_of({"text": text})
    assert claim.wrong.low == claim.wrong.high == 0
    assert claim.absolute


@pytest.mark.parametrize(
    "text", ["almost no errors", "no errors but three", "no error rate was given", "no more errors", "no-error rate"]
)
def test_a_sentence_that_only_looks_like_none_is_a_stop(text: str) -> None:
    with pytest.raises(ClaimError):
        claim_of({"text": text})


@pytest.mark.parametrize(
    ("text", "of", "wrong", "trials", "found"),
    [
        ("99 % of alerts were not false", "alerts", 10, 1000, CONSISTENT),
        ("5 % were not recognised", "mated searches", 50, 1000, CONSISTENT),
        ("5 % were not recognised", "mated searches", 950, 1000, CONTRADICTED),
        ("not more than 1 in 1,000 wrong", "faces seen", 100, 10_000, CONTRADICTED),
    ],
)
def test_true_sentences_are_not_contradicted(text: str, of: str, wrong: int, trials: int, found: str) -> None:
    claim = claim_of({"text": text, "denominator": [{"of": of, "wrong": wrong, "trials": trials}]})
    assert verdict(claim, level=0.95) == found


@pytest.mark.parametrize(
    ("text", "of"),
    [("one false alert per 6,000 faces", "faces seen"), ("1 false alert for every 6,000 passes", "passes"),
     ("12 false alerts in 1,000 faces", "faces seen"), ("1/6000 wrong", None), ("1:6000 wrong", None)],
)  # fmt: skip
def test_rates_are_read_however_they_are_written(text: str, of: str | None) -> None:
    claim = claim_of({"text": text})
    assert (claim.of and claim.of.what.name) == of
    assert not claim.of_right


@pytest.mark.parametrize("text", ["24/7 accurate", "1:1 accurate", "12 errors in 30 days", "3/4/2026 accurate"])
def test_what_only_looks_like_a_rate_is_none(text: str) -> None:
    with pytest.raises(ClaimError):
        claim_of({"text": text})


@pytest.mark.parametrize(
    "text",
    [
        "accuracy improved to 99 %",
        "errors fell to below 1 %",
        "cut to 1 % wrong",
        "our improved system is 99 % accurate",
    ],
)
def test_a_change_that_ends_in_a_level_is_that_level(text: str) -> None:
    assert claim_of({"text": text}).number


def test_a_change_is_judged_where_number_and_side_are_declared() -> None:
    assert claim_of({"text": "reduces errors by 50 %", "value": "50 %", "counts": "wrong"}).number.value * 2 == 1
    with pytest.raises(ClaimError, match="compares with"):
        claim_of({"text": "reduces errors by 50 %", "value": "50 %"})
