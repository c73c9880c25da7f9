"""Headings with an explanation or a unit in brackets, and those that may count something else and are not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from tests.evidence.record.published import put

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.record.record import Record

ROWS = "2024-02-01,21000,6,2\n2024-02-02,18000,5,1\n"  # 3 of 11 alerts false, in 39,000 faces


def read(folder: Path, heading: str, rows: str = ROWS) -> Record:
    return read_record(put(folder, f"date,faces seen,alerts,{heading}\n{rows}"))


def faces(folder: Path, heading: str, *cells: str, decimal: str = "") -> Record:
    rows = "".join(f'2024-02-0{at},"{cell}",6,2\n' for at, cell in enumerate(cells, 1))
    return read_record(put(folder, f'date,"{heading}",alerts,false alerts\n{rows}'), decimal=decimal)


@pytest.mark.parametrize(
    "heading",
    [
        "Number of false alerts (i.e. wrong person)", "False alerts (limit 3)", "False alerts (1)",
        "False alerts (all cameras)", "False alerts [d.h. falsche Person]", "Alerts assessed as false by operator",
        "False alerts (judged by an operator)", "False alerts (i.e. not the person sought)",
    ],
)  # fmt: skip
def test_brackets_that_only_explain_leave_a_heading_what_it_is(heading: str, tmp_path: Path) -> None:
    record = read(tmp_path, heading)
    assert sum(e.wrong or 0 for e in record.entries) == 3
    assert not any(p.leads for p in record.problems)
    told = [p.got for p in record.problems if p.code == "EV74"]
    assert told == ([] if " by " in heading else [f"{heading} as false_alerts"])  # those words are known


@pytest.mark.parametrize(
    "heading",
    [
        "False alerts excluding staff", "False alerts (excluding staff)", "Fausses alertes (hors personnel)",
        "Falsche Alarme (ohne Tests)", "False alerts (i.e. without tests)", "False alerts (per day)",
        "False alerts (%)", "False alerts (black)", "True alerts - not engaged", "Duplicate alerts (wrong)",
    ],
)  # fmt: skip
def test_what_may_change_the_meaning_is_not_read_and_leads_the_caveats(heading: str, tmp_path: Path) -> None:
    record = read(tmp_path, heading)
    assert all(e.wrong is None for e in record.entries)
    (problem,) = [p for p in record.problems if p.code == "EV31"]
    assert (problem.severity, problem.leads) == ("warning", True)


def test_where_a_column_was_not_read_nothing_is_said_not_to_be_given(tmp_path: Path) -> None:
    found = by.audit(put(tmp_path, f"date,faces seen,alerts,False alerts excluding staff\n{ROWS}"))
    first = found.study.first
    assert first is not None
    assert str(first.sentence) == "11 alerts in 39,000 faces seen; how many were false was not read."
    assert "False alerts excluding staff" in first.ranked[0].claim
    assert first.next.startswith("say what column “False alerts excluding staff” counts")
    (finding,) = found.find("false-alerts-per-alert")
    assert finding.answer.endswith("column “False alerts excluding staff” was not read.")
    assert "not given" not in " ".join(first.verdict)


def test_faces_that_were_not_read_are_not_said_to_be_untold(tmp_path: Path) -> None:
    found = by.audit(put(tmp_path, "date,faces seen (m),alerts,false alerts\n2024-02-01,2.1,6,2\n"))
    first = found.study.first
    assert first is not None
    assert "Column “faces seen (m)” was not read, so nothing can be said of passers-by." in str(first.lead)
    assert first.next.startswith("say what column “faces seen (m)” counts")


def test_columns_without_figures_and_parts_of_what_is_read_do_not_lead(tmp_path: Path) -> None:
    text = "date,faces seen,alerts,false alerts,false alerts black,reason for alert\n2024-02-01,21000,6,2,1,a list\n"
    assert not any(p.leads for p in read_record(put(tmp_path, text)).problems if p.code == "EV31")


@pytest.mark.parametrize(
    ("heading", "cell", "count"),
    [
        ("Faces seen ('000)", "21", 21_000), ("Faces seen (thousands)", "21", 21_000), ("Faces seen (k)", "21", 21_000),
        ("Faces seen (millions)", "2.1", 2_100_000), ("Faces seen in thousands", "21.5", 21_500),
        ("Thousands of faces seen", "21", 21_000), ("Gesichter (Tsd.)", "21,5", 21_500),
        ("Faces seen, '000", "200.5", 200_500), ("Visages vus (milliers)", "21", 21_000),
        ("Faces seen (x 1,000)", "3", 3_000), ("Faces seen (est.) ('000)", "21", 21_000),
    ],
)  # fmt: skip
def test_the_unit_of_a_heading_is_multiplied_exactly_and_told(
    heading: str, cell: str, count: int, tmp_path: Path
) -> None:
    record = faces(tmp_path, heading, cell)
    (entry,) = record.entries
    assert entry.faces_seen == count
    assert "faces_seen" in entry.about  # what was rounded off is not known
    assert [p.severity for p in record.problems if p.code == "EV46"] == ["note"]


def test_thousands_with_all_their_digits_are_no_estimate(tmp_path: Path) -> None:
    (entry,) = faces(tmp_path, "Faces seen (thousands)", "21.345", decimal=".").entries
    assert (entry.faces_seen, entry.about) == (21_345, frozenset())


def test_a_cell_that_has_a_unit_or_a_fraction_of_a_face_is_a_stop(tmp_path: Path) -> None:
    for cell in ("12k", "21.34567", "21.345"):
        with pytest.raises(EvidenceError):
            faces(tmp_path, "Faces seen ('000)", cell)


def test_cells_that_are_large_already_are_warned_of_first(tmp_path: Path) -> None:
    record = faces(tmp_path, "Faces seen ('000)", "12,000", "18,000")
    (warning,) = [p for p in record.problems if p.code == "EV46" and p.severity == "warning"]
    assert warning.leads
    assert "2 counts of column Faces seen ('000) may be in thousands already" in warning.found


@pytest.mark.parametrize("heading", ["Faces seen (m)", "Faces seen (mil)", "Faces seen (matched)", "Faces per hour"])
def test_units_that_are_not_the_same_everywhere_are_no_units(heading: str, tmp_path: Path) -> None:
    record = faces(tmp_path, heading, "2")
    assert all(e.faces_seen is None for e in record.entries)
    assert any(p.leads for p in record.problems if p.code == "EV31")


def test_alerts_in_thousands_are_no_counts(tmp_path: Path) -> None:
    text = "date,faces seen,false alerts,true alerts,alerts ('000)\n2024-02-01,21000,2,4,1\n"
    record = read_record(put(tmp_path, text))
    assert [e.alerts for e in record.entries] == [6]  # 2 + 4
    assert any(p.leads for p in record.problems if p.code == "EV31")
