"""What a tally of searches was asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SearchSettings:
    """What a tally of searches was asked for; tallies of other settings do not merge.

    ``lists``: whether the evidence was candidate lists, and not comparisons of every probe with every reference.
    ``by_sample``: whether a search is a sample, or all of a person where samples have no names.
    """

    distance: bool
    unit: str
    left_out: bool
    lists: bool
    by_sample: bool
    key: str
