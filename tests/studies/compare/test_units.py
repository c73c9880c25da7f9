"""Where searches are counted once a track or a person, every sentence of a comparison says so, and no rate is mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import UsageError

if TYPE_CHECKING:
    from bystander.evidence.searches.searches import Searches

COLUMNS = ("search", "person", "subject", "track", "candidate_subject", "score")


def searches(strong: int, *, unit: str) -> Searches:
    """Return 40 people of four searches in two tracks; ``strong`` of the 20 off the list once return somebody."""
    rows = []
    for i in range(40):
        listed = f"p{i}" if i < 20 else None
        for k in range(4):
            high = (i < 20 and k < 2) or (20 <= i < 20 + strong and k == 0)
            who = listed if listed and k < 2 else f"p{(i + 1) % 20}"
            rows.append((f"s{i}-{k}", f"p{i}", listed, f"t{i}-{k // 2}", who, 5.0 if high else 1.0))
    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)})
    return by.read_searches(table, unit=unit)


@pytest.mark.parametrize(
    ("unit", "of", "many", "mated", "non_mated"),
    [
        ("person", 20, "people", "person on the watchlist", "person not on the watchlist"),
        ("track", 40, "tracks", "mated track", "non-mated track"),
        ("search", 80, "searches", "mated search", "non-mated search"),
    ],
)
def test_rates_say_what_they_are_counted_in(unit: str, of: int, many: str, mated: str, non_mated: str) -> None:
    pair = (searches(3, unit=unit), searches(15, unit=unit))
    document = by.compare(*pair, names=["A", "B"], thresholds=[3.0]).document
    units = {f.quantity: f.unit for f in document.findings}
    assert units["fpir"] == units["fpir-difference"] == units["fpir-ratio"] == non_mated
    assert units["fnir"] == units["fnir-difference"] == units["fnir-ratio"] == mated
    (alerts,) = (f for f in document.findings if f.id == "fpir" and f.systems == ("B",))
    assert alerts.estimate is not None
    assert (alerts.estimate.events, alerts.estimate.trials) == (15, of)
    counts = f"15 against 3 of {of}{'' if unit == 'search' else f' {many}'}."
    assert counts in document.verdict[0]
    assert f"more in 100 {many}" in document.verdict[1]
    said = " ".join([*document.verdict[:2], *(f.answer for f in document.findings)])
    assert ("search" in said) is (unit == "search")


def test_systems_counted_in_different_units_are_not_compared() -> None:
    with pytest.raises(UsageError, match="one unit in all systems, and not in person and search"):
        by.compare(searches(3, unit="person"), searches(3, unit="search"), thresholds=[3.0])
