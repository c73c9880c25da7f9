"""Systems that searched lists of other lengths are told as such: the lists alone make a difference."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

import bystander as by


def lists(names: int, *, most: int = 20) -> pa.Table:
    """Return thirty searches, ten of them of people among the first of so many names, whatever the others score."""
    scores = {(i, j): random.Random(1000 * i + j).gauss(4 * (i == j), 1) for i in range(30) for j in range(60)}
    found = []
    for i in range(30):
        ranked = sorted(range(names), key=lambda j: -scores[i, j])[:most]
        who, on_it = (f"p{i}", f"p{i}") if i < 10 else (f"x{i}", None)
        found += [(f"s{i}", who, on_it, f"p{j}", scores[i, j], names) for j in ranked]
    columns = ("search", "person", "subject", "candidate_subject", "score", "watchlist_size")
    return pa.table({name: [row[k] for row in found] for k, name in enumerate(columns)})


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (lists(12), "A searched a list of 60 people, B one of 12. A longer list gives more false alerts"),
        (
            lists(60, most=1),
            "A gave up to 20 candidates a search, B up to 1. Whoever is not among them counts as missed",
        ),
        (lists(60), ""),
    ],
)
def test_searches_of_lists_of_other_lengths_are_not_called_the_same(second: pa.Table, said: str) -> None:
    document = by.compare(lists(60), second, names=["A", "B"], thresholds=[2.0]).document
    first, *_ = document.caveats
    assert first.startswith(said or "These are 30 people. Every system was given the same searches")
    assert ("Every system was given the same" in " ".join(document.caveats)) is not bool(said)
    told = [f for f in document.findings if f.id.startswith(("fpir-difference", "fnir-difference"))]
    assert told
    assert all(bool(said) == any(c.startswith(said) for c in f.caveats if said) for f in told)
