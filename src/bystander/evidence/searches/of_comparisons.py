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
from bystander.evidence.searches.checks.ev56_uneven import Compared, elsewhere
from bystander.evidence.searches.checks.order import EVEN, NAMES
from bystander.evidence.searches.searches import Candidates, Searches, SearchNames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Block, Trial
    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.searches.runs import Runs

    Codes = NDArray[np.int64]


def searches_of(trial: Trial, *, left_out: bool = False, runs: Runs | None = None) -> Searches:
    """Read a trial of comparisons as searches.

    ``left_out``: non-mated searches are made of the mated ones by leaving the mate out. ``runs``: what was found of
    them while the trial was inspected, so that it need not be read again. Raises EvidenceError where it is not known
    whose the comparisons are.
    """
    nobody = found_by(NAMES, trial)
    if nobody or trial.subjects is None:
        raise EvidenceError(trial.name, nobody)
    by_sample = _samples_named(trial) if runs is None else runs.by_sample
    found = _gathered(trial, trial.subjects, by_sample=by_sample) if runs is None else _of_runs(runs)
    places = _Numbers(found.probe)
    absent = elsewhere(found.person, found.mated, found.enrolled)
    problems = [*trial.problems, *found_by(EVEN, Compared.of(trial.name, found.compared, found.mated, absent))]
    return Searches(
        name=trial.name, sha256=trial.sha256, format=f"{trial.format}, read as searches",
        blocks=[_TrialBlock(block, places, by_sample=by_sample) for block in trial.blocks],
        person=found.person, mated=found.mated, failed=found.failed, unit=np.arange(len(found.person)),
        identities=trial.subjects, watchlist=int(np.count_nonzero(found.enrolled)), rows_read=trial.rows_read,
        rows_refused=trial.rows_refused, distance=trial.distance, synthetic=trial.synthetic, left_out=left_out,
        problems=tuple(problems), compared=found.compared, elsewhere=int(np.count_nonzero(absent)),
        alone=found.alone,
        names=_names(trial, found.probe, found.person, by_sample=by_sample), groups=trial.groups,
        clusters=trial.clusters, runs=runs,
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


@dataclass(frozen=True, kw_only=True)
class _Gathered:
    """Facts of every search, in the order of the codes of the probes, and which people are references."""

    probe: Codes
    person: NDArray[np.int32]
    mated: NDArray[np.bool_]
    failed: NDArray[np.bool_]
    compared: Codes
    enrolled: NDArray[np.bool_]
    alone: int


def _of_runs(runs: Runs) -> _Gathered:
    return _Gathered(
        probe=runs.probe, person=runs.person, mated=runs.right > 0, failed=runs.scored == 0, compared=runs.compared,
        enrolled=runs.enrolled, alone=_alone(runs.right, runs.compared),
    )  # fmt: skip


def _gathered(trial: Trial, subjects: int, *, by_sample: bool) -> _Gathered:
    """Gather the facts in a pass of its own."""
    found = _Found(subjects)
    for block in trial.blocks:
        batch = block.read()
        found.add(_probe(batch, by_sample=by_sample), batch)
    return found.gathered()


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

    def gathered(self) -> _Gathered:
        probe, person, mated, compared, scored = self._merged()
        return _Gathered(
            probe=probe, person=person.astype(np.int32), mated=mated > 0, failed=scored == 0, compared=compared,
            enrolled=self._enrolled, alone=_alone(mated, compared),
        )  # fmt: skip


def _alone(right: Codes, compared: Codes) -> int:
    return int(np.count_nonzero((right > 0) & (right == compared)))


def _probe(batch: Batch, *, by_sample: bool) -> Codes:
    codes = batch.probe_image if by_sample else batch.probe
    assert codes is not None  # noqa: S101 - asked for only where the trial has them
    return codes.astype(np.int64, copy=False)


def _identity(batch: Batch) -> NDArray[np.int32]:
    assert batch.reference is not None  # noqa: S101 - a trial with subjects has them in every block
    return batch.reference


def _samples_named(trial: Trial) -> bool:
    return bool(trial.blocks) and trial.blocks[0].read().probe_image is not None
