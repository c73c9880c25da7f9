"""What one block of comparisons adds to an inspection: counts and small arrays that merge in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from bystander.evidence.comparisons.one_value import LARGEST, OneValue
from bystander.evidence.comparisons.score_sketch import ScoreSketch

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Block

T = TypeVar("T")
PLACES = 6


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Counts of comparisons and what is remembered of their scores; scores that are not finite are only counted."""

    mated: int = 0
    non_mated: int = 0
    scored_mated: int = 0
    scored_non_mated: int = 0
    failed: int = 0
    failed_mated: int = 0
    nan: int = 0
    infinite: int = 0
    places: tuple[tuple[tuple[int, ...], str], ...] = ()  # of the first scores that are not finite: sort key, words
    lowest: float = np.inf
    highest: float = -np.inf
    at_lowest: int = 0
    at_highest: int = 0
    mated_scores: ScoreSketch = field(default_factory=ScoreSketch.empty)
    non_mated_scores: ScoreSketch = field(default_factory=ScoreSketch.empty)
    probes: NDArray[np.bool_] | None = None  # by subject code: occurs as a probe
    references: NDArray[np.bool_] | None = None
    probe_images: NDArray[np.bool_] | None = None
    reference_images: NDArray[np.bool_] | None = None
    probe_values: OneValue | None = None
    reference_values: OneValue | None = None
    level: str = "subject"  # what probe_values and reference_values are kept for

    @classmethod
    def empty(cls) -> Summary:
        """Return the summary of no comparison."""
        return cls()

    def merge(self, other: Summary) -> Summary:
        """Return the summary of both."""
        low, high = min(self.lowest, other.lowest), max(self.highest, other.highest)
        return Summary(
            mated=self.mated + other.mated,
            non_mated=self.non_mated + other.non_mated,
            scored_mated=self.scored_mated + other.scored_mated,
            scored_non_mated=self.scored_non_mated + other.scored_non_mated,
            failed=self.failed + other.failed,
            failed_mated=self.failed_mated + other.failed_mated,
            nan=self.nan + other.nan,
            infinite=self.infinite + other.infinite,
            places=tuple(sorted(self.places + other.places)[:PLACES]),
            lowest=low,
            highest=high,
            at_lowest=sum(s.at_lowest for s in (self, other) if s.lowest == low),
            at_highest=sum(s.at_highest for s in (self, other) if s.highest == high),
            mated_scores=self.mated_scores.merge(other.mated_scores),
            non_mated_scores=self.non_mated_scores.merge(other.non_mated_scores),
            probes=_both(self.probes, other.probes, _either),
            references=_both(self.references, other.references, _either),
            probe_images=_both(self.probe_images, other.probe_images, _either),
            reference_images=_both(self.reference_images, other.reference_images, _either),
            probe_values=_both(self.probe_values, other.probe_values, OneValue.merge),
            reference_values=_both(self.reference_values, other.reference_values, OneValue.merge),
            level=other.level if self.probe_values is None else self.level,
        )

    def people(self) -> tuple[int | None, int | None, int | None]:
        """Return the number of people, of people as probes, and of people as references; None where not recorded."""
        if self.probes is None or self.references is None:
            return None, None, None
        return int(_either(self.probes, self.references).sum()), int(self.probes.sum()), int(self.references.sum())

    def images(self) -> int | None:
        """Return the number of samples on both sides, None where a side does not record them."""
        if self.probe_images is None or self.reference_images is None:
            return None
        return int(_either(self.probe_images, self.reference_images).sum())


class PlainSumming:
    """The summary of blocks that are added one after the other."""

    def __init__(self) -> None:
        self._total = Summary.empty()

    def add(self, block: Block, batch: Batch) -> None:
        """Take in a block that has been read."""
        self._total = self._total.merge(summarise(block, batch, self._total))

    def summary(self) -> Summary:
        """Return the summary of all blocks."""
        return self._total


