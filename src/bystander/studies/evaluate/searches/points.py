"""A trial of searches with what is asked of it: its rates at thresholds, and the findings that say them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.precision import in_precision
from bystander.findings import Finding, Point, wording
from bystander.kernels.distinct import distinct
from bystander.quantities.searches.cmc import cmc_at, correct_rank_rates, no_cmc
from bystander.quantities.searches.facts import (
    NO_MATED,
    NO_THRESHOLD,
    SAME_DATA,
    SHORT,
    THIS_THRESHOLD,
    Facts,
    of_ties,
)
from bystander.quantities.searches.failed_searches import failed_searches
from bystander.quantities.searches.false_candidates import false_candidates
from bystander.quantities.searches.fnir import asked_fnir, false_negative_identification_rate, fnir
from bystander.quantities.searches.fpir import (
    asked_fpir,
    false_positive_identification_rate,
    fpir,
    other_watchlist,
    threshold_for,
)
from bystander.quantities.searches.inverted import hull
from bystander.quantities.searches.point import OfTies, SearchMeasure
from bystander.quantities.searches.selectivity import SELECTIVITY, selectivity_at
from bystander.quantities.searches.tpir import asked_tpir, tpir_at_fpir, unbounded
from bystander.studies.evaluate.searches.bands import Resample, SearchBands, chosen_again
from bystander.studies.evaluate.searches.series import ranks_of
from bystander.studies.groups.answers import answers_of
from bystander.studies.groups.of_searches import SearchAt, search_rates
from bystander.tally.searches.fold import tally_searches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.searches.searches import Searches
    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.bands import Limits
    from bystander.studies.groups.answers import Answers
    from bystander.tally.searches.tally import SearchTally

RANKS = (1, 5, 10, 20, 50)  # of the CMC, as far as lists go


class Made:
    """The tally of a trial with what is asked of it."""

    def __init__(
        self, searches: Searches, tally: SearchTally, *, rank: int | None, how: Resample, excluded: int = 0
    ) -> None:
        self.searches, self.rank, self.how, self.level = searches, rank, how, how.level
        self.people = (tally, tally.leave_mate_out() if searches.left_out else tally)
        clusters = None if searches.clusters is None else searches.clusters.codes
        self.tally, self.non_mated = (t.clustered(clusters) for t in self.people)
        self.facts = Facts.of(
            searches, level=how.level, mated=units(tally, mated=True), non_mated=units(self.non_mated, mated=False),
            people=_people(tally), alone=int(np.count_nonzero(tally.alone)) if searches.left_out else 0,
            excluded=excluded, silent=self.non_mated.failed_units(self.non_mated.non_mated),
        )  # fmt: skip
        # behind a list's end nobody knows; where the lists are short, not below the lowest score that was ever listed
        short = ~self.non_mated.mated & (self.non_mated.beyond > -inf) & ~(_whole(searches, tally, self.non_mated))
        self.lowest = float(self.non_mated.beyond[short].max()) if bool(short.any()) else None
        missing = self.tally.unlisted & (self.tally.beyond > -inf) & ~_whole(searches, self.tally, self.tally)
        self.lowest_missed = float(self.tally.beyond[missing].max()) if bool(missing.any()) else None
        self.bands = SearchBands(named=False, level=how.level)

    def resample(self, targets: Sequence[float]) -> None:
        """Resample the people, for the thresholds of these targets and for the bands."""
        if not self.how.replicates:
            return
        self.bands = SearchBands.of(
            self.tally, self.non_mated, targets=targets, ranks=ranks_of(self.searches), rank=self.rank,
            lowest=self.lowest, how=self.how,
        )  # fmt: skip

    def given(self, threshold: float) -> float:
        """Return a threshold in the units of the file as scores have it."""
        return in_precision(self.facts.sign * threshold + 0.0, self.tally.accept, self.tally.precision)

    def at(self, threshold: float, point: Point, label: str) -> SearchMeasure:
        """Measure at a threshold."""
        t, f = self.tally, self.facts
        known = self.lowest is None or threshold >= self.lowest
        alerts, misses = false_positive_identification_rate, false_negative_identification_rate
        other = t.of_units(t.alerts(threshold, self.rank), t.mated)[0]
        found = t.of_units(t.hits(threshold, self.rank), t.mated)[0]
        return SearchMeasure(
            label=label, threshold=threshold, point=point,
            fpir=self._elsewhere(alerts(self.non_mated, threshold, level=self.level), threshold)
            if f.non_mated and known
            else None,
            fnir=misses(t, threshold, rank=self.rank, level=self.level)
            if f.mated and self.tells_misses(threshold)
            else None,
            others=int(other.sum()) if f.mated and known else None,
            instead=int((other & ~found).sum()),
            failed=t.failed_units(t.mated),
            ties=None if self.rank is None else self.ties(threshold, self.rank),
            untold=None if known and self.tells_misses(threshold) else self._short(self.lowest, self.lowest_missed),
        )  # fmt: skip

    def tells_misses(self, threshold: float) -> bool:
        """Tell whether lists hold the right person wherever they pass a threshold, or were cut by their length alone.

        A system that left out who scored low, below a threshold of its own, may have left out right people.
        """
        return self.lowest_missed is None or threshold >= self.lowest_missed

    def ties(self, threshold: float, rank: int) -> OfTies | None:
        """Return what equal scores decide among the first candidates; None where they decide nothing."""
        t = self.tally
        by_rank = t.hits_by_rank(threshold, rank)
        otherwise = t.hits(threshold, rank, optimistic=True) if by_rank is None else by_rank
        found, other = (t.of_units(hits, t.mated)[0] for hits in (t.hits(threshold, rank), otherwise))
        missed, instead_of = (int(np.count_nonzero(~hits)) for hits in (other, found))
        if missed == instead_of:
            return None
        return OfTies(missed=missed, instead_of=instead_of, of=len(found), by_file=by_rank is not None)

    @property
    def _references(self) -> int | None:
        """How many people a search of somebody off the list could return; None where nobody says."""
        size = self.searches.watchlist
        return None if size is None else size - self.searches.left_out

    def _elsewhere(self, measured: Measured, threshold: float) -> Measured:
        """Add what another watchlist of the same kind might give."""
        size = self._references
        if size is None:
            return measured
        row = other_watchlist(self.non_mated, threshold, references=size, level=self.level)
        return measured if row is None else replace(measured, sensitivity=(*measured.sensitivity, row))

    def at_target(self, target: float) -> SearchMeasure:
        """Measure at the threshold of a target."""
        found = threshold_for(self.non_mated, target)
        point = Point(
            target_fpir=target, threshold=self.facts.sign * found.threshold + 0.0, achieved_fpir=found.achieved,
            next_fpir=found.next_rate, n=self.facts.watchlist, rank=self.rank,
        )  # fmt: skip
        there = self.at(found.threshold, point, f"1 in {1 / target:g}" if target < 1 else "all")
        if there.fnir is None or there.fpir is None:
            return there
        limits, replicates = self.bands.fnir.get(target), self.how.replicates or None
        if limits is None:
            limits, replicates = self._hull(target), None
        if limits is None:
            return replace(there, unbounded=True)
        fnir = chosen_again(there.fnir, there.fpir, limits, replicates=replicates)
        return replace(there, fnir=fnir, chosen_again=True)

    def _hull(self, target: float) -> Limits | None:
        return hull(
            self.tally, self.non_mated, target, rank=self.rank, lowest=self.lowest, level=self.level
        )  # fmt: skip

    def tpir(self, m: SearchMeasure) -> Finding:
        """Return the TPIR at a target; where nobody can tell the false alerts there, there is no such threshold."""
        if m.fpir is None:
            at = Point(target_fpir=m.point.target_fpir, n=self.facts.enrolled, rank=self.rank)
            return asked_tpir(m.point.target_fpir or 0.0, self.facts).missing(self._short(self.lowest), at=at)
        if m.unbounded:
            return unbounded(m.point.target_fpir or 0.0, self.whole(m.point), self.facts)
        return tpir_at_fpir(m.fnir, self.whole(m.point), self.facts, said=self._of_threshold(m))

    def _of_threshold(self, m: SearchMeasure) -> tuple[str, ...]:
        """Say what the interval of a miss rate does not know of the threshold's choice."""
        if m.chosen_again:
            return ()
        return (THIS_THRESHOLD if m.unbounded else SAME_DATA,)

    def findings(self, m: SearchMeasure, *, chosen: bool) -> list[Finding]:
        """Say what was measured."""
        given = [self._fpir(m, chosen=chosen)]
        if m.fnir is not None or not chosen:
            at = self.whole(m.point)
            said = (*(self._of_threshold(m) if chosen else ()), *map(str, of_ties(m.ties, self.facts)))
            given.append(
                fnir(m.fnir, at, self.facts, said=said, beyond=self._beyond(m))
                if self.tells_misses(m.threshold)
                else asked_fnir(self.facts).missing(self._short(self.lowest_missed), at=at)
            )
        if self.facts.non_mated:
            given.append(self._selectivity(m))
        if self.facts.mated:
            given.append(false_candidates(self.tally, m.threshold, self.whole(m.point), self.facts))
        return given

    def by_group(self, at: list[SearchMeasure], *, small_cell: int) -> Answers:
        """Return what is found of groups, where they were asked for."""
        points = [
            SearchAt(
                threshold=m.threshold, label=wording.threshold(self.facts.sign * m.threshold + 0.0), alerts=m.point,
                misses=self.whole(m.point), fpir=m.fpir, fnir=m.fnir,
            )
            for m in at
        ]  # fmt: skip
        found = [
            by
            for groups in self.searches.groups
            for by in search_rates(
                self.searches, groups, self.people, points,
                rank=self.rank, small_cell=small_cell, level=self.level,
            )
        ]  # fmt: skip
        return answers_of(found, level=self.level, seed=self.how.seed)

    def whole(self, point: Point) -> Point:
        """Return a point of the mated searches: nobody is left out of their watchlist."""
        return point.model_copy(update={"n": self.facts.enrolled})

    def nothing(self) -> list[Finding]:
        """Say why there is no rate at all, where no threshold was given and none follows."""
        at = Point(n=self.facts.watchlist, rank=self.rank)
        reason = self.facts.no_non_mated if not self.facts.non_mated else NO_THRESHOLD
        return [
            asked_fpir(self.facts).missing(reason, at=at),
            asked_fnir(self.facts).missing(NO_THRESHOLD if self.facts.mated else NO_MATED, at=at),
        ]

    @cached_property
    def ranked(self) -> list[Measured]:
        """How often the right person is among the first R candidates, for each rank that lists have; none at 0/0."""
        return correct_rank_rates(self.tally, ranks_of(self.searches), level=self.level) if self.facts.mated else []

    def cmc(self) -> list[Finding]:
        """Say how often the right person is among the first candidates."""
        f = self.facts
        if not f.mated:
            return [no_cmc(f)]
        most = self.searches.length or self.searches.watchlist or max(RANKS)
        given = []
        for rank in [r for r in RANKS if r <= most]:
            at = Point(n=self.facts.enrolled, rank=rank)
            given.append(cmc_at(self.tally, self.ranked[rank - 1], at, f, hidden=self._hidden(rank)))
        return given

    def _hidden(self, rank: int) -> float | None:
        """Return the CMC if everybody who is missing from a list that was cut short stood just behind its end."""
        t = self.tally
        missing = t.unlisted & (t.beyond > -inf) & ~_whole(self.searches, t, t)
        if not bool(missing.any()):
            return None
        hits, _ = t.of_units(t.hits(-inf, rank, optimistic=True) | missing, t.mated)
        return float(np.count_nonzero(hits)) / len(hits)

    def failures(self) -> list[Finding]:
        """Say how often a search failed, where any did."""
        if not bool(self.searches.failed.any()) or not len(self.tally.failed):
            return []
        clusters = None if self.searches.clusters is None else self.searches.clusters.codes
        whole = tally_searches(self.searches).clustered(clusters)
        return [failed_searches(whole, self.facts)]

    def _fpir(self, m: SearchMeasure, *, chosen: bool) -> Finding:
        if m.fpir is None and self.facts.non_mated:
            return asked_fpir(self.facts).missing(self._short(self.lowest), at=m.point)
        return fpir(m.fpir, m.point, self.facts, chosen=chosen, misses_allow=m.chosen_again)

    def _short(self, *lowest: float | None) -> str:
        """Say why nothing is known below the lowest score of lists that the system cut."""
        known = max(score for score in lowest if score is not None)
        return SHORT.format(lowest=wording.threshold(self.facts.sign * known + 0.0))

    def _beyond(self, m: SearchMeasure) -> float | None:
        """Return the FNIR if every person who is not listed stood behind the end of the list and still passed."""
        could = self.tally.unlisted & self.tally.passes(self.tally.beyond, m.threshold)
        if m.fnir is None or not bool(could.any()) or self.rank is not None:
            return None
        hits, _ = self.tally.of_units(self.tally.hits(m.threshold) | could, self.tally.mated)
        return float(np.count_nonzero(~hits)) / len(hits)

    def _selectivity(self, m: SearchMeasure) -> Finding:
        """Say how many wrong people a search returns: all who pass, however few candidates are looked at."""
        at = m.point.model_copy(update={"rank": None})
        references = self._references or self.searches.length or self.searches.identities
        beyond = self.non_mated.beyond[self.non_mated.non_mated]
        hidden = bool(self.non_mated.passes(beyond, m.threshold).any())
        if hidden or m.threshold < self.non_mated.tail_floor:
            reason = (
                "at this threshold more people pass than the lists hold"
                if hidden
                else "so many people pass at this threshold that not all of them were kept"
            )
            return SELECTIVITY.missing(reason, at=at)
        return selectivity_at(self.non_mated, m.threshold, at, self.facts, references=references)


def _whole(searches: Searches, tally: SearchTally, of: SearchTally) -> np.ndarray:
    """Tell which searches have a list of full length; all, where every reference is there."""
    whole = searches.whole if searches.whole is not None else np.ones(len(searches), bool)
    if len(whole) != len(tally.mated):  # failures were left out
        whole = whole[~searches.failed]
    return whole[tally.met_others] if len(of.mated) != len(tally.mated) else whole


def units(tally: SearchTally, *, mated: bool) -> int:
    """Return of how many searches, tracks, passages or people the mated, or the other, searches are."""
    which = tally.mated if mated else tally.non_mated
    return len(distinct(tally.unit[which]))


def _people(tally: SearchTally) -> int | None:
    return None if bool((tally.person < 0).any()) else len(distinct(tally.person))
