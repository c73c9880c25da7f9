"""The page of a claim."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape

import pytest

from bystander.api.verbs import claim
from bystander.claims import examples
from bystander.claims.claim_file import claim_of, read_claim_text
from bystander.report import claim_page, html
from tests.report.samples import evaluate


def page(name: str) -> str:
    return html.render(claim(read_claim_text(examples.text(name), name=name)).study)


def words(text: str) -> str:
    body = re.sub(r"<style.*?</style>", " ", text, flags=re.DOTALL)
    return unescape(re.sub(r"[\s\u00a0]+", " ", re.sub(r"<[^>]+>", " ", body)))


@pytest.mark.parametrize("name", examples.names())
def test_the_first_screen_says_claim_verdict_counts_and_what_is_missing(name: str) -> None:
    study = claim(read_claim_text(examples.text(name), name=name)).study
    said = words(html.render(study)).split("Every number")[0]
    assert study.document.claim is not None
    for text in (study.document.claim.text, f"Verdict: {study.document.claim.verdict}", "Repeat only this: ",
                 "Comparing ", "Assumed ", "Not told ", "Next "):  # fmt: skip
        assert text.replace("\u00a0", " ") in said
    assert len(said.split()) < 420


def test_a_heading_stands_only_where_there_is_something_under_it() -> None:
    bare, full = words(html.render(claim(claim_of({"text": "99.9 % accurate"})).study)), words(page("met-0-0003"))
    for heading in ("What it would mean", "Held against other counts", "Noted:"):
        assert heading not in bare
        assert heading in full


def test_a_short_note_stands_above_what_is_assumed_and_a_long_one_below() -> None:
    """On a phone the subject of a claim, "Four evenings at one tram stop", is on the first screen."""
    for note, heading, before in (("Four evenings at one stop.", "Noted:", True), ("word " * 30, "in mind", False)):
        said = words(html.render(claim(claim_of({"text": "9 % of alerts were false", "note": note})).study))
        assert (said.index(heading) < said.index("Assumed")) == before


def test_rounding_has_no_level_and_a_range_of_counts_has() -> None:
    keys = {"text": "9 % of alerts were false", "denominator": [{"of": "alerts", "wrong": 3, "trials": 40}]}
    said = words(html.render(claim(claim_of(keys)).study))
    assert "rounding range of the printed number" in said
    assert "rounding range of the printed number, 95 %" not in said
    assert "Clopper-Pearson, if each alert is independent of every other, 95 %" in said


def test_the_one_style_sheet_is_allowed_by_hash_and_nothing_is_loaded_or_run() -> None:
    text = page("met-0-0003")
    sheets = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    assert len(sheets) == 1
    digest = base64.b64encode(hashlib.sha256(sheets[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in text.replace("&#39;", "'")
    assert "style=" not in text.replace(sheets[0], "")
    assert not re.search(r"<script|src=|https?://", text)
    assert page("met-0-0003") == text


def test_what_somebody_wrote_is_text_and_never_markup() -> None:
    text = html.render(claim(claim_of({"text": "<b onclick=x>99 % accurate</b>", "source": "<img>"})).study)
    assert "<b onclick" not in text
    assert "<img>" not in text


def test_every_finding_is_on_the_page() -> None:
    study = claim(read_claim_text(examples.text("met-0-0003"), name="met")).study
    said = words(html.render(study))
    for finding in study.document.findings:
        assert finding.answer.replace("\u00a0", " ") in said


def test_only_a_claim_has_this_page() -> None:
    with pytest.raises(ValueError, match="no claim"):
        claim_page.render(evaluate(steps=50))
