"""A requirement before a watchlist of n people: shown by lists of that length, and not by lists of no known length."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.findings import Verdict
from tests.studies.require.made import required
from tests.studies.require.test_study import verdicts

ON, OFF, LENGTH = 80, 80, 3


def lists(size: int | None) -> pa.Table:
    """Return lists of three: 80 people of the watchlist come first, 80 are like nobody; one search failed."""
    rng, rows = np.random.default_rng(1), []
    for search in range(ON + OFF):
        mated = search < ON
        for rank in range(LENGTH):
            own = mated and rank == 0
            entry = f"p{search}" if own else f"p{(search + rank + 1) % ON}"
            score = (6.0 if own else 1.0 - rank) + rng.normal(0, 0.2)
            rows.append({
                "search": f"s{search}", "subject": f"p{search}", "rank": rank + 1, "candidate": entry, "score": score,
                "mated": str(mated).lower(), "failed": "false",
                "side": "ab"[search % 2], **({} if size is None else {"watchlist_size": size}),
            })  # fmt: skip
    failed = {**rows[0], "search": "s", "rank": None, "candidate": None, "score": None, "failed": "true"}
    return pa.Table.from_pylist([*rows, failed])


@pytest.mark.parametrize(
    ("quantity", "direction", "at"),
    [
        ("fpir", "at-most", {"threshold": 4.0}), ("fnir", "at-most", {"threshold": 4.0}),
        ("tpir", "at-least", {"threshold": 4.0}), ("cmc", "at-least", {"rank": 1}),
        ("failed-search-rate", "at-most", {}),
    ],
)  # fmt: skip
def test_a_number_before_n_people_needs_a_list_that_is_said_to_hold_n(
    quantity: str, direction: str, at: dict[str, object]
) -> None:
    wanted = required("50 %", quantity=quantity, direction=direction, at={**at, "n": 500})
    told = {size: verdicts(by.require(lists(size), wanted, replicates=0))[0] for size in (None, 500, 2000)}
    assert told[500].verdict is Verdict.MET
    assert {told[None].verdict, told[2000].verdict} == {Verdict.NOT_SHOWN}
    assert "does not say how long its watchlist is, and the requirement is of 500 people" in told[None].why
    assert "column watchlist_size" in (told[None].would_show or "")
    assert "The watchlist of this evidence holds 2,000 people" in told[2000].why


def test_a_number_of_groups_is_before_the_list_of_the_evidence_too() -> None:
    wanted = required("50 %", quantity="fpir", at={"threshold": 4.0, "n": 500}, groups="each")
    told = {
        size: verdicts(by.require(lists(size), wanted, by="side", replicates=0))[0].verdict for size in (None, 500)
    }  # fmt: skip
    assert told == {None: Verdict.NOT_SHOWN, 500: Verdict.MET}
