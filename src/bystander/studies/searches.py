"""A trial of searches becomes findings: how often is the wrong person returned, and the right one not?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Literal

import numpy as np

from bystander import __version__
from bystander.errors import UsageError
from bystander.evidence.groups import SMALL_CELL
from bystander.findings import Conventions, Document, EvidenceNote, Finding, Point, Study, wording
from bystander.rates import identification
from bystander.studies import search_words as words
from bystander.studies.groups import answers_of, check_groups, with_groups
from bystander.studies.search_groups import SearchAt, search_rates
from bystander.studies.search_series import all_series
from bystander.studies.search_verdict import caveats, verdict
from bystander.tally.search_fold import tally_searches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.searches import Searches
    from bystander.rates.measured import Measured
    from bystander.studies.groups import Answers
    from bystander.tally.searches import SearchTally

Accept = Literal["ge", "gt"]
Failures = Literal["fold", "exclude"]

TARGETS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)  # FPIR, asked for where the user names none
RANKS = (1, 5, 10, 20, 50)  # of the CMC, as far as lists go
MAIN_TARGET = 1e-2  # the point of the verdict, where the trial can support it


@dataclass(frozen=True, kw_only=True)
class SearchMeasure:
    """Both rates at one threshold; None where the trial lacks the searches for it. ``threshold`` is the tally's."""

    label: str
    threshold: float
    point: Point
    fpir: Measured | None
    fnir: Measured | None


def evaluate_searches(
    searches: Searches,
    *,
    targets: Sequence[float] = (),
    thresholds: Sequence[float] = (),
    rank: int | None = None,
    accept: Accept = "ge",
    failures: Failures = "fold",
    level: float = 0.95,
    small_cell: int = SMALL_CELL,
) -> Study:
    """Evaluate a trial of searches.

    ``targets``: false positive identification rates in (0, 1] at which the TPIR is asked for; a ladder from 1 in 10
    downwards where neither targets nor thresholds are given. ``thresholds``: in the units of the file. ``rank``: how
    many candidates are looked at, no more than lists are long; all of them where it is not given. ``accept``,
    ``failures``, ``level``, ``small_cell``: as for comparisons. Raises UsageError for an unusable option; a rate
    without searches (0/0) is *not estimable, because ...*.
    """
    _check_options(searches, targets, rank, level)
    check_groups(searches.groups, small_cell=small_cell)
    others = int(np.count_nonzero(~searches.mated))
    if searches.left_out and others:
        message = f"the trial has {others:,} non-mated searches of its own; leave-mate-out is for trials without any"
        raise UsageError(message)
    tally = tally_searches(searches, accept=accept)
    if failures == "exclude":
        tally = tally.without_failures()
    made = _Made(searches, tally, rank=rank, level=level)
    sign = made.facts.sign
    ladder = tuple(targets) or (() if thresholds else _ladder(made.facts.non_mated))
    smallest = Fraction(1, made.facts.non_mated) if made.facts.non_mated else None
    attainable = [x for x in ladder if smallest is not None and Fraction(str(x)) >= smallest]
    given = [
        made.at(sign * t + 0.0, Point(threshold=t, n=made.facts.watchlist, rank=rank), f"{t:g}") for t in thresholds
    ]
    reached = [made.at_target(x) for x in attainable]
    findings: list[Finding] = []
    for m in given:
        findings += made.findings(m, chosen=False)
    for target in ladder:
        found = next((m for m in reached if m.point.target_fpir == target), None)
        if found is None:
            findings.append(words.beyond_evidence(target, made.facts))
        else:
            findings.append(made.tpir(found))
            findings += made.findings(found, chosen=True)
    if not given and not reached:
        findings += made.nothing()
    findings += made.cmc()
    findings += made.failures()
    main = _main(given, reached)
    groups = made.by_group(given or ([main] if main else []), small_cell=small_cell)
    document = Document(
        made_by={"bystander": __version__},
        study="evaluate",
        synthetic=searches.synthetic,
        verdict=with_groups(verdict(main, made.facts), groups.sentence),
        caveats=(*caveats(main, made.facts), *groups.caveats),
        evidence=(_note(searches, made), *groups.notes),
        conventions=Conventions(
            accept=_sign_of(accept, distance=searches.distance),
            failures=failures,
            level=level,
            small_cell=small_cell,
            seed=groups.seed,
        ),
        findings=(*findings, *groups.findings),
    )
    series = all_series(tally, made.non_mated, [*given, *reached], searches, level=level)
    return Study(document, (*series, *groups.series))


