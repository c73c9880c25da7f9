"""Are two trials of the same people and the same comparisons? Told without anybody's name.

Identifiers become pseudonyms under a key that is drawn for the moment and thrown away; people are matched by them.
Every comparison becomes a number made of its pseudonyms, and the numbers are added up, so the sum does not depend on
the order of rows: equal sums mean equal comparisons, each as often (two sums of 64 bits, so that a chance agreement
is out of the question). Two are one comparison whichever of them is called the probe: where trials differ in that
alone, each is put in one order first. Nothing of this leaves memory: what is given are codes, counts, and yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from secrets import token_bytes
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.comparisons.checks.ev114_both_orders import beside_another
from bystander.evidence.people.single_trials import KeyedScores, KeyedUnits
from bystander.kernels.distinct import distinct
from bystander.kernels.plain.mixing import mixed, sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.evidence.comparisons.trial import Batch, Trial
    from bystander.evidence.searches.searches import Searches

    Pseudonyms = NDArray[np.uint64]
    Codes = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Contents:
    """What a system's trial holds: ``images``, ``people``, ``pairs`` are sums over its comparisons.

    Of comparisons with the names of samples, of people alone (probe and reference), and of the non-mated ones of
    unordered pairs of people; None where there are no names for it. ``seen``: by shared code, who is in it, as far as
    the last of them. ``members``: by shared code, a number made of all samples of a person, where people follow from
    pairs of samples; None where they have names. There, ``unlabelled`` and ``labelled`` are sums over comparisons of
    samples, without and with whether they are mated. ``mated``: mated comparisons one by one; ``units``: searches.
    """

    images: tuple[int, int] | None
    people: tuple[int, int] | None
    pairs: tuple[int, int] | None
    seen: NDArray[np.bool_]
    members: Pseudonyms | None = None
    unlabelled: tuple[int, int] | None = None
    labelled: tuple[int, int] | None = None
    mated: KeyedScores | None = None
    units: KeyedUnits | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Aligned:
    """Several trials in one set of codes.

    ``place``: for each system and each of its codes, the shared code; None where its people have no names of their
    own. ``people``: number of shared codes. ``contents``: of each system, None where ``place`` is.
    """

    place: tuple[Codes | None, ...]
    people: int
    contents: tuple[Contents | None, ...]

    def in_common(self, a: int, b: int) -> int | None:
        """Return the number of people who are in both trials; None where that cannot be told."""
        one, other = self.contents[a], self.contents[b]
        if one is None or other is None or (one.members is None) != (other.members is None):
            return None
        return int(np.count_nonzero(_both(one, other)))

    def other_members(self, a: int, b: int) -> int:
        """Return how many people of both trials, who follow from pairs of samples, have other samples in each."""
        one, other = self.contents[a], self.contents[b]
        if one is None or other is None or one.members is None or other.members is None:
            return 0
        both = np.flatnonzero(_both(one, other))
        return int(np.count_nonzero(one.members[both] != other.members[both]))

    def labels_differ(self, a: int, b: int) -> bool:
        """Return whether both trials compare the same samples, and some that are mated in one are not in the other."""
        one, other = self.contents[a], self.contents[b]
        if one is None or other is None or one.unlabelled is None:
            return False
        return one.unlabelled == other.unlabelled and one.labelled != other.labelled

    def seen(self, system: int) -> int | None:
        """Return the number of people in a trial; None where that cannot be told."""
        content = self.contents[system]
        return None if content is None else int(np.count_nonzero(content.seen))

    def same_comparisons(self, a: int, b: int) -> bool:
        """Return whether both trials hold the same comparisons, by samples where both name them, else by people."""
        one, other = self.contents[a], self.contents[b]
        if one is None or other is None:
            return False
        if one.images is not None and other.images is not None:
            return one.images == other.images
        return one.people is not None and one.people == other.people

    @property
    def alike(self) -> int:
        """Number of pairs of trials that hold the same comparisons."""
        return sum(self.same_comparisons(a, b) for a, b in combinations(range(len(self.contents)), 2))

    def same_pairs(self, a: int, b: int) -> bool:
        """Return whether both trials compare the same pairs of different people equally often."""
        one, other = self.contents[a], self.contents[b]
        return one is not None and other is not None and one.pairs is not None and one.pairs == other.pairs


def _both(one: Contents, other: Contents) -> NDArray[np.bool_]:
    """Return by shared code who is in both."""
    known = min(len(one.seen), len(other.seen))
    both: NDArray[np.bool_] = one.seen[:known] & other.seen[:known]
    return both


def counted_alike(trials: Sequence[Trial]) -> list[Trial]:
    """Return trials that count pairs in both orders alike: once, or twice where any has a score for each order."""
    if not any(trial.both_orders for trial in trials):
        return [*trials]
    alike = []
    for trial in trials:
        every = trial.as_searches_need_it()
        if every is not trial:
            said = beside_another(trial.name, every.rows_used - trial.rows_used)
            every = replace(every, problems=(*every.problems, said))
        alike.append(every)
    return alike


def align(trials: Sequence[Trial], *, count_failed: bool = True) -> Aligned:
    """Put trials of comparisons into one set of codes; ``count_failed``: whether failed ones count among pairs."""
    key = token_bytes(32)
    told = [None if t.subjects is None else t.chained or t.people for t in trials]
    names = [None if people is None else people.keyed(key) for people in told]
    every, place = _places(names)

    def aligned(*, once: bool) -> Aligned:
        contents = tuple(
            None
            if own is None or where is None
            else _contents(trial, own, where, key, count_failed=count_failed, once=once)
            for trial, own, where in zip(trials, names, place, strict=True)
        )
        return Aligned(place=place, people=len(every), contents=contents)

    if any(trial.halves is not None for trial in trials):
        return aligned(once=True)
    as_written = aligned(once=False)
    pairs = combinations(range(len(trials)), 2)
    if all(trials[a].rows_used != trials[b].rows_used or as_written.same_comparisons(a, b) for a, b in pairs):
        return as_written
    return max(as_written, aligned(once=True), key=lambda found: found.alike)


def align_searches(systems: Sequence[Searches]) -> Aligned:
    """Put trials of searches into one set of codes; two of them are the same where the same searches are mated."""
    key = token_bytes(32)
    names = [None if s.names is None or bool((s.person < 0).any()) else s.names.people.keyed(key) for s in systems]
    every, place = _places(names)
    contents: list[Contents | None] = []
    for system, own, where in zip(systems, names, place, strict=True):
        if own is None or where is None or system.names is None:
            contents.append(None)
            continue
        seen = np.zeros(len(every), np.bool_)
        seen[where[system.person]] = True
        people = mixed(own[system.person], system.mated.astype(np.uint64))
        searches = mixed(system.names.searches.keyed(key), people) if system.names.by_sample else people
        contents.append(
            Contents(
                images=sums(searches),
                people=sums(people),
                pairs=None,
                seen=seen,
                units=KeyedUnits.of(system.unit, searches),
            )
        )
    return Aligned(place=place, people=len(every), contents=tuple(contents))


def _places(names: Sequence[Pseudonyms | None]) -> tuple[Pseudonyms, tuple[Codes | None, ...]]:
    known = [own for own in names if own is not None]
    every = distinct(np.concatenate(known)) if known else np.empty(0, np.uint64)
    return every, tuple(None if own is None else np.searchsorted(every, own).astype(np.int64) for own in names)


def _contents(trial: Trial, own: Pseudonyms, where: Codes, key: bytes, *, count_failed: bool, once: bool) -> Contents:
    """Add up the comparisons of a trial, block by block; ``once``: the order of a pair says nothing."""
    samples = None if trial.samples is None else np.append(trial.samples.names.keyed(key), np.uint64(0))
    seen = np.zeros(int(where.max(initial=-1)) + 1, np.bool_)
    total = np.zeros((5, 2), np.uint64)
    named = samples is not None
    keys: list[Pseudonyms] = []
    scores: list[NDArray[np.float64]] = []
    for block in trial.blocks:
        batch = block.read()
        if batch.probe is None or batch.reference is None:
            return Contents(images=None, people=None, pairs=None, seen=seen)
        seen[where[batch.probe]] = seen[where[batch.reference]] = True
        probe, reference = own[batch.probe], own[batch.reference]
        given = _images(trial, batch, samples)
        people = _pair(probe, reference, once=once)
        total[1] += np.array(sums(people), np.uint64)
        counted = batch.probe != batch.reference
        if batch.failed is not None and not count_failed:
            counted &= ~batch.failed
        low, high = np.minimum(probe, reference)[counted], np.maximum(probe, reference)[counted]
        total[2] += np.array(sums(mixed(low, high)), np.uint64)
        images = None if given is None else _pair(*_owned(given, probe, reference, trial), once=once)
        named = named and images is not None
        single = people if images is None else mixed(people, images)
        if images is not None:
            total[0] += np.array(sums(single), np.uint64)
        if given is not None and trial.chained is not None:
            of_one = np.asarray(batch.probe == batch.reference if batch.mated is None else batch.mated, np.uint64)
            unlabelled = _pair(*given, once=once)
            total[3] += np.array(sums(unlabelled), np.uint64)
            total[4] += np.array(sums(mixed(unlabelled, of_one)), np.uint64)
        mated, score = _mated(batch, count_failed=count_failed)
        keys.append(single[mated])
        scores.append(score)
    members = None
    if trial.chained is not None:
        members = np.zeros(len(seen), np.uint64)
        members[where] = trial.chained.members(key)
    both = [(int(row[0]), int(row[1])) for row in total]
    chained = named and members is not None
    return Contents(
        images=both[0] if named else None, people=both[1], pairs=both[2], seen=seen, members=members,
        unlabelled=both[3] if chained else None, labelled=both[4] if chained else None,
        mated=KeyedScores.of(keys, scores),
    )  # fmt: skip


def _mated(batch: Batch, *, count_failed: bool) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return which comparisons of a block are mated ones that count, and their scores, -inf where one failed."""
    mated = np.asarray(batch.probe == batch.reference if batch.mated is None else batch.mated, bool)
    score = batch.score.astype(np.float64)
    if batch.failed is not None:
        score = np.where(batch.failed, -np.inf, score)
        mated = mated if count_failed else mated & ~batch.failed
    return mated, score[mated]


