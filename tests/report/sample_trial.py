"""A trial as real ones look, made by arithmetic alone: the scores are quantiles of two normal distributions."""

from __future__ import annotations

import itertools
from statistics import NormalDist

from bystander.findings import (
    Bounds,
    Conventions,
    Document,
    Estimate,
    EvidenceNote,
    Finding,
    Point,
    Series,
    Study,
)
from bystander.intervals import methods
from bystander.quantities.catalogue import CATALOGUE

NON_MATED, MATED = 498_501, 1_000
_OTHER, _SAME = NormalDist(0.12, 0.11), NormalDist(0.71, 0.16)
SAME_DATA = (
    "The threshold was chosen on the same comparisons, and the interval takes it as given: it is somewhat too narrow. "
    "A threshold set in advance (--threshold), or a second trial, would remove this."
)
PER_COMPARISON = (
    "These are rates per comparison of two images. A camera compares every passer-by with everybody on its watchlist, "
    "so a rate per passer-by is many times larger. A trial of searches, or a deployment record, would tell."
)
FEW_PEOPLE = (
    "Few people drive the false matches (about 14 effective people), so the interval may be too narrow. "
    "A trial with more people would remove this."
)


def _counts(steps: int) -> list[tuple[float, int, int]]:
    """Return (threshold, false matches, false non-matches) from the highest threshold down."""
    out = []
    for i in range(steps + 1):
        threshold = 1.05 - 1.3 * i / steps
        out.append((threshold, round(NON_MATED * (1 - _OTHER.cdf(threshold))), round(MATED * _SAME.cdf(threshold))))
    return out


def evaluate(*, steps: int = 6000, synthetic: bool = True, name: str = "trial_of_scores.csv") -> Study:
    """Return a trial with operating points down to zero false matches, one of them not estimable."""
    curve = _counts(steps)
    points = [_point(curve, x) for x in (1e-2, 1e-3, 1e-4)]
    zero = next(c for c in reversed(curve) if c[1] == 0)
    findings = [f for target, at in zip((1e-2, 1e-3, 1e-4), points, strict=True) for f in _pair(target, at)]
    findings += _zero(zero)
    findings.append(
        Finding(
            id="fnmr-at-fmr",
            question="If at most 1 in 1,000,000 comparisons of different people may match, "
            "how often is a person not recognised?",
            answer="Not estimable, because the trial has 498,501 comparisons of different people.",
            quantity="fnmr",
            unit="mated comparison",
            population="new people",
            at=Point(target_fmr=1e-6),
            not_estimable=(
                "the trial has 498,501 comparisons of different people, and a rate of 1 in 1,000,000 needs at least "
                "1,000,000 to show one, several times that to measure it"
            ),
        )
    )
    findings.append(_equal_error())
    document = Document(
        made_by={"bystander": "0.1.0"},
        study="evaluate",
        synthetic=synthetic,
        verdict=(
            (
                "At a threshold of 0.46, the system takes two different people for one in about 1 in 1,000 "
                "comparisons; "
                "for new people it could be between 1 in 1,800 and 1 in 610."
            ),
            (
                "At that threshold, 5.9 % of the comparisons of a person with themself fail (95 % interval: 4.6 % to "
                "7.5 "
                "%)."
            ),
            (
                "This rests on 1,000 people and on 498,501 comparisons of different people and 1,000 comparisons of a "
                "person "
                "with themself; as the same people appear again and again, the 498,501 comparisons tell about as "
                "much as "
                "41,000 independent ones."
            ),
        ),
        caveats=(FEW_PEOPLE, PER_COMPARISON, SAME_DATA, "12 rows were refused because their score is not a number."),
        evidence=(
            EvidenceNote(
                name=name,
                sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                kind="comparisons",
                format="delimited text",
                rows_read=499_513,
                rows_used=499_501,
                rows_refused=12,
                people=1000,
                failures=3,
                problems=("EV01 refused: 12 scores are not numbers",),
            ),
        ),
        conventions=Conventions(accept=">=", failures="fold", level=0.95),
        findings=tuple(findings),
    )
    return Study(document=document, series=_trial_series(curve, [*points, zero]), quantities=CATALOGUE)


