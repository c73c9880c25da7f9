"""A limit of counts and what a printed number stands for: each keeps its side, and both read as they lie."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from bystander.api.verbs import claim as checked
from bystander.claims.claim_file import claim_of
from bystander.claims.denominators import ALERTS, FACES, Denominator
from bystander.quantities.claim import words

RATE = st.floats(1e-8, 1 - 1e-6)
PRINTED = (
    "1 in 6,000",
    "1 in 7",
    "1 in 178,234",
    "0.0003 %",
    "99.8 %",
    "99.99965 %",
    "2 in 3",
    "fewer than 1 in 6,000",
)
COUNTS = ((10, 3_147_436), (7, 8_600), (182, 1_000_000), (1, 2_000), (650, 2_077), (2_000, 2_077))


def number(text: str) -> float:
    """Return the share that is told."""
    figure, unit = re.fullmatch(r"([\d.,]+) (in a million|%)", text).groups()  # type: ignore[union-attr]
    return float(figure.replace(",", "")) / (100 if unit == "%" else 1e6)


@given(RATE, RATE, st.sampled_from([FACES, ALERTS]), st.tuples(st.booleans(), st.booleans()))
def test_a_limit_and_a_bound_stay_true_and_read_as_they_lie(
    end: float, bound: float, what: Denominator, ups: tuple[bool, bool]
) -> None:
    end_up, bound_up = ups
    first, second = map(number, words.apart(what, end, bound, end_up=end_up, bound_up=bound_up))
    for told, true, up in ((first, end, end_up), (second, bound, bound_up)):
        assert told >= true * (1 - 1e-8) if up else told <= true * (1 + 1e-8)
    if abs(end - bound) > 1e-6 * bound:
        assert (first > second) == (end > bound)


@pytest.mark.parametrize(("printed", "counted"), list(product(PRINTED, COUNTS)))
def test_no_sentence_of_a_claim_carries_more_than_three_figures_that_nobody_printed(
    printed: str, counted: tuple[int, int]
) -> None:
    wrong, trials = counted
    of = "faces seen" if "6,000" in printed or "0.0003" in printed else "alerts"
    claim = {"text": printed, "value": printed, "counts": "right" if printed.startswith("99") else "wrong"}
    found = checked(claim_of({**claim, "denominator": [{"of": of, "wrong": wrong, "trials": trials}]})).document
    said = re.search(r"(?:stands for|means) (?:at most|at least|below|above) ([\d.,]+) (%?)", " ".join(found.verdict))
    assert said is not None
    told = Decimal(said[1].replace(",", ""))
    rarer = 100 - told if said[2] and told > 50 else told  # 99.75 % has the two figures of .25
    assert len(re.sub(r"\D", "", f"{rarer:f}").strip("0")) <= 3


def test_a_claim_of_1_in_6000_stands_for_182_in_a_million() -> None:
    rates = [{"of": "faces seen", "wrong": 7, "trials": 8_600}]
    found = checked(claim_of({"text": "1 in 6,000", "value": "1 in 6,000", "counts": "wrong", "denominator": rates}))
    said = " ".join(found.document.verdict)
    assert "7 of 8,600 faces seen leaves 330 to 1,700 in a million flagged by mistake (95 %)." in said
    assert "1 in 6,000 stands for at most 182 in a million." in said  # half a unit of 6,000: 1 in 5,500


CROWD = {"people": 25_000, "sought": 5, "tpir": 0.8}


@pytest.mark.parametrize(
    ("text", "false_alerts", "right"),
    [
        # 24,995 / 20,000 = 1.24975; 4 / (4 + 1.24975) = 76.19 %
        ("fewer than 1 in 20,000 faces wrong", "would mean at most 1.3 false alerts in a crowd of 25,000.",
         "at least 76 %"),
        # of 5,000: 5.0 - .001 = 4.999; 4 / 8.999 = 44.449 %
        ("at least 1 in 5,000 faces wrong", "would mean at least 4.9 false alerts in a crowd of 25,000.",
         "at most 45 %"),
        ("1 in 20,000 faces wrong",
         "would mean about 1.2 false alerts in a crowd of 25,000. Before rounding: 1.0 to 1.7.", "Then 76 %"),
    ],
)  # fmt: skip
def test_a_limit_is_rounded_so_that_it_stays_true_in_a_crowd_too(text: str, false_alerts: str, right: str) -> None:
    found = checked(claim_of({"text": text, "counts": "wrong", "crowd": CROWD, "denominator": [{"of": "faces seen"}]}))
    answers = {f.id: f.answer for f in found.document.findings}
    assert false_alerts in answers["claim-false-alerts"]
    assert right in answers["claim-share-of-right-alerts"]


def test_one_number_is_rounded_in_one_way_on_a_page() -> None:
    """23 of 240, 29 more not verified: 6.17 to 26.9 % by another library; the page had "at least 6.1" beside "6.2"."""
    counts = {"of": "alerts", "wrong": 23, "trials": 240, "unverified": 29}
    claim = claim_of({"text": "97 % of our alerts are correct", "denominator": [counts]})
    first = checked(claim).study.first
    assert first is not None
    said = f"{first.lead} {first.beside[0]}"
    low, high = proportion_confint(23, 240, method="beta")[0], proportion_confint(52, 240, method="beta")[1]
    assert said.count(f"{low * 100:.1f} to {high * 100:.0f} % false") == 2
    assert "at least" not in said
    assert "97 % stands for at most 3.5 % false." in said


def test_faces_are_told_in_a_million_in_every_row_of_a_claim() -> None:
    counts = {"of": "faces seen", "wrong": 1, "trials": 45_200}
    claim = claim_of({"text": "1 in 20,000 faces wrong", "counts": "wrong", "denominator": [counts]})
    answers = " ".join(f.answer for f in checked(claim).document.findings)
    assert "1 was counted: 22.1 in a million flagged by mistake" in answers
    assert not re.search(r"0\.00\d+ %|score 0 %", answers)
