"""What is open, found where the products are made: on a GPU, or on any other device that torch knows.

Vectors are brought to a length of at most 128 and rounded to half precision, a' for a; what each lost is measured. A
product of two halves is exact in single precision, and the sums are single. With the longest vectors B and B' and what
references lost at most, db:

    |p - a.b| <= |a - a'| B + |a'| db          rounding of the vectors
               + g |a'| B'                     summation in any order, g = d v / (1 - d v)
               + h (1 + g) |a'| B' + least     rounding of the sum to half precision (h, and what is under its range)

v = 2^-21, eight times the rounding of single precision: units that multiply matrices cut where others round, and shift
terms into line before they add. Only the places of open pairs leave the device, never a block of products.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bystander.tally.searches.scanning import Open, column_blocks, slack_of
from bystander.tally.searches.vectors import CHUNK, LOW, squares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bystander.tally.searches.vectors import Codes, Pairs, Scores

    Tensor = Any

Half = Literal["float16", "bfloat16"]
ROWS, COLUMNS = 1024, 16384  # of a block of products
LENGTH = 128.0  # of the longest vector: products stay far from both ends of the range of half precision
ADDING = 2.0**-21
ROUNDING = {"float16": 2.0**-11, "bfloat16": 2.0**-8}
LEAST = 2.0**-14  # the smallest normal number of float16
SINGLE = 2.0**-20  # of thresholds and scores in single precision, a few roundings
FAR = 3e38


class DeviceScanner:
    """Goes through blocks of products on a device.

    float16 is as soon as bfloat16, and leaves an eighth open: all vectors are of one length, so nothing needs the
    longer range.
    """

    def __init__(
        self, pairs: Pairs, mate: Scores, wanted: NDArray[np.bool_], *, device: str, half: Half = "float16"
    ) -> None:
        import torch

        self.rows = ROWS
        self._pairs, self._torch, self._device, self._dtype = pairs, torch, torch.device(device), getattr(torch, half)
        self._lock = Lock()  # one block at a time: the device is busy with one
        own, theirs = squares(pairs.probes), squares(pairs.references)
        longest = np.sqrt(max(own.max(initial=0.0), theirs.max(initial=0.0)))
        self._scale = LENGTH / longest if longest > 0 else 1.0
        self._probes, lost = self._halves(pairs.probes)
        self._references, rest = self._halves(pairs.references)
        self.slack = slack_of(pairs, self._bound(np.sqrt(own), lost, np.sqrt(theirs), rest, ROUNDING[half]))
        self.slack += SINGLE * (np.sqrt(own) + longest) ** 2
        self._own, self._theirs = self._units(own), self._units(theirs)
        there = mate > LOW
        self._level = self._units(np.where(there, mate - self.slack, np.inf))
        self._sure = self._units(np.where(there, mate + self.slack, np.inf))
        self._wanted = wanted
        self._identity = torch.from_numpy(np.cumsum(np.diff(pairs.identity, prepend=pairs.identity[:1]) != 0))
        self._identity = self._identity.to(self._device)
        self._people = pairs.identity[np.concatenate([[0], pairs.ends[:-1]])] if len(pairs.ends) else pairs.identity
        self._blocks = column_blocks(pairs.ends, COLUMNS)

    def near(self, probes: Codes) -> Scores:
        """Return what the scores of some probes with all references nearly are."""
        at = self._torch.from_numpy(probes).to(self._device)
        with self._lock:
            found = [self._block(at, first, last).double().cpu().numpy() for first, last in self._blocks]
        return np.concatenate(found, axis=1) / self._scale**2

    def open(self, first: int, last: int, floor: float) -> Open:
        """Say what is open for probes ``first`` to ``last`` and a floor of the tail."""
        torch, n = self._torch, last - first
        rows = slice(first, last)
        lowest = self._units(np.where(self._wanted[rows], floor - self.slack[rows], np.inf))[:, None]
        wide = 2 * self._units(self.slack[rows])
        level, sure = self._level[rows, None], self._sure[rows, None]
        mine, theirs = (torch.from_numpy(a).to(self._device) for a in self._pairs.of(self._pairs.person[rows]))
        above = torch.zeros(n, dtype=torch.int64, device=self._device)
        highest = torch.full((n,), -torch.inf, device=self._device)
        doubtful, tail, best = [], [], []
        with self._lock:
            at = torch.arange(first, last, device=self._device)
            for begin, end in self._blocks:
                score = self._block(at, begin, end)
                here = (theirs >= begin) & (theirs < end)
                score[mine[here], theirs[here] - begin] = -torch.inf
                highest = torch.maximum(highest, score.amax(1))
                tail.append(self._places(score >= lowest, begin))
                row, column = (score >= (highest - wide)[:, None]).nonzero(as_tuple=True)
                best.append((row, column + begin, score[row, column]))
                score, person = self._identities(score, begin, end)
                over = score > sure
                above += over.sum(1)
                doubtful.append(self._places((score >= level) & ~over, person))
            row, column, value = (torch.cat(parts) for parts in zip(*best, strict=True))
            kept = (value >= (highest - wide)[row]) & (value > -torch.inf)
            found = [torch.cat(parts).cpu().numpy() for both in (doubtful, tail) for parts in zip(*both, strict=True)]
            p, r, above = row[kept].cpu().numpy(), column[kept].cpu().numpy(), above.cpu().numpy()
        return Open(
            above=above, doubtful=(first + found[0], self._people[found[1]]), tail=(first + found[2], found[3]),
            best=(first + p, r), crowded=np.zeros(0, np.int64),
        )  # fmt: skip

    def _halves(self, vectors: NDArray[np.float32]) -> tuple[Tensor, Scores]:
        """Round scaled vectors to half precision, and give the length of what each lost."""
        torch = self._torch
        out = torch.empty(vectors.shape, dtype=self._dtype, device=self._device)
        lost = np.empty(len(vectors))
        for start in range(0, len(vectors), CHUNK):
            part = slice(start, start + CHUNK)
            scaled = torch.from_numpy(vectors[part].astype(np.float64) * self._scale)
            half = scaled.to(self._dtype)
            lost[part] = torch.linalg.vector_norm(scaled - half, dim=1).numpy() / self._scale
            out[part] = half.to(self._device)
        return out, lost

    def _bound(self, own: Scores, lost: Scores, theirs: Scores, rest: Scores, rounding: float) -> Scores:
        """Return how far products may be off, for each probe (the formula above)."""
        unit = self._pairs.probes.shape[1] * ADDING
        grown = unit / (1 - unit)
        longest, most = theirs.max(initial=0.0), rest.max(initial=0.0)
        size = (own + lost) * (longest + most)
        return np.asarray(
            lost * longest + (own + lost) * most + (grown + rounding * (1 + grown)) * size + LEAST / self._scale**2
        )

    def _units(self, scores: Scores) -> Tensor:
        """Return scores in the unit of the device's products, in single precision."""
        units = np.clip(scores * self._scale**2, -FAR, FAR).astype(np.float32)
        return self._torch.from_numpy(units).to(self._device)

    def _block(self, probes: Tensor, first: int, last: int) -> Tensor:
        """Return the scores of some probes with some references, in the device's unit."""
        with _whole_sums(self._torch):
            product = (self._probes[probes] @ self._references[first:last].T).float()
        if not self._pairs.l2:
            return product
        return product.mul_(2).sub_(self._own[probes, None]).sub_(self._theirs[first:last])

    def _places(self, mask: Tensor, begin: int) -> tuple[Tensor, Tensor]:
        row, column = mask.nonzero(as_tuple=True)
        return row, column + begin

    def _identities(self, score: Tensor, first: int, last: int) -> tuple[Tensor, int]:
        """Return the best score of each identity of a block, and which the first of them is."""
        if len(self._people) == len(self._pairs.identity):
            return score, first
        begin, end = int(self._identity[first]), int(self._identity[last - 1]) + 1
        best = self._torch.full((len(score), end - begin), -self._torch.inf, device=self._device)
        index = (self._identity[first:last] - begin).expand(len(score), -1)
        return best.scatter_reduce_(1, index, score, "amax"), begin


@contextmanager
def _whole_sums(torch: Any) -> Iterator[None]:
    """Keep CUDA's libraries from adding parts of a sum in half precision, and leave their settings as they were."""
    settings = torch.backends.cuda.matmul
    names = ("allow_fp16_reduced_precision_reduction", "allow_bf16_reduced_precision_reduction")
    before = [getattr(settings, name) for name in names]
    try:
        for name in names:
            setattr(settings, name, False)
        yield
    finally:
        for name, value in zip(names, before, strict=True):
            setattr(settings, name, value)
