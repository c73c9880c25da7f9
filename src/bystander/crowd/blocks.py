"""A scenario as the blocks of people that the closed forms and the simulation work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.crowd.consequences import Block
from bystander.crowd.looks import Looks
from bystander.crowd.posterior import Posterior

if TYPE_CHECKING:
    from bystander.crowd.scenario import Rate, Scenario


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


def posterior(rate: Rate | None) -> Posterior:
    """Give what is known of a rate; without any evidence, the prior."""
    if rate is None:
        return Posterior.of_counts(0, 0)
    if rate.rate is not None:
        return Posterior.asserted(rate.rate)
    return Posterior.of_counts(rate.events or 0, rate.trials or 0, deff=rate.design_effect)


def blocks(scenario: Scenario, *, accepted: bool = False) -> Blocks:
    """Give the blocks; with ``accepted``, of the alerts that operators follow up instead of all alerts.

    Following up with a chance of its own thins looks as an incomplete capture does.
    """
    crowd, operators = scenario.crowd, scenario.operators
    false, true = (operators.accept_false, operators.accept_true) if accepted else (1.0, 1.0)

    def block(people: int, rate: Rate | None, followed: float) -> Block:
        correlation = rate.correlation if rate else 0.0
        return Block(people, Looks(crowd.looks, crowd.capture * followed, correlation), posterior(rate))

    sizes = apportioned(crowd.people, [g.share for g in scenario.groups])
    groups = tuple(
        (g.name, block(size, g.false_alerts or scenario.false_alerts, false))
        for g, size in zip(scenario.groups, sizes, strict=True)
    )
    own = [b for g, (_, b) in zip(scenario.groups, groups, strict=True) if g.false_alerts is not None]
    rest = crowd.people - sum(b.people for b in own)
    common = [block(rest, scenario.false_alerts, false)] if rest or not own else []
    return Blocks(groups, (*own, *common), block(crowd.sought, scenario.hits, true))


def apportioned(people: int, shares: list[float]) -> list[int]:
    """Share people out by largest remainders, the first of equals first."""
    exact = [people * share for share in shares]
    sizes = [int(e) for e in exact]
    order = sorted(range(len(shares)), key=lambda i: sizes[i] - exact[i])
    for i in order[: people - sum(sizes)]:
        sizes[i] += 1
    return sizes
