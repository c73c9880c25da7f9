"""A limit of counts and what a printed number stands for: each keeps its side, and both read as they lie."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    assert "7 of 8,600 faces seen leaves at least 320 in a million flagged by mistake (95 %)." in said
    assert "1 in 6,000 stands for at most 182 in a million." in said  # half a unit of 6,000: 1 in 5,500
