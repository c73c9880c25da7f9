"""What a system does to a crowd: a scenario becomes findings, each with what chance and the evidence leave open."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from bystander import __version__
from bystander.crowd.blocks import blocks
from bystander.crowd.bound import excluded_above
from bystander.crowd.consequences import Block, Range, consequences, needed, total
from bystander.crowd.posterior import Posterior
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
from bystander.studies import crowd_words as words

if TYPE_CHECKING:
    from bystander.crowd.blocks import Blocks
    from bystander.crowd.consequences import Consequences
    from bystander.crowd.scenario import Rate, Scenario
    from bystander.crowd.simulate import Days

DAY, ALERT, SOUGHT, CROWD = "day like this", "alert", "sought person", "crowd like this"
HALF = 0.5  # the share of right alerts that "what would have to be true" is told for


def crowd(scenario: Scenario, *, name: str, sha256: str, level: float = 0.95, days: Days | None = None) -> Study:
    """Give what a scenario means for its crowd.

    ``name`` and ``sha256`` are those of the scenario file. ``days``: simulated days, where the scenario asks for them.
    Without evidence of false alerts (or of hits), what rests on them is *not estimable*.
    """
    found = blocks(scenario)
    result = consequences(list(found.bystanders), found.sought, level=level)
    findings = _Findings(scenario, found, result, level)
    document = Document(
        made_by={"bystander": __version__},
        study="crowd",
        title=scenario.title,
        synthetic=any(r.invented for r in scenario.rates),
        verdict=words.verdict(scenario, result, level=level, bound=excluded_above(evidence(scenario), level=level)),
        caveats=words.caveats(scenario),
        evidence=(
            EvidenceNote(
                name=name, sha256=sha256, kind="scenario", format="TOML", rows_read=0, rows_used=0, rows_refused=0
            ),
        ),
        conventions=Conventions(
            level=level,
            crowd=max(scenario.crowd.people, 1),
            seed=scenario.simulation.seed if scenario.simulation and days is not None else None,
        ),
        findings=(*findings.all(), *(_simulated(scenario, days, level) if days is not None else ())),
    )
    return Study(document, (_picture(scenario, found, result),) if scenario.false_alerts else ())


class _Findings:
    """The findings of a scenario, one method a question."""

    def __init__(self, scenario: Scenario, found: Blocks, result: Consequences, level: float) -> None:
        self.scenario, self.found, self.result, self.level = scenario, found, result, level
        false = scenario.false_alerts
        self.known = false is not None or (
            bool(scenario.groups) and all(g.false_alerts is not None for g in scenario.groups)
        )
        self.at = Point(n=false.watchlist_size, threshold=false.threshold) if false else Point()

    def all(self) -> list[Finding]:
        """Give them in the order in which a reader asks."""
        given = [self.false_alerts(), self.flagged()]
        if self.scenario.crowd.looks > 1:
            given.append(self.flagged_again())
        given += [self.nobody(), self.share_right(), self.correct(), self.p_found()]
        if self.scenario.crowd.hours:
            given.append(self.per_hour())
        operators = self.scenario.operators
        if operators.accept_false < 1 or operators.accept_true < 1:
            given += self.followed_up()
        return [*given, *self.by_group()]

    def false_alerts(self) -> Finding:
        asked = words.FALSE_ALERTS
        if not self.known:
            return words.unknown(asked, self.at, words.NO_FALSE)
        r = self.result.false_alerts
        answer = f"{words.expected(r, 'false alert')} in this crowd; {words.most_days(r, self.level)}."
        return self._counted(asked, answer, r, sensitivity=self._others(), caveats=words.rate_caveats(self.scenario))

    def flagged(self) -> Finding:
        asked = words.FLAGGED
        if not self.known:
            return words.unknown(asked, self.at, words.NO_FALSE)
        r = self.result.flagged
        answer = (
            f"{words.expected(r, 'person', 'people')} of {wording.count(self.scenario.crowd.people)} who were not "
            f"sought would be flagged at least once; {words.most_days(r, self.level)}."
        )
        return self._counted(asked, answer, r)

    def flagged_again(self) -> Finding:
        asked = words.FLAGGED_AGAIN
        if not self.known:
            return words.unknown(asked, self.at, words.NO_FALSE)
        r = self.result.flagged_again
        looks = self.scenario.crowd.looks
        answer = (
            f"{words.expected(r, 'person', 'people')} would be flagged twice or more in {looks} looks each; "
            f"{words.most_days(r, self.level)}."
        )
        return self._counted(asked, answer, r)

    def nobody(self) -> Finding:
        asked = words.NOBODY
        if not self.known:
            return words.unknown(asked, self.at, words.NO_FALSE)
        ends = [self._nobody_at(u) for u in ((1 + self.level) / 2, (1 - self.level) / 2)]
        p = self.result.p_nobody
        estimate = self._estimate(p, min(ends[0], p), max(ends[1], p), words.POSTERIOR)
        answer = f"The chance that nobody innocent is flagged is {words.chance(p)}."
        if estimate is None:
            return words.unknown(asked, self.at, words.CERTAIN, answer=f"{answer} {words.IF_ASSERTED}")
        return words.finding(asked, answer, self.at, estimate)

    def share_right(self) -> Finding:
        asked, share = words.SHARE_RIGHT, self.result.share_right
        if not self.known or self.scenario.hits is None:
            return words.unknown(asked, self.at, words.NO_FALSE if not self.known else words.NO_HITS)
        if share is None:
            return words.unknown(asked, self.at, words.NO_ALERT)
        ratio = needed(list(self.found.bystanders), self.found.sought, share=HALF, level=self.level)
        answer = f"{words.of_alerts(share.mean)} would be right; {words.most_share(share, self.level)}."
        if ratio is not None:
            answer += f" {words.would_have_to_be(ratio)}"
        estimate = self._estimate(share.mean, share.low, share.high, words.PREDICTIVE)
        return (
            words.finding(asked, answer, self.at, estimate)
            if estimate
            else words.unknown(asked, self.at, words.CERTAIN)
        )

    def correct(self) -> Finding:
        asked = words.CORRECT
        if self.scenario.hits is None:
            return words.unknown(asked, Point(), words.NO_HITS)
        r = self.result.correct_alerts
        answer = f"{words.expected(r, 'right alert')} on the sought people; {words.most_days(r, self.level)}."
        return self._counted(asked, answer, r)

    def p_found(self) -> Finding:
        asked, p = words.P_FOUND, self.result.p_found
        if self.scenario.hits is None or p is None:
            return words.unknown(asked, Point(), words.NO_HITS if p is not None else words.NOBODY_SOUGHT)
        sought = self.found.sought
        ends = [
            float(sought.looks.at_least(np.array([_quantile(sought.rate, u)]))[0][0])
            for u in ((1 - self.level) / 2, (1 + self.level) / 2)
        ]
        estimate = self._estimate(p, min(ends[0], p), max(ends[1], p), words.POSTERIOR)
        answer = f"The chance that a sought person is flagged at least once is {words.chance(p)}."
        if estimate is None:
            return words.unknown(asked, Point(), words.CERTAIN, answer=f"{answer} {words.IF_ASSERTED}")
        return words.finding(asked, answer, Point(), estimate)

    def per_hour(self) -> Finding:
        asked, hours = words.PER_HOUR, self.scenario.crowd.hours or 1.0
        if not self.known:
            return words.unknown(asked, self.at, words.NO_FALSE)
        alerts = total([*(b.alerts() for b in self.found.bystanders), self.found.sought.alerts()])
        r = Range.of(alerts, self.level)
        answer = (
            f"Operators would have to judge about {wording.significant(r.mean / hours)} alerts an hour on average, "
            f"{wording.count(r.mean)} over {wording.significant(hours)} hours."
        )
        estimate = self._estimate(r.mean / hours, r.low / hours, max(r.high, 1) / hours, words.PREDICTIVE)
        return (
            words.finding(asked, answer, self.at, estimate)
            if estimate
            else words.unknown(asked, self.at, words.CERTAIN)
        )

    def followed_up(self) -> list[Finding]:
        accepted = blocks(self.scenario, accepted=True)
        given = []
        if self.known:
            r = Range.of(total([b.flagged() for b in accepted.bystanders]), self.level)
            answer = (
                f"{words.expected(r, 'person', 'people')} who were not sought would be followed up"
                f"{words.meaning(self.scenario)}; {words.most_days(r, self.level)}."
            )
            given.append(self._counted(words.FOLLOWED_UP, answer, r))
        if self.scenario.hits is not None:
            r = Range.of(accepted.sought.flagged(), self.level)
            answer = f"{words.expected(r, 'sought person', 'sought people')} would be followed up; "
            given.append(self._counted(words.ACTED_ON, answer + f"{words.most_days(r, self.level)}.", r))
        return given

    def by_group(self) -> list[Finding]:
        given = []
        for name, block in self.found.groups if self.known else ():
            r = Range.of(block.flagged(), self.level)
            share = f"{words.expected(r, 'person', 'people')} of {wording.count(block.people)} in the group {name}"
            own = next(g for g in self.scenario.groups if g.name == name).false_alerts
            caveats = () if own is not None else (words.SHARED_RATE,)
            answer = f"{share} would be flagged; {words.most_days(r, self.level)}."
            given.append(self._counted(words.FLAGGED, answer, r, group={"group": name}, caveats=caveats))
        return given

    def _counted(
        self,
        asked: words.Asked,
        answer: str,
        r: Range,
        *,
        group: dict[str, str] | None = None,
        sensitivity: tuple[Sensitivity, ...] = (),
        caveats: tuple[str, ...] = (),
    ) -> Finding:
        # the contract knows no interval without width, and an expectation need not lie where most days do
        low, high = min(r.low, floor(r.mean)), max(r.high, ceil(r.mean), 1)
        estimate = self._estimate(r.mean, low, high, words.PREDICTIVE)
        if estimate is None:
            answer = f"{answer} {words.IF_ASSERTED}"
            return words.unknown(asked, self.at, words.CERTAIN, answer=answer, group=group)
        return words.finding(asked, answer, self.at, estimate, group=group, sensitivity=sensitivity, caveats=caveats)

    def _estimate(self, value: float, low: float, high: float, method: str) -> Estimate | None:
        if low == high:
            return None
        return Estimate(value=value, low=low, high=high, level=self.level, method=method)

    def _nobody_at(self, u: float) -> float:
        """Give P(nobody) with every rate at the same quantile of what is left open."""
        chance = 1.0
        for b in self.found.bystanders:
            chance *= Block(b.people, b.looks, Posterior.asserted(_quantile(b.rate, u))).nobody()
        return chance

    def _others(self) -> tuple[Sensitivity, ...]:
        """Give the number of false alerts under other assumptions than the scenario's."""
        rows = []
        bound = excluded_above(evidence(self.scenario), level=self.level)
        if bound is not None:
            worst = [
                Block(b.people, b.looks, Posterior.asserted(_upper(rate, self.level)))
                for b, rate in zip(self.found.bystanders, _rates(self.scenario), strict=True)
            ]
            low, high = total([b.alerts() for b in worst]).spread(self.level)
            rows.append(Sensitivity(assumption=words.LARGEST, low=low, high=max(high, 1), upper=bound))
        if any(r is not None and r.status != "asserted" and r.rate is None for r in _rates(self.scenario)):
            fives = [
                _with_deff(b, rate, 5.0) for b, rate in zip(self.found.bystanders, _rates(self.scenario), strict=True)
            ]
            low, high = total([b.alerts() for b in fives]).spread(self.level)
            rows.append(Sensitivity(assumption=words.FIVES, deff=5.0, low=low, high=max(high, 1)))
        return tuple(rows)


