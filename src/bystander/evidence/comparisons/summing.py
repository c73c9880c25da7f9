"""The summary of many comparisons, block after block in one thread, by compiled code.

It is what :func:`bystander.evidence.comparisons.summary.summarise` gives of each block, merged; that one needs no
compiler, and is the oracle of this one. Arrays by code, and tables of distinct scores, are kept from block to block.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.evidence.comparisons.one_value import LARGEST, OneValue
from bystander.evidence.comparisons.summary import PLACES, Summary, place_of
from bystander.kernels.by_code import tick, watch_scores
from bystander.kernels.compiling import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.distinct_scores import DistinctScores
    from bystander.evidence.comparisons.trial import Batch, Block

    Flags = NDArray[np.bool_]


class Summing:
    """What one thread has seen of a trial so far; ``scores``: the distinct ones, which are those of all threads."""

    def __init__(self, scores: DistinctScores) -> None:
        self._counts = Summary.empty()  # of all that is plain numbers
        self._scores = scores
        self._seen: dict[str, Flags | None] = {}
        self._watched: dict[str, tuple[NDArray[np.int64], NDArray[np.float64], Flags]] = {}
        self._level = "subject"
        self._none = np.empty(0, np.bool_)

    def add(self, block: Block, batch: Batch) -> None:
        """Take in a block that has been read."""
        score, mated, failed = batch.score, batch.mated, batch.failed
        if mated is None:  # pragma: no cover - the contract of a block
            message = "a block read with all columns says which comparisons are mated"
            raise TypeError(message)
        low, high = (score.min(), score.max()) if len(score) else (np.inf, -np.inf)
        whole = failed is None and bool(np.isfinite(low) and np.isfinite(high))  # one NaN makes both of them NaN
        if whole:
            if len(self._none) < len(score):  # made once: new pages cost more than looking at them
                self._none = np.zeros(len(score), np.bool_)
            skipped = self._none[: len(score)]
            self._add_counts(len(score), int(np.count_nonzero(mated)), score, (float(low), float(high)))
        else:
            skipped = self._add_odd(block, batch, mated)
        rows = np.flatnonzero(mated)
        self._scores.mated.add(score[rows], skipped[rows])
        self._scores.non_mated.add(score, mated if whole else mated | skipped)
        self._add_codes(batch, skipped)

    def _add_counts(self, rows: int, mated: int, score: NDArray[Any], ends: tuple[float, float]) -> None:
        low, high = ends
        self._counts = self._counts.merge(
            Summary(
                mated=mated, non_mated=rows - mated, scored_mated=mated, scored_non_mated=rows - mated,
                lowest=low, highest=high, at_lowest=int(np.count_nonzero(score == score.dtype.type(low))),
                at_highest=int(np.count_nonzero(score == score.dtype.type(high))),
            )
        )  # fmt: skip

    def _add_odd(self, block: Block, batch: Batch, mated: Flags) -> Flags:
        """Count a block with comparisons that failed or have no finite score; returns which they are."""
        score, failed = batch.score, np.zeros(len(mated), np.bool_) if batch.failed is None else batch.failed
        skipped: Flags = ~np.isfinite(score) | failed
        odd = np.flatnonzero(skipped & ~failed)
        nan = int(np.count_nonzero(np.isnan(score[odd])))
        finite = score[~skipped]
        scored_mated = int(np.count_nonzero(mated & ~skipped))
        counts = Summary(
            mated=int(np.count_nonzero(mated)), non_mated=int(np.count_nonzero(~mated)), scored_mated=scored_mated,
            scored_non_mated=len(finite) - scored_mated, failed=int(np.count_nonzero(failed)),
            failed_mated=int(np.count_nonzero(failed & mated)), nan=nan, infinite=len(odd) - nan,
            places=tuple(place_of(block, batch, int(p)) for p in odd[:PLACES]),
        )  # fmt: skip
        if len(finite):
            low, high = finite.min(), finite.max()
            counts = replace(
                counts, lowest=float(low), highest=float(high), at_lowest=int(np.count_nonzero(finite == low)),
                at_highest=int(np.count_nonzero(finite == high)),
            )  # fmt: skip
        self._counts = self._counts.merge(counts)
        return skipped

    def _add_codes(self, batch: Batch, skipped: Flags) -> None:
        sides = {
            "probes": batch.probe, "references": batch.reference,
            "probe_images": batch.probe_image, "reference_images": batch.reference_image,
        }  # fmt: skip
        occurring = {f"{side}s": code for side, code in batch.occurring.items()}
        some = {side: occurring.get(side, code) for side, code in sides.items()}
        sizes = {side: _size(code) for side, code in some.items()}
        for side, code in some.items():
            if code is not None and sizes[side] <= LARGEST:
                seen = self._seen[side] = longer(self._seen.get(side), sizes[side], np.False_)
                if not seen.all():
                    tick(frozen(code), 0, seen)
        samples = all(
            sides[side] is not None and sizes[side] <= LARGEST for side in ("probe_images", "reference_images")
        )
        if not self._watched:
            self._level = "sample" if samples else "subject"
        for side in ("probe_images", "reference_images") if samples else ("probes", "references"):
            code = sides[side]
            if code is not None:
                comparisons, first, varied = self._watching(side, sizes[side])
                if not varied[occurring.get(side, slice(None))].all():
                    watch_scores(frozen(code), frozen(batch.score), frozen(skipped), comparisons, first, varied)

    def _watching(self, side: str, size: int) -> tuple[NDArray[np.int64], NDArray[np.float64], Flags]:
        side = side.removesuffix("_images").removesuffix("s")
        comparisons, first, varied = self._watched.get(side, (None, None, None))
        arrays = longer(comparisons, size, np.int64(0)), longer(first, size, np.nan), longer(varied, size, np.False_)
        self._watched[side] = arrays
        return arrays

    def summary(self) -> Summary:
        """Return the summary of all blocks, without the distinct scores."""
        values = {side: OneValue(*arrays) for side, arrays in self._watched.items()}
        return replace(
            self._counts, probes=self._seen.get("probes"), references=self._seen.get("references"),
            probe_images=self._seen.get("probe_images"), reference_images=self._seen.get("reference_images"),
            probe_values=values.get("probe"), reference_values=values.get("reference"), level=self._level,
        )  # fmt: skip


def longer(array: NDArray[Any] | None, size: int, filler: Any) -> NDArray[Any]:  # noqa: ANN401 - of the array
    """Return an array of at least so many, with what it had in front; half as many more, so that it seldom grows."""
    if array is None:
        return np.full(size, filler)
    if len(array) >= size:
        return array
    return np.concatenate([array, np.full(size + len(array) // 2 - len(array), filler)])


def _size(code: NDArray[Any] | None) -> int:
    return 0 if code is None or not len(code) else int(code.max()) + 1