def summarise(block: Block, batch: Batch, before: Summary | None = None) -> Summary:
    """Give the summary of a block that has been read.

    ``before`` is the summary of other blocks of the trial: what it settles already is not looked at again. It saves
    work and does not change the result of merging.
    """
    before = before or Summary()
    score, mated = batch.score, batch.mated
    if mated is None:  # pragma: no cover - the contract of a block
        message = "a block read with all columns says which comparisons are mated"
        raise TypeError(message)
    usable = np.isfinite(score)
    failed = batch.failed
    odd = np.flatnonzero(~usable if failed is None else ~usable & ~failed)
    whole = bool(usable.all())
    if failed is not None:
        usable &= ~failed
    finite, kind = (score, mated) if whole and failed is None else (score[usable], mated[usable])
    everyone = len(score)
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (np.inf, -np.inf)
    nan = int(np.isnan(score[odd]).sum())
    in_mated = finite[kind]
    level, left, right = _sides(batch)
    return Summary(
        mated=int(mated.sum()),
        non_mated=everyone - int(mated.sum()),
        scored_mated=len(in_mated),
        scored_non_mated=len(finite) - len(in_mated),
        failed=0 if failed is None else int(failed.sum()),
        failed_mated=0 if failed is None else int((failed & mated).sum()),
        nan=nan,
        infinite=len(odd) - nan,
        places=tuple(place_of(block, batch, int(p)) for p in odd[:PLACES]),
        lowest=low,
        highest=high,
        at_lowest=int((finite == low).sum()),
        at_highest=int((finite == high).sum()),
        mated_scores=ScoreSketch.of(in_mated, before.mated_scores.level),
        non_mated_scores=ScoreSketch.of(finite[~kind], before.non_mated_scores.level),
        probes=_seen(batch.probe),
        references=_seen(batch.reference),
        probe_images=_seen(batch.probe_image),
        reference_images=_seen(batch.reference_image),
        probe_values=_values(left, score, usable, before.probe_values),
        reference_values=_values(right, score, usable, before.reference_values),
        level=level,
    )


def _sides(batch: Batch) -> tuple[str, NDArray[Any] | None, NDArray[Any] | None]:
    """Choose whose scores are watched for one single value: samples where they are known on both sides, else people."""
    left, right = batch.probe_image, batch.reference_image
    if _small(left) and _small(right):
        return "sample", left, right
    return "subject", batch.probe, batch.reference


def _small(codes: NDArray[np.integer] | None) -> bool:
    return codes is not None and (not len(codes) or int(codes.max()) < LARGEST)


def _values(
    code: NDArray[Any] | None, score: NDArray[np.floating], usable: NDArray[np.bool_], before: OneValue | None
) -> OneValue | None:
    if code is None:
        return None
    use = usable & (code >= 0)
    if before is not None and len(code) and int(code.max()) < len(before.varied):
        use &= ~before.varied[code]
    return OneValue.of(code, score) if bool(use.all()) else OneValue.of(code[use], score[use])


def _seen(code: NDArray[Any] | None) -> NDArray[np.bool_] | None:
    if code is None or not _small(code):
        return None
    seen = np.zeros(int(code.max()) + 1 if len(code) else 0, np.bool_)
    seen[code[code >= 0] if len(code) and code.min() < 0 else code] = True
    return seen


def place_of(block: Block, batch: Batch, position: int) -> tuple[tuple[int, ...], str]:
    """Say where a row stands, in words, with the numbers by which places are put in order."""
    place = getattr(block, "place", None)
    row = batch.first_row + position if batch.row is None else int(batch.row[position])
    return (row,), place(position) if place is not None else f"row {row:,}"


def _either(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> NDArray[np.bool_]:
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    out = long.copy()
    out[: len(short)] |= short
    return out


def _both(a: T | None, b: T | None, join: Callable[[T, T], T]) -> T | None:
    if a is None or b is None:
        return b if a is None else a
    return join(a, b)
