"""Who judged is told by a key of the claim, or by a clause of its note; a denial is nobody."""

from __future__ import annotations

import pytest

import bystander as by
from bystander.claims.claim_file import claim_of
from bystander.claims.judges import judges

CLAIM = {"text": "98 % of alerts were correct", "denominator": [{"of": "alerts", "wrong": 2, "trials": 100}]}


@pytest.mark.parametrize(
    ("note", "who"),
    [
        ("The city's own trial, January 2026; officers judged the alerts.", "officers"),
        ("All alerts were verified by two independent experts.", "independent experts"),
        ("Alerts were reviewed by the vendor's engineers", "vendor's engineers"),
        ("The police checked each alert.", "The police"),
        ("Alerts were not verified by officers.", ""),
        ("Nobody judged the alerts; officers were busy.", ""),
        ("Alerts were checked.", ""),
        ("", ""),
    ],
)
def test_a_note_tells_who_judged_and_what_it_denies_it_does_not_tell(note: str, who: str) -> None:
    assert judges(claim_of({**CLAIM, "note": note})) == who


def test_a_key_goes_before_a_note() -> None:
    assert judges(claim_of({**CLAIM, "judged_by": "the vendor", "note": "Officers judged them."})) == "the vendor"


def test_what_a_note_tells_is_not_asked_for_again() -> None:
    with_note, without = (
        by.claim(claim_of({**CLAIM, **more})).study.first for more in ({"note": "Officers judged the alerts."}, {})
    )
    assert with_note is not None
    assert without is not None
    assert "ho judged" in without.untold
    assert "ho judged" not in with_note.untold + with_note.next
