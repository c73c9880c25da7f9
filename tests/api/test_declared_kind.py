"""A role that one kind of evidence has alone says which kind it is, whatever the headings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.api.kinds.passes import OpenPasses
from bystander.api.kinds.searches import OpenSearches
from bystander.api.opening import open_evidence, open_record
from bystander.errors import EvidenceError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

SEEDED = (
    "Subject,Pass,Date,Detected,Alert,Alert correct,Score\n"
    "s0,1,2025-03-01,No,No,,\ns0,2,2025-03-02,Yes,Yes,Yes,0.7\ns1,1,2025-03-01,Yes,Yes,No,0.6\n"
)
TOP = (
    "Probe,True identity,Returned identity,Similarity\n"
    "p0.jpg,s00,s04,0.9\np1.jpg,s01,s01,0.8\np2.jpg,,s03,0.4\np3.jpg,s03,s03,0.7\n"
)


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_passes_with_a_face_a_pass_and_an_alert_are_a_seeded_test(tmp_path: Path) -> None:
    """ "seeded.csv is a deployment record; use `bystander audit`" stood there."""
    file = written(tmp_path, SEEDED)
    for columns in ({}, {"volunteer": "Subject"}):
        opened = open_evidence(file, {"columns": columns})
        assert isinstance(opened, OpenPasses)
        assert opened.check().said == "3 passes of 2 volunteers on the watchlist, 2 with an alert"
    with pytest.raises(UsageError, match="seeded test"):
        open_record(file, {})


@pytest.mark.parametrize("header", ["who,Pass,Face", "who,walks,hits_or_so"])
def test_a_volunteer_that_is_declared_asks_for_what_is_missing(header: str, tmp_path: Path) -> None:
    """ "there is no column role 'volunteer'" stood there."""
    file = written(tmp_path, f"{header}\na,1,1\nb,2,0\n")
    opened = open_evidence(file, {"columns": {"volunteer": "who"}})
    with pytest.raises(EvidenceError) as caught:
        opened.check()
    assert "no column for alert" in caught.value.problems[0].found


def test_searches_whose_columns_are_declared_are_searches(tmp_path: Path) -> None:
    columns = {"search": "Probe", "subject": "True identity", "candidate_subject": "Returned identity"}
    opened = open_evidence(written(tmp_path, TOP), {"columns": columns})
    assert isinstance(opened, OpenSearches)
    assert opened.check().said == "3 searches of people on a watchlist and 1 of people who are not"


def test_a_role_of_another_kind_says_which_kind_it_is_of(tmp_path: Path) -> None:
    file = written(tmp_path, "a,b,score\nx,y,1\n")
    for role, kind in (("subject", "candidate lists"), ("alerted", "a seeded test"), ("faces_seen", "a record")):
        with pytest.raises(UsageError, match=f"{role}.* is a column of {kind}"):
            open_evidence(file, {"columns": {role: "a"}}).check()