class _Made:
    """The tally of a trial with what is asked of it."""

    def __init__(self, searches: Searches, tally: SearchTally, *, rank: int | None, level: float) -> None:
        self.searches, self.tally, self.rank, self.level = searches, tally, rank, level
        self.non_mated = tally.leave_mate_out() if searches.left_out else tally
        self.facts = words.Facts.of(
            searches, level=level, mated=_units(tally, mated=True), non_mated=_units(self.non_mated, mated=False),
            people=_people(tally),
        )  # fmt: skip
        # behind a list's end nobody knows; where the lists are short, not below the lowest score that was ever listed
        short = ~self.non_mated.mated & (self.non_mated.beyond > -inf) & ~(_whole(searches, tally, self.non_mated))
        self.lowest = float(self.non_mated.beyond[short].max()) if bool(short.any()) else None

    def at(self, threshold: float, point: Point, label: str) -> SearchMeasure:
        t, f = self.tally, self.facts
        known = self.lowest is None or threshold >= self.lowest
        alerts = identification.false_positive_identification_rate
        misses = identification.false_negative_identification_rate
        return SearchMeasure(
            label=label, threshold=threshold, point=point,
            fpir=self._elsewhere(alerts(self.non_mated, threshold, level=self.level), threshold)
            if f.non_mated and known
            else None,
            fnir=misses(t, threshold, rank=self.rank, level=self.level) if f.mated else None,
        )  # fmt: skip

    def _elsewhere(self, measured: Measured, threshold: float) -> Measured:
        """Add what another watchlist of the same kind might give."""
        size = self.facts.watchlist
        if size is None:
            return measured
        row = identification.other_watchlist(self.non_mated, threshold, references=size, level=self.level)
        return measured if row is None else replace(measured, sensitivity=(*measured.sensitivity, row))

    def at_target(self, target: float) -> SearchMeasure:
        found = identification.threshold_for(self.non_mated, target)
        point = Point(
            target_fpir=target, threshold=self.facts.sign * found.threshold + 0.0, achieved_fpir=found.achieved,
            next_fpir=found.next_rate, n=self.facts.watchlist, rank=self.rank,
        )  # fmt: skip
        return self.at(found.threshold, point, f"1 in {1 / target:g}" if target < 1 else "all")

    def tpir(self, m: SearchMeasure) -> Finding:
        """Give the TPIR at a target; where nobody can tell the false alerts there, there is no such threshold."""
        if m.fpir is None:
            lowest = wording.threshold(self.facts.sign * (self.lowest or 0.0))
            at = Point(target_fpir=m.point.target_fpir, n=self.searches.watchlist, rank=self.rank)
            return words.asked_tpir(m.point.target_fpir or 0.0, self.facts).missing(
                words.SHORT.format(lowest=lowest), at=at
            )
        return words.tpir_at_fpir(m.fnir, self.whole(m.point), self.facts)

    def findings(self, m: SearchMeasure, *, chosen: bool) -> list[Finding]:
        given = [self._fpir(m, chosen=chosen)]
        if m.fnir is not None or not chosen:
            at = self.whole(m.point)
            given.append(words.fnir(m.fnir, at, self.facts, chosen=chosen, beyond=self._beyond(m)))
        if self.facts.non_mated:
            given.append(self._selectivity(m))
        if self.facts.mated:
            rate = identification.false_candidate_rate(self.tally, m.threshold, level=self.level)
            given.append(words.false_candidates(rate, self.whole(m.point), self.facts))
        return given

    def by_group(self, at: list[SearchMeasure], *, small_cell: int) -> Answers:
        """Give what is found of groups, where they were asked for."""
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
                self.searches, groups, (self.tally, self.non_mated), points,
                rank=self.rank, small_cell=small_cell, level=self.level,
            )
        ]  # fmt: skip
        return answers_of(found, self.searches.groups, level=self.level)

    def whole(self, point: Point) -> Point:
        """Give a point of the mated searches: nobody is left out of their watchlist."""
        return point.model_copy(update={"n": self.searches.watchlist})

    def nothing(self) -> list[Finding]:
        """Say why there is no rate at all, where no threshold was given and none follows."""
        at = Point(n=self.facts.watchlist, rank=self.rank)
        reason = words.NO_NON_MATED if not self.facts.non_mated else words.NO_THRESHOLD
        return [
            self.facts.asked_fpir().missing(reason, at=at),
            self.facts.asked_fnir().missing(words.NO_THRESHOLD if self.facts.mated else words.NO_MATED, at=at),
        ]

    def cmc(self) -> list[Finding]:
        f = self.facts
        if not f.mated:
            return [words.asked("cmc", "How often is the right person the first candidate?", f.mated_unit).missing(
                words.NO_MATED, at=Point(n=f.watchlist, rank=1))]  # fmt: skip
        most = self.searches.length or self.searches.watchlist or max(RANKS)
        given = []
        for rank in [r for r in RANKS if r <= most]:
            rate = identification.correct_rank_rate(self.tally, rank, level=self.level)
            (best,) = identification.cmc(self.tally, [rank], optimistic=True)
            hidden = self._hidden(rank)
            given.append(words.cmc(rate, best, Point(n=self.searches.watchlist, rank=rank), f, hidden=hidden))
        return given

    def _hidden(self, rank: int) -> float | None:
        """Give the CMC if everybody who is missing from a list that was cut short stood just behind its end."""
        t = self.tally
        missing = t.mated & (t.rank == 0) & ~t.failed & (t.beyond > -inf) & ~_whole(self.searches, t, t)
        if not bool(missing.any()):
            return None
        hits, _ = t.of_units(t.hits(-inf, rank, optimistic=True) | missing, t.mated)
        return float(np.count_nonzero(hits)) / len(hits)

    def failures(self) -> list[Finding]:
        if not bool(self.searches.failed.any()) or not len(self.tally.failed):
            return []
        whole = tally_searches(self.searches)
        return [words.failures(identification.failed_search_rate(whole, level=self.level), self.facts)]

    def _fpir(self, m: SearchMeasure, *, chosen: bool) -> Finding:
        if m.fpir is None and self.facts.non_mated:
            lowest = wording.threshold(self.facts.sign * (self.lowest or 0.0))
            return self.facts.asked_fpir().missing(words.SHORT.format(lowest=lowest), at=m.point)
        return words.fpir(m.fpir, m.point, self.facts, chosen=chosen)

    def _beyond(self, m: SearchMeasure) -> float | None:
        """Give the FNIR if every person who is not listed stood behind the end of the list and still passed."""
        unlisted = self.tally.mated & (self.tally.rank == 0) & ~self.tally.failed
        could = unlisted & self.tally.passes(self.tally.beyond, m.threshold)
        if m.fnir is None or not bool(could.any()) or self.rank is not None:
            return None
        hits, _ = self.tally.of_units(self.tally.hits(m.threshold) | could, self.tally.mated)
        return float(np.count_nonzero(~hits)) / len(hits)

    def _selectivity(self, m: SearchMeasure) -> Finding:
        references = self.facts.watchlist or self.searches.length or self.searches.identities
        beyond = self.non_mated.beyond[self.non_mated.non_mated]
        hidden = bool(self.non_mated.passes(beyond, m.threshold).any())
        if hidden or m.threshold < self.non_mated.tail_floor:
            reason = (
                "at this threshold more people pass than the lists hold"
                if hidden
                else "so many people pass at this threshold that not all of them were kept"
            )
            return words.selectivity(None, m.point, self.facts, reason=reason)
        rate = identification.selectivity(self.non_mated, m.threshold, references=references, level=self.level)
        return words.selectivity(rate, m.point, self.facts)


