"""A sentence that says of what its number is, or what that counts, is taken at its word; no other is."""

from __future__ import annotations

import pytest

from bystander.api.verbs import claim as checked
from bystander.claims.claim_file import claim_of
from bystander.claims.polarity import counted_by
from bystander.errors import ClaimError
from tests.studies.claim.made_up import of


@pytest.mark.parametrize(
    ("text", "of_", "verdict"),
    [
        ("Only 1 in 4,000 faces was wrongly flagged", "faces seen", "consistent but unproven"),
        ("1 in 4,000 wrongly flagged", None, "ill-defined denominator"),
        ("70 % of alerts were right", "alerts", "consistent but unproven"),
    ],
)
def test_a_sentence_that_names_one_of_what_was_counted_is_of_that(text: str, of_: str | None, verdict: str) -> None:
    claim = claim_of({"text": text, "denominator": [of("faces seen", 6, 24_150), of("alerts", 6, 19)]})
    assert (claim.of and claim.of.what.name) == of_
    assert [one.said for one in claim.possible] == [one.what.name == of_ for one in claim.possible]
    assert str(checked(claim).study.document.claim.verdict) == verdict  # type: ignore[union-attr]


@pytest.mark.parametrize(("text", "right"), [("97 % of matches were right", True), ("97 % of the right eye", None)])
def test_were_right_tells_what_a_number_counts_and_the_word_alone_does_not(text: str, right: bool | None) -> None:  # noqa: FBT001
    assert counted_by(text) == ("right" if right else None)


@pytest.mark.parametrize(("given", "other"), [("alerts", True), ("passes", False), ("faces seen", False)])
def test_counts_of_something_else_than_the_sentence_names_are_said_to_be(given: str, other: bool) -> None:  # noqa: FBT001
    told = {"text": "1 in 4,000 faces was wrongly flagged", "denominator": [of(given, 6, 9_000)]}
    if other:
        with pytest.raises(
            ClaimError, match="the sentence says faces seen, and counts of alerts are of something else"
        ):
            claim_of(told)
    found = checked(claim_of({**told, "per": given} if other else told))
    said = "It is of alerts, as declared, though the sentence says faces seen."
    assert any(said in line for line in found.document.verdict if line.startswith("Assumed: ")) is other
