"""Which tallies go together: those made with one key and the same settings, of different shards."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Protocol

from bystander.errors import UsageError

if TYPE_CHECKING:
    from bystander.shards.search_settings import SearchSettings
    from bystander.shards.settings import Settings


OPTIONS = {
    "accept": "--accept", "failures": "--failures", "distance": "--distance", "cutoffs": "--threshold",
    "tail_pairs": "--tail", "unit": "--unit", "left_out": "--non-mated leave-mate-out", "lists": "candidate lists",
    "by_sample": "searches told by a name of the sample",
}  # fmt: skip
"""What gives each setting, by its name."""


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


def check_fit(a: Shards, b: Shards, names: tuple[str, str] = ("the first", "the second")) -> None:
    """Raise UsageError where two tallies do not go together; ``names``: of the two, as the message has them."""
    if a.settings.key != b.settings.key:
        raise UsageError(
            "the tallies were made with different keys, so nobody can tell which people are the same in both; "
            "make them again with one --key-file"
        )
    if a.settings != b.settings:
        other = [f.name for f in fields(a.settings) if getattr(a.settings, f.name) != getattr(b.settings, f.name)]
        said = "; ".join(
            f"{OPTIONS.get(name, name)}: {names[0]} has {_said(a.settings, name)}, {names[1]} {_said(b.settings, name)}"
            for name in other
        )
        raise UsageError(f"the tallies were made with different settings; make them alike ({said})")
    twice = sorted({*a.shards} & {*b.shards})
    if twice:
        raise UsageError(f"a shard is in both tallies: the evidence with the hash {twice[0][:12]}...; count it once")


def _said(settings: Settings | SearchSettings, name: str) -> str:
    """Say a setting as its option has it: thresholds of distances are kept with their sign turned."""
    value = getattr(settings, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(f"{-v if settings.distance else v:g}" for v in value) or "none"
    return str(value)
