"""The one-sided limits that are held against a requirement, read from a finding at the level that is required.

======================================  ================================================================
evidence                                limits
======================================  ================================================================
errors, at least eight people           compliance: KG-t with a design effect larger by one
no error, or nothing but errors         assumption-free (Z1): Z2 would presume that people differ no more
                                        here than at lower thresholds
fewer than eight people drive the       assumption-free
errors
everybody has one trial                 exact, whatever the number of errors
published counts                        exact, as if events came in fives, or as strongly as deployments
                                        scatter if that is more; alerts in doubt count against what is
                                        required, as strongly
threshold chosen on the same trial      the interval that knows of it; where there is none, or no false match
                                        is left at the threshold, none
the same, of one row, or of which one   those of these deployments, held again, and the verdict says so: how
row holds most                          one as large may differ is not shown
nobody is named                         none: whoever appears twice is not known
searches may be missing from the file   none
======================================  ================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING, NamedTuple

from bystander.findings import Kind, wording
from bystander.intervals import kg_t, methods
from bystander.intervals.counts import (
    clopper_pearson_lower,
    clopper_pearson_upper,
    garwood_lower,
    garwood_upper,
)
from bystander.quantities.record.false_alerts import DEPLOYMENTS_LIKE_THESE
from bystander.quantities.record.rates import NOT_JUDGED, THESE_DEPLOYMENTS, UNCONFIRMED, RecordRate

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Estimate, Finding, Quantity

NOBODY_NAMED = "The people behind this number are not named, so one may be in it more than once"
NAMES = "The same trial with a code for each person would show it."
OF_ONE_ROW = "That is of this one row; it does not show how another deployment may differ."
OF_THESE = (
    "One row holds most of the {units}: that is of these deployments, held again, and does not show how others may "
    "differ."
)
TAKEN_FOR_ALIKE = "Deployments to come are taken for alike, as these do not show how they differ."
CHOSEN = "The threshold was chosen on the same trial, which is too small to tell how far it may be off"
TOO_FEW = "Fewer than {least} people drive these errors (effectively {df:.1f})"
NO_LIMIT = "The number has no one-sided limit"
SOME_MISSING = "Searches that returned nobody may be missing from the file"
EVERY_ONE = "The same trial with a row for every search would show it."
NO_LIMITS = (  # by the method: why, and what would show it
    (methods.EVERY_SEARCH, SOME_MISSING, EVERY_ONE),
)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """One-sided limits of a rate; None where there are none.

    ``why``: why there are none, a sentence's beginning; ``would``: what would show it. ``free``: they assume nothing of
    how trials depend. ``exact``: everybody has one trial. ``deff``: of counts, how many times each event was counted;
    ``only``: of which deployments, said where they do not show how others may differ. ``doubtful``: alerts in doubt
    that may be on either side; ``kinds`` of doubt. ``drivers``: people who drive the errors, where that they are
    typical of others is taken for granted.
    """

    lower: float | None = None
    upper: float | None = None
    why: str = ""
    would: str = "A trial with more people would show it."
    free: bool = False
    exact: bool = False
    deff: float | None = None
    only: str = ""
    doubtful: int = 0
    kinds: tuple[str, ...] = ()
    drivers: float | None = None


def limits_of(finding: Finding, quantity: Quantity, *, threshold_df: float | None = None) -> Limits:
    """Return the limits of a finding that has a number; their level is that of its estimate.

    ``threshold_df``: the effective number of people behind the errors that its threshold was chosen by, where it was;
    0 where no error is left.
    """
    e, b = finding.estimate, finding.bounds
    if e is None or _has_none(e):
        return _without(finding)
    if b.compliance_upper is None and b.compliance_lower is None:
        return _of_counts(finding, e, quantity)
    chosen = finding.at.target_fmr is not None or finding.at.target_fpir is not None
    if not chosen:
        return given(finding)
    if b.assumption_free_upper is not None or threshold_df == 0:  # the former is for a threshold that was given
        return Limits(why=CHOSEN)
    df = min((d for d in (e.drivers, threshold_df) if d is not None), default=None)
    if df is not None and df < kg_t.FEW_PEOPLE:
        return Limits(why=TOO_FEW.format(least=kg_t.FEW_PEOPLE, df=df))
    return Limits(lower=b.compliance_lower, upper=b.compliance_upper, drivers=df)


def given(finding: Finding) -> Limits:
    """Return the limits of a rate at a threshold that was given, or is taken as given; none without a number."""
    e, b = finding.estimate, finding.bounds
    if e is None or _has_none(e) or b.assumption_free_lower is None or b.compliance_lower is None:
        return Limits(why=NO_LIMIT)
    # a share of people found has no upper limit beside it, which would be none for a claim: its interval's end serves
    free_upper = e.high if b.assumption_free_upper is None else b.assumption_free_upper
    upper = e.high if b.compliance_upper is None else b.compliance_upper
    exact = _is_that_of_a_count(b.compliance_lower, e)
    few = e.drivers is not None and e.drivers < kg_t.FEW_PEOPLE
    if few or e.events in {0, e.trials}:
        return Limits(lower=b.assumption_free_lower, upper=free_upper, free=True, exact=exact)
    return Limits(lower=b.compliance_lower, upper=upper, exact=exact, drivers=None if exact else e.drivers)


def _is_that_of_a_count(lower: float, e: Estimate) -> bool:
    """Return whether everybody has one trial: only then is the limit Clopper and Pearson's; with few people Z1 is both.

    False without an error, or with nothing but errors, where the limit has no other side to tell it by.
    """
    if e.events is None or e.trials is None or e.events in {0, e.trials}:
        return False
    return isclose(lower, clopper_pearson_lower(e.events, e.trials, level=e.level))  # mirrored limits are rounded


def _has_none(e: Estimate) -> bool:
    """Return whether an estimate has no limits that hold."""
    return _names_nobody(e) or any(e.method.rests_on(method) for method, _, _ in NO_LIMITS)


def _without(finding: Finding) -> Limits:
    """Return why there are no limits that hold, and what would show them."""
    e = finding.estimate
    for method, why, would in NO_LIMITS:
        if e is not None and not _names_nobody(e) and e.method.rests_on(method):
            return Limits(why=why.format(units=wording.units(finding.unit)), would=would)
    return Limits(why=NOBODY_NAMED, would=NAMES)


def _names_nobody(e: Estimate) -> bool:
    """Return whether whoever appears twice is not known; a record's condition is another, and has limits of its own."""
    return e.method.only_if == methods.NOBODY_TWICE


