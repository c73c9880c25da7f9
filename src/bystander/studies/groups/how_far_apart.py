"""How far apart the groups are: the test, the ratios, and what this evidence could have shown, as findings.

Counts are taken at their effective size: errors of the same people count for less than their number, by the design
effect of each group's own interval (:mod:`~.design_effects`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.differentials import methods
from bystander.differentials.detectable import no_difference
from bystander.differentials.differences import largest_difference
from bystander.differentials.equal_rates import equal_rates
from bystander.differentials.geometric_mean import to_geometric_mean
from bystander.differentials.groups import GroupCount, together
from bystander.differentials.ratios import largest_ratio
from bystander.differentials.shrinkage import stabilised
from bystander.findings import Bounds, Estimate, Reference, SignificanceTest, TooFew, wording
from bystander.findings.cells import counted
from bystander.intervals.kg_t import FEW_ERRORS
from bystander.intervals.uneven_tries import ENOUGH, who_repeat
from bystander.studies.groups import words
from bystander.studies.groups.design_effects import design_effects
from bystander.studies.groups.no_difference import no_difference_shown, no_room, shown_to_be_less, too_few_to_tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from bystander.differentials.detectable import NoDifference
    from bystander.differentials.equal_rates import EqualRates
    from bystander.differentials.geometric_mean import GeometricMeanRatios
    from bystander.differentials.ratios import LargestRatio
    from bystander.findings import Finding, Quantity
    from bystander.findings.method import Method
    from bystander.intervals.measured import Measured
    from bystander.studies.groups.by_group import ByGroup

SEED = 1  # of the draws of the test and of the reference
TWO = 2
NO_ERRORS = "no error was seen in any group, so there is nothing to compare"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What the comparison of groups came to. ``sentence``: for the verdict; ``shown``: a difference was.

    ``ratio`` and ``reference`` are None where nothing could be compared. ``stabilised``: one rate a group.
    ``assumes``: what is taken for granted of rows, where groups are compared by what these leave.
    """

    findings: tuple[Finding, ...]
    sentence: str = ""
    shown: bool = False
    ratio: LargestRatio | None = None
    to_mean: GeometricMeanRatios | None = None
    reference: NoDifference | None = None
    test: EqualRates | None = None
    stabilised: tuple[float | None, ...] = ()
    assumes: tuple[str, ...] = ()


def counts_of(by: ByGroup) -> list[GroupCount]:
    """Return the counts of every group that is estimated, with the design effect of each."""
    deffs = design_effects(by)
    return [
        GroupCount(
            name=rate.label, events=m.estimate.events or 0, trials=m.estimate.trials or 0.0,
            deff=deffs[rate.label], people=m.estimate.people, by_person=_by_person(m),
        )
        for rate, m in by.measured
    ]  # fmt: skip


def _by_person(measured: Measured) -> NDArray[np.int64] | None:
    """Return events and trials of each person who may change places with others.

    None where few people make most of the trials: then those who try once say nothing of them, and the design effect
    knows of it.
    """
    each = measured.by_person
    few = None if each is None else who_repeat(each[1])
    return each if few is None or few >= ENOUGH else None


def compared(by: ByGroup, *, level: float, seed: int = SEED) -> Compared:
    """Compare the groups of one quantity at one threshold; ``seed``: of the draws of the test and of the reference."""
    counts = counts_of(by)
    none = (None,) * len(by.rates)
    if len(counts) < TWO:
        return Compared(findings=_missing(by, _too_few_groups(by, len(counts))), stabilised=none)
    if not any(count.events for count in counts):
        return Compared(findings=_missing(by, _none_seen(by)), stabilised=none)
    test, ratio = equal_rates(counts, seed=seed), largest_ratio(counts, level=level)
    assert test is not None  # noqa: S101 - two groups have trials, and one an event
    to_mean = to_geometric_mean(counts, level=level)
    reference = no_difference(counts, level=level, seed=seed, deff=test.deff)
    assert ratio is not None and to_mean is not None and reference is not None  # noqa: PT018, S101
    shown = test.p < 1 - level
    made = _Made(by=by, counts=counts, test=test, ratio=ratio, to_mean=to_mean, reference=reference, level=level,
                 shown=shown)  # fmt: skip
    return Compared(
        findings=made.findings(), sentence=made.sentence(), shown=shown, ratio=ratio, to_mean=to_mean,
        reference=reference, test=test, stabilised=_stabilised(by, counts),
        assumes=() if by.left is None else by.left.method.assumes,
    )  # fmt: skip


def _none_seen(by: ByGroup) -> str:
    events = by.quantity.told_by_group.events
    return NO_ERRORS if events == "errors" else f"no group has any {events}, so there is nothing to compare"


def _stabilised(by: ByGroup, counts: list[GroupCount]) -> tuple[float | None, ...]:
    # with one design effect for all: a group with one error has a larger one, which would move the mean of the rates
    deff = together(counts, name="all").deff
    found = stabilised([replace(count, deff=deff) for count in counts])
    rates: Mapping[str, float] = {} if found is None else {g.name: g.stabilised for g in found.groups}
    return tuple(rates.get(rate.label) if rate.measured is not None else None for rate in by.rates)


