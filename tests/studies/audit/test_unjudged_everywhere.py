"""How many alerts nobody judged is one number on a page, of all rows, or it is said of which rows it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.intervals.counts import clopper_pearson

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.api.findings import Findings

HEAD = "date,faces_seen,alerts,true_alerts,false_alerts\n"


def audited(folder: Path, rows: str, head: str = HEAD) -> Findings:
    file = folder / "record.csv"
    file.write_text(head + rows, encoding="utf-8")
    return by.audit(file)


def test_alerts_of_rows_without_a_judged_one_are_unjudged_too(tmp_path: Path) -> None:
    # 3 of 20 judged alerts false; of the 12 of the first row 2 were not judged, of the third row all 7: 9 in all, so
    # that 3 to 12 of 20 + 9 = 29 may have been false, 3/29 = 10.3 % to 12/29 = 41.4 %
    found = audited(tmp_path, "2025-01-05,9000,12,8,2\n2025-02-05,9000,10,9,1\n2025-03-05,9000,7,,\n")
    first = found.study.first
    assert first is not None
    assert str(first.sentence) == "3 of 20 judged alerts were false from January 2025 to February 2025."
    left_open = "9 more alerts were not judged: of all 29, 3 to 12 may have been false (10 to 41 %)."
    assert left_open in str(first.lead)
    assert "With none to all of the 2 unjudged alerts of these rows false" in str(first.lead)
    assert first.untold.startswith("Whether 9 alerts were right;")
    assert first.next.startswith("have the 9 unjudged alerts judged")
    (per_alert,) = found.find("false-alerts-per-alert")
    assert per_alert.answer.endswith(left_open)
    (as_false,) = [s for s in per_alert.sensitivity if s.assumption == "9 not judged counted as false too"]
    assert (as_false.low, as_false.high) == pytest.approx(clopper_pearson(12, 29), rel=1e-9)


def test_right_alerts_of_such_rows_are_right_whatever_the_others_were(tmp_path: Path) -> None:
    # 0 of 4 and 2 of 8 judged alerts false, 1 of 9 not judged; of 10 more alerts 6 were right and 4 not judged. So 5 of
    # 12 + 5 + 6 = 23 were not: 2 to 7 of 23 false (8.7 to 30.4 %), and 4 + 6 + 6 = 16 to 21 right (69.6 to 91.3 %)
    rows = "2025-01-05,9000,4,4,0\n2025-03-05,9000,10,6,\n2025-04-05,9000,9,6,2\n"
    found = audited(tmp_path, rows)
    (false,), (right,) = (found.find(f"{kind}-alerts-per-alert") for kind in ("false", "right"))
    assert "2 of 12 judged alerts were false" in false.answer
    assert false.answer.endswith("5 more alerts were not judged: of all 23, 2 to 7 may have been false (8.7 to 30 %).")
    assert right.answer.endswith(
        "5 more alerts were not judged: of all 23, 16 to 21 may have been right (70 to 91.3 %)."
    )


def test_where_the_sentence_is_of_a_period_the_number_of_the_whole_record_says_so(tmp_path: Path) -> None:
    rows = "2024-02-05,,9,,\n2024-03-05,9000,20,19,1\n2025-02-05,9000,30,8,20\n2025-03-05,9000,10,2,8\n"
    first = audited(tmp_path, rows).study.first
    assert first is not None
    assert "2 more alerts were not judged: of all 40, 28 to 30 may have been false" in str(first.lead)
    assert first.untold.startswith("Whether 11 alerts of the whole record were right;")
