"""What is asked of two systems on one trial: each rate alone, the difference of the two, and their ratio."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.quantities.comparisons.fmr import FMR
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.quantities.comparisons.fnmr_at_fmr import FNMR_AT_FMR
from bystander.quantities.searches.fnir import FNIR
from bystander.quantities.searches.fpir import FPIR
from bystander.quantities.searches.units import SEARCH, mated, non_mated

if TYPE_CHECKING:
    from bystander.findings import Quantity


@dataclass(frozen=True, kw_only=True)
class RateOfTwo:
    """One rate of two systems: its three questions, and what a system does that counts.

    ``does``: "fail to recognise a person"; ``does_it``: "fails to recognise a person".
    """

    alone: Quantity
    difference: Quantity
    ratio: Quantity
    does: str
    does_it: str

    @classmethod
    def of(
        cls,
        quantity: Quantity,
        does: tuple[str, str],
        *,
        headings: tuple[str, str],
        held: str = "",
    ) -> RateOfTwo:
        """Return the questions; ``held``: what is held equally rare, where the id of the quantity says "at" it."""
        after = f", when {held} are held equally rare" if held else " at the given thresholds"
        name, ending = quantity.name, quantity.id.removeprefix(quantity.name)
        base = replace(quantity, groups=None, page="compare.md")
        return cls(
            alone=quantity,
            difference=base.difference(
                headings[0],
                f"Does the second system {does[0]} more or less often than the first{after}?",
                id=f"{name}-difference{ending}",
            ),
            ratio=base.ratio(
                f"{headings[1]}: how many times as often",
                f"How many times as often as the first does the second system {does[0]}{after}?",
                id=f"{name}-ratio{ending}",
            ),
            does=does[0],
            does_it=does[1],
        )

    def all(self) -> tuple[Quantity, Quantity, Quantity]:
        """Return the three questions."""
        return self.alone, self.difference, self.ratio

    def of_each(self, unit: str) -> RateOfTwo:
        """Return the same questions of what is counted in other units."""
        alone, difference, ratio = (replace(asked, unit=unit) for asked in self.all())
        return replace(self, alone=alone, difference=difference, ratio=ratio)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A kind of trial: ``x`` is of false matches or alerts, ``y`` of misses, ``at`` the latter at a matched target.

    ``many``: what it holds, "comparisons"; ``held``: what a target holds rare, "false matches". ``others``:
    those that should find nobody, "comparisons of different people".
    """

    x: RateOfTwo
    y: RateOfTwo
    at: RateOfTwo
    many: str
    others: str
    held: str

    @property
    def name_x(self) -> str:
        """The name of the rate of false matches or alerts."""
        return self.x.alone.name

    @property
    def name_y(self) -> str:
        """The name of the rate of misses."""
        return self.y.alone.name

    def all(self) -> tuple[Quantity, ...]:
        """Return all questions."""
        return *self.x.all(), *self.y.all(), *self.at.all()


_MISS = ("fail to recognise a person", "fails to recognise a person")
_LOSE = ("miss a listed person", "misses a listed person")
_UNRECOGNISED = ("Difference in people not recognised", FNMR.heading)
_LOST = ("Difference in people who are not found", "People who are not found")
FNIR_AT_FPIR = replace(
    FNIR,
    id="fnir-at-fpir",
    question="How often does the system miss a person on the watchlist, when false alerts are held equally rare?",
    page="compare.md",
)

COMPARISONS = Trial(
    x=RateOfTwo.of(
        FMR,
        ("take two different people for one", "takes two different people for one"),
        headings=("Difference in different people taken for one", FMR.heading),
    ),
    y=RateOfTwo.of(FNMR, _MISS, headings=_UNRECOGNISED),
    at=RateOfTwo.of(FNMR_AT_FMR, _MISS, headings=_UNRECOGNISED, held="false matches"),
    many="comparisons",
    others="comparisons of different people",
    held="false matches",
)
SEARCHES = Trial(
    x=RateOfTwo.of(
        FPIR,
        ("return somebody by mistake", "returns somebody by mistake"),
        headings=("Difference in how often somebody is returned by mistake", FPIR.heading),
    ),
    y=RateOfTwo.of(FNIR, _LOSE, headings=_LOST),
    at=RateOfTwo.of(FNIR_AT_FPIR, _LOSE, headings=_LOST, held="false alerts"),
    many="searches",
    others="searches of people off the list",
    held="false alerts",
)


def searches_in(unit: str) -> Trial:
    """Return the questions of searches that are counted once a track, passage or person, or one by one."""
    if unit == SEARCH:
        return SEARCHES
    x, y, at = (
        rate.of_each(of(unit)) for rate, of in ((SEARCHES.x, non_mated), (SEARCHES.y, mated), (SEARCHES.at, mated))
    )
    return replace(SEARCHES, x=x, y=y, at=at)
