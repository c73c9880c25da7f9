"""Whether other counts agree with the claim: with its own counts where it has any, else with its printed number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.claims import methods
from bystander.claims.exact import by_doubling
from bystander.differentials.groups import GroupCount
from bystander.differentials.ratios import rate_ratio
from bystander.findings import Bounds, Estimate, Kind, Quantity, SignificanceTest, wording
from bystander.intervals.counts import clopper_pearson
from bystander.quantities.claim import words

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Held, Possible
    from bystander.findings import Finding

AGREEMENT = Quantity(
    name="claim-agreement",
    heading="Other evidence",
    question="How many times as often is it wrong in other evidence?",
    unit="trial",
    population="both counts, if every event is of its own",
    kind=Kind.RATIO,
    page="claims.md",
    in_parts=True,
)


def agreement(claim: Claim, one: Possible, held: Held, *, level: float) -> Finding:
    """Return how other counts compare, with the exact test; not estimable where both are 0, or the claim's rate is."""
    group = {"of": one.what.name, "against": held.source or "other counts"}
    asked = replace(AGREEMENT, unit=one.what.one)
    if one.counted and not one.unverified:
        return _with_counts(one, held, asked, group, level=level)
    return _with_number(claim, held, asked, group, level=level)


def _with_counts(one: Possible, held: Held, asked: Quantity, group: dict[str, str], *, level: float) -> Finding:
    own = GroupCount(name="claim", events=one.wrong or 0, trials=one.trials or 0)
    other = GroupCount(name="other", events=held.wrong, trials=held.trials)
    ratio = rate_ratio(other, own, level=level)
    if ratio is None:
        return asked.missing("neither counted one that was wrong: 0 of 0", group=group)
    test = SignificanceTest(
        null="both counts have one rate", method=methods.CONDITIONAL, statistic=held.wrong, p=ratio.p
    )
    said = f"{_counted(held)}, against {words.some(own.events, int(own.trials), one.what.name)}"
    if ratio.high is None:
        answer = f"{said}. They differ by chance {wording.chance(ratio.p)}."
        reason = "the claim counted none, so the ratio has no upper limit"
        return asked.missing(reason, answer=answer, group=group, bounds=Bounds(lower=ratio.low), test=test)
    answer = (
        f"{said}. That is {wording.times(ratio.value)} as often ({wording.times_as(ratio.low)} to "
        f"{wording.times_as(ratio.high)}). If both have one rate, counts so different come "
        f"about {wording.chance(ratio.p)}."
    )
    estimate = Estimate(value=ratio.value, low=ratio.low, high=ratio.high, level=level, method=methods.CONDITIONAL)
    return asked.answered(answer, estimate, group=group, test=test)


def _with_number(claim: Claim, held: Held, asked: Quantity, group: dict[str, str], *, level: float) -> Finding:
    value, number = float(claim.wrong.value), words.number_of(claim)
    if not 0 < value < 1:
        answer = f"{_counted(held)}, against none that is claimed." if value == 0 else ""
        return asked.missing("the claim leaves no rate to compare with", answer=answer, group=group)
    low, high = (end / value for end in clopper_pearson(held.wrong, held.trials, level=level))
    p = by_doubling(held.wrong, held.trials, value)
    test = SignificanceTest(
        null=f"the printed number, {number}, is the true one", method=methods.DOUBLING, statistic=held.wrong, p=p
    )
    ratio = held.wrong / held.trials / value
    expected = held.trials * value
    answer = (
        f"{_counted(held)}, where the printed number has {_expected(expected)}. Counts so far from it come about "
        f"{wording.chance(p)} if it is true."
    )
    estimate = Estimate(value=ratio, low=low, high=high, level=level, method=methods.DOUBLING)
    return asked.answered(answer, estimate, group=group, test=test)


def _counted(held: Held) -> str:
    where = f" ({held.source})" if held.source else ""
    said = words.some(held.wrong, held.trials, held.what.name)
    return f"{wording.capital(said)} {words.were(held.wrong)} {held.what.wrong}{where}"


def _expected(value: float) -> str:
    return wording.significant(value) if value < 100 else wording.count(value)
