"""Counts that police forces and newspapers published, keyed by hand with where each was read.

They are bare facts, as published: some do not add up, some lack what a rate needs, and the notes say so. What one
force calls a face another calls a visitor, so their counts are never added together.
"""

from __future__ import annotations

from importlib.resources import files

FILE = "published_counts.csv"
GROUPS = "black"  # whose false alerts one row counts: false_alerts_black


def published_counts() -> str:
    """Return the table as the text of a deployment record."""
    return files("bystander.demo").joinpath(FILE).read_text(encoding="utf-8")
