"""One shard of comparisons, counted in one pass over its blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev23_no_identifiers as ev23
from bystander.evidence.comparisons.blocks import ReadBlock
from bystander.evidence.comparisons.checks import ev27_written_alike as ev27
from bystander.evidence.comparisons.checks.order import OF_A_PART, ORDERS
from bystander.evidence.comparisons.inspection import inspection_of
from bystander.evidence.comparisons.summary import PlainSumming, Summary
from bystander.evidence.folding import fold
from bystander.evidence.precision import in_any
from bystander.shards.comparison_counts import Counted, People
from bystander.shards.key import fingerprint
from bystander.shards.keyed_pairs import KeyedPairCounts, KeyedPairs
from bystander.shards.order_sums import NO_ORDERS, OrderSums, added
from bystander.shards.settings import Settings
from bystander.tally.comparisons.acceptance import checked_thresholds, cutoff
from bystander.tally.comparisons.compiled_engine import Accumulator, mated_of, pair_counts, range_of
from bystander.tally.comparisons.survey import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.comparisons.inspection import Along, Gathering
    from bystander.evidence.comparisons.people_sample import PeopleSample
    from bystander.evidence.comparisons.trial import Batch, Block, Trial
    from bystander.tally.comparisons.acceptance import Accept, Failures
    from bystander.tally.comparisons.pairs import PairCounts


def require_sound(trial: Trial, checks: Summary) -> None:
    """Raise EvidenceError for what is wrong in a shard whatever the others hold."""
    wrong = inspection_of(replace(trial, problems=()), checks, OF_A_PART).problems
    if wrong:
        raise EvidenceError(trial.name, list(wrong))


def told_of_shard(trial: Trial, checks: Summary, people: PeopleSample | None) -> tuple[Problem, ...]:
    """Return what a shard alone can tell: names written in several ways, which no pseudonym shows any more.

    And what a sample of it, if there is one, tells of comparisons of people alone in both orders.
    """
    sampled = None if people is None else people.seen()
    mirrored = inspection_of(replace(trial, problems=()), checks, ORDERS, sampled=sampled).problems
    written = ev27.Written(name=trial.name, people=trial.people, probes=None, references=None)
    return (*mirrored, *ev27.look(written))


def count_shard(
    trial: Trial,
    key: bytes,
    *,
    thresholds: Sequence[float] = (),
    accept: Accept = "ge",
    failures: Failures = "fold",
    tail_pairs: int = 2**20,
    pair_capacity: int = 2**20,
    threads: int | None = None,
    apart: bool = False,
    along: Along | None = None,
) -> Counted:
    """Count a shard of a trial.

    ``thresholds``, ``accept``, ``failures``: as for ``evaluate``, and fixed from here on. ``tail_pairs``: highest
    non-mated comparisons that are kept one by one. ``apart``: samples of one name are others on the other side.
    ``along``: what else is gathered of every block. Raises EvidenceError for scores that are no numbers or go the wrong
    way, and where people have no identifiers that another shard could have, too.
    """
    sign = -1.0 if trial.distance else 1.0
    asked = in_any([sign * t for t in checked_thresholds(thresholds)], accept)
    cutoffs = np.array(sorted({cutoff(t + 0.0, accept) for t in asked}), np.float64)
    settings = Settings(
        accept=accept, failures=failures, distance=trial.distance, cutoffs=tuple(cutoffs.tolist()),
        tail_pairs=tail_pairs, pair_capacity=pair_capacity, key=fingerprint(key),
    )  # fmt: skip
    if trial.subjects is not None and trial.people is None:
        raise EvidenceError(trial.name, [ev23.only_here(trial.name)])
    pseudonyms, place = _in_order(trial, key)
    plan = Plan(
        subjects=trial.subjects, count_failed=failures == "fold", tail_pairs=tail_pairs, pair_capacity=pair_capacity
    )

    dense = pair_counts(plan, cutoffs) if plan.dense else None

    def start() -> _Both:
        pairs: PairCounts | None = dense
        if pseudonyms is not None and not plan.dense:
            pairs = KeyedPairCounts(pseudonyms, cutoffs, pair_capacity, count_failed=plan.count_failed)
        beside = None if along is None else along.start()
        counts = Accumulator(plan, cutoffs, coarse=False, pairs=pairs)
        return _Both(counts, PlainSumming(), OrderSums(trial, key), beside)

    def step(both: _Both, numbered: tuple[int, Block]) -> None:
        number, block = numbered
        batch = block.read()
        both.orders.add(batch)
        if both.beside is not None:
            both.beside.add(number, batch)
        read = ReadBlock(_in_codes(batch, place), block.rows)
        both.checks.add(read, read.batch)
        both.counts.add(read)

    found = fold(list(enumerate(trial.blocks)), start, step, threads=threads)
    checks = Summary.empty()
    for both in found:
        checks = checks.merge(both.checks.summary())
    require_sound(trial, checks)
    orders = NO_ORDERS
    for both in found:
        orders = added(orders, both.orders.orders)
    counted = _put_together([both.counts for both in found], trial, settings, pseudonyms, checks)
    return counted if apart else replace(counted, orders=orders)


@dataclass
class _Both:
    """What one thread gathers."""

    counts: Accumulator
    checks: PlainSumming
    orders: OrderSums
    beside: Gathering | None


def _in_order(trial: Trial, key: bytes) -> tuple[NDArray[np.uint64] | None, NDArray[np.int32] | None]:
    """Return the pseudonyms ascending, and the place of every subject code among them."""
    if trial.people is None:
        return None, None
    pseudonyms, place = np.unique(trial.people.keyed(key), return_inverse=True)
    if len(pseudonyms) != trial.subjects:
        message = "two identifiers have one pseudonym under this key; take another"
        raise RuntimeError(message)  # one chance in 10^7 with a million people
    return pseudonyms, place.astype(np.int32)


def _in_codes(batch: Batch, place: NDArray[np.int32] | None) -> Batch:
    """Return a block in the codes of pseudonyms, and without samples, which are not kept apart."""
    probe, reference = batch.probe, batch.reference
    if place is not None and probe is not None and reference is not None:
        probe, reference = place[probe], place[reference]
    return replace(batch, probe=probe, reference=reference, probe_image=None, reference_image=None, occurring={})


def _put_together(
    parts: Sequence[Accumulator],
    trial: Trial,
    settings: Settings,
    pseudonyms: NDArray[np.uint64] | None,
    checks: Summary,
) -> Counted:
    first, *others = parts
    for other in others:
        first.tail.merge(other.tail)
    named = pseudonyms is not None
    mated_score, mated_subject = mated_of(parts, named=named)
    lowest, highest = range_of(parts)
    errors = np.zeros(len(settings.cutoffs), np.int64)
    for part in parts:
        if part.errors is not None:
            errors += np.cumsum(part.errors.total[::-1])[::-1]
    people = None
    if pseudonyms is not None:
        by_person = np.zeros((len(settings.cutoffs), len(pseudonyms)), np.int64)
        for part in parts:
            if part.errors is not None:
                by_person += part.errors.by_subject()
        people = People(
            pseudonyms=pseudonyms,
            as_probe=np.sum([part.as_probe.total() for part in parts], axis=0),
            as_reference=np.sum([part.as_reference.total() for part in parts], axis=0),
            errors=by_person,
            pairs=_pairs(parts, pseudonyms, settings.pair_capacity),
        )
    return Counted(
        settings=settings,
        people=people,
        mated_score=mated_score,
        mated_subject=mated_subject,
        non_mated=sum(part.rows for part in parts),
        non_mated_failed=sum(part.failed for part in parts),
        lowest=lowest,
        highest=highest,
        tail=first.tail.finish(with_subjects=named),
        errors=errors,
        checks=checks,
        rows_read=trial.rows_read,
        rows_refused=trial.rows_refused,
        refused_by=tuple(sorted({p.code for p in trial.problems if p.severity == "refused"})),
        shards=(trial.sha256,),
        synthetic=trial.synthetic,
    )


def _pairs(parts: Sequence[Accumulator], people: NDArray[np.uint64], capacity: int) -> KeyedPairs:
    counts = dict.fromkeys(part.pairs for part in parts if part.pairs is not None)  # of all threads, or one a thread
    first, *others = [KeyedPairs(people=people, sample=pairs.finish()) for pairs in counts]
    for other in others:
        first = first.merge(other, people, capacity)
    return first
