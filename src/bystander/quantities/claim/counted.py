"""How often the system was wrong, as counted, of one thing that the number may be of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.claims import methods
from bystander.claims.denominators import Kind
from bystander.claims.exact import by_doubling
from bystander.claims.verdict import Limits
from bystander.findings import Bounds, Quantity, Sensitivity, SignificanceTest, wording
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper
from bystander.intervals.record_rate import rate_per_trial
from bystander.quantities.claim import words
from bystander.quantities.record.words import further

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Counts, Possible
    from bystander.findings import Finding

COUNTED = Quantity(
    name="claim-counted",
    heading="As counted",
    question="How often was the system wrong, as counted?",
    unit="trial",
    population=words.HELD_FOR,
    of_passers_by=False,
    nothing=words.NOT_PUBLISHED,
    page="claims.md",
    in_parts=True,
)


def counted(claim: Claim, one: Possible, *, level: float) -> Finding:
    """Return the rate of wrong ones with its interval; not estimable without counts, or where some are unverified."""
    what, group = one.what, {"of": one.what.name}
    asked = replace(COUNTED, unit=what.one)
    if one.wrong is None or one.trials is None:
        return asked.missing(group=group)
    if one.unverified:
        return asked.missing(_UNVERIFIED, answer=_between(one), group=group, bounds=_bounds(one, level))
    rate = rate_per_trial([one.wrong], [one.trials], level=level, event=_event(one))
    return asked.answered(
        _said(one, level), rate.estimate, group=group, bounds=_bounds(one, level),
        sensitivity=(*rate.sensitivity, *_undetected(one, level)), test=_test(claim, one),
        caveats=(what.note,) if what.note else (),
    )  # fmt: skip


_UNVERIFIED = "some of them were judged neither right nor wrong, and nobody knows which they were"


def _said(one: Possible, level: float) -> str:
    what, wrong, trials = one.what, one.wrong or 0, one.trials or 0
    said = f"{wording.capital(words.some(wrong, trials, what.name))} {words.were(wrong)} {what.wrong}"
    upper = clopper_pearson_upper(wrong, trials, level=level)
    if not wrong:
        return f"{said}: at most {words.bounded(what, upper, 2, up=True)[1]} (one-sided {level * 100:g} % limit)."
    low, high = clopper_pearson(wrong, trials, level=level)
    if what.kind is Kind.ALERT and wrong < trials:
        left = wording.percent_span(1 - high, 1 - low)
        said += f", so {wording.percent(1 - wrong / trials)} were right; chance alone leaves open {left}"
        return f"{said}.{_if_unnoticed(one)}"
    left = words.span(what, low, high)
    return f"{said}: {words.rate(what, wrong / trials)}; chance alone leaves open {left}."


def _if_unnoticed(one: Possible) -> str:
    """Say what the share of right alerts would be if more of them were false than was noticed."""
    wrong, trials = one.wrong or 0, one.trials or 0
    more = [u for u in further(trials) if wrong + u <= trials]
    if not more:
        return ""
    shares = wording.listed([wording.percent(1 - (wrong + u) / trials) for u in more])
    said = " or ".join(wording.listed([str(u) for u in more]).rsplit(" and ", 1))
    return f" If {said} more were false and nobody noticed, {' or '.join(shares.rsplit(' and ', 1))} were right."


def _between(one: Possible) -> str:
    wrong, most, trials = one.wrong or 0, (one.wrong or 0) + one.unverified, one.trials or 0
    return (
        f"Of {wording.count(trials)} {one.what.name}, {wording.count(wrong)} {words.were(wrong)} {one.what.wrong} and "
        f"{wording.count(trials - most)} {one.what.right}; {wording.count(one.unverified)} were verified as neither. "
        f"So {wording.percent(wrong / trials)} to {wording.percent(most / trials)} were {one.what.wrong}."
    )


def _bounds(one: Counts, level: float) -> Bounds:
    """Return the cautious limit, by which a claim is supported, and the one-sided limit of independent events."""
    most = (one.wrong or 0) + one.unverified
    return Bounds(
        compliance_upper=Limits.of(one, level=level).cautious_high,
        naive_upper=clopper_pearson_upper(most, one.trials or 0, level=level),
    )


def _undetected(one: Possible, level: float) -> tuple[Sensitivity, ...]:
    """Return what more false alerts would mean that nobody noticed."""
    wrong, trials = one.wrong or 0, one.trials or 0
    if one.what.kind not in {Kind.LOOK, Kind.ALERT}:
        return ()
    rows = []
    for more in further(trials):
        if wrong + more > trials:
            continue
        low, high = clopper_pearson(wrong + more, trials, level=level)
        said = f"{wording.plural(more, 'more false alert')} that nobody noticed"
        upper = clopper_pearson_upper(wrong + more, trials, level=level)
        rows.append(Sensitivity(assumption=said, low=low, high=high, upper=upper))
    return tuple(rows)


def _test(claim: Claim, one: Possible) -> SignificanceTest | None:
    """Return the exact test of the printed number; none of a limit, nor of none and all, which no chance is in."""
    value = float(claim.wrong.value)
    if claim.wrong.side != "about" or not 0 < value < 1 or one.wrong is None or one.trials is None:
        return None
    return SignificanceTest(
        null=f"the printed number, {words.number_of(claim)}, is the true one",
        method=methods.DOUBLING,
        statistic=one.wrong,
        p=by_doubling(one.wrong, one.trials, value),
    )


def _event(one: Possible) -> str:
    return "alert" if one.what.kind in {Kind.LOOK, Kind.ALERT} else "event"
