"""Notes that speak of one person flagged several times: quoted where it would be said that nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bystander.evidence.record.entry import Entry
from bystander.studies.audit.repeats import several_times
from bystander.studies.audit.words import CLUSTERS, SEVERAL, TOO_NARROW
from tests.quantities.record.test_stops import audited

ROW = Entry(row=6, deployments=1, faces_seen=9000, alerts=10, right=9, wrong=1)


@pytest.mark.parametrize(
    "note",
    [
        "The same man was flagged four times by mistake on his way to work and back",
        "same woman again, 3 alerts",
        "One person set off 5 alerts",
        "A shopper was flagged twice",
        "Four alerts were of the same individual",
        "a commuter misidentified repeatedly",
        "Wet day; the same boy matched twice.",
        "flagged by mistake twice",
    ],
)
def test_a_note_of_one_person_flagged_again_takes_the_place_of_nobody_knows(note: str) -> None:
    caveats = audited(ROW, replace(ROW, row=7, note=note)).caveats
    (said,) = [c for c in caveats if c.startswith(SEVERAL)]
    assert "Row 7: “" in said
    assert TOO_NARROW in said
    assert str(CLUSTERS) not in caveats


@pytest.mark.parametrize(
    "note",
    [
        "Nobody was flagged twice", "No person was flagged more than once", "Each person was flagged once",
        "Threshold raised again", "Not known whether one person was flagged twice", "Deployed twice that day",
        "The same camera failed three times", "Four different people were flagged",
    ],
)  # fmt: skip
def test_other_notes_do_not(note: str) -> None:
    assert not several_times([replace(ROW, note=note)])
    assert str(CLUSTERS) in audited(replace(ROW, note=note), replace(ROW, row=7)).caveats


def test_every_row_that_says_so_is_named_and_a_long_clause_ends_at_a_word() -> None:
    long = "The same man was flagged four times by mistake on his way to work and back and once more in the evening"
    rows = [replace(ROW, row=n, note=long) for n in (6, 8, 9)]
    said = several_times(rows)
    assert said.startswith("Row 6: “The same man was flagged four times by mistake on his way to work")
    assert " …”. So do rows 8 and 9." in said
