"""A record of one row says that it is for that row: publishing one total tells nothing of how another would differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "date,location,faces_seen,alerts,true_alerts,false_alerts\n"


def test_one_row_is_for_these_deployments_and_the_requirement_says_so(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(HEADER + "2025-03-01,A,200000,5,1,4\n", encoding="utf-8")
    found = by.audit(path, require="approved-1-in-6000")
    assert any("The range is for these deployments, held again." in said for said in found.document.verdict)
    (held,) = found.find("requirement")
    assert "That is of this one row; it does not show how another deployment may differ." in held.answer
    (rate,) = found.find("false-alerts-per-face", period=None)
    assert rate.population == "these deployments"


def test_three_rows_are_not_told_so(tmp_path: Path) -> None:
    path = tmp_path / "three.csv"
    path.write_text(HEADER + "".join(f"2025-03-0{day},A,70000,2,1,1\n" for day in (1, 2, 3)), encoding="utf-8")
    found = by.audit(path, require="approved-1-in-6000")
    assert not any("held again" in said for said in found.document.verdict)
    (held,) = found.find("requirement")
    assert "this one row" not in held.answer
