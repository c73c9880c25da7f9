"""One row of a search record, as it is used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class SearchEntry:
    """One used row. None means *not known*, never 0.

    ``period``: as the record writes it, only to tell which rows are of one time. ``confirmed``: follow-ups in which the
    person was confirmed, whatever the record calls that; ``wrong``: those that turned out to be of the wrong person.
    ``hidden``: counts that are told only to be small, each as the record has it: "<5".
    """

    row: int
    period: str = ""
    who: str | None = None
    group: str | None = None
    purpose: str | None = None
    requests: int | None = None
    searches: int | None = None
    lists_returned: int | None = None
    followed_up: int | None = None
    confirmed: int | None = None
    wrong: int | None = None
    arrests: int | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)
