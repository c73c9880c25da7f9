"""An operating point of several systems as a page shows it, and the words of both errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.intervals.measured import Measured
    from bystander.studies.compare.series import Told


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The words of both errors; ``often``: the false ones are said in per cent, else in a million.

    ``word``: of a false one in the key; ``do``: what a system does then; ``held``: the false ones, in the plural;
    ``of``: what they are counted among.
    """

    false: str
    missed: str
    word: str
    do: str
    allowed: str
    held: str
    of: str
    often: bool


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
