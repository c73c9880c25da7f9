"""The day on which a record is read: what was counted after it cannot have been.

This is the one place where evidence asks for the time. Nothing is computed from it, and no result names the day: that
a record tells of days to come is all that may be said one day, and not the next.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_SLACK = timedelta(days=1)  # it is tomorrow already somewhere


def latest_day() -> date:
    """Return the last day that has begun anywhere, whatever the zone that a machine believes to be in."""
    return datetime.now(UTC).date() + _SLACK
