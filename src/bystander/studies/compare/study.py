"""Several systems on the same trial become findings: which is better, by how much, and how sure is that?

Trials are tallied one by one, their people put into one set of codes, and the rates of every two systems compared:
at thresholds that were given, and where each system's own threshold holds its false matches to the same target.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

from bystander._version import __version__
from bystander.evidence.comparisons.trial import Trial
from bystander.evidence.searches.searches import Searches
from bystander.findings import Conventions, Document, Point, Study, wording
from bystander.findings.first_screen import Caveat, Weight
from bystander.intervals import methods
from bystander.intervals.paired import compare as compare_rates
from bystander.intervals.resampling import REPLICATES, SEED
from bystander.quantities.catalogue import CATALOGUE
from bystander.quantities.searches.facts import NOBODY_OFF_THE_LIST
from bystander.quantities.two_systems import COMPARISONS, searches_in
from bystander.studies.caveats import MADE_UP, NOT_A_CROWD, TIES, in_short, steps
from bystander.studies.compare import overall, words
from bystander.studies.compare.asked import check_options, threshold_of
from bystander.studies.compare.at import At
from bystander.studies.compare.judgement import Judgement
from bystander.studies.compare.section import section
from bystander.studies.compare.series import Told, all_series
from bystander.studies.compare.systems import of_comparisons, of_searches
from bystander.studies.options import finite, sign_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.findings import Estimate, Finding
    from bystander.intervals.measured import Measured
    from bystander.intervals.paired import Compared
    from bystander.intervals.sides import Side
    from bystander.quantities.two_systems import RateOfTwo
    from bystander.studies.compare.lists import Lists
    from bystander.studies.compare.shared import Bench, Shared
    from bystander.tally.comparisons.acceptance import Accept, Failures


def compare(
    systems: Mapping[str, Trial | Searches],
    *,
    targets: Sequence[float] = (),
    thresholds: Sequence[float | Mapping[str, float]] = (),
    rank: int | None = None,
    accept: Accept = "ge",
    failures: Failures = "fold",
    level: float = 0.95,
    threads: int | None = None,
) -> Study:
    """Compare systems, by name, on trials of one kind: all of comparisons, or all of searches.

    ``targets``: rates of false matches (of searches: of false alerts) that each system's own threshold holds; a ladder
    where neither targets nor thresholds are given. ``thresholds``: a number for all systems, or one for each by name,
    in the units of its file. ``rank``: of searches, the candidates looked at. The other options: as for one trial.

    Raises EvidenceError where a trial cannot be used, UsageError for an unusable option.
    """
    names = tuple(systems)
    check_options(systems, targets, thresholds, rank=rank, level=level)
    given = [[threshold_of(t, name) for t in thresholds] for name in names]
    trials = {name: t for name, t in systems.items() if isinstance(t, Trial)}
    searches = {name: s for name, s in systems.items() if isinstance(s, Searches)}
    if trials:
        bench = of_comparisons(
            trials, targets=targets, thresholds=given, accept=accept, failures=failures, threads=threads
        )
    else:
        bench = of_searches(
            searches, targets=targets, given=bool(thresholds), rank=rank, accept=accept, failures=failures, level=level
        )
    return _Comparison(bench, given, rank=rank, level=level).study(accept=accept, failures=failures, systems=systems)


class _Comparison:
    """The systems with what is asked of them."""

    def __init__(self, bench: Bench, given: Sequence[Sequence[float]], *, rank: int | None, level: float) -> None:
        self.bench, self.rank, self.level = bench, rank, level
        self.kind = searches_in(bench.unit) if bench.searches else COMPARISONS
        self.names = tuple(s.name for s in bench.systems)
        self.pairs = [(i, j) for i in range(len(self.names)) for j in range(i + 1, len(self.names))]
        self.each = 1 - (1 - level) / comb(len(self.names), 2)
        self.shared: dict[tuple[int, int], Shared] = {pair: bench.shared(*pair) for pair in self.pairs}
        self.given = [self._given(thresholds) for thresholds in zip(*given, strict=True)]
        self.reached: list[At] = []
        self.out_of_reach: tuple[float, list[str]] | None = None
        for target in bench.ladder:
            at = self._at_target(target)
            if at is not None:
                self.reached.append(at)
        self.told: list[Told] = []

    def study(self, *, accept: Accept, failures: Failures, systems: Mapping[str, Trial | Searches]) -> Study:
        findings: list[Finding] = []
        for at in self.given:
            findings += self._differences(at) + self._alone(at)
        for at in self.reached:
            findings += self._differences(at) + self._alone(at)
        if self.out_of_reach is not None or not (self.given or self.reached):
            findings += self._not_reached()
        judgement = Judgement(
            bench=self.bench, kind=self.kind, names=self.names, shared=self.shared, given=self.given,
            reached=self.reached, told=self.told, level=self.level, each=self.each, measured=self._measured,
        )  # fmt: skip
        caveats = self._caveats(failures, judgement)
        first = judgement.first(caveats)
        document = Document(
            made_by={"bystander": __version__},
            study="compare",
            title=f"Comparison of {wording.listed([*self.names])}",
            synthetic=any(s.synthetic for s in self.bench.systems),
            verdict=self._nothing() if first is None else first.verdict,
            caveats=tuple(str(c) for c in caveats),
            evidence=tuple(s.note for s in self.bench.systems),
            conventions=Conventions(
                accept=sign_of(accept, distance=all(t.distance for t in systems.values())),
                failures=failures,
                failed_scores=finite([v for t in systems.values() if isinstance(t, Trial) for v in t.failed_scores]),
                level=self.level,
                seed=SEED,
                replicates=REPLICATES,
            ),
            findings=tuple(findings),
        )
        measures = [*self.given, *self.reached]
        points = [(at.label, at.thresholds, self._estimates(at, at.x), self._estimates(at, at.y)) for at in measures]
        main = judgement.main  # of many systems a chart has room for the first pairs only
        told = sorted(self.told, key=lambda t: main is not None and t.label != main.label)
        settings = section(judgement.settings(), self.names, judgement.heads)
        sections = () if first is None or settings is None else (settings,)
        return Study(document, all_series(self.bench, self.kind, points, told), CATALOGUE, first, sections)

    # ---- where ------------------------------------------------------------------------------------------------------

    def _given(self, thresholds: tuple[float, ...]) -> At:
        own = [s.given(t) for s, t in zip(self.bench.systems, thresholds, strict=True)]
        return At(
            target=None, thresholds=thresholds, achieved=(),
            x=tuple(s.x(t) for s, t in zip(self.bench.systems, own, strict=True)),
            y=tuple(s.y(t) for s, t in zip(self.bench.systems, own, strict=True)),
            label=words.at_thresholds(self.names, thresholds), searches=self.bench.searches,
        )  # fmt: skip

    def _at_target(self, target: float) -> At | None:
        if self.out_of_reach is not None:
            return None
        found = [s.reach(target) if s.y_trials else None for s in self.bench.systems]
        known = [f for f in found if f is not None]
        if len(known) < len(found):
            self.out_of_reach = (target, [n for n, f in zip(self.names, found, strict=True) if f is None])
            return None
        return At(
            target=target,
            thresholds=tuple(s.sign * f.threshold + 0.0 for s, f in zip(self.bench.systems, known, strict=True)),
            achieved=tuple(f.achieved for f in known),
            x=tuple(s.x(f.threshold) for s, f in zip(self.bench.systems, known, strict=True)),
            y=tuple(s.y(f.threshold, target) for s, f in zip(self.bench.systems, known, strict=True)),
            label=f"{self.kind.held} at most {wording.one_in(target)}",
            searches=self.bench.searches,
        )

    def _nothing(self) -> tuple[str, ...]:
        """Say that nothing can be compared, and which rate could be, if there is one that was not asked for."""
        systems = self.bench.systems
        few = min(s.x_trials for s in systems) if all(s.y_trials for s in systems) else 0
        target = overall.smallest_rate(few)
        asked = max(self.bench.ladder, default=0.0)
        tried = target is None or asked >= target
        return overall.nothing(self.names, None if tried else target, searches=self.bench.searches)

    # ---- what is said of it -----------------------------------------------------------------------------------------

    def _differences(self, at: At) -> list[Finding]:
        """Compare every two systems at a point."""
        findings: list[Finding] = []
        for i, j in self.pairs:
            names = (self.names[i], self.names[j])
            for rate, sides in self._rates(at):
                a, b = sides[i], sides[j]
                thresholds = (at.thresholds[i], at.thresholds[j])
                place = words.where(self.kind, at.target, names, thresholds)
                point = at.point((i, j), self.rank, self._searched((i, j), rate))
                if a is None or b is None or not a.trials or not b.trials:
                    lacking = [n for n, s in zip(names, (a, b), strict=True) if s is None]
                    reason = f"the trial of {wording.listed(lacking)} holds none of them, or cannot tell at this point"
                    findings += words.missing(rate, reason, point=point, names=names)
                    continue
                compared = self._compared((i, j), a, b)
                caveats = self._pair_caveats((i, j), at, compared, rate)
                options = {"place": place, "point": point, "names": names, "caveats": caveats}
                findings.append(words.difference(rate, compared, **options))  # type: ignore[arg-type]
                findings.append(words.ratio(rate, compared, **options))  # type: ignore[arg-type]
                said_at = (
                    f"at {wording.one_in(at.target)}"
                    if at.target is not None
                    else words.at_thresholds(names, thresholds)
                )
                self.told.append(Told(names=names, label=at.label, place=said_at, rate=rate, compared=compared))
        return findings

    def _rates(self, at: At) -> list[tuple[RateOfTwo, tuple[Side | None, ...]]]:
        if at.target is not None:
            return [(self.kind.at, at.y)]
        return [(self.kind.x, at.x), (self.kind.y, at.y)]

    def _compared(self, pair: tuple[int, int], a: Side, b: Side) -> Compared:
        return compare_rates(a, b, self.shared[pair].together(a, b), level=self.each)

    def _pair_caveats(self, pair: tuple[int, int], at: At, compared: Compared, rate: RateOfTwo) -> tuple[str, ...]:
        names = (self.names[pair[0]], self.names[pair[1]])
        sharing = words.sharing(self.shared[pair], self.kind, names, self._amounts(pair), self._lists(pair))
        chosen = []
        if at.target is not None:
            moved = (methods.CHOSEN_AGAIN, methods.RECHOSEN)
            errors = [side.events for i in pair if (side := at.x[i]) is not None]
            chosen = (
                words.chosen_here(self.kind, errors)
                if any(compared.difference.method.rests_on(method) for method in moved)
                else [words.NOT_RECHOSEN.format(many=self.kind.many)]
            )
        alerts = at.target is not None or rate is self.kind.x
        known = all(side is not None and side.counts is not None for side in (at.x[i] for i in pair))
        on_the_list = alerts and not known and any(self.bench.systems[i].on_the_list for i in pair)
        taken_off = str(NOBODY_OFF_THE_LIST) if any(self.bench.systems[i].on_the_list for i in pair) else None
        return tuple(c for c in (taken_off, sharing, *chosen, words.ON_THE_LIST if on_the_list else None) if c)

    def _searched(self, which: tuple[int, ...], rate: RateOfTwo) -> int | None:
        """Return how many people were on the list that systems searched; None where nobody says, or they differ.

        Where each person was taken off it, one less for false alerts.
        """
        off = [s.on_the_list and rate is self.kind.x for s in (self.bench.systems[i] for i in which)]
        found = {
            None if (n := self.bench.systems[i].lists.people) is None else n - o
            for i, o in zip(which, off, strict=True)
        }
        return found.pop() if len(found) == 1 else None

    def _amounts(self, pair: tuple[int, int]) -> tuple[int, int]:
        return self.bench.systems[pair[0]].amount, self.bench.systems[pair[1]].amount

    def _lists(self, pair: tuple[int, int]) -> tuple[Lists, Lists]:
        return self.bench.systems[pair[0]].lists, self.bench.systems[pair[1]].lists

    def _alone(self, at: At) -> list[Finding]:
        """Say the rates of every system at a point."""
        findings = []
        for i, system in enumerate(self.bench.systems):
            place = words.where(self.kind, at.target, (system.name,), (at.thresholds[i],))
            for rate, sides in self._rates(at):
                side = sides[i]
                if side is None or not side.trials:
                    continue
                measured, chosen_again = self._measured(i, at, side)
                taken = at.target is not None and not chosen_again
                caveats = (words.NOT_RECHOSEN.format(many=self.kind.many),) if taken else ()
                caveats = (*((str(NOBODY_OFF_THE_LIST),) if system.on_the_list else ()), *caveats)
                point = at.point((i,), self.rank, self._searched((i,), rate))
                findings.append(
                    words.alone(rate, measured, place=place, point=point, name=system.name, caveats=caveats)
                )
        return findings

    def _measured(self, i: int, at: At, side: Side) -> tuple[Measured, bool]:
        """Measure a rate as an evaluation of this system alone does; whether the interval knows a chosen threshold."""
        chosen_for = at.target if side is at.y[i] else None
        own = None if chosen_for is None else self.bench.systems[i].alone(chosen_for, level=self.level)
        return (side.alone(self.level), False) if own is None else (own.measured, own.chosen_again)

    def _estimates(self, at: At, sides: Sequence[Side | None]) -> list[Estimate | None]:
        """Return every system's rate, with the interval that it has in its finding."""
        return [
            self._measured(i, at, side)[0].estimate if side is not None and side.trials else None
            for i, side in enumerate(sides)
        ]

    def _not_reached(self) -> list[Finding]:
        """Say why nothing can be compared, or nothing at a smaller rate."""
        target, lacking = self.out_of_reach or (None, [*self.names])
        reason = words.NOT_RANKED.format(names=wording.listed(lacking))
        lack = [s.name for s in self.bench.systems if not s.y_trials]
        if lack:
            reason = f"the trial of {wording.listed(lack)} holds no {self.kind.y.alone.unit}"
        name = "target_fpir" if self.bench.searches else "target_fmr"
        point = Point(rank=self.rank).model_copy(update={name: target})
        return [
            f
            for i, j in self.pairs
            for f in words.missing(self.kind.at, reason, point=point, names=(self.names[i], self.names[j]))
        ]

    def _caveats(self, failures: Failures, judgement: Judgement) -> tuple[Caveat, ...]:
        found = [MADE_UP] if any(s.synthetic for s in self.bench.systems) else []
        found += [words.of_system(s.name, p) for s in self.bench.systems for p in s.problems if p.leads]
        if judgement.main is not None and judgement.main.unequal:
            found.append(words.not_alike(judgement.main, self.names, self.kind))
        found += [] if self.bench.searches else [NOT_A_CROWD]
        found += [NOBODY_OFF_THE_LIST] if any(s.on_the_list for s in self.bench.systems) else []
        found += [words.one_system(*(self.names[i] for i in p)) for p in self.pairs if self.bench.same_scores(*p)]
        names = {pair: (self.names[pair[0]], self.names[pair[1]]) for pair in self.shared}
        apart = {
            pair: words.sharing(shared, self.kind, names[pair], self._amounts(pair), self._lists(pair))
            for pair, shared in self.shared.items()
        }
        of_all = not any(apart.values())
        found += [
            words.tried_on(shared, self.kind, names[pair], apart[pair], of_all=of_all)
            for pair, shared in self.shared.items()
        ]
        of_each = [(s.note.failures or 0, s.failed, s.silent) for s in self.bench.systems]
        counts, missed, right = (dict(zip(self.names, of, strict=True)) for of in zip(*of_each, strict=True))
        texts = list(words.failed(failures, counts, missed, right, self.kind, unit=self.bench.unit))
        if len(self.pairs) > 1:
            each, level = words.surely(self.each), words.surely(self.level)
            texts.append(words.MANY_PAIRS.format(pairs=len(self.pairs), each=each, level=level))
        if (main := judgement.main) is not None:
            for pair in self.pairs:
                both = judgement.told_of(pair, main)
                for told in both:
                    said = told.compared.caveats
                    texts += [
                        *(words.of_rate(said, told.rate) if len(both) > 1 else said),
                        *self._pair_caveats(pair, main, told.compared, told.rate),
                    ]
        found += [in_short(text, Weight.WIDENS) for text in texts]
        target = None if judgement.main is None else judgement.main.target
        for s in self.bench.systems:
            at = None if target is None else s.reach(target)
            if at is not None and target is not None:
                far = steps(at.achieved, at.next_rate, target, what=self.kind.held, often=self.bench.searches)
                found += words.named(s.name, far)
            rest = [p for p in s.problems if not p.leads and (at is None or p.code != TIES)]
            found += [words.of_system(s.name, p) for p in rest]
        once: dict[str, Caveat] = {}
        for caveat in found:  # where it was said first it has its weight
            once.setdefault(str(caveat), caveat)
        return tuple(once.values())
