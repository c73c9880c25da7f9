"""A trial: ground-truthed comparisons, read block by block.

A block can be read on its own and in any order, so threads, row groups and shards are one mechanism.
Subjects are codes 0 ... subjects-1; which code stands for which identifier never leaves ``evidence``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.comparisons.samples import SampleNames
    from bystander.evidence.people.clusters import Clusters
    from bystander.evidence.people.groups import Groups
    from bystander.evidence.people.of_samples import OfSamples
    from bystander.evidence.people.origin import Origin
    from bystander.evidence.people.pseudonyms import Names

Columns = Literal["all", "scores"]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Comparisons of one block, columns of equal length n.

    ``score``: float32 or float64, larger means more alike (distances come negated); -inf where failed.
    ``probe``, ``reference``: int32 subject codes, or None where the evidence has no identifiers.
    ``mated``: bool; always set with ``columns="all"``; None with ``columns="scores"``.
    ``failed``: bool, or None where nothing failed.
    ``probe_image``, ``reference_image``: int32 or int64 codes of samples, or None where not recorded.
    ``row``: int64 row numbers as a spreadsheet counts them, or None when they run on from ``first_row``.
    ``occurring``: of some of the columns of codes, all that occur, where that is known without looking at every row.
    """

    score: NDArray[np.floating]
    probe: NDArray[np.int32] | None = None
    reference: NDArray[np.int32] | None = None
    mated: NDArray[np.bool_] | None = None
    failed: NDArray[np.bool_] | None = None
    probe_image: NDArray[np.integer] | None = None
    reference_image: NDArray[np.integer] | None = None
    first_row: int = 1
    row: NDArray[np.int64] | None = None
    occurring: Mapping[str, NDArray[np.integer]] = field(default_factory=dict)


class Block(Protocol):
    """A part of the evidence that can be read on its own."""

    rows: int

    def read(self, columns: Columns = "all") -> Batch:
        """Read it; "scores" reads the score column alone, for passes that need nothing else."""
        ...


@dataclass(frozen=True, kw_only=True)
class BothHalves:
    """Pairs in both orders, of which a trial counts one: as searches, either image looks for the other.

    ``blocks``, ``rows_refused``, ``problems``: as those of a trial, which counts each pair once.
    """

    blocks: Sequence[Block]
    rows_refused: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Comparisons with ground truth, already free of refused rows.

    ``subjects``: number of subject codes; None where the evidence has no identifiers (then nothing can
    be said about how errors cluster by person). ``distance``: scores were distances and come negated.
    ``problems``: what the reader found (refused rows, warnings); errors were raised, not listed. ``people``,
    ``samples``: what the pseudonyms of their codes are made of, None where they have no identifiers of their own.
    ``chained``: the same of people who follow from pairs of samples, which hold for this evidence only.
    ``groups``: what people are recorded as, where that was asked for; ``origin``: where to read more of it.
    ``clusters``: who does not err independently of whom, where that was told. ``halves``: both halves of one set of
    images against itself, of which ``blocks`` have one, or both orders of pairs. ``both_orders``: pairs are counted in
    both, as each order has a score of its own. ``orders_unseen``: it names people alone, and its rows were never all at
    hand, so that whether they stand in both orders is seen when it is inspected. ``failed_scores``: values that were
    declared to stand for a failure. ``score``: what the evidence calls its scores.
    """

    name: str
    sha256: str
    format: str
    blocks: Sequence[Block]
    subjects: int | None
    rows_read: int
    rows_refused: int = 0
    distance: bool = False
    synthetic: bool = False
    problems: tuple[Problem, ...] = field(default=())
    people: Names | None = field(default=None, repr=False)
    samples: SampleNames | None = field(default=None, repr=False)
    chained: OfSamples | None = field(default=None, repr=False)
    groups: tuple[Groups, ...] = ()
    clusters: Clusters | None = None
    origin: Origin | None = field(default=None, repr=False)
    halves: BothHalves | None = None
    both_orders: bool = False
    orders_unseen: bool = False
    failed_scores: tuple[float, ...] = ()
    score: str = "score"

    def as_searches_need_it(self) -> Trial:
        """Return the trial with every comparison of every probe, where this one counts pairs of images once."""
        both = self.halves
        if both is None:
            return self
        return replace(self, blocks=both.blocks, rows_refused=both.rows_refused, problems=both.problems, halves=None)

    @property
    def rows_used(self) -> int:
        """Rows read less rows refused."""
        return self.rows_read - self.rows_refused
