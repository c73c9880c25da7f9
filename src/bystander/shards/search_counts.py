"""What a shard of searches comes to: the candidates that any rate can depend on, merging with those of other shards.

Of every search remain its best candidates, one an identity, the right person wherever they stand, and what is needed to
say how far lists reach; of all searches together the highest wrong candidates. So ranks are exact as far as they are
kept, a search may lie in several shards, and the whole comes out the same from any cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import UsageError
from bystander.evidence.searches.checks import ev50_searches as ev50
from bystander.evidence.searches.checks import ev51_list_order as ev51
from bystander.evidence.searches.checks import ev52_watchlist_size as ev52
from bystander.evidence.searches.checks import ev56_uneven as ev56
from bystander.evidence.searches.highest import TAIL, floor_of
from bystander.evidence.searches.ranks import gaps, joined
from bystander.evidence.searches.searches import CandidateArrays, Candidates, Cut, Searches
from bystander.shards.fit import check_fit
from bystander.shards.recoding import recoded
from bystander.shards.scales import scales_of, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.comparisons.scale import ShardScales
    from bystander.evidence.comparisons.summary import Summary
    from bystander.shards.search_settings import SearchSettings

    Pseudonyms = NDArray[np.uint64]
    Codes = NDArray[np.int32]
    Counts = NDArray[np.int64]
    Flags = NDArray[np.bool_]

RANKS = 100  # best candidates of each search that are kept


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Searches of one shard, or of all.

    By ascending pseudonym of the person: ``people``, ``enrolled`` (met as a reference). By ascending pseudonym of the
    search: ``searches``, ``person`` (code, -1 unknown), ``unit`` (pseudonym of what the search counts for), ``mated``,
    ``failed``, ``compared`` and ``listed`` (references met, and of these scored), ``people_listed`` (different ones, of
    lists), ``ranked`` (lowest and highest rank listed, and the right person's, three columns, -1 none or not recorded),
    ``lowest`` (score listed, +inf none).
    By search, falling score and identity: ``candidates``. ``floor``: wrong candidates from here on are all there.
    ``watchlist``: N, where it was stated; ``length``: L, where lists are cut.
    ``scales``: where the scores of each shard lie, none in files that do not keep it.
    """

    settings: SearchSettings
    people: Pseudonyms
    enrolled: Flags
    searches: Pseudonyms
    person: Codes
    unit: Pseudonyms
    mated: Flags
    failed: Flags
    compared: Counts
    listed: Counts
    people_listed: Counts
    ranked: Counts
    lowest: NDArray[np.float64]
    candidates: Candidates
    floor: float
    watchlist: int | None
    length: int | None
    checks: Summary | None
    rows_read: int
    rows_refused: int
    refused_by: tuple[str, ...]
    shards: tuple[str, ...]
    synthetic: bool = False
    scales: tuple[ShardScales, ...] = ()

    def merge(self, other: Gathered) -> Gathered:
        """Return the searches of both. Raises UsageError where they do not go together."""
        check_fit(self, other)
        if len({self.watchlist, other.watchlist, None}) > 2:
            sizes = f"{self.watchlist:,} and {other.watchlist:,}"
            raise UsageError(f"the tallies are of watchlists of different sizes, {sizes}")
        people, searches = np.union1d(self.people, other.people), np.union1d(self.searches, other.searches)
        parts = [_Placed(g, people, searches) for g in (self, other)]
        person = np.full(len(searches), -2, np.int32)
        for part in parts:
            known = person[part.search]
            if bool(((known != -2) & (known != part.person)).any()):
                raise UsageError("a search is of one person in one shard and of another in another shard")
            person[part.search] = part.person
        unit = np.zeros(len(searches), np.uint64)
        enrolled, lowest = np.zeros(len(people), np.bool_), np.full(len(searches), np.inf)
        mated, failed = np.zeros(len(searches), np.bool_), np.zeros(len(searches), np.bool_)
        compared, listed, different = (np.zeros(len(searches), np.int64) for _ in range(3))
        ranked = np.full((len(searches), 3), -1, np.int64)
        met = np.zeros(len(searches), np.bool_)
        for part in parts:
            g, at = part.gathered, part.search
            unit[at] = g.unit
            enrolled[part.people] |= g.enrolled
            lowest[at] = np.minimum(lowest[at], g.lowest)
            if self.settings.lists and bool((met[at] & (mated[at] != g.mated)).any()):
                raise UsageError("a search is mated in one shard and non-mated in another shard")
            met[at] = True
            mated[at] |= g.mated
            failed[at] |= g.failed
            compared[at] += g.compared
            listed[at] += g.listed
            different[at] += g.people_listed
            ranked[at] = joined(ranked[at], g.ranked)
        best = BestCandidates(person, floor=max(self.floor, other.floor))
        for part in parts:
            best.add(part.candidates())
        candidates, floor = best.finish()
        checks = None
        if self.checks is not None and other.checks is not None:
            checks = recoded(self.checks, parts[0].people).merge(recoded(other.checks, parts[1].people))
        lengths = [g.length for g in (self, other) if g.length is not None]
        return Gathered(
            settings=self.settings, people=people, enrolled=enrolled, searches=searches, person=person, unit=unit,
            mated=mated, failed=failed if self.settings.lists else listed == 0, compared=compared, listed=listed,
            people_listed=different, ranked=ranked, lowest=lowest, candidates=candidates, floor=floor,
            watchlist=other.watchlist if self.watchlist is None else self.watchlist,
            length=max(*lengths, int(listed.max(initial=0))) if lengths else None,
            checks=checks, rows_read=self.rows_read + other.rows_read,
            rows_refused=self.rows_refused + other.rows_refused,
            refused_by=tuple(sorted({*self.refused_by, *other.refused_by})),
            shards=tuple(sorted((*self.shards, *other.shards))), synthetic=self.synthetic or other.synthetic,
            scales=together(scales_of(self), scales_of(other)),
        )  # fmt: skip

    @property
    def elsewhere(self) -> Flags:
        """Tell which searches did not meet their person, who is a reference of others."""
        return ev56.elsewhere(self.person, self.mated, self.enrolled)

    def contradictions(self, name: str) -> list[Problem]:
        """Return what shards say against each other, and no shard could know."""
        problems = []
        people = int(np.count_nonzero(self.enrolled))
        if self.watchlist is not None and people > self.watchlist:
            problems.append(ev52.too_small(name, [], people - self.watchlist, self.watchlist))
        if self.settings.lists:
            both = int(np.count_nonzero(self.failed & (self.listed > 0)))
            if both:
                problems.append(ev50.failed_and_listed(name, [], both))
            lacking = int(np.count_nonzero(gaps(self.ranked, self.listed)))
            if lacking:
                problems.append(ev51.gaps(name, [], lacking))
            enrolled = int(np.count_nonzero(self.elsewhere))
            if enrolled:
                problems.append(ev50.enrolled_after_all(name, [], enrolled))
        return problems

    def as_searches(self, *, name: str, sha256: str, problems: Sequence[Problem] = ()) -> Searches:
        """Return them as evidence to be folded."""
        lists, length = self.settings.lists, self.length
        everybody = self.watchlist is not None and bool((self.people_listed[~self.failed] >= self.watchlist).all())
        if everybody:
            length = None
        return Searches(
            name=name, sha256=sha256, format="tally", blocks=[CandidateArrays(self.candidates)], person=self.person,
            mated=self.mated, failed=self.failed, unit=np.unique(self.unit, return_inverse=True)[1].ravel(),
            unit_name=self.settings.unit, identities=len(self.people),
            watchlist=self.watchlist if lists else int(np.count_nonzero(self.enrolled)), length=length,
            whole=None if length is None else self.listed >= length, rows_read=self.rows_read,
            rows_refused=self.rows_refused, distance=self.settings.distance, synthetic=self.synthetic,
            left_out=self.settings.left_out, problems=tuple(problems), compared=None if lists else self.compared,
            elsewhere=0 if lists else int(np.count_nonzero(self.elsewhere)),
            ranked=self.ranked if bool((self.ranked >= 0).any()) else None,
            cut=Cut(ranks=RANKS, lowest=self.lowest, floor=self.floor),
        )  # fmt: skip


