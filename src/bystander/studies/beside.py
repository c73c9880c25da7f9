"""What stands beside the sentences of a first screen: what they assume, and what nobody told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.limits import INDEPENDENT
from bystander.intervals.methods import TOGETHER_A_LITTLE
from bystander.intervals.record_rate import THESE
from bystander.quantities.without_a_score import NO_SCORE as LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate

NEW_PEOPLE = "new people are like these, and tested alike"
MADE_BY_A_GENERATOR = "what real people, cameras and light would do"
NO_SCORE = "a try without a score is a miss"
UNNOTICED = "unnoticed mistakes"
HOW_MADE = "how the images were made"
HELD_AGAIN = "the range is for these deployments, held again"
BY_GROUP = "whether some groups bear more errors"


def assumed(
    stands_for: str,
    *estimates: Estimate | None,
    alone: bool = False,
    cluster: str = "",
    beside: Sequence[str] = (),
) -> str:
    """Return what is assumed: what stands for what, then what the methods of the estimates take for granted.

    That is all that they assume, but of one that holds under conditions only, these, each by itself. ``alone``: whether
    one row is all that they go by. ``cluster``: what people count as one by, such as family. ``beside``: what is
    taken for granted besides, of groups.
    """
    methods = [e.method for e in estimates if e is not None]
    taken = [said for m in methods for said in (_conditions(m.only_if) if m.only_if else m.assumed)]
    taken = [HELD_AGAIN, *taken] if alone else taken
    if cluster:
        taken = [_of_clusters(said, cluster) for said in taken]
    return " ".join(f"{wording.capital(said)}." for said in dict.fromkeys((stands_for, *taken, *beside)) if said)


def _of_clusters(said: str, cluster: str) -> str:
    """Return what is assumed of people as it is of those who count as one."""
    instead = {
        INDEPENDENT: f"people who differ in {cluster} are independent of each other",
        TOGETHER_A_LITTLE: f"one {cluster}'s tries hardly depend on each other",
    }
    return instead.get(said, said)


def _conditions(only_if: str) -> list[str]:
    """Return the conditions of a method, apart from each other; of one that speaks of the same deployments, that."""
    return only_if.removeprefix("if ").replace(THESE, HELD_AGAIN).split(" and ")


def with_failures(stands_for: str, failed: int, *, left_out: int = 0) -> str:
    """Return what stands for what, and that tries without a score are misses, or left out, where there are any."""
    said = NO_SCORE if failed else LEFT_OUT if left_out else ""
    return f"{stands_for}; {said}" if said else stands_for


def untold(*parts: str) -> str:
    """Return what nobody told, the weightiest first; parts that are empty are left out."""
    return f"{wording.capital('; '.join(filter(None, parts)))}."


def how_made(*, synthetic: bool) -> str:
    """Say what is not told of how images were made; of made-up evidence, of which there are none, of real ones."""
    return MADE_BY_A_GENERATOR if synthetic else HOW_MADE
