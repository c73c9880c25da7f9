"""In which order do people stand, whatever they are called?

The bootstrap gives each place a weight, and findings must have the same bytes whether people are known by their own
identifiers, by keyed pseudonyms, or by numbers in the order of a file. So people are numbered by what they did:

1. a hash of their own trials (mated scores, how many comparisons they are in), as a sum over trials, which does not
   depend on the order of rows;
2. among people who are alike in that, by their closest comparisons with other people: who scored highest stands first,
   then who scored so more often, then the same of the next two scores;
3. among people who are alike in that, a hash that also takes in whom they were compared with and with which score,
   handed on through three rounds (colour refinement: Weisfeiler and Leman 1968): after them it knows all that happened
   within three steps of a person;
4. among people who are alike in that too, the order in which they were given. They can be told apart by no count, or
   only by somebody who is more than three steps away: swapping them changes nothing, or one random draw for another.

Which of two people is probe and which is reference plays no part, as it plays none in any rate; nor does the scale of
the scores, which are taken by their ranks.

The pairs decide between people who are alike in step 1 only, and step 2 reads them from the highest score downwards: so
with scores as fine as they usually are the order does not depend on how many of the highest comparisons a tally has
kept. People without any among those come last, and which of them comes first changes nothing that is counted there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.kernels.row_order import order_by
from bystander.tally.comparisons.pairs import pair_hashes as mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.tally.searches.tally import SearchTally

    Hashes = NDArray[np.uint64]

ROUNDS = 3
CLOSEST = 3  # different scores of a person, from the highest down, before the whole graph is asked
FAR = 101  # a rank that stands for all behind: a tally file counts 100


def order_of_people(
    people: int,
    *,
    own: Sequence[tuple[NDArray[np.integer], NDArray[np.integer]]] = (),
    counts: Sequence[NDArray[np.integer]] = (),
    pairs: tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]] | None = None,
) -> NDArray[np.int64]:
    """Return the codes of people in their canonical order: ``order[place]`` = code.

    Arguments: those of :func:`kinds_of_people`.
    """
    return order_by(kinds_of_people(people, own=own, counts=counts, pairs=pairs))


def kinds_of_people(
    people: int,
    *,
    own: Sequence[tuple[NDArray[np.integer], NDArray[np.integer]]] = (),
    counts: Sequence[NDArray[np.integer]] = (),
    pairs: tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]] | None = None,
) -> NDArray[np.int64]:
    """Return a number for each person, in the canonical order, the same for people whom nothing here tells apart.

    ``people``: codes are 0 to people - 1. ``own``: (person, rank) of trials of one person each, one entry a kind of
    trial; ``counts``: whole numbers, one a person, one array a kind. ``pairs``: (person, other person, rank).
    """
    first: Hashes = np.zeros(people, np.uint64)
    for kind, (person, rank) in enumerate(own):
        first += mix(_sum(person, mix(_bits(rank)), people) + np.uint64(2 * kind))
    for kind, count in enumerate(counts):
        first += mix(mix(_bits(count)) + np.uint64(2 * kind + 1))
    first = mix(first)
    refined, closest = first, []
    tied = _tied(first)
    if pairs is not None and tied.any():
        one, other, rank = (np.asarray(column, np.int64) for column in pairs)
        both, scores = np.concatenate([one, other]), mix(_bits(rank))
        closest = _closest(both, np.tile(rank, 2), tied)
        for _ in range(ROUNDS):
            handed = mix(np.concatenate([refined[other], refined[one]]) + np.tile(scores, 2))
            refined = mix(first + _sum(both, handed, people))
    order = order_by(first, *closest, refined)
    other_kind = (np.diff(first[order]) != 0) | (np.diff(refined[order]) != 0)
    kinds = np.empty(people, np.int64)
    kinds[order] = np.concatenate([np.zeros(min(people, 1), np.int64), np.cumsum(other_kind)])
    return kinds


def _tied(hashes: Hashes) -> NDArray[np.bool_]:
    """Say who has a hash that somebody else has too."""
    order = order_by(hashes)
    same = np.diff(hashes[order]) == 0
    tied = np.zeros(len(hashes), bool)
    tied[order[1:][same]] = tied[order[:-1][same]] = True
    return tied


def _closest(
    person: NDArray[np.int64], rank: NDArray[np.int64], tied: NDArray[np.bool_]
) -> list[NDArray[np.int64]]:  # fmt: skip
    """Return what tells people apart by their closest comparisons, foremost first: ascending, by person.

    Each is the rank of one of their scores, or how often it occurs, negative; ``person``, ``rank``: of each comparison.
    """
    concerned = tied[person]
    behind = int(rank.max(initial=0)) + 1  # all ranks, as those are who have none
    code = person[concerned] * behind + rank[concerned]
    found, often = np.unique(code, return_counts=True)
    who, which = np.divmod(found, behind)
    place = np.arange(len(who)) - np.searchsorted(who, who)
    keys = []
    for k in range(CLOSEST):
        here = place == k
        best, times = np.full(len(tied), behind), np.zeros(len(tied), np.int64)
        best[who[here]], times[who[here]] = which[here], -often[here]
        keys += [best, times]
    return keys


def places_of_searched(tally: SearchTally) -> NDArray[np.int64]:
    """Return the place of the person of each search; people stand in the order of what their searches came to.

    People who are alike in all that are exchangeable: which of them comes first changes no rate of any resample.
    """
    person, hashes = searched(tally)
    place = np.empty(len(hashes), np.int64)
    place[np.argsort(hashes, kind="stable")] = np.arange(len(hashes))
    return place[person]


def searched(tally: SearchTally) -> tuple[NDArray[np.int64], Hashes]:
    """Return the person of each search, numbered as they ascend in the tally, and what each person's searches came to.

    What a search came to is its best wrong score, the mate's score and rank, and whether it was mated and failed; what
    a unit came to, its searches; what a person did, their units. The person of a unit is that of its first search.
    """
    search: Hashes = np.zeros(len(tally.person), np.uint64)
    rank = np.minimum(tally.rank, FAR).astype(np.uint64)
    flags = (tally.mated.astype(np.uint64), tally.failed.astype(np.uint64))
    scores = ranks(np.concatenate([tally.other, tally.mate]))
    for column in (*np.split(_bits(scores), 2), rank, *flags):
        search = mix(search ^ column)
    units, first, of_unit = np.unique(tally.unit, return_index=True, return_inverse=True)
    unit = mix(_sum(of_unit.ravel(), search, len(units)))
    people, of_person = np.unique(tally.person[first], return_inverse=True)
    return of_person.ravel()[of_unit.ravel()], mix(_sum(of_person.ravel(), unit, len(people)))


def ranks(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return the place of each score among the different ones, the highest 0: from above, whatever is cut off below."""
    risen = scores[1:] > scores[:-1]
    if np.array_equal(risen, scores[1:] != scores[:-1]):  # they ascend already, as those of a tally do
        below = np.append([0], np.cumsum(risen, dtype=np.int64))
        place: NDArray[np.int64] = (below[-1] - below)[: len(scores)]
    else:
        place = np.unique(-scores, return_inverse=True)[1].ravel().astype(np.int64)
    return place


def _bits(values: NDArray[np.integer]) -> Hashes:
    bits: Hashes = np.asarray(values).astype(np.int64).view(np.uint64)
    return bits


def _sum(person: NDArray[np.integer], hashes: Hashes, people: int) -> Hashes:
    """Sum by person, modulo 2^64: in two halves, each a sum that float64 holds exactly up to 2^21 trials of a person.

    More trials of one person are summed in runs.
    """
    total = np.zeros(people, np.uint64)
    for start in range(0, len(person), 1 << 21):
        run = slice(start, start + (1 << 21))
        for shift in (0, 32):
            half = ((hashes[run] >> np.uint64(shift)) & np.uint64(0xFFFFFFFF)).astype(np.float64)
            summed = np.bincount(person[run], weights=half, minlength=people)
            total += summed.astype(np.uint64) << np.uint64(shift)
    return total