def _point(curve: list[tuple[float, int, int]], target: float) -> tuple[float, int, int]:
    return next(c for c in reversed(curve) if c[1] <= target * NON_MATED)


def _estimate(events: int, trials: int, *, spread: float, people: int = 1000, df: float | None = None) -> Estimate:
    value = events / trials
    return Estimate(
        value=value,
        low=value / spread,
        high=min(value * spread, 1.0),
        level=0.95,
        method=methods.KG_T,
        events=events,
        trials=trials,
        effective_trials=round(trials / 12.1, 1),
        people=people,
        df=df,
    )


def _pair(target: float, at: tuple[float, int, int]) -> list[Finding]:
    threshold, wrong, missed = at
    point = Point(
        target_fmr=target, threshold=threshold, achieved_fmr=wrong / NON_MATED, next_fmr=(wrong + 1) / NON_MATED
    )
    said = f"1 in {round(1 / target):,}"
    return [
        Finding(
            id="fnmr-at-fmr",
            question=f"If at most {said} comparisons of different people may match, "
            "how often is a person not recognised?",
            answer=f"The lowest threshold that keeps false matches at or below {said} is {threshold:.4g}; "
            f"there {missed} of 1,000 fail.",
            quantity="fnmr",
            unit="mated comparison",
            population="new people",
            at=point,
            estimate=_estimate(missed, MATED, spread=1.3, df=212.4),
            bounds=Bounds(assumption_free_upper=min(1.0, 1.9 * missed / MATED), compliance_upper=1.25 * missed / MATED),
            caveats=(SAME_DATA,),
        ),
        Finding(
            id="fmr",
            question="How often does the system take two different people for one?",
            answer=f"At the threshold {threshold:.4g}, {wrong} of 498,501 comparisons "
            "of two different people match by mistake.",
            quantity="fmr",
            unit="non-mated comparison",
            population="new people, for both sides of the comparison",
            at=point,
            estimate=_estimate(wrong, NON_MATED, spread=1.7, df=13.9),
            bounds=Bounds(assumption_free_upper=0.011 + wrong / NON_MATED, compliance_upper=1.9 * wrong / NON_MATED),
            caveats=(FEW_PEOPLE, SAME_DATA),
        ),
    ]


def _zero(at: tuple[float, int, int]) -> list[Finding]:
    threshold, _, missed = at
    point = Point(threshold=threshold, achieved_fmr=0.0, next_fmr=1 / NON_MATED)
    return [
        Finding(
            id="fnmr-at-zero-fmr",
            question="If the threshold is raised until no two different people match in the trial, "
            "how often is a person not recognised?",
            answer=f"That takes a threshold of {threshold:.4g}; there {missed} of 1,000 fail. "
            "No false match in this trial is not a rate of zero.",
            quantity="fnmr",
            unit="mated comparison",
            population="new people",
            at=point,
            estimate=_estimate(missed, MATED, spread=1.15),
            caveats=(SAME_DATA,),
        ),
        Finding(
            id="fmr",
            question="How often does the system take two different people for one?",
            answer=f"At the threshold {threshold:.4g} none of 498,501 comparisons matched; "
            "the rate is at most 1 in 14,000, if those who would err here already show among the closest errors; "
            "at most 1 in 170 whatever people do (95 % one-sided).",
            quantity="fmr",
            unit="non-mated comparison",
            population="new people, for both sides of the comparison",
            at=point,
            estimate=Estimate(
                value=0,
                low=0,
                high=0.00597,
                level=0.95,
                events=0,
                trials=NON_MATED,
                effective_trials=500,
                people=1000,
                method=methods.ONE_SIDED,
            ),
            bounds=Bounds(if_seen_among_closest_upper=7.4e-5, assumption_free_upper=0.00597, naive_upper=6.0e-6),
        ),
    ]


