"""An operating point of several systems as a page shows it, and the words of both errors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.quantities.searches.units import SEARCH, many

if TYPE_CHECKING:
    from bystander.intervals.measured import Measured
    from bystander.studies.compare.series import Told


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The words of both errors; ``often``: the false ones are said in per cent, else in a million.

    ``word``: of a false one in the key; ``do``: what a system does then; ``held``: the false ones, in the plural;
    ``of``: what they are counted among. ``tries``: what both errors are counted among, one and several.
    """

    false: str
    missed: str
    word: str
    do: str
    allowed: str
    held: str
    of: str
    often: bool
    tries: tuple[str, str] = ("try", "tries")

    @property
    def in_100(self) -> str:
        """What follows a number of errors."""
        return f" in 100 {self.tries[1]}"

    @property
    def of_units(self) -> str:
        """What follows counts, where they are not of single tries: " passages"."""
        return "" if self.tries[0] == "try" else f" {self.tries[1]}"

    def counted_in(self, unit: str) -> Heads:
        """Return the words where searches are counted once a track, a passage or a person."""
        return self if unit == SEARCH else replace(self, of=many(unit), tries=(unit, many(unit)))


OF_COMPARISONS = Heads(
    false="Two different people taken for one", missed="One person not recognised", word="taken for one",
    do="take two people for one", allowed="False matches allowed", held="false matches",
    of="comparisons of different people", often=False,
)  # fmt: skip
OF_SEARCHES = Heads(
    false="Returned somebody by mistake", missed="Missed the right person", word="returned by mistake",
    do="return somebody by mistake", allowed="False alerts allowed", held="false alerts", of="searches",
    often=True,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Setting:
    """An operating point as it is shown. ``label``: "1 false match in 1,000 allowed".

    ``misses``, ``matches``: of every system, None where its trial lacks them; ``told``: what was found of every pair;
    ``given``: thresholds were given, so that systems differ in both rates. ``allowed``: the label in a table,
    ``thresholds``: of every system.
    """

    label: str
    misses: tuple[Measured | None, ...]
    matches: tuple[Measured | None, ...]
    told: tuple[Told, ...]
    given: bool
    allowed: str
    thresholds: tuple[str, ...]
    failed: tuple[int, ...]
