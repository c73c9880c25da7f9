"""Who was searched for, and whose follow-ups were confirmed: by group with the test, by purpose without one.

Purposes differ by what they are, so nobody asks whether they differ. Groups are asked about as in every audit: the
test, and how large a ratio a record of this size would have shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials.methods import SAME_PERIODS
from bystander.findings import Estimate, Point, Sensitivity, wording
from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson
from bystander.intervals.few_rows import pooled_deff
from bystander.intervals.measured import Measured, unclustered
from bystander.quantities.search_record.outcomes import CONFIRMED, OF_PARTS, PART_OF_SEARCHES
from bystander.quantities.search_record.rates import counted, counts_by_period, finding_of, share_of
from bystander.studies.audit.search_record import words
from bystander.studies.audit.search_record.parts import NOT_RECORDED
from bystander.studies.groups.by_group import ByGroup, GroupRate
from bystander.studies.groups.in_strata import Words, compared_in
from bystander.studies.groups.within import SURELY, Strata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Finding
    from bystander.findings.first_screen import Caveat
    from bystander.quantities.search_record.rates import Part
    from bystander.studies.groups.how_far_apart import Compared

ONE_GROUP = "follow-ups of only one group were counted, so there is nothing to compare"
_CAVEATS = (str(words.CLUSTERS), str(words.WHO_IS_SEARCHED))
ONE_PERIOD = (
    "Each group has one period, so nothing shows how much periods differ by chance. What is said is of this one alone, "
    "if follow-ups are independent. More periods would tell."
)
NOT_ALIKE = "Groups were not followed up alike in all periods, and these differ. Shares within one would show more."
_WORDS = Words(
    together=(
        "Groups were followed up in the same periods. What a period does to all of them cancels, so they are compared "
        "by what is left, and each share alone is less sure."
    ),
    apart=NOT_ALIKE,
    method=SAME_PERIODS,
)
IN_SUM = "Sums over all periods do not tell groups apart."
SHOWN = "What is confirmed also depends on what was searched for, and on how far leads were followed."


@dataclass(frozen=True, kw_only=True)
class OfParts:
    """The findings of groups and purposes, and the sentence for the verdict with what it takes for granted."""

    findings: tuple[Finding, ...] = ()
    sentence: str = ""
    assumes: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()


def of_groups(parts: Sequence[Part], *, level: float) -> OfParts:
    """Return each group's part of the searches, its shares, and how far apart the groups are."""
    if not parts:
        return OfParts()
    findings: list[Finding] = [_part(part, parts, level=level) for part in parts]
    findings += _shares(parts, level=level)
    every = [(part, _rate(part, level=level)) for part in parts if part.said != NOT_RECORDED["group"]]
    rates = [rate for _, rate in every]
    named = [part for part, rate in every if rate.measured is not None]
    measured = [rate.measured for rate in rates if rate.measured is not None]
    asked = CONFIRMED.among_groups()
    if len(measured) < 2:
        missing = (asked.ratio, asked.to_mean)
        findings += [a.missing(ONE_GROUP, caveats=_CAVEATS) for a in missing]
        return OfParts(findings=tuple(findings), caveats=(words.WHO_IS_SEARCHED,))
    events, trials = (sum(int(n or 0) for n in counts) for counts in zip(
        *((m.estimate.events, m.estimate.trials) for m in measured), strict=True))  # fmt: skip
    periods = [[*counts_by_period(CONFIRMED, part.entries).values()] for part in named]
    alone = max(map(len, periods)) == 1
    by = ByGroup(
        quantity=CONFIRMED, groups=None, name="group", point=Point(), label="", rates=tuple(rates),
        overall=unclustered(events, trials, level=level), people=0, unrecorded=0, outside=0, trial="follow-up",
        caveats=(*((ONE_PERIOD,) if alone else ()), *_CAVEATS),
        least_deff=pooled_deff(periods, bounded=True, level=level),
    )  # fmt: skip
    test, within = compared_in(by, _by_period(named), _WORDS, level=level)
    sentence = _sentence(test, within, rates, alone=alone, level=level)
    return OfParts(
        findings=(*findings, *test.findings), sentence=sentence, assumes=test.assumes if sentence else (),
        caveats=(words.WHO_IS_SEARCHED,),
    )  # fmt: skip


