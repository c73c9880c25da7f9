"""Groups that are told apart by few people who have most of the tries: every sentence goes with the test."""

from __future__ import annotations

import pyarrow as pa
import pytest

import bystander as by

PEOPLE, FEW, MANY = 100, 5, 30


def trial(missed: dict[str, list[int]]) -> pa.Table:
    """Return 100 people of each group, five of whom try 30 times and the others once; ``missed``: of the first ones."""
    rows = []
    for group, misses in missed.items():
        for n in range(PEOPLE):
            failed = misses[n] if n < len(misses) else 0
            rows += [(f"{group}{n}", f"{group}{n}", group, group, 0.1 if t < failed else 0.9)
                     for t in range(MANY if n < FEW else 1)]  # fmt: skip
    rows += [(f"A{n}", f"B{n}", "A", "B", 0.0) for n in range(60)]
    names = ("probe_subject", "reference_subject", "probe_sex", "reference_sex", "score")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


@pytest.mark.parametrize(
    ("missed", "by_chance"),
    [({"A": [3, 2, 2, 2, 2, 1, 1, 1], "B": [20, 18, 12, 4, 2] + [1] * 8}, False),
     ({"A": [2] * 5 + [1] * 3, "B": [12] * 5 + [1] * 8}, True)],
)  # fmt: skip
def test_what_equal_rates_would_show_goes_with_the_test(missed: dict[str, list[int]], *, by_chance: bool) -> None:
    found = by.evaluate(trial(missed), thresholds=[0.5], replicates=0, by="sex").document
    ratio = next(f for f in found.findings if f.id == "fnmr-group-ratio")
    assert ratio.test is not None
    assert ratio.test.p < 0.05
    assert ratio.estimate is not None
    assert ratio.estimate.low == 1
    assert found.verdict[0].startswith("Misses differ by sex")
    assert "Misses: by how much, so few people do not tell" in found.verdict[1]
    assert "too few to tell" not in found.verdict[1].partition("False matches")[0]
    assert ratio.reference is not None
    assert (
        (ratio.reference.no_difference is not None) == by_chance == ("in at most 1 in 20 such trials" in ratio.answer)
    )
    if by_chance:
        assert ratio.reference.no_difference is not None
        assert ratio.reference.no_difference <= ratio.estimate.value
