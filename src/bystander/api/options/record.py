"""What may be said of a record of deployments or of searches, and asked of it.

Its columns, sheet and encoding are said as those of a trial are, so that one field of the page serves both.
"""

from __future__ import annotations

from bystander.api.options.option import Choice, Option

RECORDS = "A record of deployments or searches"

DECIMAL = Option(
    name="decimal", kind="choice", group=RECORDS,
    help="Of deployment records: the mark before a fraction. [default: told from the numbers, or asked]",
    label="Mark before a fraction", choices=(Choice(".", "a point: 0.64"), Choice(",", "a comma: 0,64")),
)  # fmt: skip
WITHOUT_ROWS = Option(
    name="without_rows", kind="reasons", group=RECORDS, many=True, metavar="'ROWS: REASON'",
    help="Of deployment records: rows that enter no rate, and why, such as '5,7-9: counts of a test'. The reason is "
    "told with every result; may be repeated.",
    label="Rows to leave out", hint="with the reason, which is told: 5,7-9: counts of a test",
)  # fmt: skip
WITH_ROWS = Option(
    name="with_rows", kind="reasons", group=RECORDS, many=True, metavar="'ROWS: REASON'",
    help="Rows that count though they look like totals, remarks or misprints, and why, such as '9: a second van'. The "
    "reason is told with every result; may be repeated.",
    label="Rows to count", hint="that look like totals or remarks, with the reason, which is told: 9: a second van",
)  # fmt: skip
EMPTY = Option(
    name="empty", kind="text", group=RECORDS, many=True, metavar="COLUMN=zero|unknown",
    help="Of deployment records: whether empty cells of a column of counts mean that there were none; may be repeated.",
    label="What empty cells mean", hint="column=zero or column=unknown, with commas between",
)  # fmt: skip
OF_DEPLOYMENTS_ALONE = (DECIMAL, WITHOUT_ROWS, EMPTY)
OF_RECORDS_ALONE = (DECIMAL, WITHOUT_ROWS, WITH_ROWS, EMPTY)  # what no trial takes

RECORD: tuple[Option, ...] = (
    Option(
        name="crowd", kind="count", group=RECORDS, metavar="N", default=60_000,
        help="Number of people that natural frequencies are told for.",
        label="People of a crowd", hint="that frequencies are told for",
    ),
    Option(
        name="groups", kind="text", group=RECORDS, metavar="NAMES", default="",
        help="Groups of people that the record counts, by the endings of its columns: black,white for "
        "false_alerts_black, faces_seen_black and so on.",
        label="Groups that the record counts", hint="endings of its columns: black,white for false_alerts_black",
    ),
    *OF_RECORDS_ALONE,
)  # fmt: skip

# Of what is declared of a trial, what is said of a record, too.
OF_RECORDS: tuple[str, ...] = ("columns", "sheet", "encoding")