def _equal_error() -> Finding:
    return Finding(
        id="eer",
        question="At the threshold where both kinds of error are equally frequent, how frequent are they?",
        answer="Both are 1.44 % (equal error rate; 95 % interval 0.98 % to 2.1 %).",
        quantity="eer",
        unit="comparison",
        population="new people",
        at=Point(threshold=0.361),
        estimate=Estimate(
            value=0.0144,
            low=0.0098,
            high=0.021,
            level=0.95,
            method=methods.HULL.named(f"{methods.HULL}, each at 0.975"),
        ),
        caveats=(
            "No system is used at this threshold unless it is set there; it serves comparison with older reports.",
        ),
    )


def _trial_series(curve: list[tuple[float, int, int]], at: list[tuple[float, int, int]]) -> tuple[Series, ...]:
    det = Series(
        name="det",
        columns={
            "threshold": [c[0] for c in curve],
            "fmr": [c[1] / NON_MATED for c in curve],
            "fnmr": [c[2] / MATED for c in curve],
            "false_matches": [c[1] for c in curve],
            "false_non_matches": [c[2] for c in curve],
        },
        units={"threshold": "score"},
    )
    rates = [(w / NON_MATED, m / MATED) for _, w, m in at]
    points = Series(
        name="det_points",
        columns={
            "label": ["1 in 100", "1 in 1,000", "1 in 10,000", "no false match"],
            "target_fmr": [1e-2, 1e-3, 1e-4, None],
            "threshold": [t for t, _, _ in at],
            "fmr": [r[0] for r in rates],
            "fmr_low": [r[0] / 1.7 for r in rates],
            "fmr_high": [r[0] * 1.7 or 7.4e-5 for r in rates],
            "fnmr": [r[1] for r in rates],
            "fnmr_low": [r[1] / 1.3 for r in rates],
            "fnmr_high": [min(r[1] * 1.3, 1.0) for r in rates],
        },
        units={"fmr": "share of comparisons"},
    )
    floor = Series(
        name="evidence_floor",
        columns={
            "resolution_fmr": [1 / NON_MATED],
            "zero_error_fmr": [7.4e-5],
            "resolution_fnmr": [1 / MATED],
            "zero_error_fnmr": [0.003],
        },
        units={"resolution_fmr": "share of comparisons"},
    )
    edges = [-0.35 + 1.6 * i / 100 for i in range(101)]
    scores = Series(
        name="scores",
        columns={
            "low": edges[:-1],
            "high": edges[1:],
            "mated": [round(MATED * (_SAME.cdf(b) - _SAME.cdf(a))) for a, b in itertools.pairwise(edges)],
            "non_mated": [round(NON_MATED * (_OTHER.cdf(b) - _OTHER.cdf(a))) for a, b in itertools.pairwise(edges)],
        },
        units={"mated": "comparisons"},
    )
    return det, _band(curve), points, floor, scores


def _band(curve: list[tuple[float, int, int]]) -> Series:
    """Return a band of 40 thresholds, half as wide again where errors are few; the ends hold one by one."""
    some = [c for c in curve if c[1] > 0 and c[2] > 0]
    some = some[:: max(1, len(some) // 40)]
    columns: dict[str, list[float]] = {
        "threshold": [c[0] for c in some],
        "fmr": [c[1] / NON_MATED for c in some],
        "fnmr": [c[2] / MATED for c in some],
    }
    for name, place, total in (("fmr", 1, NON_MATED), ("fnmr", 2, MATED)):
        factors = [1 + 2 / c[place] ** 0.5 + 0.2 for c in some]
        columns[f"{name}_low"] = [c[place] / total / f for c, f in zip(some, factors, strict=True)]
        columns[f"{name}_high"] = [min(c[place] / total * f, 1.0) for c, f in zip(some, factors, strict=True)]
    columns["simultaneous"] = [int(c[1] >= 5 and c[2] >= 5) for c in some]
    return Series(name="det_band", columns=columns, units={"fmr": "share of comparisons"})
