"""Why the verdict of a denominator is what it is: what the counts leave, beside what the number stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.claims.verdict import Limits, judged, judged_against, verdict_of
from bystander.findings import wording
from bystander.findings.claim import CONSISTENT, CONTRADICTED, NOT_TESTABLE, SUPPORTED
from bystander.intervals.counts import clopper_pearson_lower, clopper_pearson_upper
from bystander.quantities.claim import words
from bystander.quantities.claim.implied import is_counts
from bystander.quantities.claim.left import in_right, left, span

if TYPE_CHECKING:
    from bystander.claims.claim import Claim, Counts, Possible
    from bystander.findings.claim import Verdict

NONE = "none"


def why(claim: Claim, one: Possible, *, level: float) -> str:
    """Return it in a sentence."""
    against = judged_against(claim)[one]
    found = verdict_of(claim, one, level=level)
    if found == NOT_TESTABLE:
        return f"No counts of {one.what.name} were given."
    if found != CONTRADICTED and claim.absolute:
        return _of_all(against[0], level=level) if claim.charge else _of_none(against[0], level=level)
    each = 1 - (1 - level) / len(against)
    counts = next(c for c in against if judged(claim.wrong, c, level=each, charge=claim.charge) == found)
    bound = claim.wrong.low if claim.charge else claim.wrong.high
    end = _end(claim, Limits.of(counts, level=each), found)
    right = in_right(claim, counts, left(counts, level=level))
    low = claim.charge != right  # whether the number is the lower end of what is said
    if right:
        end, bound = 1 - end, 1 - bound
    # "at most" is rounded up and "at least" down
    limit, stood = words.apart(one.what, end, float(bound), end_up=low == (found == CONTRADICTED), bound_up=not low)
    is_ = one.what.right if right else one.what.wrong
    pairs = {CONTRADICTED: "", SUPPORTED: "Even if mistakes come in pairs, "}.get(found, "If mistakes come in pairs, ")
    means = "stands for" if claim.wrong.side == "about" else "means"
    of = one.what.wrong if claim.of_right else "at all"
    stands = _stands(
        claim, float(bound), stood, low=low, of=f" {of}", is_=f" {is_}" if claim.of_right and not right else ""
    )
    number = f"{wording.capital(words.number_of(claim))} {means} {stands}."
    if is_counts(claim, one):
        number = ""
    if found == CONSISTENT and counts.unverified:
        return f"{_of_unverified(counts)} {number}".rstrip()
    source = f" ({name})" if (name := getattr(counts, "source", "")) else ""
    told = f"{pairs}{_told(counts, right=right)}{source}"
    range_ = left(counts, level=each)
    if found == CONTRADICTED and not range_.one_sided and words.clear_of(one.what, end, float(bound)):
        leaves = f"leaves {span(one.what, range_, of_right=right)}"  # as the range of the same counts is said elsewhere
    else:
        leaves = _leaves(found, limit if end else NONE, low=low)
    if counts.unverified:
        leaves = f"That {leaves}"
    return f"{wording.capital(told)} {leaves} {is_} ({each * 100:.4g} %). {number}".rstrip()


def _stands(claim: Claim, bound: float, stood: str, *, low: bool, of: str, is_: str) -> str:
    """Say what a number stands for; a limit that is strict is no part of it.

    ``of``: of what there are none. ``is_``: of which ones it is, where these are not those that the number is of.
    """
    if bound in {0, 1} and claim.absolute:
        return f"none{of}" if bound == 0 else "all"
    number, stood = claim.number, f"nearly {stood}" if stood == "100 %" else stood
    if number.side != "about" and not (number.low_in if number.side == "at least" else number.high_in):
        return f"{'above' if low else 'below'} {stood}{is_}"
    return f"{'at least' if low else 'at most'} {stood}{is_}"


def _of_unverified(counts: Counts) -> str:
    """Say what is known where some were judged neither right nor wrong: from all right to all wrong."""
    trials, wrong = counts.trials or 1, counts.wrong or 0
    low, high = (wording.percent(most / trials).removesuffix(" %") for most in (wrong, wrong + counts.unverified))
    return (
        f"Of {wording.count(trials)} {counts.what.name}, {wording.count(counts.unverified)} were not verified: "
        f"anything from {low} to {high} % may be {counts.what.wrong}."
    )


def _of_none(counts: Counts, *, level: float) -> str:
    """Say what counts without a mistake leave, where the claim is that there is none; they never show that."""
    upper = clopper_pearson_upper(counts.unverified, counts.trials or 0, level=level)
    limit = words.bounded(counts.what, upper, 2, up=True)[1]
    return (
        f"None was counted, which does not show that there is none. {wording.capital(_told(counts))} "
        f"{'That leaves' if counts.unverified else 'leaves'} at most {limit} {counts.what.wrong} "
        f"({level * 100:g} %, one-sided)."
    )


def _of_all(counts: Counts, *, level: float) -> str:
    """Say what counts without a right one leave, where the claim is that all were wrong; they never show that."""
    trials = counts.trials or 0
    lower = clopper_pearson_lower((counts.wrong or 0), trials, level=level)
    limit = words.bounded(counts.what, lower, 2, up=False)[1]
    return (
        f"No other was counted, which does not show that all are. {wording.capital(_told(counts))} leaves at least "
        f"{limit} {counts.what.wrong} ({level * 100:g} %, one-sided)."
    )


def _end(claim: Claim, limits: Limits, found: Verdict) -> float:
    """Return the end of what the counts leave by which they were judged."""
    if found == CONTRADICTED:
        return limits.high if claim.charge else limits.low
    return limits.cautious_low if claim.charge else limits.cautious_high


def _leaves(found: Verdict, limit: str, *, low: bool) -> str:
    """Say what the counts leave: "leaves at least 5 %", or "allows up to 5 %" where that shows nothing."""
    if found == CONTRADICTED:
        return f"leaves {'at most' if low else 'at least'} {limit}"
    if found == SUPPORTED:
        return f"leaves {'at least' if low else 'at most'} {limit}"
    return f"allows {limit}" if limit == NONE else f"allows {'as few as' if low else 'up to'} {limit}"


def _told(counts: Counts, *, right: bool = False) -> str:
    wrong, trials = counts.wrong or 0, counts.trials or 0
    if counts.unverified:
        number = wording.count(wrong) if wrong else "none"
        false = f"{number} {words.were(wrong or 1)} {counts.what.wrong}"
        of = f"of {wording.count(trials)} {counts.what.name}"
        return f"{of}, {false} and {wording.count(counts.unverified)} not verified."
    return words.some(trials - wrong if right else wrong, trials, counts.what.name)
