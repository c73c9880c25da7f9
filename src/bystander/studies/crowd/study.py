"""What a system does to a crowd: a scenario becomes findings, each with what chance and the evidence leave open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander._version import __version__
from bystander.crowd import methods
from bystander.crowd.blocks import blocks
from bystander.crowd.bound import excluded_above
from bystander.crowd.consequences import Block, Expected, Range, consequences, needed
from bystander.crowd.evidence import Evidence
from bystander.findings import (
    Conventions,
    Document,
    Estimate,
    EvidenceNote,
    Finding,
    Point,
    Sensitivity,
    Study,
    wording,
)
from bystander.findings.series import Series
from bystander.quantities import crowd as quantities
from bystander.quantities.catalogue import CATALOGUE
from bystander.studies.crowd import caveats as minded
from bystander.studies.crowd import words
from bystander.studies.crowd.days import simulated
from bystander.studies.crowd.first_screen import first_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.crowd.blocks import Blocks
    from bystander.crowd.consequences import Consequences
    from bystander.crowd.scenario import Scenario
    from bystander.crowd.simulate import Days
    from bystander.findings import Quantity
    from bystander.findings.method import Method

HALF = 0.5  # the share of right alerts that "what would have to be true" is told for
CHANCES = {quantities.NOBODY, quantities.SHARE_RIGHT, quantities.P_FOUND}
NARROWER = 0.9  # of the width of a range: nearer to it, nobody gains by it
GROUPED = 5.0  # the design effect of the row that supposes events in groups


def crowd(scenario: Scenario, *, name: str, sha256: str, level: float = 0.95, days: Days | None = None) -> Study:
    """Return what a scenario means for its crowd.

    ``name`` and ``sha256`` are those of the scenario file. ``days``: simulated days, where the scenario asks for them.
    Without evidence of false alerts (or of hits), what rests on them is *not estimable*.
    """
    found = blocks(scenario)
    result = consequences(list(found.bystanders), found.sought, level=level)
    bound = excluded_above(found.bystanders, level=level)
    findings = _Findings(scenario, found, result, bound, level, unjudged=words.unjudged(scenario, days))
    sure = _known_for_sure(found, result, level)
    first = first_screen(scenario, result, level=level, bound=bound, known_for_sure=sure)
    document = Document(
        made_by={"bystander": __version__},
        study="crowd",
        title=scenario.title,
        synthetic=any(r.invented for r in scenario.rates),
        verdict=first.verdict,
        caveats=tuple(str(c) for c in minded.weighty(scenario)),
        evidence=(
            EvidenceNote(
                name=name, sha256=sha256, kind="scenario", format="TOML", rows_read=0, rows_used=0, rows_refused=0
            ),
            *(
                EvidenceNote(
                    name=of, sha256=its, kind="findings", format="JSON", rows_read=0, rows_used=0, rows_refused=0
                )
                for of, its in dict.fromkeys(rate.read_from for rate in scenario.rates if rate.read_from)
            ),
        ),
        conventions=Conventions(
            level=level,
            crowd=max(scenario.crowd.people, 1),
            seed=scenario.simulation.seed if scenario.simulation and days is not None else None,
        ),
        findings=(*findings.all(), *(simulated(scenario, days, level=level) if days is not None else ())),
    )
    series = (_picture(scenario, found, result),) if scenario.false_known else ()
    return Study(document, series, CATALOGUE, first)


def _known_for_sure(found: Blocks, result: Consequences, level: float) -> Range | None:
    """Return how many would be flagged if each counted rate were the true one; None where that is no narrower.

    What is left is chance, and how days differ: all that no larger test takes away.
    """
    if result.flagged.mean < 1:
        return None
    blocks_ = [replace(b, rate=b.rate.expected) for b in found.bystanders]
    sure = Range.of(Expected.of(blocks_, Block.flagged), level)
    wide = result.flagged.high - result.flagged.low
    return sure if sure.high - sure.low <= NARROWER * wide else None


class _Findings:
    """The findings of a scenario, one method a question."""

    def __init__(
        self,
        scenario: Scenario,
        found: Blocks,
        result: Consequences,
        bound: float | None,
        level: float,
        *,
        unjudged: str,
    ) -> None:
        self.unjudged = unjudged
        self.related = tuple(map(str, minded.related(scenario)))
        self.scenario, self.found, self.result, self.bound, self.level = scenario, found, result, bound, level
        self.no_false = "" if scenario.false_known else words.NO_FALSE
        self.no_hits = "" if scenario.hits is not None else words.NO_HITS
        self.measured = words.days_known(scenario)
        self.hits_measured = words.hits_known(scenario)
        self.all_measured = self.measured and self.hits_measured

    def all(self) -> list[Finding]:
        """Return them in the order in which a reader asks; what lacks its evidence with the reason."""
        crowd, operators = self.scenario.crowd, self.scenario.operators
        followed = operators.accept_false < 1 or operators.accept_true < 1
        nobody_sought = "" if crowd.sought else words.NOBODY_SOUGHT
        no_alert = "" if self.result.share_right else words.NO_ALERT
        table: list[tuple[bool, Quantity, str, Callable[[Quantity], Finding]]] = [  # whether asked, what it lacks
            (True, quantities.FALSE_ALERTS, self.no_false, self.false_alerts),
            (True, quantities.FLAGGED, self.no_false, self.flagged),
            (crowd.looks > 1, quantities.FLAGGED_AGAIN, self.no_false, self.flagged_again),
            (True, quantities.NOBODY, self.no_false, self.nobody),
            (
                True,
                quantities.SHARE_RIGHT,
                self.no_false or nobody_sought or self.no_hits or no_alert,
                self.share_right,
            ),
            (True, quantities.CORRECT, nobody_sought or self.no_hits, self.correct),
            (True, quantities.P_FOUND, nobody_sought or self.no_hits, self.p_found),
            (bool(crowd.hours), quantities.PER_HOUR, self.no_false, self.per_hour),
            (followed, quantities.FOLLOWED_UP, self.no_false, self.followed_up),
            (followed, quantities.ACTED_ON, self.no_hits, self.acted_on),
        ]
        given = [
            asked.missing(lacking, at=self._at(asked)) if lacking else method(asked)
            for wanted, asked, lacking, method in table
            if wanted
        ]
        return [*given, *(self.group(name, block) for name, block in (() if self.no_false else self.found.groups))]

    def false_alerts(self, asked: Quantity) -> Finding:
        r = self.result.false_alerts
        answer = f"{words.expected(r, 'false alert', 'false alerts')} in this crowd; {self.days(r)}."
        return self._counted(
            asked, answer, r, sensitivity=self._others(), caveats=tuple(map(str, minded.rate_caveats(self.scenario)))
        )

    def flagged(self, asked: Quantity) -> Finding:
        r = self.result.flagged
        of = wording.count(self.scenario.crowd.people)
        answer = f"{words.somebody(r)} of {of} not sought would be flagged at least once"
        return self._counted(asked, f"{answer}; {self.days(r)}.", r, caveats=self.related)

    def flagged_again(self, asked: Quantity) -> Finding:
        r = self.result.flagged_again
        answer = f"{words.somebody(r)} would be flagged twice or more in {self.scenario.crowd.looks} looks each"
        return self._counted(asked, f"{answer}; {self.days(r)}.", r, caveats=self.related)

    def nobody(self, asked: Quantity) -> Finding:
        p = self.result.p_nobody
        return self._chance(asked, "The chance that nobody innocent is flagged is", p)

    def share_right(self, asked: Quantity) -> Finding:
        share = self.result.share_right
        assert share is not None  # noqa: S101 - else the table says that no alert is possible
        ratio = needed(list(self.found.bystanders), self.found.sought, share=HALF, level=self.level)
        answer = words.right(share, self.level, measured=self.all_measured, people=self.scenario.crowd.people)
        if ratio is not None:
            answer += f" {words.would_have_to_be(ratio)}"
        return self._ranged(asked, answer, share, methods.PREDICTIVE)

    def correct(self, asked: Quantity) -> Finding:
        r = self.result.correct_alerts
        answer = f"{words.expected(r, 'right alert', 'right alerts')} on the sought people"
        return self._counted(asked, f"{answer}; {self.days(r, measured=self.hits_measured)}.", r)

    def p_found(self, asked: Quantity) -> Finding:
        p = self.result.p_found
        assert p is not None  # noqa: S101 - else the table says that nobody is sought
        return self._chance(asked, "The chance that a sought person is flagged at least once is", p)

    def per_hour(self, asked: Quantity) -> Finding:
        hours, alerts = self.scenario.crowd.hours or 1.0, self.result.alerts
        each = words.amount_of(alerts.mean / hours, "alert", "alerts")
        answer = (
            f"Operators would have to judge {each} an hour on average, "
            f"{words.amount(alerts.mean)} over {wording.significant(hours)} hours. Over the whole of it, "
            f"{self.days(alerts, measured=self.all_measured)}."
        )
        return self._ranged(asked, answer, alerts.over(hours), methods.PREDICTIVE)

    def followed_up(self, asked: Quantity) -> Finding:
        accepted = blocks(self.scenario, accepted=True)
        r = Range.of(Expected.of(accepted.bystanders, Block.flagged), self.level)
        answer = f"{words.somebody(r)} who are not sought would be followed up{words.meaning(self.scenario)}"
        return self._of_judged(asked, answer, r)

    def acted_on(self, asked: Quantity) -> Finding:
        r = Range.of(Expected.of([blocks(self.scenario, accepted=True).sought], Block.flagged), self.level)
        return self._of_judged(asked, f"{words.somebody(r, 'sought person', 'sought people')} would be followed up", r)

    def _of_judged(self, asked: Quantity, answer: str, r: Range) -> Finding:
        """Return a number of people after operators judged every alert, and say so where they may not have."""
        if not self.unjudged:
            return self._counted(asked, f"{answer}; {self.days(r)}.", r)
        return self._counted(asked, f"{answer}, {words.IF_JUDGED}; {self.days(r)}.", r, caveats=(self.unjudged,))

    def group(self, name: str, block: Block) -> Finding:
        r = Range.of(Expected.of([block], Block.flagged), self.level)
        own = next(g for g in self.scenario.groups if g.name == name).false_alerts
        answer = f"{words.somebody(r)} of {wording.count(block.people)} in the group {name} would be flagged"
        caveats = () if own is not None else (words.SHARED_RATE,)
        said = f"{answer}; {self.days(r)}."
        return self._counted(quantities.FLAGGED, said, r, group={"group": name}, caveats=caveats)

    def days(self, r: Range, *, measured: bool | None = None) -> str:
        """Say the range of a number; on how many days it holds only where the scatter of days was measured."""
        return words.most_days(r, self.level, measured=self.measured if measured is None else measured)

    def _chance(self, asked: Quantity, said: str, p: Range) -> Finding:
        answer = f"{said} {words.likely(p, self.level)}."
        return self._ranged(asked, answer, p, methods.COUNTED)

    def _counted(
        self,
        asked: Quantity,
        answer: str,
        r: Range,
        *,
        group: dict[str, str] | None = None,
        sensitivity: tuple[Sensitivity, ...] = (),
        caveats: tuple[str, ...] = (),
    ) -> Finding:
        return self._ranged(asked, answer, r, methods.PREDICTIVE, group=group, sensitivity=sensitivity, caveats=caveats)

    def _ranged(
        self,
        asked: Quantity,
        answer: str,
        r: Range,
        method: Method,
        *,
        group: dict[str, str] | None = None,
        sensitivity: tuple[Sensitivity, ...] = (),
        caveats: tuple[str, ...] = (),
    ) -> Finding:
        """Return the finding of a range; where nothing is known of how sure it is, one that says so."""
        at = self._at(asked)
        if asked in CHANCES and words.is_open(r):
            return asked.missing(words.OPEN, at=at, answer=answer, group=group)
        if r.low == r.high:
            if words.counted_alone(self.scenario):
                return asked.missing(words.NO_WIDTH, at=at, answer=answer, group=group)
            return asked.missing(words.CERTAIN, at=at, answer=f"{answer} {words.IF_ASSERTED}", group=group)
        estimate = Estimate(value=r.mean, low=r.low, high=r.high, level=self.level, method=method)
        return asked.answered(answer, estimate, at=at, group=group, sensitivity=sensitivity, caveats=caveats)

    def _at(self, asked: Quantity) -> Point:
        """Return the watchlist and the threshold of the evidence that an answer rests on."""
        of_hits = asked in {quantities.CORRECT, quantities.P_FOUND, quantities.ACTED_ON}
        rate = self.scenario.hits if of_hits else self.scenario.false_alerts
        return Point(n=rate.watchlist_size, threshold=rate.threshold) if rate else Point()

    def _others(self) -> tuple[Sensitivity, ...]:
        """Return the number of false alerts under other assumptions than the scenario's."""
        bystanders, rows = self.found.bystanders, []
        if self.bound is not None:
            low, high = self._spread(
                [replace(b, rate=Evidence(point=b.rate.upper(self.level), between=b.rate.between)) for b in bystanders]
            )
            rows.append(Sensitivity(assumption=words.LARGEST, low=low, high=high, upper=self.bound))
        if any(b.rate.point is None and b.rate.trials for b in bystanders):
            low, high = self._spread([replace(b, rate=b.rate.clustered(GROUPED)) for b in bystanders])
            rows.append(Sensitivity(assumption=words.FIVES, deff=GROUPED, low=low, high=high))
        return tuple(rows)

    def _spread(self, bystanders: Sequence[Block]) -> tuple[float, float]:
        r = Range.of(Expected.of(bystanders, Block.alerts), self.level)
        return r.low, max(r.high, 1)


def _picture(scenario: Scenario, found: Blocks, result: Consequences) -> Series:
    """Return the counts that the picture of one day draws: the nearest whole numbers to what is expected."""

    def column(value: float, most: int) -> tuple[int]:
        return (min(round(value), most),)

    hit = column(result.found.mean, found.sought.people)
    return Series(
        name="crowd",
        columns={
            "people": (scenario.crowd.people,),
            "flagged": column(result.flagged.mean, scenario.crowd.people),
            "said": (words.in_picture(result.flagged.mean),),
            "low": (int(result.flagged.low),),
            "high": (int(result.flagged.high),),
            "found": hit,
            "missed": (found.sought.people - hit[0],),
            "status": (words.status(scenario),),
        },
        units={"people": "people", "flagged": "people", "said": "as the headline says it", "low": "people",
               "high": "people", "found": "sought people", "missed": "sought people",
               "status": "invented, asserted or counts"},
    )  # fmt: skip