def evidence(scenario: Scenario) -> list[tuple[float, float | None, float, float]]:
    """Give, for each block of bystanders, what `bound.excluded_above` asks for."""
    found: list[tuple[float, float | None, float, float]] = []
    for block, rate in zip(blocks(scenario).bystanders, _rates(scenario), strict=True):
        usable = block.people * block.looks.usable
        if rate is None:
            found.append((usable, 0.0, 0.0, 1.0))
        elif rate.rate is not None:
            found.append((usable, None, rate.rate, 1.0))
        else:
            found.append((usable, float(rate.events or 0), rate.trials or 0.0, rate.design_effect))
    return found


def _rates(scenario: Scenario) -> list[Rate | None]:
    """Give the evidence behind each block of bystanders, in their order."""
    own: list[Rate | None] = [g.false_alerts for g in scenario.groups if g.false_alerts is not None]
    return own if len(own) == len(blocks(scenario).bystanders) else [*own, scenario.false_alerts]


def _with_deff(block: Block, rate: Rate | None, deff: float) -> Block:
    if rate is None or rate.rate is not None:
        return block
    deff = max(deff, rate.design_effect)
    return Block(block.people, block.looks, Posterior.of_counts(rate.events or 0, rate.trials or 0, deff=deff))


def _upper(rate: Rate | None, level: float) -> float:
    from bystander.rates.counts import clopper_pearson_upper

    if rate is None or (rate.rate is None and not rate.trials):
        return 1.0
    if rate.rate is not None:
        return rate.rate
    return clopper_pearson_upper(rate.events or 0, rate.trials or 0, level=level, deff=rate.design_effect)


