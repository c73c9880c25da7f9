"""The name of a rate tells which errors it is about: it is held against counts of these, and of no others."""

from __future__ import annotations

import pytest

from bystander.claims.claim_file import read_claim_text
from bystander.errors import ClaimError


@pytest.mark.parametrize("text", ["a false negative rate of 0.1 %", "FNMR below 1 %", "a miss rate of 0.5 %"])
def test_a_claim_about_misses_is_not_held_against_people_who_were_flagged(text: str) -> None:
    of = '[[denominator]]\nof = "{}"\nwrong = 1\ntrials = 1000\n'
    said = "is about people who are sought, and found or not found, and faces seen tell of people flagged by mistake"
    with pytest.raises(ClaimError, match=said):
        read_claim_text(f'text = "{text}"\ncounts = "wrong"\n{of.format("faces seen")}')
    assert read_claim_text(f'text = "{text}"\ncounts = "wrong"\n{of.format("mated searches")}')


@pytest.mark.parametrize(
    ("text", "value", "counts", "of"),
    [
        ("99.99 % true match rate", "", "right", "faces seen"),
        ("TPIR of 98.7 % at FPIR 0.3 %", "98.7 %", "right", "faces seen"),
        ("TPIR of 98.7 % at FPIR 0.3 %", "0.3 %", "wrong", "mated searches"),
        ("FMR of 1 in a million at FNMR 0.5 %", "1 in a million", "wrong", "mated comparisons"),
        ("FMR of 1 in a million at FNMR 0.5 %", "0.5 %", "wrong", "comparisons"),
        ("false positive rate of 0.001 %", "", "wrong", "mated searches"),
        ("99.99 % of wanted people found", "", "right", "passes"),
        ("0.001 % missed", "", "wrong", "faces seen"),
        ("rank-1 accuracy of 99.99 %", "", "right", "faces seen"),
        ("EER of 0.001 %", "", "wrong", "faces seen"),
        ("EER of 0.001 %", "", "wrong", "mated searches"),
    ],
)
@pytest.mark.parametrize("evidence", [False, True])
def test_a_rate_of_some_errors_is_not_held_against_counts_of_others(
    text: str, value: str, counts: str, of: str, *, evidence: bool
) -> None:
    """Of 10,000 faces 10 flagged by mistake say nothing of how many of the people sought are found."""
    told = f'text = "{text}"\nvalue = "{value}"\ncounts = "{counts}"\n[[denominator]]\nof = "{of}"\n'
    some = "wrong = 10\ntrials = 10000\n"
    with pytest.raises(ClaimError, match=r'" is about (people|a threshold)'):
        read_claim_text(told + (f'[[evidence]]\nof = "{of}"\n{some}' if evidence else some))


@pytest.mark.parametrize(
    ("text", "of", "said"),
    [("FMR of 1 in 1 million", "faces seen", "is a rate per comparison, and one per face seen is another"),
     ("FMR of 1 in 1 million", "alerts", "is a rate per comparison, and one per alert is another"),
     ("FPIR of 0.1 %", "comparisons", "is a rate per search, and one per comparison is another")],
)  # fmt: skip
def test_a_rate_per_comparison_is_not_held_against_counts_of_faces(text: str, of: str, said: str) -> None:
    """Before a watchlist of 5,000 an FMR of 1 in a million is 1 in 200 faces: 10 of 10,000 rule nothing out."""
    told = f'text = "{text}"\ncounts = "wrong"\n[[denominator]]\nof = "{of}"\nwrong = 10\ntrials = 10000\n'
    with pytest.raises(ClaimError, match=said):
        read_claim_text(told)


@pytest.mark.parametrize(
    ("text", "value", "counts", "of"),
    [
        ("TPIR of 98.7 % at FPIR 0.3 %", "98.7 %", "right", "mated searches"),
        ("TPIR of 98.7 % at FPIR 0.3 %", "0.3 %", "wrong", "non-mated searches"),
        ("FMR of 1 in a million at FNMR 0.5 %", "1 in a million", "wrong", "comparisons"),
        ("a false match rate of 91 %", "", "wrong", "alerts"),
        ("hit rate of more than 80 %", "", "right", "mated searches"),
        ("so far 0.1 % wrong", "", "wrong", "mated searches"),  # which is no FAR
        ("99.9 % accurate", "", "right", "faces seen"),
    ],
)
def test_a_rate_is_held_against_counts_of_its_errors_and_accuracy_against_either(
    text: str, value: str, counts: str, of: str
) -> None:
    told = f'text = "{text}"\nvalue = "{value}"\ncounts = "{counts}"\n[[denominator]]\nof = "{of}"\n'
    assert read_claim_text(f"{told}wrong = 10\ntrials = 10000\n")
