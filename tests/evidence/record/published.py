"""Records as they are published, and the counts that they hold: each text with the sums that a reader can redo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.record.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.record.record import Record

HEADER = "date,faces_seen,alerts,true_alerts,false_alerts\n"
TWENTY = "".join(f"2025-02-{d:02},{9001 + 100 * d},{10 + d % 3},{9 + d % 3},1\n" for d in range(1, 21))
SUMS = (201_020, 221, 201, 20)  # of faces, alerts, right and wrong ones: 20 * 9001 + 100 * 210, and so on
TOTAL = "201020,221,201,20\n"


@dataclass(frozen=True)
class Case:
    """A record, and what its rows come to. ``said``: codes of the problems that say how it was read."""

    text: str
    faces: int
    alerts: int
    right: int
    wrong: int
    rows: int
    said: tuple[str, ...] = ()


def put(folder: Path, text: str) -> Path:
    """Write a record."""
    file = folder / "record.csv"
    file.write_text(text, encoding="utf-8")
    return file


def days(row: str, first: int = 1, last: int = 10) -> str:
    """Return a row for each day, DD being its number."""
    return "".join(row.replace("DD", f"{d:02}") for d in range(first, last + 1))


def holds(case: Case, folder: Path) -> None:
    """Assert that reading it gives its counts, and says how it was read."""
    record = read_record(put(folder, case.text))
    assert sums(record) == (case.faces, case.alerts, case.right, case.wrong)
    assert (len(record.entries), record.rows_used) == (case.rows, case.rows)
    assert set(case.said) <= codes(record)


def sums(record: Record) -> tuple[int, int, int, int]:
    """Return all faces, alerts, right and wrong ones."""
    counts = [(e.faces_seen or 0, e.alerts or 0, e.right or 0, e.wrong or 0) for e in record.entries]
    faces, alerts, right, wrong = (sum(column) for column in zip(*counts, strict=True))
    return faces, alerts, right, wrong


def codes(record: Record) -> set[str]:
    """Return the codes of what was found in it."""
    return {problem.code for problem in record.problems}


def leading(record: Record) -> list[str]:
    """Return the codes of the problems that stand before all others."""
    return [problem.code for problem in record.problems if problem.leads]
