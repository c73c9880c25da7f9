"""What is said of a claim: its findings, its verdict, and the numbers of METHODS II.7."""

from __future__ import annotations

import json

import jsonschema
import pytest

import bystander as by
from bystander.api.verbs import claim as checked
from bystander.claims import examples
from bystander.claims.claim_file import claim_of, read_claim_text
from bystander.findings import Document, Finding, json_schema
from bystander.findings.claim import PLAIN, VERDICTS
from bystander.quantities.catalogue import CATALOGUE

CROWD = {"people": 60_000, "sought": 12, "tpir": 0.89}


def document(**keys: object) -> Document:
    return checked(claim_of({"crowd": CROWD} | keys)).document


def shipped(name: str) -> Document:
    return checked(read_claim_text(examples.text(name), name=name)).document


def one(found: Document, finding_id: str, of: str) -> Finding:
    return next(f for f in found.findings if f.id == finding_id and (f.group or {}).get("of") == of)


def test_a_claim_without_a_denominator_is_told_what_each_would_mean() -> None:
    found = document(text="99.8 % accurate")
    assert found.verdict[0].startswith("“99.8 % accurate”: ill-defined denominator. It does not say of what")
    assert (
        found.verdict[1]
        == "“99.8 %” came without counts and does not say of what: nobody can check it, or say how sure it is."
    )
    assert "alerts, faces seen, searches for people on the list or everybody who passed" in found.verdict[2]
    faces = one(found, "claim-false-alerts", "faces seen")
    assert faces.answer.startswith("99.8 % of faces seen not flagged by mistake would mean about 120 false alerts")
    share = one(found, "claim-share-of-right-alerts", "faces seen")
    assert share.estimate is not None
    assert share.estimate.value == pytest.approx(0.0817, abs=5e-5)  # METHODS II.7: 8.2 %
    behind = one(found, "claim-rate-behind", "alerts")
    assert behind.estimate is not None
    assert behind.estimate.value == pytest.approx(3.57e-7, rel=1e-3)  # METHODS II.7: 3.6e-7
    # 99.8 % stands for up to .25 % false: 10.68 x .0025 / .9975 / 59,988 = 4.462e-7, and 2 ln 40 / 4.462e-7 = 16.5e6
    assert "16.5 million without a false alert" in one(found, "claim-evidence-needed", "alerts").answer
    assert "would score 99.980 %" in one(found, "claim-never-alerts", "people judged").answer
    assert "would score 100 %" in one(found, "claim-never-alerts", "faces seen").answer
    assert one(found, "claim-never-alerts", "alerts").answer == "It gives no alert to count: 0 of 0."


def test_where_nobody_is_sought_every_alert_would_be_a_mistake() -> None:
    found = one(document(text="99.8 % accurate", crowd={"people": 50_000}), "claim-share-of-right-alerts", "faces seen")
    assert found.answer == "Nobody is sought in that crowd, so every alert would be a mistake."
    assert found.estimate is None


def test_ten_of_three_million() -> None:
    found = shipped("met-0-0003")
    faces, alerts = one(found, "claim-counted", "faces seen"), one(found, "claim-counted", "alerts")
    assert faces.answer == (
        "10 of 3,147,436 faces seen were flagged by mistake: 3.2 in a million; chance alone leaves open 1.5 to 5.8 in "
        "a million."
    )
    assert "99.52 % were right" in alerts.answer
    assert found.claim is not None
    assert found.claim.why.startswith(
        "If mistakes come in pairs, 10 of 3,147,436 faces seen allows up to 7.5 in a million flagged by mistake (95 %)."
    )
    assert alerts.answer.endswith(
        "If 10, 50 or 100 more were false and nobody noticed, 99.04 %, 97.1 % or 94.7 % were right."
    )
    assert [s.deff for s in faces.sensitivity] == [1, 2, 5, None, None, None]
    assert "8 to 11" in one(found, "claim-implied-count", "faces seen").answer
    assert "No whole number of 2,077 alerts" in one(found, "claim-implied-count", "alerts").answer
    other = one(found, "claim-agreement", "faces seen")
    assert other.estimate is not None
    assert (other.estimate.low, other.estimate.high) == pytest.approx((82.765, 745.588), abs=5e-4)
    assert other.test is not None
    assert other.test.p == pytest.approx(4.24e-14, rel=1e-3)  # twice the smaller tail


