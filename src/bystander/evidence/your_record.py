"""From "I have ..." to the command, for records: what forces, shops and assemblies publish, and how it is read.

Every row is tested on a small file that is made up (tests/corpus). FILE names are examples; ``audit`` takes the options
that ``check`` is shown with.
"""

from __future__ import annotations

from bystander.evidence.your_file import Row

PAGE = "your-record"  # what it is called where explanations are asked for by name

ROWS: tuple[Row, ...] = (
    Row("a table with a row for each deployment", "check record.csv",
        "columns such as date, location, faces seen, alerts, false alerts; in several languages"),
    Row("a grid in a PDF", "check from_pdf.csv",
        "copy it into a spreadsheet first; repeated headings and remarks are passed over"),
    Row("a workbook whose headings stand in two rows", "check two_rows.xlsx",
        "they are joined: True under Alerts is true alerts"),
    Row("a workbook of several sheets", "check sheets.xlsx --sheet 2025", "a sheet is read by its name"),
    Row("a table with semicolons, points between thousands and decimal commas", "check european.csv --decimal ,",
        "needed only where nothing in the table tells what 9.780 is"),
    Row("a table with a row of totals", "check totals.csv", "totals are told by arithmetic, and left out"),
    Row("a row that looks like a total, and is a deployment", "check undated.csv --with-rows '5: a second van'",
        "the row counts; the reason is printed with every result"),
    Row("a row that is misprinted, or counts a test", "check misprinted.csv --without-rows '4: a rehearsal'",
        "the row enters no rate; the reason is printed with every result"),
    Row("empty cells or dashes where there were none", "check empty.csv --empty false_alerts=zero",
        "or --empty false_alerts=unknown; asked where nothing in the table tells"),
    Row("headings that may mean two things, or are not known",
        "check matches.csv --column 'true_alerts=Positive matches' --column 'false_alerts=Wrong'",
        "the name of the column first, then the heading"),
    Row("visitors or tickets counted instead of faces", "check visitors.csv",
        "a column counted, or a note on the row, says so; such a row enters no rate per face"),
    Row("alerts that nobody verified", "check unverified.csv",
        "a column alerts_verified with yes and no, or a note on the row, says so"),
    Row("people stopped and people arrested", "check stops.csv",
        "columns stops, true stops, false stops, arrests, or other names that are known"),
    Row("counts by group of people", "check groups.csv",
        "columns such as false_alerts_black; bystander audit takes --groups black,white"),
    Row("an answer to a request: what is counted stands in rows", "check turned.csv",
        "the table is turned; a column of it is one row"),
    Row("one total, such as Faces seen: 3,147,436", "check summary.txt", "a line for each count"),
    Row("a row for each month or year", "check months.csv", "a column deployments says how many a row adds up"),
    Row("a list of deployments in JSON", "check deployments.json", "objects with the same names as columns have"),
    Row("nothing yet", "template record -o my_record.xlsx", "an empty table to fill in, as .xlsx or .csv"),
)  # fmt: skip


def as_text() -> str:
    """Return the rows for a screen."""
    lines = ["What you have, and the command that reads it (audit takes the same options, and -o DIR):"]
    for row in ROWS:
        lines += ["", row.have, f"  bystander {row.command}", *([f"  {row.note}"] if row.note else [])]
    return "\n".join(lines)
