"""EV13: one value at the end of the range holds a suspicious share of the scores.

A pile at the lowest or highest score is typical of a sentinel (-1, 0, 9999), of clipping, or of a system that
cuts its candidate list. A sentinel is a failure; clipping means that no threshold can be set beyond the pile.
It is said when the pile holds at least 1 in 100 scores, twenty comparisons, and ten times what a value holds on
average. It leads the caveats where a value, however few have it, lies further from all others than these from each
other and is had by both kinds or is a usual sign of failure, or where it is a distance below 0 and no other is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import percent, plural
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from bystander.evidence.comparisons.seen import Seen

CODE = "EV13"
AT_LEAST, SHARE, TIMES = 20, 0.01, 10.0
_SEVERAL, _OTHERS = 2, 3  # rows of a value far out, and values that there are beside it
_SIGNS = (-1.0, -2.0, -9.0, -99.0, -999.0, -9999.0, 99.0, 999.0, 9999.0, 99999.0)  # what programs write for failures
_ROUNDING = 1e-6  # of the range of distances: so far below 0 a distance of nothing may come to lie


@dataclass(frozen=True, kw_only=True)
class _End:
    """An end of the scores, in the file's own numbers: its ``name``, its value, and how many rows have it.

    ``beyond``: it is a distance below 0, the only one; ``far``: it lies far out, and is likely a sign of failure.
    """

    name: str
    value: float
    rows: int
    beyond: bool
    far: bool


def _pile(end: _End, at: str, total: int) -> Problem:
    """Return the warning of rows, of ``total`` scores, that all have the value of an end."""
    expected, have = "scores that thin out towards the ends of their range", "has" if end.rows == 1 else "have"
    if end.beyond:
        expected = "distances of 0 or more"
    elif end.far:
        expected = "no value that lies further from all others than these from each other"
    what = "a distance below 0" if end.beyond else f"exactly the {end.name} score"
    return Problem(
        code=CODE,
        severity="warning",
        leads=end.beyond or end.far,
        found=f"{plural(end.rows, 'comparison')} ({percent(end.rows / total)}) {have} {what}, {end.value:.6g}",
        where=at,
        expected=expected,
        means="a value was written for failures, or scores were cut off at a limit",
        do=f"if it stands for a failure, give --failed-score {end.value:.6g}; "
        "if scores were cut off, ask for all of them",
    )


def look(seen: Seen) -> list[Problem]:
    """Find a pile at the lowest or at the highest score, and a value far out that several comparisons have."""
    if not seen.scored:
        return []
    enough = max(AT_LEAST, SHARE * seen.scored, TIMES * seen.rows_a_score)
    return [
        _pile(end, seen.scores_at, seen.scored) for end in _ends(seen) if end.rows >= enough or end.beyond or end.far
    ]


def _ends(seen: Seen) -> list[_End]:
    total, sign = seen.total, -1.0 if seen.trial.distance else 1.0
    kinds = (total.mated_scores.values, total.non_mated_scores.values)
    every = distinct(np.concatenate(kinds))
    ends = []
    names = ("lowest", "highest") if sign > 0 else ("highest", "lowest")
    places = ((total.lowest, total.at_lowest), (total.highest, total.at_highest))
    for name, (inner, rows) in zip(names, places, strict=True):
        value = sign * inner + 0.0  # no -0
        others = sign * every[every != inner]
        with np.errstate(over="ignore"):  # scores from one end of the numbers to the other are infinitely far apart
            span = float(np.ptp(others)) if len(others) else 0.0
            away = float(np.abs(others - value).min()) if len(others) >= _OTHERS else 0.0
        below = seen.trial.distance and len(others) > 0 and value < -_ROUNDING * span and float(others.min()) >= 0
        likely = value in _SIGNS or all(inner in kind for kind in kinds)
        far = rows >= _SEVERAL and away > span and likely
        ends.append(_End(name=name, value=value, rows=rows, beyond=bool(below), far=far))
    return ends


CHECK = Check(code=CODE, about=__doc__, look=look)
