"""What a reader gathers of rows or cells before they are a trial: facts for the checks, which decide what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bystander.evidence.checks.where import NO_ROWS, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.comparisons.own_square import SquareSeen
    from bystander.evidence.comparisons.samples import Doubtful, Namespace


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Facts about the rows of a table, or the cells of a matrix; what was not gathered is empty.

    ``read``, ``used``: rows or cells, None where they were not counted yet. ``nameless``: rows without an identifier,
    by column. ``placeholders``: columns of samples with one name for several people. ``space``: how names of samples
    are read. ``doubtful``: samples of two people, in ``doubtful_rows``. ``itself``: rows of a sample with itself.
    ``repeated``, ``conflicting``: rows that repeat a pair of samples, with its score and with another one.
    ``disagreeing``: rows whose mated column says otherwise than their subjects. ``contradicted``: rows or cells called
    non-mated of what others join to one person. ``empty``: cells without a score, or left out by a mask (``masked``).
    ``square``: what a matrix with the same names on both sides shows. ``twice``: comparisons that stand there a second
    time, as the mirror image of another. ``unsettled``: such rows of which those of an image with itself are not told.
    ``suspected``: rows may be of images with themselves, as they mirror each other. ``both_orders``: rows left out
    that say of two named samples what another row says in the other order; ``two_scores``: of how many
    such pairs each order has a score of its own, and of how many in all; ``of_people``: rows of people alone that may
    be such. ``copied``: rows of people alone with the people and the score of an earlier one. ``about``: pairs were
    sampled, and none is left out.
    """

    name: str
    read: int = 0
    used: int | None = None
    nameless: Mapping[str, Rows] = field(default_factory=dict)
    placeholders: Sequence[str] = ()
    space: Namespace | None = None
    doubtful: Doubtful | None = None
    doubtful_rows: Rows = NO_ROWS
    itself: Rows = NO_ROWS
    repeated: Rows = NO_ROWS
    conflicting: Sequence[Rows] = ()
    disagreeing: Rows = NO_ROWS
    contradicted: Rows = NO_ROWS
    empty: int = 0
    masked: bool = False
    square: SquareSeen | None = None
    twice: int = 0
    unsettled: bool = False
    suspected: bool = False
    both_orders: int = 0
    two_scores: tuple[int, int] = (0, 0)
    of_people: int = 0
    copied: int = 0
    about: bool = False


@dataclass(frozen=True, kw_only=True)
class PairsSeen:
    """A file of true pairs beside scores: how many it lists, how many name samples of the scores, and what follows.

    ``implied``: mated comparisons that it does not list, None before that is counted.
    """

    file: str
    listed: int
    covered: int
    implied: int = 0


@dataclass(frozen=True, kw_only=True)
class ChainsSeen:
    """People who follow from chains of mated pairs of so many samples; ``alone``: samples in no mated pair."""

    name: str
    people: int
    samples: int
    alone: int
