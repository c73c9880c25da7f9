"""A count of searches that is told only to be small is in the sentence that would else say none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bystander as by
from bystander.evidence.record.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Study

HEAD = "year,searches,leads,confirmed,wrong person\n"


def audited(folder: Path, *rows: str) -> Study:
    file = folder / "searches.csv"
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return by.audit(file).study


def test_none_is_not_said_where_a_period_tells_less_than_five(tmp_path: Path) -> None:
    study = audited(tmp_path, "2019,1000,250,68,<5", "2020,900,251,70,0")
    assert study.first is not None
    assert "Of 251 follow-ups none came out as of the wrong person, but of 250 other follow-ups" in str(
        study.first.lead
    )
    assert "the record says only “<5”" in str(study.first.lead)
    assert "In none of" not in str(study.first.lead)
    (finding,) = [f for f in study.document.findings if f.quantity == "wrong-person-per-follow-up"]
    assert finding.answer.endswith("Of 250 other follow-ups the record says only “<5”.")


def test_rates_rest_on_the_larger_counts_only_where_they_do(tmp_path: Path) -> None:
    lower = audited(tmp_path, "2019,1000,250,68,<5", "2020,900,251,70,0").document.caveats
    larger = audited(tmp_path, "2019,1000,250,68,<5", "2020,900,251,70,9").document.caveats
    said = [any("rest on the larger counts" in caveat for caveat in caveats) for caveats in (lower, larger)]
    assert said == [False, True]


def test_what_is_hidden_stands_beside_what_is_counted(tmp_path: Path) -> None:
    told = "2019,1000,250,68,<5", "2020,900,251,70,9"
    beside, most = audited(tmp_path, *told).first, audited(tmp_path, *told, "2021,900,100,50,*").first
    assert beside is not None
    assert most is not None
    assert "In 9 of 251 follow-ups it came out" in str(beside.lead)
    assert "Of 250 other follow-ups the record says only “<5”." in str(beside.lead)
    # 250 + 100 follow-ups of two periods in three: no share is made of the third alone
    assert "of 350 other follow-ups the record says only “<5” or “*”." in str(most.lead)


def test_where_all_of_it_is_hidden_it_is_not_said_that_nothing_is_told(tmp_path: Path) -> None:
    first = audited(tmp_path, "2019,1000,250,68,<5", "2020,900,251,70,<5").first
    assert first is not None
    assert "Of 501 follow-ups the record says only “<5” of the wrong person." in str(first.lead)


def test_a_deployment_record_leans_to_larger_counts_only_where_it_does(tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    said = []
    for other in (0, 9):
        file.write_text(
            f"date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-05,9000,12,,<5\n2024-02-05,9000,10,,{other}\n"
        )
        (problem,) = [p for p in read_record(file).problems if p.code == "EV81"]
        said.append("leans to those with more" in problem.means)
    assert said == [False, True]
