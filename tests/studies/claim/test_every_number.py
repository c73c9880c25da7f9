"""Whatever number is printed, a page is told: of all and none, of limits, and of any number of digits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.api.verbs import claim as checked
from bystander.claims.claim_file import claim_of
from tests.architecture.sentences import long
from tests.studies.claim.made_up import of

NUMBERS = [
    *(f"99.{'9' * k} %" for k in (1, 13, 14, 15, 16, 17, 20, 40, 97)),
    *(f"0.{'0' * k}1 %" for k in (1, 13, 17, 40, 97)),
    "1e-5 %", "1e-90 %", "100 %", "0 %", "at least 100 %", "at most 0 %", "less than 100 %", "nearly 100 %", "none",
    "less than 1 %", "over 99 %", f"1 in 1{'0' * 60}", f"at least 99.{'9' * 30} %",
]  # fmt: skip


@pytest.mark.parametrize("value", NUMBERS)
@pytest.mark.parametrize("counts", ["right", "wrong"])
@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["alerts", "faces seen", "mated searches"]),
    st.sampled_from([(0, 1), (1, 1), (0, 1000), (5, 1000), (995, 1000), (1000, 1000), (0, 10**9)]),
    st.booleans(),
)
def test_no_number_of_digits_is_too_many(
    value: str,
    counts: str,
    name: str,
    pair: tuple[int, int],
    crowd: bool,  # noqa: FBT001
) -> None:
    keys = {"text": "x", "value": value, "counts": counts, "denominator": [of(name, *pair)]}
    found = checked(claim_of(keys | ({"crowd": {"people": 60_000, "sought": 12, "tpir": 0.9}} if crowd else {})))
    assert found.to_json()
    answers = [f.answer for f in found.document.findings if f.id != "claim-agreement"]
    assert [s for line in (*found.document.verdict, *answers) for s in long(line)] == []


def lead(text: str, *counts: object) -> str:
    return checked(claim_of({"text": text, "denominator": [of(*counts)]})).document.verdict[2]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("less than 1 % wrong", ("alerts", 1, 100)),
        ("over 99 % accurate", ("alerts", 10, 1000)),
        ("0 % false alerts", ("alerts", 1, 1000)),
        ("100 % accurate", ("alerts", 1, 10_000)),
    ],
)
def test_what_is_not_meant_is_not_what_was_counted(text: str, counts: tuple[str, int, int]) -> None:
    assert "It is what was counted" not in lead(text, *counts)
    assert "The counts give another number than the printed one" in lead(text, *counts)


def test_all_and_none_are_said_in_their_own_words() -> None:
    assert lead("100 % accurate", "alerts", 1, 10_000).endswith("100 % stands for all.")
    assert lead("100 % accurate", "faces seen", 1, 10_000).endswith("100 % stands for none flagged by mistake.")
    assert lead("100 % accurate", "alerts", 0, 10).startswith("None was counted, which does not show")
    assert lead("100 % wrong", "alerts", 10, 10).startswith("No other was counted, which does not show that all are.")
    assert lead("less than 1 % wrong", "alerts", 50, 100).endswith("Less than 1 % means below 1 %.")
    first = checked(claim_of({"text": "100 % accurate", "denominator": [of("alerts", 0, 10)]})).study.first
    assert first is not None
    assert "ask for a limit in place of “100 %”, which no test can show" in first.next
