"""Which tallies go together: those made with one key and the same settings, of different shards."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Protocol

from bystander.errors import UsageError

if TYPE_CHECKING:
    from bystander.shards.search_settings import SearchSettings
    from bystander.shards.settings import Settings


class Shards(Protocol):
    """What is known of any tally."""

    @property
    def settings(self) -> Settings | SearchSettings:
        """What it was asked for."""
        ...

    @property
    def shards(self) -> tuple[str, ...]:
        """The hashes of the evidence behind it."""
        ...


def check_fit(a: Shards, b: Shards) -> None:
    """Raise UsageError where two tallies do not go together."""
    if a.settings.key != b.settings.key:
        raise UsageError(
            "the tallies were made with different keys, so nobody can tell which people are the same in both; "
            "make them again with one --key-file"
        )
    if a.settings != b.settings:
        other = [f.name for f in fields(a.settings) if getattr(a.settings, f.name) != getattr(b.settings, f.name)]
        raise UsageError(f"the tallies were made with different settings ({', '.join(other)}); make them alike")
    twice = sorted({*a.shards} & {*b.shards})
    if twice:
        raise UsageError(f"a shard is in both tallies: the evidence with the hash {twice[0][:12]}...; count it once")