def test_one_of_383_356_has_two_limits_and_each_is_named() -> None:
    faces = one(shipped("essex-99-9997"), "claim-counted", "faces seen")
    assert faces.estimate is not None
    assert round(1 / faces.estimate.high, -3) == 69_000
    assert faces.bounds.naive_upper is not None
    assert round(1 / faces.bounds.naive_upper, -3) == 81_000


def test_none_of_12_120_cannot_tell_1_in_6000_from_less() -> None:
    held = {"of": "faces seen", "wrong": 0, "trials": 12_120}
    found = document(text="x", value="1 in 6,000", counts="wrong", denominator=[{"of": "faces seen"}], evidence=[held])
    test = one(found, "claim-agreement", "faces seen").test
    assert test is not None
    assert test.p == pytest.approx(2 * (1 - 1 / 6000) ** 12_120, rel=1e-9)
    assert found.claim is not None
    assert found.claim.verdict == "consistent but unproven"


def test_four_of_six_says_its_p_by_doubling() -> None:
    found = one(shipped("essex-four-of-six"), "claim-agreement", "false positives")
    assert "(p = 0.065)" in found.answer


def test_a_number_that_the_counts_do_not_give_is_said_to_be_another() -> None:
    said = "The counts give another number than the printed one: 87.5 % of 8 alerts."
    assert shipped("oxford-circus-86").verdict[2].startswith(said)
    assert "93.00 % of 2,470 alerts" in shipped("cardiff-92").verdict[2]


def test_what_nobody_verified_is_a_range_and_no_rate() -> None:
    found = one(shipped("foodstuffs-1208"), "claim-counted", "alerts")
    assert found.estimate is None
    assert found.answer == (
        "Of 1,742 alerts, 9 were false and 1,208 right; 525 were verified as neither. So 0.52 % to 31 % were false."
    )


@pytest.mark.parametrize("name", examples.names())
def test_the_document_keeps_the_contract_and_its_closed_list(name: str) -> None:
    found = checked(read_claim_text(examples.text(name), name=name))
    written = json.loads(found.to_json())
    jsonschema.validate(written, json_schema())
    assert written["claim"]["verdict"] in VERDICTS
    assert {d["verdict"] for d in written["claim"]["denominators"]} <= set(VERDICTS)
    assert Document.from_json(found.to_json()) == found.document
    assert {f.id for f in found.document.findings} <= set(CATALOGUE.ids())
    told = [line.partition(": ")[0] for line in found.document.verdict]
    assert told[-4:] == ["Assumed", "Not told", "Comparing", "Next"]
    assert len(told) <= 7  # before them: verdict, what may be repeated, why
    assert "nan" not in found.to_json().casefold().split('"')


def test_no_other_document_speaks_of_a_claim() -> None:
    made = Document.model_validate_json(shipped("met-0-0003").to_json()).model_copy(update={"claim": None})
    assert "claim" not in json.loads(made.to_json())


def test_every_verdict_has_its_plain_words() -> None:
    assert set(PLAIN) == set(VERDICTS)


def test_the_library_says_what_the_command_says(tmp_path: object) -> None:
    claim = by.read_claim(_written(tmp_path, examples.text("essex-99-9997")))
    assert by.claim(claim).verdict == by.claim(_written(tmp_path, examples.text("essex-99-9997"))).verdict
    frame = by.claim(claim).frame()
    assert set(frame["id"]) >= {"claim-counted", "claim-implied-count"}


def _written(folder: object, text: str) -> str:
    from pathlib import Path

    path = Path(str(folder)) / "claim.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)
