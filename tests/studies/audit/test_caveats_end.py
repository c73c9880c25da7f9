"""A caveat of something that was found, and of which no more is to be said, ends with one full stop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bystander.errors import Problem
from bystander.evidence.record.record import read_record
from bystander.evidence.search_record.read import read_search_record
from bystander.studies.audit.search_record.study import audit_searches
from bystander.studies.audit.study import audit

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Severity


@pytest.mark.parametrize("severity", ["warning", "refused"])
@pytest.mark.parametrize("leads", [True, False])
def test_a_problem_that_means_nothing_more_ends_once(severity: Severity, leads: bool, tmp_path: Path) -> None:  # noqa: FBT001
    bare = (Problem(code="EV31", severity=severity, found="two columns were not read", leads=leads),)
    (tmp_path / "record.csv").write_text("date,faces_seen,alerts,false_alerts\n2024-01-01,9000,9,5\n")
    (tmp_path / "searches.csv").write_text("year,searches,leads,confirmed\n2019,100,25,6\n")
    record = audit(replace(read_record(tmp_path / "record.csv"), problems=bare))
    searches = audit_searches(replace(read_search_record(tmp_path / "searches.csv"), problems=bare))
    for study in (record, searches):
        said = [caveat for caveat in study.document.caveats if "wo columns were not read" in caveat]
        assert said
        assert all(caveat.endswith("read.") for caveat in said)