def _too_few_groups(by: ByGroup, estimated: int) -> str:
    if len(by.rates) == 1:
        return f"everybody has the same {by.name}, so there is nothing to compare"
    if by.groups is None:
        return "faces were counted of one group only, so there is nothing to compare it with"
    reasons = {rate.reason for rate in by.rates if rate.measured is None}
    if not any(isinstance(reason, TooFew) for reason in reasons):
        what = wording.listed(sorted(reasons)) if not estimated else "only one group was tried so"
        return f"{what}, so there is nothing to compare"
    what = "no group is" if not estimated else "only one group is"
    return f"{what} large enough to be estimated, so there is nothing to compare"


def _missing(by: ByGroup, reason: str) -> tuple[Finding, ...]:
    asked = by.quantity.among_groups(by.name)
    return tuple(a.missing(reason, at=by.point, caveats=words.caveats(by)) for a in (asked.ratio, asked.to_mean))


@dataclass(frozen=True, kw_only=True)
class _Made:
    """A comparison, and how it is said."""

    by: ByGroup
    counts: list[GroupCount]
    test: EqualRates
    ratio: LargestRatio
    to_mean: GeometricMeanRatios
    reference: NoDifference
    level: float
    shown: bool

    @property
    def between(self) -> str:
        """Name what is compared: "groups by sex"."""
        return "groups" if self.by.name == "group" else f"groups by {self.by.name}"

    def findings(self) -> tuple[Finding, ...]:
        """Return the ratio to the typical rate, which is the primary one, that of highest to lowest, the difference."""
        asked = self.by.quantity.among_groups(self.by.name)
        return (self._to_mean(asked.to_mean), self._ratio(asked.ratio), self._difference(asked.difference))

    def conclusion(self) -> str:
        """Say what the test and the limits come to; the only ways to say that nothing was found are in wording."""
        if self.shown:
            open_still = "" if self.ratio.low > 1 else " It does not tell which of them differ, or by how much."
            return (
                f"Chance alone does not explain it. With one rate for all groups, such differences come "
                f"{wording.chance(self.test.p)}.{open_still}"
            )
        if self.ratio.low > 1:
            return (
                "The highest and the lowest rate are further apart than chance explains, but all groups together are "
                f"not: a hint, and no more. With one rate for all, such differences come {wording.chance(self.test.p)}."
            )
        told = self.by.quantity.told_by_group
        less = shown_to_be_less(self.between, upper=self.ratio.high)
        detectable = self.reference.detectable
        if less and detectable is None:  # rates so high that no larger ratio has room
            return f"{less} {no_room(self.between, power=self.reference.power)}"
        if self.ratio.high is None or detectable is None:
            rest = too_few_to_tell(
                self.between, detectable=detectable, power=self.reference.power, events=told.events,
                having=told.having, any_shown=self.reference.shows_any,
            )  # fmt: skip
        else:
            rest = no_difference_shown(
                self.between, upper=self.ratio.high, detectable=detectable, power=self.reference.power,
                having=told.having,
            )  # fmt: skip
        return f"{less} {rest}".strip()

    def sentence(self) -> str:
        """Return the sentence for the verdict."""
        errors = self.by.quantity.told_by_group.errors
        if not self.shown:
            return f"By {self.by.name}, of {errors}: {self.conclusion()}"
        if self.ratio.low <= 1:
            return f"By {self.by.name}, {errors} differ between groups. {self.conclusion()}"
        span = f"at least {wording.times(self.ratio.low)}" if self.ratio.high is None else (
            f"between {wording.times(self.ratio.low)} and {wording.times(self.ratio.high)}"
        )  # fmt: skip
        of = {rate.label: counted(measured.estimate) for rate, measured in self.by.measured}
        most, fewest = (f"{name} ({of[name]})" for name in (self.ratio.numerator, self.ratio.denominator))
        if self.ratio.halves_added:  # of none: how many times as frequent it was has no answer, only a lower limit
            return f"By {self.by.name}, {errors} differ: {most} against {fewest}. For new people it could be {span}."
        return (
            f"By {self.by.name}, {errors} differ: {most} against {fewest}, {wording.times(self.ratio.value)} as "
            f"frequent. For new people it could be {span}."
        )

    def _ratio(self, asked: Quantity) -> Finding:
        r = self.ratio
        if r.numerator == r.denominator:
            said = "All groups have the same rate"
        elif r.halves_added:  # a ratio to none, and what chance would make of it, are numbers of the half that is added
            events = self.by.quantity.told_by_group.events
            head = f"{r.denominator} has no {events}, so {r.numerator} has no ratio to it. {self.conclusion()}"
            return self._answer(asked, head, (r.value, r.low, r.high), methods.ALL_PAIRS)
        else:
            said = f"The rate of {r.numerator} is {wording.times(r.value)} that of {r.denominator}"
        head = f"{said}. {self.conclusion()}"
        chance = self._by_chance
        if chance is not None:
            rare = wording.one_in(1 - self.level)
            head += (
                f" Groups of these sizes with one rate for all would show more than {wording.times(chance)} in at most "
                f"{rare} such trials."
            )
        return self._answer(asked, head, (r.value, r.low, r.high), methods.ALL_PAIRS, by_chance=chance)

    def _to_mean(self, asked: Quantity) -> Finding:
        worst, events = self.to_mean.worst, self.by.quantity.told_by_group.events
        replaced = (
            f" For the typical rate, {wording.listed(list(self.to_mean.replaced))} without {events} "
            f"{'counts' if len(self.to_mean.replaced) == 1 else 'count'} with the upper limit."
            if self.to_mean.replaced
            else ""
        )
        head = (
            f"The highest rate, of {worst.name}, is {wording.times(worst.value)} the typical one (the geometric mean "
            f"of all groups).{replaced} {self.conclusion()}"
        )
        return self._answer(asked, head, (worst.value, worst.low, worst.high), methods.CONTRAST)

    def _answer(
        self, asked: Quantity, answer: str, ends: tuple[float, float, float | None], method: Method, *,
        by_chance: float | None = None,
    ) -> Finding:  # fmt: skip
        """Return a ratio as a finding. ``by_chance``: what equal rates would reach, where that is of this ratio."""
        value, low, high = ends
        method = self._at_rows(method)
        more = {
            "at": self.by.point, "caveats": words.caveats(self.by), "test": self._test(),
            "reference": Reference(
                no_difference=by_chance, detectable=self.reference.detectable, power=self.reference.power
            ),
        }  # fmt: skip
        if high is None:
            hardly_any = min(count.events for count in self.counts) < FEW_ERRORS / 2
            events = self.by.quantity.told_by_group.events
            few, more_of = (f"with no {events}, or hardly any,", "trials") if hardly_any else (
                f"whose {events} few people had", "people"
            )  # fmt: skip
            reason = f"a group {few} sets no upper limit to the ratio; more {more_of} of it would"
            lower = f" The ratio is at least {wording.significant(low)}." if low > 1 else ""
            return asked.missing(reason, answer=answer + lower, bounds=Bounds(lower=low), **more)  # type: ignore[arg-type]
        estimate = Estimate(value=value, low=low, high=high, level=self.level, method=method,
                            events=self.test.events, people=self._people())  # fmt: skip
        return asked.answered(answer, estimate, **more)  # type: ignore[arg-type]

    def _difference(self, asked: Quantity) -> Finding:
        found = largest_difference(self._each_alone(), level=self.level)
        assert found is not None  # noqa: S101 - there are two groups with trials
        low = max(found.low, self._least_difference())
        estimate = Estimate(
            value=found.value, low=min(low, found.value), high=max(found.high, found.value), level=self.level,
            method=methods.SIMULTANEOUS, people=self._people(),
        )  # fmt: skip
        low = max(estimate.low, 0.0)
        if self.by.quantity.often:
            span = wording.signed_span(low, estimate.high, unit=found.value <= 0)
            more = wording.size(found.value, like=estimate.high)
        else:
            ends = f"{wording.signed_of_a_million(low)} to {wording.signed_of_a_million(estimate.high)}"
            span = f"{ends}{'' if found.value > 0 else ' in a million'}"
            more = wording.in_a_million(found.value)
        answer = (
            f"In this evidence the rate of {found.largest} is {more} higher than that of {found.smallest} "
            f"({self.level * 100:g} % interval: {span})."
            if found.value > 0
            else f"In this evidence all groups have the same rate ({self.level * 100:g} % interval: {span})."
        )
        return asked.answered(answer, estimate, at=self.by.point, caveats=words.caveats(self.by), test=self._test())

    def _at_rows(self, method: Method) -> Method:
        """Return a method of counts, which are those within the same rows where groups were seen together."""
        return method if self.by.left is None else method.then(self.by.left.method)

    def _each_alone(self) -> list[GroupCount]:
        """Return counts at what each rate is sure of by itself: what cancels in a ratio does not in a difference."""
        return self.counts if self.by.left is None else counts_of(replace(self.by, left=None))

    def _least_difference(self) -> float:
        """Return the least difference by the ratio, where that is surer: of the lower rate, at its lower limit."""
        if self.by.left is None or self.ratio.low <= 1:
            return -1.0
        of = {rate.label: measured.estimate for rate, measured in self.by.measured}
        return of[self.ratio.denominator].low * (self.ratio.low - 1)

    def _test(self) -> SignificanceTest:
        return SignificanceTest(
            null="all groups have one rate",
            method=self._at_rows(self.test.method),
            statistic=self.test.statistic,
            p=self.test.p,
            draws=self.test.draws,
        )

    @property
    def _by_chance(self) -> float | None:
        """Return the ratio that equal rates seldom go beyond; None where it does not go with what the test says.

        It is of errors that repeat alike in all groups, and the test is not: where few people have most errors, and
        the test tells groups apart, it may lie above the ratio found, or nowhere.
        """
        ratio = self.reference.ratio
        return ratio if ratio > 1 and not (self.shown and ratio > self.ratio.value) else None

    def _people(self) -> int | None:
        people = [count.people for count in self.counts]
        return None if None in people else sum(p for p in people if p is not None)
