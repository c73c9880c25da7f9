"""Every shape of record that docs/how-to/your-record.md has a command for: how it is made, and its sums."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openpyxl import Workbook

from tests.corpus.makers import written
from tests.corpus.shapes import headed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADER = ("date", "location", "faces_seen", "alerts", "true_alerts", "false_alerts")
ROWS = [("2025-01-13", "A", 9001, 5, 4, 1), ("2025-01-14", "B", 8002, 3, 3, 0), ("2025-01-15", "C", 7003, 2, 1, 1)]
SUMS = {"deployments": 3, "faces_seen": 24006, "alerts": 10, "true_alerts": 8, "false_alerts": 2}
RIGHT = {
    "record.csv": SUMS,
    "from_pdf.csv": SUMS,
    "two_rows.xlsx": SUMS,
    "sheets.xlsx": SUMS,
    "european.csv": SUMS,
    "totals.csv": SUMS,
    "undated.csv": {name: 2 * total for name, total in SUMS.items() if name != "deployments"} | {"deployments": 4},
    "misprinted.csv": SUMS,
    "empty.csv": {"deployments": 8, "faces_seen": 72008, "false_alerts": 2},
    "matches.csv": SUMS,
    "visitors.csv": SUMS | {"deployments": 4, "alerts": 14, "true_alerts": 12},
    "unverified.csv": SUMS | {"deployments": 4, "faces_seen": 25010, "alerts": 14, "true_alerts": 9},
    "stops.csv": SUMS | {"stops": 7, "true_stops": 6, "false_stops": 1, "arrests": 3},
    "groups.csv": SUMS,
    "turned.csv": SUMS,
    "summary.txt": SUMS | {"arrests": 3},
    "months.csv": SUMS | {"deployments": 12},
    "deployments.json": SUMS,
}


def make(folder: Path) -> None:
    """Write every file that the page names into a folder."""
    _tables(folder)
    _workbooks(folder)
    _more_columns(folder)
    _other_layouts(folder)


def _tables(folder: Path) -> None:
    pages = [*ROWS[:2], ("Page 1 of 2", "", "", "", "", ""), HEADER, *ROWS[2:], ("* recalculated", "", "", "", "", "")]
    written(folder / "record.csv", headed(HEADER, ROWS), ",")
    written(folder / "from_pdf.csv", [("Deployments 2025", "", "", "", "", ""), HEADER, *pages], ",")
    points = [(day, place, f"{faces:,}".replace(",", "."), *counts) for day, place, faces, *counts in ROWS]
    written(folder / "european.csv", headed(("Datum", "Ort", "Gesichter", "Alarme", "richtig", "falsch"), points), ";")
    written(folder / "totals.csv", headed(HEADER, [*ROWS, ("Grand total", "", 24006, 10, 8, 2)]), ",")
    written(folder / "undated.csv", headed(HEADER, [*ROWS, ("", "", 24006, 10, 8, 2)]), ",")
    written(folder / "misprinted.csv", headed(HEADER, [*ROWS[:2], ("2025-01-14", "B", 9, 3, 3, 0), *ROWS[2:]]), ",")
    sparse = [(f"2025-01-{day:02}", 9001, "1" if day > 6 else "") for day in range(1, 9)]
    written(folder / "empty.csv", headed(("date", "faces_seen", "false_alerts"), sparse), ",")
    parts = [(day, faces, right, wrong) for day, _, faces, _, right, wrong in ROWS]
    written(folder / "matches.csv", headed(("date", "faces seen", "Positive matches", "Wrong"), parts), ",")


def _workbooks(folder: Path) -> None:
    upper, lower = ("Date", "Location", "Faces seen", "Alerts"), ("", "", "", "Total", "True", "False")
    _book(folder / "two_rows.xlsx", {"Deployments": [("Made up",), upper, lower, *ROWS]})
    last_year = [(day.replace("2025", "2024"), *others) for day, *others in ROWS]
    _book(folder / "sheets.xlsx", {"2024": [HEADER, *last_year], "2025": [HEADER, *ROWS], "Notes": [("made up",)]})


def _book(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> None:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)


def _more_columns(folder: Path) -> None:
    faces = [*((*row, "faces") for row in ROWS), ("2025-01-16", "D", 70000, 4, 4, 0, "visitors")]
    written(folder / "visitors.csv", headed((*HEADER, "counted"), faces), ",")
    verified = [*((*row, "yes") for row in ROWS), ("2025-01-16", "D", 1004, 4, 1, 3, "no")]
    written(folder / "unverified.csv", headed((*HEADER, "alerts_verified"), verified), ",")
    stopped = [(4, 3, 1, 2), (2, 2, 0, 1), (1, 1, 0, 0)]
    names = (*HEADER, "Engagements", "True alert engagements", "False alert engagements", "Arrests")
    written(folder / "stops.csv", headed(names, [(*row, *of) for row, of in zip(ROWS, stopped, strict=True)]), ",")
    grouped = [(*row, *of) for row, of in zip(ROWS, [(1, 0), (0, 0), (0, 1)], strict=True)]
    written(folder / "groups.csv", headed((*HEADER, "false_alerts_black", "false_alerts_white"), grouped), ",")


def _other_layouts(folder: Path) -> None:
    columns = [(name, *(row[at] for row in ROWS)) for at, name in enumerate(HEADER)]
    written(folder / "turned.csv", [("Answer to request 7", "", "", ""), *columns], ",")
    totals = ("Number of deployments: 3", "Faces seen: 24,006", "Alerts: 10", "True alerts: 8", "False alerts: 2")
    (folder / "summary.txt").write_text("\n".join((*totals, "Arrests: 3")) + "\n", "utf-8")
    months = [
        (month, 4, faces, *counts)
        for month, (_, _, faces, *counts) in zip(("Jan-25", "Feb-25", "Mar-25"), ROWS, strict=True)
    ]
    written(folder / "months.csv", headed(("Month", "Deployments", "Faces scanned", *HEADER[3:]), months), ",")
    (folder / "deployments.json").write_text(json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS]), "utf-8")
