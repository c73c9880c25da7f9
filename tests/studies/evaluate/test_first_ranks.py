"""Searches of which the first few candidates are looked at: what is further down the list is not returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from bystander.evidence.searches.read import read_searches
from bystander.studies.evaluate.searches.study import evaluate_searches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from bystander.findings import Estimate, Study

HEAD = ("search", "subject", "rank", "candidate_subject", "score", "watchlist_size")


def lists(firsts: Sequence[bool], *, right: float = 8.0, tied: bool = False) -> list[tuple[object, ...]]:
    """Return lists of three candidates of as many people, each of whom comes first or second; nobody comes last."""
    people = len(firsts)
    rows: list[tuple[object, ...]] = []
    for i, first in enumerate(firsts):
        other = f"p{(i + 1) % people}"
        best = [(f"p{i}", right), (other, right if tied else right - 1)]
        if not first:
            best = [(other, right if tied else right + 1), (f"p{i}", right)]
        listed = [*best, (f"p{(i + 2) % people}", right - 3)]
        rows += [(f"s{i}", f"p{i}", rank, who, score, people) for rank, (who, score) in enumerate(listed, 1)]
    return rows


def study(rows: list[tuple[object, ...]], *, threshold: float = 0.0, **asked: Any) -> Study:
    columns = dict(zip(HEAD, map(list, zip(*rows, strict=True)), strict=True))
    return evaluate_searches(read_searches(pa.table(columns)), thresholds=[threshold], replicates=0, **asked)


def estimate(found: Study, name: str) -> Estimate:
    e = next(f.estimate for f in found.document.findings if f.id == name)
    assert e is not None
    return e


@pytest.mark.parametrize(("rank", "others", "said"), [
    (1, 5, "; 5 of 30 returned somebody else instead"),
    (2, 30, "; 30 of 30 also returned somebody else"),
])  # fmt: skip
def test_only_candidates_that_are_looked_at_count_as_somebody_else(rank: int, others: int, said: str) -> None:
    found = study(lists([True] * 25 + [False] * 5), rank=rank)
    assert estimate(found, "false-candidates-in-mated-searches").events == others
    assert found.first is not None
    assert said in str(found.first.lead)
