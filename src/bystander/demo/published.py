"""Counts that police forces and newspapers published, keyed by hand with where each was read.

They are bare facts, as published: some do not add up, some lack what a rate needs, and the notes say so. Counts of
different forces are never added together: what one calls a face another calls a visitor.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from io import StringIO

FILE = "published_counts.csv"
AUDITED = "Metropolitan Police"  # the one force here whose deployments were published one by one
AUDITED_FILE = "metropolitan_police.csv"


def published_counts() -> str:
    """Give the whole table as text."""
    return files("bystander.demo").joinpath(FILE).read_text(encoding="utf-8")


def record_of(who: str) -> str:
    """Give the rows of one force as the text of a deployment record; its header alone where there are none."""
    rows = csv.reader(StringIO(published_counts()))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    header = next(rows)
    writer.writerow(header)
    writer.writerows(row for row in rows if row[header.index("who")] == who)
    return out.getvalue()
