"""The rows of candidate lists as arrays: what each says, and what follows from all of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.evidence.checks.ev11_not_finite import OddScores
from bystander.evidence.comparisons.checks.ev27_written_alike import Written, present
from bystander.evidence.people.codes import dictionaries, encoded, is_unknown
from bystander.evidence.searches.not_enrolled import ABSENT, MINUS_ONE, NOTHING, absent_from, stands_for
from bystander.evidence.searches.ranks import ranks_of, span
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from bystander.evidence.searches.list_table import ListTable
    from bystander.evidence.searches.not_enrolled import NotEnrolled

    Codes = NDArray[np.int32]
    Flags = NDArray[np.bool_]


_AT_ONCE = 1 << 18  # rows
_DONE_WITH = ("subject", "candidate_subject", "person", "candidate_id", "score", "rank", "mated", "failed")  # once read


class ListRows:
    """The rows of a table of candidates: what checks see of candidate lists.

    Codes are int32, below 0 for nobody: ``subject``, ``person`` (None without that column), ``candidate`` of
    ``people``; ``search``, ``sample`` (None without) of ``names``. ``score``: larger means more alike. ``mated``,
    ``failed``: bool, None without that column. ``rank``: -1 where there is none that counts, and ``odd_rank`` tells
    where that is so; None without ranks. ``part``: the table is a shard, and what lists lack may be in another.
    ``told``: what is declared of people who are not enrolled; ``replaced``, ``minus_one``: rows whose subject stands
    for such people, as declared or as -1 does.
    """

    def __init__(self, table: ListTable, *, distance: bool, part: bool, told: NotEnrolled = NOTHING) -> None:
        self.name, self.distance, self.part = table.name, distance, part
        column = table.columns
        people = [column[role] for role in ("subject", "candidate_subject", "person") if role in column]
        self.people, sides = encoded(people, people=True)
        self.subject, self.candidate = sides[0], sides[1]
        self.person = sides[2] if len(sides) > 2 else None
        self.told = told
        self.replaced = stands_for(column["subject"], told.subjects)
        self.unknown = _unknown(column["subject"]) & ~self.replaced
        names = [column[role] for role in ("search", "candidate_id") if role in column]
        self.names, samples = encoded(names)
        self.search = samples[0]
        self.sample = samples[1] if len(samples) > 1 else None
        score = np.asarray(column["score"].to_numpy(), dtype=np.float64)
        self.score = -score if distance else score
        self.mated = _flags(column.get("mated"))
        self.failed = _flags(column.get("failed"))
        self.rank, self.odd_rank = ranks_of(column.get("rank"))
        self.minus_one = self._minus_one(column)
        self.table = replace(table, columns={role: one for role, one in column.items() if role not in _DONE_WITH})
        self.subject = np.where(self.replaced | self.minus_one, np.int32(-1), self.subject)
        self.number, self.first, self.at = each_once(self.search, self.names.size)

    @cached_property
    def who(self) -> Codes:
        """Return the person searched of each row, under the name of a search or of a subject."""
        return self.subject if self.person is None else np.where(self.subject >= 0, self.subject, self.person)

    @cached_property
    def is_mated(self) -> Flags:
        """Tell which rows are of searches of somebody enrolled, as they say."""
        if self.mated is not None:
            return self.mated
        enrolled: Flags = self.subject >= 0
        return enrolled & ~self.absent if self.told.absent == ABSENT else enrolled

    @cached_property
    def absent(self) -> Flags:
        """Tell which rows are of a search of somebody whom no list holds."""
        return absent_from(self.candidate, self.subject, self.people.size)

    @cached_property
    def whole_lists(self) -> bool:
        """Return whether every search that did not fail lists everybody who is enrolled."""
        return self.size is not None and bool((self.met[~self.failures] >= self.size).all())

    def _minus_one(self, column: Mapping[str, Any]) -> Flags:
        """Tell which rows have the subject -1, where no list holds that and nothing else says who is enrolled."""
        undeclared = self.mated is None and MINUS_ONE not in self.told.subjects
        if not undeclared or stands_for(column["candidate_subject"], (MINUS_ONE,)).any():
            return np.zeros(len(self.subject), np.bool_)
        return stands_for(column["subject"], (MINUS_ONE,))

    @cached_property
    def listed(self) -> Flags:
        """Tell which rows list a candidate; the others say that a search returned none, or failed."""
        return np.asarray(self.candidate >= 0, dtype=bool)

    @cached_property
    def kept(self) -> Flags:
        """Tell which rows belong to searches of known truth; the others are refused."""
        return ~np.isin(self.search, distinct(self.search[self.unknown]))

    @cached_property
    def odd_scores(self) -> OddScores:
        """Return how many candidates have a score that is no finite number, and where the first of them stand."""
        bad = np.flatnonzero(self.listed & ~np.isfinite(self.score))
        nan = int(np.count_nonzero(np.isnan(self.score[bad])))
        return OddScores(self.name, nan, len(bad) - nan, [f"row {row:,}" for row in self.table.numbers(bad)])

    @property
    def written(self) -> Written:
        """Return who is searched and who is listed, for how they are written."""
        size = self.people.size
        return Written(
            name=self.name, people=self.people, probes=present(size, self.who), searches=True,
            references=present(size, self.candidate),
        )  # fmt: skip

    @cached_property
    def failures(self) -> Flags:
        """Tell which searches failed."""
        failed = np.zeros(len(self.number), bool)
        if self.failed is not None:
            np.logical_or.at(failed, self.at, self.failed)
        return failed

    @cached_property
    def candidates(self) -> NDArray[np.int64]:
        """Return how many candidates each search lists."""
        at = self.at if self.listed.all() else self.at[self.listed]
        return np.bincount(at, minlength=len(self.number))

    def parts(self) -> Iterator[NDArray[np.intp]]:
        """Yield the rows that list a candidate, part by part, so that all rows of a search are in one."""
        for start, stop in pairwise(self._bounds):
            yield np.flatnonzero(self.listed[start:stop]) + start

    @cached_property
    def _bounds(self) -> list[int]:
        """Return where parts of the rows begin, and the end; one part where rows of a search do not stand together."""
        starts = np.append(np.flatnonzero(self.search[1:] != self.search[:-1]) + 1, len(self.search))
        if len(starts) > len(self.number):
            return [0, len(self.search)]
        wanted = np.arange(_AT_ONCE, len(self.search), _AT_ONCE)
        return [0, *distinct(np.append(starts[np.searchsorted(starts, wanted)], len(self.search))).tolist()]

    @cached_property
    def met(self) -> NDArray[np.int64]:
        """Return how many people each search lists."""
        met = np.zeros(len(self.number), np.int64)
        for rows in self.parts():
            pairs = distinct(self.at[rows].astype(np.int64) << 32 | self.candidate[rows])
            met += np.bincount(pairs >> 32, minlength=len(met))
        return met

    @cached_property
    def spans(self) -> NDArray[np.int64]:
        """Return the lowest and the highest rank of each search, and the right person's: -1 where there is none."""
        rank, right = self.rank, self.is_mated & (self.candidate == self.who)
        parts = () if rank is None else ((rank[rows], self.at[rows], right[rows]) for rows in self.parts())
        return span(parts, len(self.number))

    @cached_property
    def sizes(self) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """Return the sizes of the watchlist that are stated, ascending, and the first row of each."""
        sizes = _whole(self.table.columns.get("watchlist_size"))
        if sizes is None:
            return np.empty(0, np.int64), np.empty(0, np.intp)
        if len(sizes) and sizes[0] > 0 and (sizes == sizes[0]).all():  # as nearly always: nothing need be picked out
            return sizes[:1].copy(), np.zeros(1, np.intp)
        stated = np.flatnonzero(sizes > 0)
        if len(stated) and (sizes[stated] == sizes[stated[0]]).all():
            return sizes[stated[:1]], stated[:1]
        found, at = np.unique(sizes[stated], return_index=True)
        return found, stated[at]

    @property
    def size(self) -> int | None:
        """Return the size of the watchlist, None where none or several are stated."""
        return int(self.sizes[0][0]) if len(self.sizes[0]) == 1 else None

    @property
    def longest(self) -> int:
        """Return how many candidates the longest list has."""
        return int(self.candidates.max(initial=0))

    @property
    def length(self) -> int:
        """Return the length of a full list."""
        lengths = _whole(self.table.columns.get("list_length"))
        return max(self.longest, int(lengths.max(initial=0)) if lengths is not None else 0)