def _sentence(test: Compared, within: str, rates: Sequence[GroupRate], *, alone: bool, level: float) -> str:
    """Return the sentence for the verdict; empty where no difference is shown, which stands with the findings.

    ``within``: what periods say otherwise; ``alone``: whether each group has one period.
    """
    r = test.ratio
    if not test.shown or r is None:
        return f"{IN_SUM} {within} {SHOWN}" if within.endswith(SURELY) else ""
    if r.low <= 1:
        return f"{test.sentence} {within}".strip()
    of = {rate.label: rate.measured.estimate for rate in rates if rate.measured is not None}
    most, fewest = (
        f"{name} ({wording.percent(of[name].value)} of {wording.count(of[name].trials or 0)})"
        for name in (r.numerator, r.denominator)
    )
    often = (
        f"more often for {most} than for {fewest}"  # where none was, how many times as often has no answer
        if r.halves_added
        else f"{wording.times(r.value)} as often for {most} as for {fewest}"
    )
    chance = "in this one period" if alone else "more than chance explains"
    open_still = f"no less than {wording.times(r.low)}" if r.high is None else (
        f"between {wording.times(r.low)} and {wording.times(r.high)}"
    )  # fmt: skip
    told = within or f"Chance leaves open {open_still} ({level * 100:g} %)."
    return f"Follow-ups were confirmed {often}, {chance}. {told} {SHOWN}"


def _by_period(parts: Sequence[Part]) -> Strata:
    """Return what each group had confirmed in each period, each agency's apart."""
    counts = [counts_by_period(CONFIRMED, part.entries) for part in parts]
    periods = list(dict.fromkeys(at for of_group in counts for at in of_group))
    table = np.array([[of_group.get(at, (0, 0)) for of_group in counts] for at in periods], np.int64)
    table = table.reshape(len(periods), len(parts), 2)
    return Strata(
        names=[part.said for part in parts], events=table[..., 0], trials=table[..., 1], called="periods",
        rate="share", where="when {who} were searched for", bounded=True,
    )  # fmt: skip


def of_purposes(parts: Sequence[Part], *, level: float) -> tuple[Finding, ...]:
    """Return the shares of each purpose."""
    return tuple(_shares(parts, level=level))


def _shares(parts: Sequence[Part], *, level: float) -> list[Finding]:
    found = []
    for quantity in OF_PARTS:
        if any(counted(quantity, part.entries) for part in parts):
            found += [finding_of(quantity, part, level=level, caveats=_CAVEATS[:1]) for part in parts]
    return found


def _rate(part: Part, *, level: float) -> GroupRate:
    share = share_of(CONFIRMED, part.entries, level=level)
    group = part.group or {}
    if share is None:
        return GroupRate(group=group, label=part.said, people=0, measured=None, reason=CONFIRMED.nothing)
    e = share.estimate
    measured = unclustered(e.events or 0, round(e.trials or 0), level=level)
    if e.effective_trials is not None:  # periods show a scatter: the test goes by it, as the interval does
        measured = Measured(estimate=e, bounds=share.bounds, sensitivity=share.sensitivity, caveats=share.caveats)
    return GroupRate(group=group, label=part.said, people=0, measured=measured)


def _part(part: Part, parts: Sequence[Part], *, level: float) -> Finding:
    told = [e.searches for e in part.entries if e.searches is not None]
    every = sum(e.searches or 0 for p in parts for e in p.entries)
    if not told or not every:
        return PART_OF_SEARCHES.missing(group=part.group)
    x = sum(told)
    low, high = clopper_pearson(x, every, level=level)
    rows = []
    for deff in (2.0, 5.0):
        ends = clopper_pearson(x, every, level=level, deff=deff)
        said = f"searches come in groups of {deff:.0f}"
        rows.append(Sensitivity(assumption=said, deff=deff, low=ends[0], high=ends[1]))
    estimate = Estimate(
        value=x / every, low=low, high=high, level=level, method=methods.CLUSTERING_UNKNOWN, events=x, trials=every
    )
    answer = (
        f"{part.said}: {wording.count(x)} of {wording.plural(every, 'search', 'searches')}, "
        f"{wording.percent(x / every)} ({level * 100:g} % interval: {wording.percent_span(low, high)})."
    )
    return PART_OF_SEARCHES.answered(answer, estimate, group=part.group, sensitivity=tuple(rows), caveats=_CAVEATS)