def _whole(searches: Searches, tally: SearchTally, of: SearchTally) -> np.ndarray:
    """Tell which searches have a list of full length; all, where every reference is there."""
    whole = searches.whole if searches.whole is not None else np.ones(len(searches), bool)
    if len(whole) != len(tally.mated):  # failures were left out
        whole = whole[~searches.failed]
    return whole[tally.mated] if len(of.mated) != len(tally.mated) else whole


def _units(tally: SearchTally, *, mated: bool) -> int:
    which = tally.mated if mated else tally.non_mated
    return len(np.unique(tally.unit[which]))


def _people(tally: SearchTally) -> int | None:
    return None if bool((tally.person < 0).any()) else len(np.unique(tally.person))


def _ladder(non_mated: int) -> tuple[float, ...]:
    """Give the usual targets that the trial can speak about, and the first that it cannot."""
    within = [x for x in TARGETS if x * non_mated >= 1]
    return tuple(TARGETS[: len(within) + 1]) if non_mated else ()


def _main(given: list[SearchMeasure], reached: list[SearchMeasure]) -> SearchMeasure | None:
    """Choose the point of the verdict: the user's threshold, else the usual target, else the nearest to it."""
    if given:
        return given[0]
    usual = [m for m in reached if (m.point.target_fpir or 0) >= MAIN_TARGET]
    return usual[-1] if usual else (reached[0] if reached else None)


def _check_options(searches: Searches, targets: Sequence[float], rank: int | None, level: float) -> None:
    wrong = [x for x in targets if not 0 < x <= 1]
    if wrong:
        message = f"a target rate lies between 0 and 1, so {wrong[0]} cannot be one; 0.1 % is written 0.001"
        raise UsageError(message)
    if not 0.5 < level < 1:
        message = f"a confidence level lies between 0.5 and 1, so {level} cannot be one; 95 % is written 0.95"
        raise UsageError(message)
    most = searches.length or searches.watchlist
    if searches.cut is not None:
        most = min(most or searches.cut.ranks, searches.cut.ranks)
    if rank is not None and (rank < 1 or (most is not None and rank > most)):
        message = f"ranks run from 1 to {most:,} here, so the first {rank:,} candidates cannot be looked at"
        raise UsageError(message)


def _note(searches: Searches, made: _Made) -> EvidenceNote:
    return EvidenceNote(
        name=searches.name, sha256=searches.sha256, kind="searches", format=searches.format,
        rows_read=searches.rows_read, rows_used=searches.rows_used, rows_refused=searches.rows_refused,
        people=made.facts.people, failures=int(np.count_nonzero(searches.failed)),
        problems=tuple(p.lines()[0] for p in searches.problems if p.severity in ("refused", "warning")),
    )  # fmt: skip


def _sign_of(accept: Accept, *, distance: bool) -> Literal[">=", ">", "<=", "<"]:
    if distance:
        return "<=" if accept == "ge" else "<"
    return ">=" if accept == "ge" else ">"
