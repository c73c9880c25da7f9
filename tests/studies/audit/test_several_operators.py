"""Of several operators the order is by all that each tells, and what holds of one is said of that one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings.first_screen import FirstScreen

HEAD = "date,operator,faces_seen,alerts,true_alerts,false_alerts,note\n"
KING = (
    "2025-Q1,King,412300,58,51,7,\n",
    "2025-Q2,King,588100,77,70,7,\n",
    "2025-Q3,King,463900,61,55,6,\n",
)
PORT = (
    '2025-Q1,Port,96000,31,22,9,"visitors were counted, not faces"\n'
    '2025-Q2,Port,121000,40,27,13,"visitors were counted, not faces"\n'
)


def first_of(folder: Path, *rows: str) -> FirstScreen:
    file = folder / "record.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    first = by.audit(file).study.first
    assert first is not None
    return first


def test_an_operator_is_not_put_back_by_a_thin_period_that_it_adds(tmp_path: Path) -> None:
    # King has 58 + 77 + 61 = 196 judged alerts, Port 31 + 40 = 71; the newest half-year of King has 61
    without, with_it = (first_of(tmp_path, *king, PORT) for king in (KING[:2], KING))
    assert str(without.sentence).startswith("King: 14 of 135 alerts")
    assert str(with_it.sentence).startswith("King: 6 of 61 alerts")
    assert with_it.eyebrow.endswith("Most alerts judged first.")