def _quantile(rate: Posterior, u: float) -> float:
    from scipy.special import betaincinv

    return rate.point if rate.point is not None else float(betaincinv(rate.a, rate.b, u))


def _simulated(scenario: Scenario, days: Days, level: float) -> list[Finding]:
    """Give what only the simulation can say."""
    given = []
    method = f"{words.SIMULATED}, {wording.count(len(days.false_alerts))} days"
    for asked, values, answer in words.simulated(scenario, days):
        low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
        mean = float(values.mean())
        estimate = Estimate(
            value=mean, low=min(float(low), mean), high=max(float(high), mean, 1.0), level=level, method=method
        )
        given.append(words.finding(asked, answer, Point(), estimate))
    return given


def _picture(scenario: Scenario, found: Blocks, result: Consequences) -> Series:
    """Give the counts that the picture of one day draws: the nearest whole numbers to what is expected."""

    def column(value: float, most: int) -> tuple[int]:
        return (min(round(value), most),)

    hit = column(result.found.mean, found.sought.people)
    return Series(
        name="crowd",
        columns={
            "people": (scenario.crowd.people,),
            "flagged": column(result.flagged.mean, scenario.crowd.people),
            "low": (int(result.flagged.low),),
            "high": (int(result.flagged.high),),
            "found": hit,
            "missed": (found.sought.people - hit[0],),
            "status": (words.status(scenario),),
        },
        units={"people": "people", "flagged": "people", "low": "people", "high": "people", "found": "sought people",
               "missed": "sought people", "status": "invented, asserted or counts"},
    )  # fmt: skip