class _Placed:
    """A shard in the codes of all of them."""

    def __init__(self, gathered: Gathered, people: Pseudonyms, searches: Pseudonyms) -> None:
        self.gathered = gathered
        self.people = np.searchsorted(people, gathered.people).astype(np.int32)
        self.search = np.searchsorted(searches, gathered.searches)
        self.person = np.append(self.people, np.int32(-1))[gathered.person]

    def candidates(self) -> Candidates:
        c = self.gathered.candidates
        return Candidates(search=self.search[c.search], identity=self.people[c.identity], score=c.score)


class BestCandidates:
    """Candidates in the making: the best of each search, every mate, and the highest wrong ones of all.

    Twice as many wrong ones are kept while it goes on as are needed, so that those above the last floor are there
    whatever the order.
    """

    def __init__(self, person: Codes, *, floor: float = -np.inf) -> None:
        self._person, self._floor = person, floor
        self._bound = np.full(len(person), -np.inf)  # what a search's candidate must reach to be among its best
        self._parts: list[Candidates] = [
            Candidates(search=np.empty(0, np.int64), identity=np.empty(0, np.int32), score=np.empty(0))
        ]
        self._waiting = 0

    def add(self, c: Candidates) -> None:
        """Take in candidates, in any order."""
        score = c.score.astype(np.float64) + 0.0
        matters = (score >= self._bound[c.search]) | (score >= self._floor) | (self._person[c.search] == c.identity)
        kept = Candidates(search=c.search[matters], identity=c.identity[matters], score=score[matters])
        self._parts.append(kept)
        self._waiting += len(kept.score)
        if self._waiting > 8 * TAIL:
            self._compact()

    def finish(self) -> tuple[Candidates, float]:
        """Return what is kept, and the floor."""
        self._compact()
        return self._parts[0], self._floor

    def _compact(self) -> None:
        search, identity, score = (
            np.concatenate([getattr(part, name) for part in self._parts]) for name in ("search", "identity", "score")
        )
        order = np.lexsort((-score, identity, search))  # the best of each identity
        search, identity, score = search[order], identity[order], score[order]
        first = np.ones(len(order), np.bool_)
        first[1:] = (search[1:] != search[:-1]) | (identity[1:] != identity[:-1])
        search, identity, score = search[first], identity[first], score[first]
        order = np.lexsort((identity, -score, search))  # then the best of each search
        search, identity, score = search[order], identity[order], score[order]
        place = np.arange(len(search)) - np.searchsorted(search, search)
        at_end = place == RANKS - 1
        self._bound[search[at_end]] = score[at_end]
        mate = self._person[search] == identity
        wrong = score[~mate & (score >= self._floor)]
        self._floor = max(self._floor, floor_of(wrong, 2 * TAIL))
        kept = (place < RANKS) | mate | (score >= self._floor)
        self._parts = [Candidates(search=search[kept], identity=identity[kept], score=score[kept])]
        self._waiting = 0
