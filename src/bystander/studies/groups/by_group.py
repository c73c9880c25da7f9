"""Rates by group, whatever they are rates of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bystander.evidence.people.groups import as_people_count
from bystander.findings import Point, TooFew, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bystander.evidence.people.groups import Groups
    from bystander.findings import Quantity
    from bystander.findings.method import Method
    from bystander.intervals.measured import Measured


@dataclass(frozen=True, kw_only=True)
class GroupRate:
    """A rate of one group. ``people``: in the group. ``measured`` is None where there is none; ``reason`` says why.

    ``failed``: what is said of its tries that gave no score.
    """

    group: Mapping[str, str]
    label: str
    people: int
    measured: Measured | None
    reason: str = ""
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PairRate:
    """How often probes of one group are taken for references of another; places as in the labels of the groups."""

    probe: int
    reference: int
    measured: Measured | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Left:
    """What rows leave of how rates differ, where what they do to all groups cancels. ``method``: its name."""

    deff: float
    method: Method


@dataclass(frozen=True, kw_only=True)
class ByGroup:
    """One quantity at one threshold, for every group of one attribute.

    ``quantity``: one that is told by group, in the unit of its trials. ``groups``: None where only the counts of
    groups are known, ``name``: of the attribute. ``label``: the threshold in words. ``overall``: of all.
    ``unrecorded``: people without a value, and ``outside``: trials (``trial``: comparisons, searches) that are in no
    group for their sake. ``clustered``: whether the estimates count clusters of people and not people.
    ``caveats``: of counts alone (``groups`` is None), of each finding about them; else once of them all.
    ``least_deff``: the design effect that counts have at least where groups are compared; ``left``: the one that all
    have there, where groups were seen together and what that did to all of them cancels.
    """

    quantity: Quantity
    groups: Groups | None
    name: str
    point: Point
    label: str
    rates: tuple[GroupRate, ...]
    overall: Measured | None
    people: int
    unrecorded: int
    outside: int
    pairs: tuple[PairRate, ...] = field(default=())
    trial: str = "comparison"
    caveats: tuple[str, ...] = ()
    clustered: bool = False
    least_deff: float = 1.0
    left: Left | None = None

    @property
    def measured(self) -> list[tuple[GroupRate, Measured]]:
        """The groups that have a rate."""
        return [(rate, rate.measured) for rate in self.rates if rate.measured is not None]

    @property
    def failed(self) -> tuple[str, ...]:
        """What is said of tries that gave no score, group by group; of no group whose tries all did."""
        return tuple(f"{rate.label}: {text}" for rate in self.rates for text in rate.failed)


def in_order(by: ByGroup) -> ByGroup:
    """Return the same with its groups as people count: "region 2" before "region 10"."""
    rates = sorted(by.rates, key=lambda rate: _place(rate.group.values()))
    if by.groups is None:
        return replace(by, rates=tuple(rates))
    labels = [_place(values) for values in by.groups.labels]
    pairs = sorted(by.pairs, key=lambda pair: (labels[pair.probe], labels[pair.reference]))
    return replace(by, rates=tuple(rates), pairs=tuple(pairs))


def _place(values: Iterable[str]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return by what the values of a group are put in order."""
    return [as_people_count(value) for value in values]


@dataclass(frozen=True, kw_only=True)
class At:
    """A threshold that groups are compared at, the same for all of them, with the rates of everybody there."""

    threshold: float
    point: Point
    label: str
    fmr: Measured | None
    fnmr: Measured | None


def too_small(people: int, small_cell: int) -> str:
    """Say that a group has too few people."""
    who = wording.plural(people, "person", "people")
    return TooFew(f"the group has {who}, and fewer than {small_cell} are not estimated")
