"""Who passes, as the blocks of people that the closed forms and the simulation work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.crowd.consequences import Block
from bystander.crowd.evidence import Evidence
from bystander.crowd.looks import Looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.crowd.scenario import Rate, Scenario

# Correlation between looks at one person, where none was measured: the least, what the number takes, and the most.
# From .1 on, as METHODS IV.4 has it, 50 looks at each of 20,000 people flagged more of them than the range's upper end
# in all of 60 days where the true correlation was .05 or less.
LEAST, TAKEN, MOST = 0.0, 0.1, 0.5
ROUNDED = 1e-9  # shares that miss 1 by more were rounded, such as 0.3333333 three times


@dataclass(frozen=True)
class Known:
    """A piece of evidence: what it leaves open about a rate, and how related looks at one person are (ICC).

    ``icc_most``: the largest correlation that is possible, where nobody measured it; then there may be none as well.
    """

    rate: Evidence
    icc: float = 0.0
    icc_most: float | None = None

    @classmethod
    def of(cls, rate: Evidence, correlation: float | None) -> Known:
        """Return what is known; a correlation that nobody gave is a range (METHODS IV.4)."""
        return cls(rate, TAKEN, MOST) if correlation is None else cls(rate, correlation)


@dataclass(frozen=True)
class Group:
    """A part of the crowd: its name, its share, and evidence of its own, or None where it shares the overall one."""

    name: str
    share: float
    own: Known | None = None


@dataclass(frozen=True)
class Blocks:
    """Who passes: ``groups`` by name, ``bystanders`` as independent blocks, ``sought`` people.

    Groups without evidence of their own share the overall evidence and form one block of ``bystanders``.
    """

    groups: tuple[tuple[str, Block], ...]
    bystanders: tuple[Block, ...]
    sought: Block

    @property
    def people(self) -> int:
        """Number of bystanders."""
        return sum(b.people for b in self.bystanders)


def arranged(
    people: int, groups: Sequence[Group], overall: Known, *, looks: int, capture: float
) -> tuple[tuple[tuple[str, Block], ...], tuple[Block, ...]]:
    """Return the groups of ``people`` by name, and the same people as independent blocks."""

    def block(size: int, known: Known) -> Block:
        return Block(size, Looks(looks, capture, known.icc, known.icc_most), known.rate)

    sizes = apportioned(people, [g.share for g in groups])
    named = tuple((g.name, block(size, g.own or overall)) for g, size in zip(groups, sizes, strict=True))
    own = [b for g, (_, b) in zip(groups, named, strict=True) if g.own]
    rest = people - sum(b.people for b in own)
    common = [block(rest, overall)] if rest or not own else []
    return named, (*own, *common)


def blocks(scenario: Scenario, *, accepted: bool = False) -> Blocks:
    """Return the blocks of a scenario; with ``accepted``, of the alerts that operators follow up instead of all alerts.

    Following up with a chance of its own thins looks as an incomplete capture does.
    """
    crowd, operators = scenario.crowd, scenario.operators
    false, true = (operators.accept_false, operators.accept_true) if accepted else (1.0, 1.0)
    groups = [Group(g.name, g.share, _known(g.false_alerts) if g.false_alerts else None) for g in scenario.groups]
    named, bystanders = arranged(
        crowd.people, groups, _known(scenario.false_alerts), looks=crowd.looks, capture=crowd.capture * false
    )
    hits = _known(scenario.hits)
    sought = Looks(crowd.looks, crowd.capture * true, hits.icc, hits.icc_most)
    return Blocks(named, bystanders, Block(crowd.sought, sought, hits.rate))


def _known(rate: Rate | None) -> Known:
    """Return what is known of a rate; without any evidence, nothing is counted and nothing excluded."""
    return Known(Evidence.of_counts(0, 0)) if rate is None else Known.of(evidence_of(rate), rate.correlation)


def evidence_of(rate: Rate) -> Evidence:
    """Return what a rate leaves open: as it was counted, or a point where it was only asserted."""
    if rate.rate is not None:
        return Evidence(point=rate.rate, between=rate.between)
    return Evidence.of_counts(rate.events or 0, rate.trials or 0, deff=rate.deff, between=rate.between)


def apportioned(people: int, shares: list[float]) -> list[int]:
    """Share people out by largest remainders, the first of equals first; shares are taken in proportion."""
    whole = sum(shares)
    exact = [people * share / (whole if abs(whole - 1) > ROUNDED else 1) for share in shares]
    sizes = [int(e) for e in exact]
    order = sorted(range(len(shares)), key=lambda i: sizes[i] - exact[i])
    for i in order[: people - sum(sizes)]:
        sizes[i] += 1
    return sizes
