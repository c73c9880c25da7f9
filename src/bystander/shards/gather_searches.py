"""One shard of searches, gathered in one pass over its candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.checks import ev23_no_identifiers as ev23
from bystander.evidence.searches.highest import keys_of
from bystander.evidence.searches.searches import Candidates
from bystander.kernels.distinct import distinct
from bystander.shards.key import fingerprint
from bystander.shards.recoding import recoded
from bystander.shards.search_counts import BestCandidates, Gathered
from bystander.shards.search_settings import SearchSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.summary import Summary
    from bystander.evidence.searches.searches import Searches

    Pseudonyms = NDArray[np.uint64]
    Places = NDArray[np.int32]


def gather_shard(searches: Searches, key: bytes, *, checks: Summary | None = None) -> Gathered:
    """Gather a shard of searches. ``checks``: the summary of the comparisons that were read as searches.

    Raises UsageError for embeddings, which are folded whole, and EvidenceError where people have no identifiers that
    another shard could have, too.
    """
    if searches.embeddings is not None:
        raise UsageError("embeddings are evaluated as they are, in bounded memory; they need no tally")
    names = searches.names
    if names is None:
        raise EvidenceError(searches.name, [ev23.only_here(searches.name)])
    people, person_place = _ordered(names.people.keyed(key))
    own = names.searches.keyed(key)
    pseudonyms, place = _ordered(own)
    order = np.argsort(place)
    person = np.append(person_place, np.int32(-1))[searches.person]
    listed, lowest = np.zeros(len(place), np.int64), np.full(len(place), np.inf)
    enrolled = np.zeros(len(people), np.bool_)
    best = BestCandidates(person[order])
    for block in searches.blocks:
        c = block.read()
        found = Candidates(search=place[c.search].astype(np.int64), identity=person_place[c.identity], score=c.score)
        listed += np.bincount(found.search, minlength=len(place))
        np.minimum.at(lowest, found.search, found.score)
        enrolled[found.identity] = True
        best.add(found)
    candidates, floor = best.finish()
    lists = searches.compared is None
    different = _different(searches, place) if lists else np.zeros(len(place), np.int64)
    return Gathered(
        settings=SearchSettings(
            distance=searches.distance, unit=searches.unit_name, left_out=searches.left_out, lists=lists,
            by_sample=names.by_sample,            key=fingerprint(key),
        ),
        people=people, enrolled=enrolled, searches=pseudonyms, person=person[order],
        unit=_units(searches, people, person, own, key)[order],
        mated=searches.mated[order], failed=searches.failed[order],
        compared=listed if searches.compared is None else searches.compared[order], listed=listed,
        people_listed=different, ranked=_ranked(searches)[order], lowest=lowest,
        candidates=candidates, floor=floor, watchlist=searches.watchlist if lists else None,
        length=(searches.length or int(listed.max(initial=0))) if lists else None,
        checks=None if checks is None else recoded(checks, person_place), rows_read=searches.rows_read,
        rows_refused=searches.rows_refused,
        refused_by=tuple(sorted({p.code for p in searches.problems if p.severity == "refused"})),
        shards=(searches.sha256,), synthetic=searches.synthetic,
    )  # fmt: skip


def _different(searches: Searches, place: Places) -> NDArray[np.int64]:
    """Return how many people each list holds."""
    keys = [distinct(keys_of(c.search, c.identity)) for c in (block.read() for block in searches.blocks)]
    return np.bincount(place[distinct(np.concatenate(keys)) >> 32], minlength=len(place))


def _ordered(pseudonyms: Pseudonyms) -> tuple[Pseudonyms, Places]:
    """Return pseudonyms ascending, and the place of each among them."""
    ordered, place = np.unique(pseudonyms, return_inverse=True)
    if len(ordered) != len(pseudonyms):
        message = "two identifiers have one pseudonym under this key; take another"
        raise RuntimeError(message)  # one chance in 10^7 with a million of them
    return ordered, place.ravel().astype(np.int32)


def _ranked(searches: Searches) -> NDArray[np.int64]:
    return np.full((len(searches), 3), -1, np.int64) if searches.ranked is None else searches.ranked


def _units(
    searches: Searches, people: Pseudonyms, person: NDArray[np.int32], own: Pseudonyms, key: bytes
) -> Pseudonyms:
    """Return the pseudonym of what each search counts for.

    ``person``: place among ``people``; ``own``: pseudonym of each search, both in the order of the searches.
    """
    if searches.unit_name == "search":
        return own
    if searches.unit_name == "person":
        return people[person]
    assert searches.names is not None  # noqa: S101 - the caller has looked
    assert searches.names.units is not None  # noqa: S101 - tracks and passages have a column
    return searches.names.units.keyed(key)
