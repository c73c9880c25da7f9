"""A rate whose name leaves open what it is of is held against nothing that it may not be of, unless declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.api.verbs import claim as checked
from bystander.claims.claim_file import claim_of
from bystander.errors import ClaimError

if TYPE_CHECKING:
    from bystander.claims.claim import Claim


def made(text: str, of: str, **more: object) -> Claim:
    return claim_of({"text": text, "denominator": [{"of": of, "wrong": 10, "trials": 10_000}], **more})


UNCLEAR = [
    ("a recognition rate of 99.9 %", "faces seen", "recognition rate"),
    ("a recognition rate of 99.9 %", "alerts", "recognition rate"),
    ("identification accuracy of 99.9 %", "faces seen", "identification accuracy"),
    ("99.9 % face identification accuracy", "alerts", "identification accuracy"),
    ("verification accuracy is 99.9 %", "faces seen", "verification accuracy"),
    ("verification accuracy is 99.9 %", "comparisons", "verification accuracy"),
    ("matching accuracy of 99.9 %", "faces seen", "matching accuracy"),
    ("hit accuracy of 99.9 %", "faces seen", "hit accuracy"),
    ("99.9 % correct matches", "faces seen", "correct matches"),
    ("99.9 % correct identifications", "faces seen", "correct identifications"),
    ("a success rate of 99.9 %", "faces seen", "success rate"),
    ("a match rate of 99.9 %", "faces seen", "match rate"),
    ("a pass rate of 99.9 %", "faces seen", "pass rate"),
    ("99.9 % success", "faces seen", "success"),
    ("precision of 99.9 %", "faces seen", "precision"),
    ("a positive predictive value of 99.9 %", "faces seen", "positive predictive value"),
    ("99.9 % of identifications were correct", "faces seen", "identifications"),
    ("The system recognises 99.9 % of faces", "faces seen", "recognises"),
    ("it correctly identifies 99.9 % of people", "faces seen", "identifies"),
    ("people were correctly identified in 99.9 % of cases", "alerts", "identified"),
]


@pytest.mark.parametrize(("text", "of", "name"), UNCLEAR)
def test_an_unclear_rate_is_asked_for_unless_it_is_declared(text: str, of: str, name: str) -> None:
    """10 of 10,000 faces flagged by mistake say nothing of how many of those who are sought are recognised."""
    with pytest.raises(ClaimError, match=f'"{name}" does not tell what it is of') as stop:
        made(text, of, counts="right")
    assert f'per = "{of}"' in str(stop.value)
    declared = made(text, of, counts="right", per=of)
    first = checked(declared).study.first
    assert first is not None
    assert "as declared" in first.assumed


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("a recognition rate of 99.9 %", "mated searches"),
        ("identification accuracy of 99.9 %", "people judged"),
        ("verification rate of 99.9 %", "mated comparisons"),
        ("99.9 % correct matches", "alerts"),
        ("99.9 % of matches were correct", "alerts"),
        ("a success rate of 99.9 %", "mated searches"),
        ("recognition rate of 99.9 %", "test pictures"),  # whoever names what was counted has declared it
        ("99.9 % accurate recognition", "faces seen"),
        ("facial recognition accuracy of 99.9 %", "faces seen"),
        ("it correctly identifies 99.9 % of people", "mated searches"),
        ("precision of 99.9 %", "alerts"),
        ("face recognition is 99.9 % accurate", "alerts"),
    ],
)
def test_a_rate_is_held_against_what_it_is_of(text: str, of: str) -> None:
    assert made(text, of, counts="right").denominator


@pytest.mark.parametrize("text", ["a false match rate of 0.1 %", "0.1 % false match rate"])
def test_a_false_match_rate_written_out_is_not_of_faces(text: str) -> None:
    """Before a watchlist of 5,000 a false match rate of 1 in a million is 1 in 200 faces."""
    with pytest.raises(ClaimError, match="is a rate per comparison, and one per face seen is another"):
        made(text, "faces seen", counts="wrong")
    for of in ("comparisons", "alerts"):  # newspapers mean alerts
        assert made(text, of, counts="wrong")


@pytest.mark.parametrize(
    "text",
    ["0.1 % of alerts are wrong", "0.1 % of all live facial recognition alerts were false", "0.1 % wrong of alerts",
     "an error rate of 0.1 % per alert", "0.1 % of the hits were wrong",
     "Of the alerts, only 0.1 % were wrong", "Alerts were wrong in 0.1 % of cases", "1 in 1,000 alerts was wrong"],
)  # fmt: skip
def test_a_share_of_alerts_is_not_held_against_faces(text: str) -> None:
    """10 of 10,000 faces flagged by mistake may be all of the alerts."""
    with pytest.raises(ClaimError, match="the sentence says alerts"):
        made(text, "faces seen", counts="wrong")
    assert made(text, "alerts", counts="wrong")
    assert made(text, "faces seen", counts="wrong", per="faces seen")


@pytest.mark.parametrize("text", ["0.1 % of people were wrongly identified", "it misidentified 0.1 % of faces"])
def test_who_is_wrongly_identified_is_held_against_faces(text: str) -> None:
    assert made(text, "faces seen").denominator


@pytest.mark.parametrize("text", ["0.1 % were not recognised", "0.1 % of people were not identified"])
def test_who_is_not_recognised_is_held_against_no_faces(text: str) -> None:
    with pytest.raises(ClaimError, match="is about people who are sought"):
        made(text, "faces seen", counts="wrong")


def test_what_is_declared_has_counts() -> None:
    with pytest.raises(ClaimError, match="none of the counts is of alerts"):
        made("a recognition rate of 99.9 %", "faces seen", per="alerts")
