"""What a sentence says beside its number is quoted, and an aim is told from a measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.api.verbs import claim as checked
from bystander.claims.beside import beside
from bystander.claims.claim import Claim
from bystander.claims.claim_file import claim_of

if TYPE_CHECKING:
    from bystander.findings.first_screen import FirstScreen

FACES = {"of": "faces seen", "wrong": 10, "trials": 10_000}


def screen(text: str, **more: object) -> FirstScreen:
    first = checked(claim_of({"text": text, "denominator": [FACES], **more})).study.first
    assert first is not None
    return first


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("99.9 % accurate for women", ["for women"]),
        ("99.9 % of women were not flagged by mistake", ["of women"]),
        ("Black women were not flagged by mistake in 99.9 % of cases", ["Black women"]),
        ("In good light, it is 99.9 % accurate", ["In good light"]),
        ("In good light the system is 99.9 % accurate at night", ["In good light", "at night"]),
        ("99.9 % accurate at close range", ["at close range"]),
        ("99.9 % accurate under ideal conditions", ["under ideal conditions"]),
        ("accuracy of 99.9 % with high-quality images", ["with high-quality images"]),
        ("accuracy of 99.9 % on the Labeled Faces in the Wild benchmark",
         ["on the Labeled Faces in the Wild benchmark"]),
        ("99.9 % accurate if a search may return a list of 50 faces", ["if a search may return a list of 50 faces"]),
        ("99.9 % accurate in our laboratory with cooperative subjects",
         ["in our laboratory with cooperative subjects"]),
        ("99.9 % accurate in May 2023", ["in May 2023"]),
        ("By 2024 it was 99.9 % accurate", ["By 2024"]),
        ("99.9 % accurate even with masks", ["with masks"]),
        ("When lit well, the cameras are 99.9 % accurate", ["When lit well"]),
        ("99.9 % accurate as long as nobody wears a mask", ["as long as nobody wears a mask"]),
        ("99 % Genauigkeit für Frauen bei gutem Licht", ["für Frauen bei gutem Licht"]),
        ("99 % de réussite pour les femmes", ["pour les femmes"]),
    ],
)  # fmt: skip
def test_whom_a_sentence_speaks_of_and_when_is_assumed_and_a_caveat(text: str, conditions: list[str]) -> None:
    """Counts of everybody who passed say nothing of women alone, nor of good light."""
    assert list(beside(Claim(text=text)).conditions) == conditions
    first = screen(text, counts="right")
    for quoted in (f"“{one}”" for one in conditions):
        assert quoted in first.assumed
        assert any(quoted in str(caveat) and "may be of others" in str(caveat) for caveat in first.caveats)
    declared = screen(text, counts="right", as_said=True)
    assert "As declared, the counts are of" in declared.assumed
    assert not declared.caveats


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("99.99 % accurate for women", "The counts rule it out"), ("99 % accurate for women", "enough to show it"),
     ("99.9 % accurate for women", "")],
)  # fmt: skip
def test_the_sentence_of_the_verdict_carries_what_it_rests_on(text: str, verdict: str) -> None:
    """10 of 10,000 decide nothing of women, if they are of others; where they decide nothing, nothing is assumed."""
    same = ", if they are of the same: “for women”."
    first = screen(text, counts="right")
    assert f"{verdict}{same}" in str(first.sentence) if verdict else same not in str(first.sentence)
    assert same not in str(screen(text, counts="right", as_said=True).sentence)


def test_each_reading_of_a_sentence_that_does_not_say_of_what_rests_on_it_too() -> None:
    """10 of 10,000 faces and 1 of 10 alerts rule out 99.99 % of either, if they are of women."""
    alerts = {"of": "alerts", "wrong": 10, "trials": 20}
    keys = {"text": "99.99 % accurate for women", "counts": "right", "denominator": [FACES, alerts]}
    first = checked(claim_of(keys)).study.first
    assert first is not None
    assert "The counts decide it if they are of the same: “for women”." in str(first.lead)


@pytest.mark.parametrize(
    "text",
    ["99.9 % accurate", "The system is 99.9 % accurate", "accurate 99.9 % of the time", "an error rate of 0.1 %",
     "0.1 % of people were flagged by mistake", "wrong in 0.1 % of cases", "it wrongly flags 0.1 % of innocent people",
     "0.1 % of passers-by were wrongly flagged",
     "99.9 % of all faces were not flagged by mistake", "10 of 10,000 faces were flagged by mistake",
     "of 10,000 faces, 0.1 % were wrongly flagged"],
)  # fmt: skip
def test_what_is_used_is_not_said_to_be_left_out(text: str) -> None:
    first = screen(text)
    assert "taken into account" not in first.assumed
    assert not first.caveats


@pytest.mark.parametrize(
    ("text", "word", "sense"),
    [
        ("We aim at 99.99 % accuracy", "aim", "aimed at"),
        ("Our target is 99.99 % accuracy", "target", "aimed at"),
        ("The system is expected to be 99.99 % accurate", "expected", "expected"),
        ("It should be 99.99 % accurate", "should", "expected"),
        ("It will be 99.99 % accurate", "will", "expected"),
        ("It can reach an accuracy of 99.99 %", "can", "possible"),
        ("It could be 99.99 % accurate", "could", "possible"),
        ("Accuracy will be 99.99 %", "will", "expected"),
        ("99.99 % accurate in theory", "in theory", "possible"),
        ("It is going to be 99.99 % accurate", "going to", "expected"),
        ("Se espera una precisión del 99,99 %", "Se espera", "expected"),
        ("Die Genauigkeit soll 99,99 % erreichen", "soll", "expected"),
    ],
)
def test_an_aim_is_no_measurement(text: str, word: str, sense: str) -> None:
    """10 of 10,000 rule out that 99.99 % are right today, and not that somebody aims at it."""
    first = screen(text, counts="right")
    assert "contradicted" in str(first.sentence)
    assert f"the sentence tells what is {sense}." in str(first.lead)
    assert f"“{word}” tells what is {sense}, not what was measured." in str(first.caveats[0])


@pytest.mark.parametrize(
    "text",
    ["99.9 % accurate in May 2023", "the system cannot be wrong in more than 0.2 % of cases",
     "it wrongly targeted 0.1 % of people"],
)  # fmt: skip
def test_a_month_a_denial_and_a_deed_are_no_aims(text: str) -> None:
    assert beside(Claim(text=text)).aim is None
