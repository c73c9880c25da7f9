"""What may be said of a record of deployments or of searches, and asked of it.

Its columns, sheet and encoding are said as those of a trial are, so that one field of the page serves both.
"""

from __future__ import annotations

from bystander.api.options.option import Option

RECORDS = "A record of deployments or searches"

# Of what is declared of a trial, what is said of a record, too.
OF_DEPLOYMENTS: tuple[str, ...] = ("encoding",)
OF_SEARCH_RECORDS: tuple[str, ...] = ("encoding", "columns")

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
)  # fmt: skip
