"""What a tally of comparisons was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.tally.comparisons.acceptance import Accept, Failures


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a tally was asked for; tallies of other settings do not merge.

    ``cutoffs``: smallest accepted scores at which errors are counted whatever the floor, ascending, larger for more
    alike. ``key``: what tells one key from another and nothing else of it.
    """

    accept: Accept
    failures: Failures
    distance: bool
    cutoffs: tuple[float, ...]
    tail_pairs: int
    pair_capacity: int
    key: str
