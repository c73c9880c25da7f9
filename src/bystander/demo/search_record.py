"""A made-up record of searches, by quarter and group, as an agency might publish it: nobody is in it."""

from __future__ import annotations

MADE_UP = "yes"  # in a column of that name, by which every reader knows it for what it is
FILE = "made_up_searches.csv"
HEAD = "date,group,made_up,searches,lists_returned,followed_up,confirmed"
GROUPS = ("female", "male")
# quarter by quarter, of each group: searches, lists returned, follow-ups, confirmed
QUARTERS = (
    ("2024-Q1", (62, 58, 14, 4), (231, 220, 58, 17)),
    ("2024-Q2", (71, 69, 17, 5), (246, 239, 63, 19)),
    ("2024-Q3", (65, 61, 15, 3), (252, 240, 66, 18)),
    ("2024-Q4", (68, 66, 16, 5), (245, 236, 61, 17)),
)


def made_up_searches() -> str:
    """Return the table as the text of a search record: 1,240 searches, 310 follow-ups, 88 confirmed."""
    rows = [
        f"{quarter},{group},{MADE_UP}," + ",".join(map(str, counts))
        for quarter, *both in QUARTERS
        for group, counts in zip(GROUPS, both, strict=True)
    ]
    return "\n".join([HEAD, *rows]) + "\n"
