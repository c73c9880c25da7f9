"""A rate that is defined says of what its number is, where a sentence says no more."""

from __future__ import annotations

import pytest

from bystander.api.verbs import claim as checked
from bystander.claims.claim import Claim
from bystander.claims.claim_file import claim_of


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("FMR of 1 in 1,000,000", ["comparisons"]),
        ("False match rate of 1 in 1,000,000 per comparison", ["comparisons"]),
        ("False match rate of 1 in 1,000,000", ["comparisons", "alerts"]),  # newspapers have them of alerts
        ("FPIR of 0.1 %", ["non-mated searches"]),
        ("a false positive identification rate of 0.3%", ["non-mated searches"]),
        ("FNIR of 2 %", ["mated searches"]),
        ("a TPIR of 98 %", ["mated searches"]),
        ("False non-match rate below 1%", ["mated comparisons"]),
        ("FPIR of 0.1 % of alerts", ["alerts"]),  # what the sentence says comes first
        ("99.8 % accurate", ["alerts", "faces seen", "mated searches", "people judged"]),
        ("FAR of 1 %", ["alerts", "faces seen", "mated searches", "people judged"]),  # of either, in the trade
    ],
)
def test_of_what_a_number_is(text: str, of: list[str]) -> None:
    assert [one.of for one in Claim(text=text).possible] == of


def test_it_is_said_to_be_by_definition() -> None:
    first = checked(claim_of({"text": "FPIR of 0.1 %"})).study.first
    assert first is not None
    assert first.assumed.startswith("It is of non-mated searches, as “FPIR” is defined.")


def test_of_two_things_two_are_named() -> None:
    first = checked(claim_of({"text": "False match rate of 1 in 1,000,000"})).study.first
    assert first is not None
    assert first.assumed.startswith("It is of one of the two things named here.")


def test_counts_and_what_is_declared_come_first() -> None:
    counts = [{"of": "alerts", "wrong": 1, "trials": 61}]
    assert Claim.model_validate({"text": "false match rate of 1 %", "denominator": counts}).defined is None
    assert Claim(text="FPIR of 1 %", per="alerts").defined is None
