"""A sentence is never read the wrong way round: what was done to whom tells it, and unknown words are asked for."""

from __future__ import annotations

import pytest

from bystander.claims.claim_file import claim_of
from bystander.claims.polarity import told
from bystander.claims.verdict import verdict
from bystander.errors import ClaimError
from bystander.findings.claim import CONSISTENT, CONTRADICTED

SPARED = (
    "99.85 % of innocent people are ignored", "99.85 % of innocent people pass unnoticed",
    "99.85 % of innocent people were cleared", "99.85 % of innocent passers-by are left alone",
    "99.85 % of innocent faces are deleted at once", "It clears 99.85 % of innocent people",
    "99.85 % of the innocent go unbothered", "99.85 % freedom from error", "mistakes avoided in 99.85 % of cases",
    "99.85 % of innocent people are waved through", "99.85 % of innocent people are not flagged",
    "99.85 % of innocent faces trigger no alert", "Of innocent people, 99.85 % were ignored",
    "The cameras let 99.85 % of innocent people pass", "99.85 % of scans lack errors",
    "99.85 % of people who are innocent are ignored", "99.85 % immune to error", "wrong in all but 99.85 % of cases",
    "It fails to make a mistake in 99.85 % of cases", "It fails to flag 99.85 % of innocent people",
)  # fmt: skip
HARMED = (
    "0.15 % of innocent people are flagged", "It flags 0.15 % of innocent people",
    "0.15 % of innocent people are not ignored", "0.15 % of innocent people are identified as suspects",
    "All but 0.15 % of alerts were right", "Correct in all but 0.15 % of cases", "Every face but 0.15 % was right",
    "All alerts except 0.15 % were right", "Apart from 0.15 %, all alerts were right", "0.15 % non-match rate",
    "The correct person is overlooked 0.15 % of the time",
)  # fmt: skip


@pytest.mark.parametrize(("text", "right"), [*((text, True) for text in SPARED), *((text, False) for text in HARMED)])
def test_what_was_done_to_whom_tells_the_side(text: str, right: bool) -> None:  # noqa: FBT001
    assert claim_of({"text": text}).of_right is right
    for wrong, found in ((3, CONSISTENT), (1900, CONTRADICTED)):
        keys = {"denominator": [{"of": "passages seen", "wrong": wrong, "trials": 2000}]}
        assert verdict(claim_of({"text": text, **keys}), level=0.95) == found


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("98 % of wanted people were flagged", True), ("2 % of wanted people are ignored", False),
        ("The software misses 2 % of wanted people", False), ("2 % of wanted people slip through", False),
        ("It never misses 98 % of wanted people", True), ("The system misses 98 % of innocents", True),
    ],
)  # fmt: skip
def test_of_wanted_people_it_is_the_other_way_round(text: str, right: bool) -> None:  # noqa: FBT001
    assert claim_of({"text": text}).of_right is right


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("99.85 % of innocent people are vindicated", '"vindicated" is not read here'),
        ("errors are sidestepped in 98 % of cases", '"sidestepped" is not read here'),
        ("Mistakes dodged in 98 % of cases", '"dodged" is not read here'),
        ("Errors Sidestepped in 98 % of Cases", '"Sidestepped" is not read here'),
        ("ERRORS SIDESTEPPED IN 98 % OF CASES", '"SIDESTEPPED" is not read here'),
        ("Errors are caught in 98 % of cases", '"caught" is not read here'),
        ("It identifies errors in 98 % of cases", '"identifies" is not read here'),
        ("mistake-avoidance rate of 98 %", '"mistake-avoidance" is not read here'),
        ("98 % error detection rate", '"detection" is not read here'),
        ("2 % accuracy loss", '"loss" is not read here'),
        ("Accuracy is lost in 2 % of cases", '"lost" is not read here'),
        ("2 % of innocent people stopped were teenagers", '"stopped" is not read here'),
        ("98 % of alerts that were wrong got fixed", 'a share of "wrong" alone'),
        ("the system avoids 99.85 % of errors", 'a share of "errors" alone'),
        ("99.85 % of errors are prevented", 'a share of "errors" alone'),
        ("98 % of false alarms are eliminated", 'a share of "false alarms" alone'),
        ("8 of 42 false alerts were fixed", 'a share of "false alerts" alone'),
        ("2 % short of perfect accuracy", '"short of perfect accuracy" denies'),
        ("It ceases to be accurate in 2 % of cases", '"ceases to be accurate" denies'),
        ("It is wrong to say 98 % are flagged", '"wrong to say 98" denies'),
        ("98 % of officers say it is wrong", '"say" is not read here'),
        ("it is 98 % certain that the match is correct", '"certain" is not read here'),
        ("It is accurate, with 2 % exceptions", '"exceptions" denies'),
        ("98 % of those wrongly flagged were Black", 'a share of "wrongly flagged" alone'),
        ("police checked false alerts in 98 % of cases", '"checked" is not read here'),
        ("Accurate except in 2 % of cases", '"except in 2 %" denies'),
        ("All alerts were right, but 2 %", '"but 2 %" denies'),
    ],
)  # fmt: skip
def test_what_may_turn_the_number_round_is_quoted_and_asked_for(text: str, said: str) -> None:
    with pytest.raises(ClaimError, match=said) as raised:
        claim_of({"text": text})
    assert "--counts right" in "\n".join(raised.value.problems[0].lines())
    for side in ("right", "wrong"):
        assert claim_of({"text": text, "counts": side}).of_right is (side == "right")