def each_once(codes: Codes, size: int) -> tuple[Codes, NDArray[np.intp], NDArray[np.intp]]:
    """Return the different codes, ascending, the first row of each, and the place of every row's among them.

    Codes lie between -1 and ``size``, so that nothing need be sorted.
    """
    first = np.full(size + 1, -1, np.intp)
    first[codes[::-1] + 1] = np.arange(len(codes) - 1, -1, -1)
    met = np.flatnonzero(first >= 0)
    place = np.zeros(size + 1, np.intp)
    place[met] = np.arange(len(met))
    return (met - 1).astype(np.int32), first[met], np.take(place, codes + 1)


def _unknown(column: Any) -> Flags:  # noqa: ANN401 - pyarrow ships no types
    """Tell where a person is said to be unknown, which is not the same as known not to be enrolled."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return np.zeros(len(column), bool)
    parts = [np.zeros(0, np.bool_)]
    for chunk in dictionaries(column):
        said = np.append(np.asarray(is_unknown(chunk.dictionary), np.bool_), np.False_)  # the last: of no word
        parts.append(said[chunk.indices.fill_null(len(said) - 1).to_numpy(zero_copy_only=False)])
    return np.concatenate(parts)


def _flags(column: Any) -> Flags | None:  # noqa: ANN401 - pyarrow ships no types
    if column is None:
        return None
    return np.asarray(column.fill_null(fill_value=False).to_numpy(zero_copy_only=False), dtype=bool)


def _whole(column: Any) -> NDArray[np.int64] | None:  # noqa: ANN401 - pyarrow ships no types
    if column is None:
        return None
    return np.asarray(column.cast(pa.float64()).fill_null(-1).to_numpy(), dtype=np.float64).astype(np.int64)