def _of_counts(finding: Finding, e: Estimate, quantity: Quantity) -> Limits:
    """Return the limits of published counts: their rows of sensitivity know how events may cluster."""
    rows = [row for row in finding.sensitivity if row.upper is not None and row.deff is not None]
    if not rows or e.events is None or not e.trials:
        return Limits(why=NO_LIMIT)
    deff = max(row.deff or 1.0 for row in rows)  # fives, or the scatter between deployments where that is more
    below, above = limits_by(quantity)
    doubt = _in_doubt(finding, e, quantity)
    return Limits(
        lower=below(doubt.least, doubt.trials, level=e.level, deff=deff),
        upper=above(doubt.most, doubt.trials, level=e.level, deff=deff),
        deff=deff, only=_only(finding, e), doubtful=doubt.most - doubt.least, kinds=doubt.kinds,
    )  # fmt: skip


def _only(finding: Finding, e: Estimate) -> str:
    """Say of which deployments the limits of counts are; nothing where rows show how deployments differ."""
    if e.method.rests_on(methods.THESE_ALONE):
        return OF_THESE.format(units=wording.units(finding.unit))
    if finding.population == THESE_DEPLOYMENTS:
        return OF_ONE_ROW
    return TAKEN_FOR_ALIKE if finding.population == DEPLOYMENTS_LIKE_THESE and e.effective_trials is None else ""


class _Doubt(NamedTuple):
    """The fewest and the most events that alerts in doubt leave open, and the trials if all of them are some."""

    least: int
    most: int
    trials: float
    kinds: tuple[str, ...] = ()


def _in_doubt(finding: Finding, e: Estimate, quantity: Quantity) -> _Doubt:
    """Return what alerts in doubt leave open: of false ones from none to all of them, and of right ones as well."""
    row = next((row for row in finding.sensitivity if row.events is not None), None)
    events, trials = e.events or 0, e.trials or 0.0
    if row is None or row.events is None:
        return _Doubt(events, events, trials)
    whole = row.effective_trials or trials
    of_right = isinstance(quantity, RecordRate) and not quantity.errors
    ends = (row.events, events + round(whole - trials)) if of_right else (events, row.events)
    return _Doubt(*ends, whole, tuple(kind for kind in (UNCONFIRMED, NOT_JUDGED) if kind in row.assumption))


def limits_by(quantity: Quantity) -> tuple[Callable[..., float], Callable[..., float]]:
    """Return how the exact limits of counts of a quantity are computed, from below and from above."""
    if quantity.kind is Kind.MEAN:
        return garwood_lower, garwood_upper
    return clopper_pearson_lower, clopper_pearson_upper