def _pair(left: Pseudonyms, right: Pseudonyms, *, once: bool) -> Pseudonyms:
    """Return a number of each pair; ``once``: the same for both orders."""
    return mixed(np.minimum(left, right), np.maximum(left, right)) if once else mixed(left, right)


def _owned(
    images: tuple[Pseudonyms, Pseudonyms], probe: Pseudonyms, reference: Pseudonyms, trial: Trial
) -> tuple[Pseudonyms, Pseudonyms]:
    """Return a number of each image that is another for each person, and each side where sides are numbered apart."""
    left, right = mixed(probe, images[0]), mixed(reference, images[1])
    apart = trial.samples is not None and trial.samples.space.separate
    return left, mixed(right, np.ones_like(right)) if apart else right


def _images(trial: Trial, batch: Batch, samples: Pseudonyms | None) -> tuple[Pseudonyms, Pseudonyms] | None:
    """Return the pseudonyms of the two samples of each comparison; None where the evidence does not name them."""
    if samples is None or trial.samples is None or (batch.probe_image is None and batch.reference_image is None):
        return None
    space = trial.samples.space
    given = []
    for codes, beyond in ((batch.probe_image, 0), (batch.reference_image, space.names if space.separate else 0)):
        if codes is None:
            given.append(np.zeros(len(batch.score), np.uint64))
            continue
        name = np.where(codes < 0, -1, codes - beyond)
        given.append(samples[np.where(name < 0, -1, name % space.names)])
    return given[0], given[1]
