"""Searches that are done with while they are read and checked, where the rows of each stand together.

In nearly every file of comparisons they do: then nobody need go through the rows again for best scores, ranks and the
highest wrong candidates. Where a search lies in two blocks its rows wait for each other. Where one comes back later
nothing of this holds, and the tally reads the rows itself.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bystander.evidence.searches.highest import TAIL, Highest, floor_of, keys_of
from bystander.kernels.compiling import frozen
from bystander.kernels.runs import ends_of_runs
from bystander.kernels.search_runs import walk_runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch

    Codes = NDArray[np.int64]

FEWEST = 8  # rows a search, on average, below which nothing is gained
LEFT, RIGHT = 0, 1


class Rows(NamedTuple):
    """Rows of a probe: people on either side, and scores."""

    probe: int
    person: NDArray[np.int32]
    reference: NDArray[np.int32]
    score: NDArray[np.floating]

    def and_then(self, more: Rows) -> Rows:
        """Return these rows and more of the same probe."""
        columns = (np.concatenate([a, b]) for a, b in zip(self[1:], more[1:], strict=True))
        person, reference, score = columns
        return Rows(self.probe, person, reference, score)


@dataclass(frozen=True, kw_only=True)
class Runs:
    """What each search came to, in the order of the codes of the probes.

    ``probe``: that code. ``person``: of who was searched. ``compared``, ``scored``, ``right``: rows, those with a
    score, and those of the right person. ``other``, ``mate``: best score of anybody else and of the right person, -inf
    where there is none. ``top``: the code with the score ``other``, -1 where there is none, or several. ``equal``,
    ``above``: how many people score as much as the mate or more, and more; 0 without a mate. ``tail_score``,
    ``tail_search``, ``tail_floor``: the highest wrong candidates of searches as
    :class:`bystander.tally.searches.tally.SearchTally` has them. ``by_sample``: a probe is a sample; else it is all of
    a person. ``enrolled``: by code, which people are references.
    """

    by_sample: bool
    probe: Codes
    person: NDArray[np.int32]
    compared: Codes
    scored: Codes
    right: Codes
    other: NDArray[np.float64]
    mate: NDArray[np.float64]
    top: NDArray[np.int32]
    equal: Codes
    above: Codes
    tail_score: NDArray[np.float64]
    tail_search: Codes
    tail_floor: float
    enrolled: NDArray[np.bool_]


class Walk:
    """Goes along with an inspection of a trial of so many blocks, in any number of threads."""

    def __init__(self, *, blocks: int, subjects: int, left_out: bool, tail: int = TAIL) -> None:
        self.blocks, self.subjects, self.left_out, self.tail = blocks, subjects, left_out, tail
        self.given_up = False
        self.bound = -np.inf  # the highest of all threads
        self.by_sample: set[bool] = set()
        self._threads: list[_Thread] = []
        self._lock = threading.Lock()
        self._waiting: dict[int, tuple[int, Rows]] = {}

    def start(self) -> _Thread:
        """Begin in one thread."""
        thread = _Thread(self)
        self._threads.append(thread)
        return thread

    def at_seam(self, seam: int, side: int, rows: Rows) -> list[Rows]:
        """Hand in the rows at an end of a block; returns the searches that are complete with them.

        Seam k is between the blocks k and k + 1; nothing waits at the outer ends.
        """
        if seam in {-1, self.blocks - 1}:
            return [rows]
        with self._lock:
            if seam not in self._waiting:
                self._waiting[seam] = side, rows
                return []
            _, other = self._waiting.pop(seam)
        left, right = (rows, other) if side == LEFT else (other, rows)
        return [left.and_then(right)] if left.probe == right.probe else [left, right]

    def found(self, *, enrolled: NDArray[np.bool_] | None) -> Runs | None:
        """Return what was found; None where the rows of a search did not stand together, or nobody was counted."""
        if enrolled is None or self.given_up or len(self.by_sample) != 1:
            return None
        probe, person, bests, counts = (
            np.concatenate([part[k] for thread in self._threads for part in thread.parts]) for k in range(4)
        )
        order = np.argsort(probe)
        if probe[order[0]] < 0 or (probe[order[1:]] == probe[order[:-1]]).any():
            return None
        number = np.empty(len(order), np.int64)
        number[order] = np.arange(len(order))
        score, search, floor = self._tail(number)
        bests, counts = bests[order], counts[order]
        return Runs(
            by_sample=next(iter(self.by_sample)), probe=probe[order], person=person[order], compared=counts[:, 0],
            scored=counts[:, 1], right=counts[:, 2], other=bests[:, 0], mate=bests[:, 1],
            top=counts[:, 3].astype(np.int32), equal=counts[:, 4], above=counts[:, 5], tail_score=score,
            tail_search=search, tail_floor=floor, enrolled=enrolled,
        )  # fmt: skip

    def _tail(self, number: Codes) -> tuple[NDArray[np.float64], Codes, float]:
        """Return the highest wrong candidates of all threads; ``number``: of the searches, thread by thread."""
        kept = [thread.highest.kept() for thread in self._threads]
        bound = max((thread.highest.bound for thread in self._threads), default=-np.inf)
        floor = floor_of(np.concatenate([score for *_, score in kept]), self.tail, of_more=bound > -np.inf)
        keys, scores = [np.zeros(0, np.int64)], [np.zeros(0)]
        start = 0
        for thread, (run, identity, score) in zip(self._threads, kept, strict=True):
            reached = np.flatnonzero(score >= floor)
            keys.append(keys_of(number[start + run[reached] - 1], identity[reached]))
            scores.append(score[reached])
            start += thread.runs
        key, score = np.concatenate(keys), np.concatenate(scores)
        order = np.argsort(key, kind="stable")  # searches of a block mostly ascend: such runs are merged
        return score[order], key[order] >> 32, floor


class _Thread:
    """The searches that one thread is done with; its runs are numbered from 1."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self.runs = 0
        self.parts: list[tuple[Codes, NDArray[np.int32], NDArray[np.float64], Codes]] = []
        self.highest = Highest(walk.tail)
        self._stamps = np.zeros((3, walk.subjects), np.int32)

    def add(self, number: int, batch: Batch) -> None:
        """Take in a block."""
        walk, rows = self._walk, len(batch.score)
        probe = batch.probe if batch.probe_image is None else batch.probe_image
        if walk.given_up or not rows or probe is None or batch.probe is None or batch.reference is None:
            walk.given_up = True
            return
        walk.by_sample.add(batch.probe_image is not None)
        upto = ends_of_runs(probe, rows // FEWEST)
        if upto is None or (len(upto) == 1 and 0 < number < walk.blocks - 1):
            walk.given_up = True
            return
        edges, runs = np.concatenate([[0], upto]), len(upto)
        people, references, scores = batch.probe, batch.reference, batch.score
        ends = [(number - 1, RIGHT, slice(0, edges[1])), (number, LEFT, slice(edges[-2], rows))]
        if runs == 1:  # the only search of the first block or the last
            del ends[0 if number == 0 else 1]
        for seam, side, of in ends:
            end = Rows(int(probe[of.start]), people[of].copy(), references[of].copy(), scores[of].copy())
            for whole in walk.at_seam(seam, side, end):
                every = np.array([0, len(whole.score)])
                self._walk_through(every, np.array([whole.probe]), whole.person, whole.reference, whole.score)
        if runs > 2:
            self._walk_through(edges[1:-1], probe[edges[1:-2]], people, references, scores)

    def _walk_through(
        self, edges: Codes, probe: NDArray[np.integer], person: NDArray[np.int32], reference: NDArray[np.int32],
        score: NDArray[np.floating],
    ) -> None:  # fmt: skip
        walk, highest = self._walk, self.highest
        runs, done = len(edges) - 1, 0
        highest.bound = max(walk.bound, highest.bound)
        bests, counts = np.empty((runs, 2)), np.empty((runs, 6), np.int64)
        of_people, of_references, scores = frozen(person), frozen(reference), frozen(score)
        bits = scores.view(f"i{scores.itemsize}")
        while True:
            done, highest.filled = walk_runs(
                edges, of_people, of_references, scores, bits, walk.left_out, bests, counts, self._stamps,
                self.runs + 1, highest.bound, highest.run, highest.identity, highest.score, highest.filled, done,
            )  # fmt: skip
            if done == runs:
                break
            highest.make_room(int(edges[done + 1] - edges[done]))
            walk.bound = highest.bound = max(walk.bound, highest.bound)  # below what one thread leaves out nobody looks
        self.parts.append((probe.astype(np.int64), person[edges[:-1]], bests, counts))
        self.runs += runs
