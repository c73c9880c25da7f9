"""Comparisons read as searches: every probe of a score matrix or a table of pairs is one search of the references.

The probe's sample is the search; where samples are not named, the person is. A search is mated where its person is
among the references that it was compared with, and non-mated otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import found_by
from bystander.evidence.comparisons.one_value import LARGEST
from bystander.evidence.people.pseudonyms import Chosen, Places, Within
from bystander.evidence.searches.checks.ev56_uneven import Compared
from bystander.evidence.searches.checks.order import EVEN, NAMES
from bystander.evidence.searches.searches import Candidates, Searches, SearchNames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Block, Trial
    from bystander.evidence.people.pseudonyms import Names

    Codes = NDArray[np.int64]


def searches_of(trial: Trial, *, left_out: bool = False) -> Searches:
    """Read a trial of comparisons as searches.

    ``left_out``: non-mated searches are made of the mated ones by leaving the mate out. Raises EvidenceError where it
    is not known whose the comparisons are.
    """
    nobody = found_by(NAMES, trial)
    if nobody or trial.subjects is None:
        raise EvidenceError(trial.name, nobody)
    by_sample = _samples_named(trial)
    found = _Found(trial.subjects)
    for block in trial.blocks:
        batch = block.read()
        found.add(_probe(batch, by_sample=by_sample), batch)
    numbers = found.searches()
    places = _Numbers(numbers)
    person, mated, failed, compared = found.arrays()
    few_and_many = (int(compared.min()), int(compared.max())) if len(compared) else (0, 0)
    problems = [*trial.problems, *found_by(EVEN, Compared(trial.name, *few_and_many))]
    return Searches(
        name=trial.name, sha256=trial.sha256, format=f"{trial.format}, read as searches",
        blocks=[_TrialBlock(block, places, by_sample=by_sample) for block in trial.blocks],
        person=person, mated=mated, failed=failed, unit=np.arange(len(person)), identities=trial.subjects,
        watchlist=found.enrolled(), rows_read=trial.rows_read, rows_refused=trial.rows_refused,
        distance=trial.distance, synthetic=trial.synthetic, left_out=left_out, problems=tuple(problems),
        compared=compared, names=_names(trial, numbers, person, by_sample=by_sample), groups=trial.groups,
        clusters=trial.clusters,
    )  # fmt: skip


def _names(trial: Trial, numbers: Codes, person: NDArray[np.int32], *, by_sample: bool) -> SearchNames | None:
    """Return what the pseudonyms of the searches are made of: the sample and its person, or the person alone."""
    if trial.people is None:
        return None
    searches: Names = Chosen(trial.people, person)
    if by_sample and trial.samples is None:
        searches = Places(trial.sha256, numbers)
    elif by_sample and trial.samples is not None:
        searches = Within(trial.samples.names, trial.samples.of_probes(numbers), trial.people, person)
    return SearchNames(people=trial.people, searches=searches, by_sample=by_sample)


class _Numbers:
    """The number of the search of every probe: the place of its code among all of them."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        most = int(codes[-1]) if len(codes) else 0
        self._table: NDArray[np.int32] | None = None
        if most < LARGEST:
            self._table = np.zeros(most + 1, np.int32)
            self._table[codes] = np.arange(len(codes), dtype=np.int32)

    def of(self, probe: Codes) -> Codes:
        """Return the number of each."""
        return np.searchsorted(self._codes, probe) if self._table is None else self._table[probe].astype(np.int64)


@dataclass(frozen=True)
class _TrialBlock:
    """A block of comparisons as candidates of searches; what failed is no candidate."""

    block: Block
    numbers: _Numbers
    by_sample: bool

    def read(self) -> Candidates:
        batch = self.block.read()
        search = self.numbers.of(_probe(batch, by_sample=self.by_sample))
        identity, score = _identity(batch), batch.score
        if batch.failed is not None:
            kept = ~batch.failed
            search, identity, score = search[kept], identity[kept], score[kept]
        return Candidates(search=search, identity=identity, score=score)


class _Found:
    """What the first pass gathers of every search; one entry a search that a block knows of."""

    def __init__(self, subjects: int) -> None:
        self._parts: list[tuple[Codes, ...]] = []
        self._enrolled = np.zeros(subjects, bool)

    def add(self, probe: Codes, batch: Batch) -> None:
        if not len(probe):
            return
        people, references = batch.probe, _identity(batch)
        assert people is not None  # noqa: S101 - a trial with subjects has them in every block
        # rows of a search mostly stand together: only the first of each run is sorted
        starts = np.flatnonzero(np.append(True, probe[1:] != probe[:-1]))
        search, first, at = np.unique(probe[starts], return_index=True, return_inverse=True)

        def by_search(of_rows: NDArray[np.bool_]) -> Codes:
            runs = np.add.reduceat(of_rows, starts, dtype=np.int64)
            return np.bincount(at.ravel(), weights=runs, minlength=len(search)).astype(np.int64)

        everyone = by_search(np.ones(len(probe), np.bool_))
        scored = everyone if batch.failed is None else by_search(~batch.failed)
        self._enrolled[references] = True
        self._parts.append(
            (search, people[starts[first]].astype(np.int64), by_search(people == references), everyone, scored)
        )
        if len(self._parts) > 64:  # a search may lie in many blocks: keep one entry of it
            self._parts = [self._merged()]

    def _merged(self) -> tuple[Codes, ...]:
        columns = [np.concatenate(parts) for parts in zip(*self._parts, strict=True)]
        search, first, at = np.unique(columns[0], return_index=True, return_inverse=True)
        sums = [np.bincount(at.ravel(), weights=c, minlength=len(search)).astype(np.int64) for c in columns[2:]]
        return (search, columns[1][first], *sums)

    def searches(self) -> Codes:
        self._parts = [self._merged()]
        return self._parts[0][0]

    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.bool_], Codes]:
        _, person, mated, compared, scored = self._merged()
        return person.astype(np.int32), mated > 0, scored == 0, compared

    def enrolled(self) -> int:
        return int(np.count_nonzero(self._enrolled))


def _probe(batch: Batch, *, by_sample: bool) -> Codes:
    codes = batch.probe_image if by_sample else batch.probe
    assert codes is not None  # noqa: S101 - asked for only where the trial has them
    return codes.astype(np.int64, copy=False)


def _identity(batch: Batch) -> NDArray[np.int32]:
    assert batch.reference is not None  # noqa: S101 - a trial with subjects has them in every block
    return batch.reference


def _samples_named(trial: Trial) -> bool:
    return bool(trial.blocks) and trial.blocks[0].read().probe_image is not None
