"""What a shard of comparisons comes to: counts that merge with those of other shards, whatever the cut.

Exact are: every mated comparison, the highest non-mated comparisons down to a floor, the errors at thresholds that were
named beforehand, comparisons by person and pair, and what the checks at the door need. The whole of a trial comes out
the same from any shards in any order, because everything in here is canonical and people are known by pseudonyms.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nextafter
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import UsageError
from bystander.shards.fit import check_fit
from bystander.shards.order_sums import NO_ORDERS, added
from bystander.shards.recoding import recoded
from bystander.shards.scales import scales_of, together
from bystander.tally.comparisons.survey import sort_mated
from bystander.tally.comparisons.tail import Reservoir, Tail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.scale import ShardScales
    from bystander.evidence.comparisons.summary import Summary
    from bystander.shards.keyed_pairs import KeyedPairs
    from bystander.shards.settings import Settings

    Codes = NDArray[np.int32]
    Counts = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class People:
    """Who is in a shard, arrays of one entry a person by ascending pseudonym; None in a shard without identifiers.

    ``as_probe``, ``as_reference``: non-mated comparisons under the failure policy. ``errors``: (cutoffs, people).
    """

    pseudonyms: NDArray[np.uint64]
    as_probe: Counts
    as_reference: Counts
    errors: Counts
    pairs: KeyedPairs

    def place_in(self, pseudonyms: NDArray[np.uint64]) -> Codes:
        """Return the codes of these people among more."""
        return np.searchsorted(pseudonyms, self.pseudonyms).astype(np.int32)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Counts of one shard, or of all.

    ``mated_score``, ``mated_subject``: as in a survey. ``lowest``, ``highest``: range of the non-mated scores, None
    where none is finite. ``errors``: accepted non-mated comparisons at each cutoff. ``refused_by``: codes of the checks
    that left rows out. ``shards``: hashes of the evidence behind it, sorted. ``orders``: sums of the pairs of samples
    in either order. ``once``: rows left out as each pair stands there in both. ``scales``: where the scores of each
    shard lie, none in files that do not keep it.
    """

    settings: Settings
    people: People | None
    mated_score: NDArray[np.float64]
    mated_subject: Codes | None
    non_mated: int
    non_mated_failed: int
    lowest: float | None
    highest: float | None
    tail: Tail
    errors: Counts
    checks: Summary
    rows_read: int
    rows_refused: int
    refused_by: tuple[str, ...]
    shards: tuple[str, ...]
    synthetic: bool = False
    orders: tuple[int, ...] = NO_ORDERS
    once: int = 0
    scales: tuple[ShardScales, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the floor cut nothing off, so that everything can be answered."""
        return self.tail.floor == -inf

    def merge(self, other: Counted) -> Counted:
        """Return the counts of both. Raises UsageError where they do not go together."""
        check_fit(self, other)
        if (self.people is None) != (other.people is None):
            raise UsageError("one tally knows people and the other does not; give every shard its subject columns")
        first, second = self, other
        people, places = _people(first, second)
        both = tuple(zip((first, second), places, strict=True))
        mated_score, mated_subject = sort_mated(
            np.concatenate([first.mated_score, second.mated_score]),
            None if people is None else np.concatenate([_at(p, c.mated_subject) for c, p in both]),
        )
        reservoir = Reservoir(first.settings.tail_pairs)
        for c, p in both:
            part = Reservoir(first.settings.tail_pairs)
            part.extend(_at(p, c.tail.probe, len(c.tail)), _at(p, c.tail.reference, len(c.tail)), c.tail.score)
            part.bound = -inf if c.complete else nextafter(c.tail.floor, -inf)
            reservoir.merge(part)
        return Counted(
            settings=first.settings,
            people=people,
            mated_score=mated_score,
            mated_subject=mated_subject,
            non_mated=first.non_mated + second.non_mated,
            non_mated_failed=first.non_mated_failed + second.non_mated_failed,
            lowest=min((c.lowest for c in (first, second) if c.lowest is not None), default=None),
            highest=max((c.highest for c in (first, second) if c.highest is not None), default=None),
            tail=reservoir.finish(with_subjects=people is not None),
            errors=first.errors + second.errors,
            checks=recoded(first.checks, places[0]).merge(recoded(second.checks, places[1])),
            rows_read=first.rows_read + second.rows_read,
            rows_refused=first.rows_refused + second.rows_refused,
            refused_by=tuple(sorted({*first.refused_by, *second.refused_by})),
            shards=tuple(sorted((*first.shards, *second.shards))),
            synthetic=first.synthetic or second.synthetic,
            orders=added(first.orders, second.orders),
            scales=together(scales_of(first), scales_of(second)),
        )


def _people(a: Counted, b: Counted) -> tuple[People | None, tuple[Codes | None, Codes | None]]:
    if a.people is None or b.people is None:
        return None, (None, None)
    every = np.union1d(a.people.pseudonyms, b.people.pseudonyms)
    places = a.people.place_in(every), b.people.place_in(every)
    as_probe, as_reference = np.zeros(len(every), np.int64), np.zeros(len(every), np.int64)
    errors = np.zeros((len(a.settings.cutoffs), len(every)), np.int64)
    for people, place in zip((a.people, b.people), places, strict=True):
        as_probe[place] += people.as_probe
        as_reference[place] += people.as_reference
        errors[:, place] += people.errors
    pairs = a.people.pairs.merge(b.people.pairs, every, a.settings.pair_capacity)
    return People(pseudonyms=every, as_probe=as_probe, as_reference=as_reference, errors=errors, pairs=pairs), places


def _at(place: Codes | None, codes: Codes | None, size: int = 0) -> Codes:
    return np.zeros(size, np.int32) if place is None or codes is None else place[codes]
