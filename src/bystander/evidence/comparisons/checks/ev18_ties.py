"""EV18: most scores are tied.

When many comparisons share the same few scores, a threshold moves the rates in large steps: most target rates
cannot be reached, and what "at or above the threshold" includes decides the result. Rates are never interpolated
between steps; the achieved rate is printed. Ties are counted within mated and within non-mated comparisons; above
262,144 different scores they are estimated from a sample of the scores that does not depend on the order of rows.
Where each score occurs an even number of times, rows were pasted twice. Rounded scores have few digits: where those
that are tied have many, and few comparisons each, images may be there again under other names. Two scores in all are a
decision: its own error rates are those at the threshold that is the value for "the same", the only one there is. They
are told first, unless another is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import percent

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV18"
LIMIT = 0.5
AT_LEAST = 100  # comparisons below which ties mean nothing


def heavy(at: str, share: float) -> Problem:
    """Return the warning that a share of the comparisons have a score that another one has too."""
    return Problem(
        code=CODE,
        severity="warning",
        found=f"{percent(share)} of the comparisons share their score with another of the same kind",
        where=at,
        expected="scores with enough digits to tell comparisons apart",
        means="scores were rounded or put into steps, so a threshold moves the rates in steps",
        do="ask for the scores with all their digits",
    )


def _decision(at: str) -> Problem:
    """Return the warning that there are no scores, but what somebody decided by them."""
    return Problem(
        code=CODE,
        severity="warning",
        leads=True,
        voids=True,
        found="there are two scores only, so these are decisions and no scores",
        where=at,
        expected="the scores that the decisions were made by",
        means="only one operating point exists, that of these decisions; at any other threshold all or nothing is "
        "accepted",
        do="ask for the scores; if the lower of the two values means one person, say so with --distance",
    )


def _copied(at: str, times: int) -> Problem:
    """Return the warning that every score occurs some number of times, as in a file that holds each row so often."""
    return Problem(
        code=CODE,
        severity="warning",
        leads=True,
        found=f"every score occurs {'twice' if times == 2 else f'{times} times'}, or a multiple of that",
        where=at,
        expected="each comparison once",
        means="rows were pasted more than once, or each pair stands in both orders; then ranges are too narrow",
        do="keep one row of each comparison, or name the images, as probe_id and reference_id do",
    )


def _perhaps_copied(at: str, share: float) -> Problem:
    """Return the warning of ties between scores of so many digits that rounding does not make them."""
    return Problem(
        code=CODE,
        severity="warning",
        leads=True,
        found=f"{percent(share)} of the comparisons share a score of many digits with another of the same kind",
        where=at,
        expected="each image once: two images have the same score with a third one by chance alone",
        means="rounding does not make such ties, so images may be there twice under two names; then ranges are too "
        "narrow",
        do="keep one of each image; nothing, if the system itself gives scores in steps",
    )


def look(seen: Seen) -> list[Problem]:
    """Find scores of which most are tied."""
    if seen.decided:
        return [_decision(seen.scores_at)]
    if seen.ties is None or seen.ties < LIMIT or seen.scored < AT_LEAST:
        return []
    if seen.copies > 1:
        return [_copied(seen.scores_at, seen.copies)]
    return [_perhaps_copied(seen.scores_at, seen.ties) if seen.copies_likely else heavy(seen.scores_at, seen.ties)]


CHECK = Check(code=CODE, about=__doc__, look=look)