EVERYDAY = (
    ("The cameras were right in 98 % of cases", True), ("Facial recognition gets it right 98 % of the time", True),
    ("Only 1 in 10,000 people is wrongly flagged", False), ("9 out of 10 people stopped were innocent", False),
    ("86 % of the alerts wrongly flagged innocent members of the public", False),
    ("The Met's cameras wrongly identify 1 in 6,000 people", False), ("Errors occur in 2 % of cases", False),
    ("81 % of 'suspects' flagged by the Met's facial recognition technology are innocent", False),
    ("A study found that 98 % of alerts were wrong", False), ("The study found an error rate of 2 %", False),
    ("The system makes mistakes in 2 % of searches", False), ("a false-match rate of 0.1 %", False),
    ("Facial recognition fails in 2 % of cases", False), ("1 in 1,000 innocent passers-by is flagged", False),
    ("Police scanned faces at the Notting Hill Carnival and 98 % of matches were false", False),
    ("The new algorithm is 99.9 % accurate in good light", True), ("It found 98 % of wanted people", True),
    ("Error rates of 35 % for dark-skinned women", False), ("the probability of a false alert is 1 in 6,000", False),
    ("No innocent person was flagged in 99 % of deployments", True), ("an accuracy of more than 99 %", True),
    ("one in a million chance of error", False), ("99.98 % accuracy rate, the supermarket says", True),
    ("More than 98 % of matches wrongly identified innocent members of the public", False),
    ("The system correctly identified 86 % of people", True), ("It mistook 2 % of customers for shoplifters", False),
    ("The system was successful in 89 % of cases", True), ("0.1 % of customers were falsely accused", False),
    ("95 % of matches were errors", False), ("92 % of those the cameras picked were wrong", False),
    ("False alarms are kept below 2 %", False), ("We keep errors to 2 %", False),
    ("Clearview makes mistakes in 2 % of cases", False), ("98 % false positives in Leicester Square", False),
    ("false positive identification rate of 0.1 %", False), ("Wrong matches: 2 %", False),
    ("accuracy improved to 99 %", True), ("2 % of innocent people were flagged by mistake", False),
)  # fmt: skip


@pytest.mark.parametrize(("text", "right"), EVERYDAY)
def test_everyday_claims_are_read(text: str, right: bool) -> None:  # noqa: FBT001
    assert claim_of({"text": text}).of_right is right


@pytest.mark.parametrize(
    "text", ["Only 1 of our 61 alerts was false", "just one of the 61 alerts was false", "1 out of all 61 alerts false"]
)
def test_counts_are_read_past_whose_they_are(text: str) -> None:
    claim = claim_of({"text": text})
    assert 61 * claim.wrong.low == 61 * claim.wrong.high == 1


def test_a_number_that_is_not_read_says_what_to_write() -> None:
    with pytest.raises(ClaimError, match='give it as value, such as "1 of 61"'):
        claim_of({"text": "Two of our alerts were false"})


def test_where_the_word_stands_at_its_number_nothing_else_turns_it_round() -> None:
    assert not told("98 % accurate at outsmarting crooks").unknown
    assert told("crooks outsmart errors in 98 % of cases").unknown == "outsmart"
