"""From the columns of candidate lists to searches: what each row says, checked against the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError, Problem, UsageError
from bystander.evidence.checks import ev02_nothing_in_it as ev02
from bystander.evidence.checks.check import found_by
from bystander.evidence.checks.ev11_not_finite import CHECK as NOT_FINITE
from bystander.evidence.checks.ev11_not_finite import OddScores
from bystander.evidence.people.codes import encoded, is_unknown
from bystander.evidence.people.pseudonyms import Within
from bystander.evidence.searches.checks import ev50_searches as ev50
from bystander.evidence.searches.checks import ev51_list_order as ev51
from bystander.evidence.searches.checks import ev52_watchlist_size as ev52
from bystander.evidence.searches.checks import ev53_own_reference as ev53
from bystander.evidence.searches.list_people import ListPeople
from bystander.evidence.searches.ranks import gaps, ranks_of, span
from bystander.evidence.searches.searches import UNKNOWN, CandidateArrays, Candidates, Searches, SearchNames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.people.attributes import By
    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.searches.list_table import ListTable

    Codes = NDArray[np.int32]
    Flags = NDArray[np.bool_]


def searches_of_lists(
    table: ListTable,
    *,
    distance: bool,
    unit: str = "search",
    left_out: bool = False,
    by: By = (),
    cluster: str = "",
    people: object = None,
    part: bool = False,
) -> Searches:
    """Make searches of candidate lists. Raises EvidenceError with every problem that stops the work.

    ``unit``: "search", "track", "passage" or "person"; all but the first need their column. ``left_out``: non-mated
    searches are made by leaving the mate out. ``by``, ``cluster``: attributes of people, from ``people``, a table, or
    from columns. ``part``: the table is a shard, and what lists lack may be in another.
    """
    if not len(table):
        raise EvidenceError(table.name, list(table.problems) or [ev02.header_only(table.name)])
    lists = _Lists(table, distance=distance, unit=unit, left_out=left_out, part=part)
    return lists.searches(by, cluster, people)


class _Lists:
    """The rows of a table of candidates as arrays, and what is wrong with them."""

    def __init__(self, table: ListTable, *, distance: bool, unit: str, left_out: bool, part: bool) -> None:
        self.table, self.distance, self.unit, self.left_out, self.part = table, distance, unit, left_out, part
        self.problems: list[Problem] = list(table.problems)
        column = table.columns
        people = [column[role] for role in ("subject", "candidate_subject", "person") if role in column]
        self.people, sides = encoded(people, people=True)
        self.subject, self.candidate = sides[0], sides[1]
        self.person = sides[2] if len(sides) > 2 else None
        self.unknown = _unknown(column["subject"])
        names = [column[role] for role in ("search", "candidate_id") if role in column]
        self.names, samples = encoded(names)
        self.search = samples[0]
        self.sample = samples[1] if len(samples) > 1 else None
        score = np.asarray(column["score"].to_numpy(), dtype=np.float64)
        self.score = -score if distance else score
        self.mated = _flags(column.get("mated"))
        self.failed = _flags(column.get("failed"))
        self.rank, self.odd_rank = ranks_of(column.get("rank"))

    def searches(self, by: By, cluster: str, table: object) -> Searches:
        self._samples()
        listed = self._listed()
        kept = self._with_truth()
        self.number, self.first, at = (a.ravel() for a in np.unique(
            self.search, return_index=True, return_inverse=True))  # fmt: skip
        self.at = at
        person, mated = self._people(kept)
        self._order(listed)
        self._failed_lists(listed)
        size, length = self._sizes(listed)
        recorded = ListPeople(
            rows=self.table, people=self.people, given=table, who=self._who(), candidate=self.candidate, search=self.at,
            searches=len(self.number), problems=self.problems,
        )  # fmt: skip
        groups, clusters = recorded.groups(by, kept[self.first]), recorded.clusters(cluster)
        errors = [p for p in self.problems if p.severity == "error"]
        if errors:
            raise EvidenceError(self.table.name, [p for p in self.problems if p.severity in {"error", "refused"}])
        made = self._made(kept, listed, person=person, mated=mated, size=size, length=length)
        return replace(made, groups=groups, clusters=clusters)

    def _who(self) -> Codes:
        """Return the person searched of each row, under the name of a search or of a subject."""
        return self.subject if self.person is None else np.where(self.subject >= 0, self.subject, self.person)

    def _samples(self) -> None:
        """Find probes that are their own reference, and samples of two people."""
        if self.sample is None:
            return
        own = np.flatnonzero((self.sample == self.search) & (self.sample >= 0))
        if len(own):
            self.problems.append(ev53.itself(self.table.name, self.table.numbers(own), len(own)))
        whose = np.concatenate([self._who(), self.candidate])
        sample = np.concatenate([self.search, self.sample])
        named = np.flatnonzero((whose >= 0) & (sample >= 0))
        order = named[np.lexsort((whose[named], sample[named]))]
        other = (sample[order][1:] == sample[order][:-1]) & (whose[order][1:] != whose[order][:-1])
        # rows of one search that name different people are told as that (EV50), not as samples
        both = order[1:][other] % len(self.search)
        across = np.unique(both[np.isin(sample[order][1:][other], self.sample)])
        if len(across):
            self.problems.append(ev53.of_two_people(self.table.name, self.table.numbers(across), len(across)))

    def _listed(self) -> Flags:
        """Tell which rows list a candidate; the others say that a search returned none, or failed."""
        listed = self.candidate >= 0
        name, missing = self.table.name, np.isnan(self.score)
        bad = np.flatnonzero(listed & ~np.isfinite(self.score))
        nan = int(np.count_nonzero(missing[bad]))
        places = [f"row {row:,}" for row in self.table.numbers(bad)]
        self.problems += found_by((NOT_FINITE,), OddScores(name, nan, len(bad) - nan, places))
        nameless = np.flatnonzero(~listed & ~missing)
        if len(nameless):
            self.problems.append(ev50.nameless_candidate(name, self.table.numbers(nameless), len(nameless)))
        return listed

    def _with_truth(self) -> Flags:
        """Tell which rows belong to searches of known truth; the others are refused."""
        refused = np.isin(self.search, np.unique(self.search[self.unknown]))
        if refused.any():
            at = np.unique(self.search[refused], return_index=True)[1]
            rows = np.sort(np.flatnonzero(refused)[at])
            self.problems.append(ev50.no_truth(self.table.name, self.table.numbers(rows), len(rows)))
            if refused.all():
                self.problems.append(ev50.none_left(self.table.name, len(rows)))
        return ~refused

    def _people(self, kept: Flags) -> tuple[Codes, Flags]:
        """Return who each search is of, and whether they are enrolled, after checking that its rows agree."""
        person = self.subject.copy()
        if self.person is not None:
            person = np.where(person >= 0, person, self.person)
        mated = self.mated if self.mated is not None else self.subject >= 0
        for values in (person, mated.astype(np.int32)):
            odd = np.flatnonzero((values != values[self.first][self.at]) & kept)
            if len(odd):
                self.problems.append(ev50.two_subjects(self.table.name, self.table.numbers(odd), len(odd)))
                break
        # whoever is a candidate anywhere is on the watchlist
        enrolled = np.zeros(self.people.size + 1, bool)
        enrolled[self.candidate] = True
        enrolled[-1] = False  # where nobody is named
        found = np.flatnonzero(~mated & enrolled[person] & kept)
        if len(found):
            self.problems.append(ev50.enrolled_after_all(self.table.name, self.table.numbers(found), len(found)))
        return np.where(person[self.first] >= 0, person[self.first], UNKNOWN).astype(np.int32), mated[self.first]

    def _order(self, listed: Flags) -> None:
        """Find scores that rise with rank, ranks given twice, ranks that are none, and gaps."""
        if self.rank is None or self.odd_rank is None:
            return
        odd = np.flatnonzero(listed & self.odd_rank)
        if len(odd):
            self.problems.append(ev51.not_a_rank(self.table.name, self.table.numbers(odd), len(odd)))
        elif not self.part:
            self._gaps(listed)
        rows = np.flatnonzero(listed & (self.rank >= 0))
        rows = rows[np.lexsort((self.rank[rows], self.search[rows]))]
        same = self.search[rows][1:] == self.search[rows][:-1]
        twice = rows[1:][same & (self.rank[rows][1:] == self.rank[rows][:-1])]
        rising = rows[1:][same & (self.score[rows][1:] > self.score[rows][:-1])]
        name = self.table.name
        if len(twice):
            self.problems.append(ev51.repeated_rank(name, self.table.numbers(np.sort(twice)), len(twice)))
        if len(rising):
            rows_ = self.table.numbers(np.sort(rising))
            lists = len(self.number)
            self.problems.append(ev51.rising(name, rows_, len(rising), lists, distance=self.distance))

    def _gaps(self, listed: Flags) -> None:
        """Find lists that lack a rank; the row is that of the last candidate, who stands too far down."""
        ranks = self._span(listed)
        deepest = ranks[:, 1]
        lacking = np.flatnonzero(gaps(ranks, np.bincount(self.at[listed], minlength=len(self.number))))
        if len(lacking) and self.rank is not None:
            last = np.flatnonzero(listed & (self.rank == deepest[self.at]) & np.isin(self.at, lacking))
            self.problems.append(ev51.gaps(self.table.name, self.table.numbers(last), len(lacking)))

    def _span(self, listed: Flags) -> NDArray[np.int64]:
        ranks = np.zeros(0, np.int64) if self.rank is None else self.rank[listed]
        return span(ranks, self.at[listed][: len(ranks)], len(self.number))

    def _sizes(self, listed: Flags) -> tuple[int | None, int]:
        """Return the size of the watchlist, where it is said, and the length of a full list."""
        name = self.table.name
        sizes = _whole(self.table.columns.get("watchlist_size"))
        size = None
        if sizes is not None:
            found, at = np.unique(sizes[sizes > 0], return_index=True)
            if len(found) > 1:
                rows = self.table.numbers(np.sort(np.flatnonzero(sizes > 0)[at]))
                self.problems.append(ev52.several_sizes(name, [int(s) for s in found], rows))
            size = int(found[0]) if len(found) == 1 else None
        lengths = _whole(self.table.columns.get("list_length"))
        counts = np.bincount(self.at[listed], minlength=len(self.number))
        longest = int(counts.max(initial=0))
        length = max(longest, int(lengths.max(initial=0)) if lengths is not None else 0)
        if size is not None:
            over = np.zeros(0, np.int64)
            if self.rank is not None and int(self._met(listed).max(initial=0)) == longest:  # else ranks of templates
                first = int(self.rank[self.rank >= 0].min(initial=1))  # ranks run from 1, or from 0
                over = np.flatnonzero(listed & (self.rank - first + 1 > size))
            if not len(over) and len(np.unique(self.candidate[listed])) > size:
                over = np.flatnonzero(listed)[-1:]
            if len(over):
                self.problems.append(ev52.too_small(name, self.table.numbers(over), len(over), size))
        return size, length

    def _made(
        self, kept: Flags, listed: Flags, *, person: Codes, mated: Flags, size: int | None, length: int
    ) -> Searches:
        stays = kept[self.first]
        number = np.cumsum(stays) - 1
        rows = kept & listed
        candidates = Candidates(
            search=number[self.at[rows]], identity=self.candidate[rows].astype(np.int32), score=self.score[rows]
        )
        counts = np.bincount(self.at[listed], minlength=len(self.number))[stays]
        failed = self._failures()
        # complete is what lists everybody, however many templates each has
        complete = size is not None and bool((self._met(listed)[stays & ~self._failures()] >= size).all())
        units, unit_names = self._units(person, stays)
        searches = Within(self.names, self.number[stays], self.people, person[stays])
        return Searches(
            name=self.table.name, sha256=self.table.sha256, format=self.table.format,
            blocks=[CandidateArrays(candidates)], person=person[stays], mated=mated[stays], failed=failed[stays],
            unit=units[stays], unit_name=self.unit, identities=self.people.size, watchlist=size,
            length=None if complete else length, whole=None if complete else counts >= length,
            rows_read=len(self.table), rows_refused=int(np.count_nonzero(~kept)), distance=self.distance,
            left_out=self.left_out, problems=tuple(self.problems),
            names=SearchNames(people=self.people, searches=searches, units=unit_names),
            ranked=None if self.rank is None else self._span(listed)[stays],
        )  # fmt: skip

    def _met(self, listed: Flags) -> NDArray[np.int64]:
        """Return how many people each search lists."""
        pairs = np.unique(self.at[listed].astype(np.int64) << 32 | self.candidate[listed].astype(np.int64))
        return np.bincount(pairs >> 32, minlength=len(self.number))

    def _failures(self) -> Flags:
        """Tell which searches failed."""
        failed = np.zeros(len(self.number), bool)
        if self.failed is not None:
            np.logical_or.at(failed, self.at, self.failed)
        return failed

    def _failed_lists(self, listed: Flags) -> None:
        """Find searches that failed and list candidates all the same."""
        rows = np.flatnonzero(listed & self._failures()[self.at])
        if len(rows):
            self.problems.append(ev50.failed_and_listed(self.table.name, self.table.numbers(rows), len(rows)))

    def _units(self, person: Codes, stays: Flags) -> tuple[NDArray[np.int64], Names | None]:
        """Return the number of the unit of each search, and what the pseudonyms of tracks or passages are made of."""
        alone = np.arange(len(self.number))
        names: Names | None = None
        if self.unit == "search":
            return alone, None
        if self.unit == "person":
            named = person.astype(np.int64)
        elif self.unit in self.table.columns:
            codes, (own_codes,) = encoded([self.table.columns[self.unit]])
            own = own_codes[self.first].astype(np.int64)
            named = np.where(own >= 0, (person.astype(np.int64) + 1) << 32 | own, -1)
            names = Within(codes, own[stays], self.people, person[stays])
        else:
            message = f"--unit {self.unit} needs a column {self.unit}, and {self.table.name} has none"
            raise UsageError(message)
        return np.where(named >= 0, np.unique(named, return_inverse=True)[1].ravel(), alone + len(alone)), names


def _unknown(column: Any) -> Flags:  # noqa: ANN401 - pyarrow ships no types
    """Tell where a person is said to be unknown, which is not the same as known not to be enrolled."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return np.zeros(len(column), bool)
    return np.asarray(is_unknown(column).to_numpy(), dtype=bool)


def _flags(column: Any) -> Flags | None:  # noqa: ANN401 - pyarrow ships no types
    if column is None:
        return None
    return np.asarray(column.cast(pa.bool_()).fill_null(fill_value=False).to_numpy(), dtype=bool)


def _whole(column: Any) -> NDArray[np.int64] | None:  # noqa: ANN401 - pyarrow ships no types
    if column is None:
        return None
    return np.asarray(column.cast(pa.float64()).fill_null(-1).to_numpy(), dtype=np.float64).astype(np.int64)
