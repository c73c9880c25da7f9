"""A track or passage is one person's: where some of its searches say whose, and others do not, it is not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def rows(unit: str, *, nobody: tuple[str, ...], people: int = 12) -> dict[str, Any]:
    """Return two searches of each of two tracks a person, none of whom is listed; of the first person one alerts."""
    each = [(f"u{p}", f"t{p}-{t}", f"s{p}-{t}-{look}") for p in range(people) for t in range(2) for look in range(2)]
    return {
        "search": [search for _, _, search in each],
        "subject": [""] * len(each),
        "person": ["" if search in nobody else person for person, _, search in each],
        unit: [track for _, track, _ in each],
        "candidate_subject": ["listed"] * len(each),
        "score": [0.9 if search == "s0-0-0" else 0.1 for _, _, search in each],
        "mated": [False] * len(each),
    }


def alerts(table: Any, unit: str) -> tuple[int | None, float | None]:
    (found,) = [
        f.estimate for f in by.evaluate(table, unit=unit, thresholds=[0.5], replicates=0).document.findings
        if f.id == "fpir" and f.estimate is not None
    ]  # fmt: skip
    return found.events, found.trials


@pytest.mark.parametrize("unit", ["track", "passage"])
def test_a_search_that_names_nobody_is_no_track_of_its_own(unit: str, tmp_path: Path) -> None:
    whole, partly = rows(unit, nobody=()), rows(unit, nobody=("s0-0-1",))
    assert alerts(whole, unit) == (1, 24)  # 12 people, 2 tracks each
    said = f"1 of 48 searches in .* name no person, and others of the same {unit} do"
    file = tmp_path / "searches.parquet"
    pq.write_table(pa.table(partly), file)
    for source in (partly, file):
        with pytest.raises(UsageError, match=said):
            by.evaluate(source, unit=unit)
        with pytest.raises(UsageError, match=said):
            by.compare(source, whole, unit=unit, names=["a", "b"], thresholds=[0.5])
    with pytest.raises(UsageError, match=said):
        by.tally_shards(file, tmp_path / "x.tally", unit=unit)


@pytest.mark.parametrize("unit", ["track", "passage"])
def test_tracks_of_which_no_search_names_a_person_are_counted_once(unit: str) -> None:
    nobody = ("s0-0-0", "s0-0-1", "s0-1-0", "s0-1-1")
    assert alerts(rows(unit, nobody=nobody), unit) == (1, 24)
