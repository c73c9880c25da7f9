from __future__ import annotations

from typing import TYPE_CHECKING

import bystander as by
from bystander.claims import examples
from bystander.claims.claim_file import read_claim_text
from bystander.demo import published
from bystander.report.cards import Standing, card

if TYPE_CHECKING:
    from pathlib import Path


def test_a_claim_is_a_card_of_its_words_and_its_verdict_and_only_asserted() -> None:
    study = by.claim(read_claim_text(examples.text("met-0-0003"), name="met-0-0003")).study
    made = card(study, heading="A claim", address="claim/report.html")
    assert made.sentence == "“0.0003 % false alerts”: the counts neither show it nor rule it out."
    assert (made.standing, made.tag, made.picture) == (Standing.ASSERTED, "asserted", "")


def test_a_requirement_is_a_card_of_its_verdict_with_what_is_required(tmp_path: Path) -> None:
    path = tmp_path / published.FILE
    path.write_bytes(published.published_counts().encode())
    made = card(by.require(path, "approved-1-in-6000").study, heading="An approval", address="approval/report.html")
    assert made.sentence == "The requirement “At most 1 false alert in 6,000 faces” cannot be shown to be met."
    assert "At most 1 false alert in 6,000 faces" in made.picture
    assert "Cannot be shown" in made.picture
    assert made.standing is Standing.COUNTED


def test_a_row_without_a_name_belongs_to_another_and_is_on_no_card(tmp_path: Path) -> None:
    path = tmp_path / published.FILE
    path.write_bytes(published.published_counts().encode())
    made = card(by.audit(path).study, heading="Counts", address="audit/report.html")
    assert made.picture.count('class="mini"') == 3
    assert "February 2019" not in made.picture
