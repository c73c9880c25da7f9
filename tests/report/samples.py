"""Two studies as the real ones look, made by arithmetic alone: a trial, and a deployment record.

No random numbers: the trial's scores are quantiles of two normal distributions, the record's counts come
from a small fixed recurrence. ``CANARY`` is an identifier that no page may show.
"""

from __future__ import annotations

from datetime import date, timedelta
from statistics import NormalDist

from bystander.findings import (
    Bounds, Conventions, Document, Estimate, EvidenceNote, Finding, Point, Sensitivity, Series, Study,
)  # fmt: skip

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
    """Give (threshold, false matches, false non-matches) from the highest threshold down."""
    out = []
    for i in range(steps + 1):
        threshold = 1.05 - 1.3 * i / steps
        out.append((threshold, round(NON_MATED * (1 - _OTHER.cdf(threshold))), round(MATED * _SAME.cdf(threshold))))
    return out


def evaluate(*, steps: int = 6000, synthetic: bool = True, name: str = "trial_of_scores.csv") -> Study:
    """Give a trial with operating points down to zero false matches, one of them not estimable."""
    curve = _counts(steps)
    points = [_point(curve, x) for x in (1e-2, 1e-3, 1e-4)]
    zero = next(c for c in reversed(curve) if c[1] == 0)
    findings = [f for target, at in zip((1e-2, 1e-3, 1e-4), points, strict=True) for f in _pair(target, at)]
    findings += _zero(zero)
    findings.append(
        Finding(
            id="fnmr-at-fmr",
            question="If at most 1 in 1,000,000 comparisons of different people may match, how often is a person not recognised?",
            answer="Not estimable, because the trial has 498,501 comparisons of different people.",
            quantity="fnmr", unit="mated comparison", population="new people", at=Point(target_fmr=1e-6),
            not_estimable=(
                "the trial has 498,501 comparisons of different people, and a rate of 1 in 1,000,000 needs at least "
                "1,000,000 to show one, several times that to measure it"
            ),
        )
    )
    findings.append(_equal_error())
    document = Document(
        made_by={"bystander": "0.1.0"}, study="evaluate", synthetic=synthetic,
        verdict=(
            "At a threshold of 0.46, the system takes two different people for one in about 1 in 1,000 comparisons; "
            "for new people it could be between 1 in 1,800 and 1 in 610.",
            "At that threshold, 5.9 % of the comparisons of a person with themself fail (95 % interval: 4.6 % to 7.5 %).",
            "This rests on 1,000 people and 498,501 comparisons of different people and 1,000 comparisons of a person "
            "with themself; as the same people appear again and again, the 498,501 comparisons tell about as much as "
            "41,000 independent ones.",
        ),
        caveats=(FEW_PEOPLE, PER_COMPARISON, SAME_DATA, "12 rows were refused because their score is not a number."),
        evidence=(
            EvidenceNote(
                name=name, sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                kind="comparisons", format="delimited text", rows_read=499_513, rows_used=499_501, rows_refused=12,
                people=1000, failures=3, problems=("EV01 refused: 12 scores are not numbers",),
            ),
        ),
        conventions=Conventions(accept=">=", failures="fold", level=0.95),
        findings=tuple(findings),
    )  # fmt: skip
    return Study(document=document, series=_trial_series(curve, [*points, zero]))


def _point(curve: list[tuple[float, int, int]], target: float) -> tuple[float, int, int]:
    return next(c for c in reversed(curve) if c[1] <= target * NON_MATED)


def _estimate(events: int, trials: int, *, spread: float, people: int = 1000, df: float | None = None) -> Estimate:
    value = events / trials
    return Estimate(
        value=value, low=value / spread, high=min(value * spread, 1.0), level=0.95, method="KG-t", events=events,
        trials=trials, effective_trials=round(trials / 12.1, 1), people=people, df=df,
    )  # fmt: skip


def _pair(target: float, at: tuple[float, int, int]) -> list[Finding]:
    threshold, wrong, missed = at
    point = Point(target_fmr=target, threshold=threshold, achieved_fmr=wrong / NON_MATED, next_fmr=(wrong + 1) / NON_MATED)
    said = f"1 in {round(1 / target):,}"
    return [
        Finding(
            id="fnmr-at-fmr",
            question=f"If at most {said} comparisons of different people may match, how often is a person not recognised?",
            answer=f"The lowest threshold that keeps false matches at or below {said} is {threshold:.4g}; there {missed} of 1,000 fail.",
            quantity="fnmr", unit="mated comparison", population="new people", at=point,
            estimate=_estimate(missed, MATED, spread=1.3, df=212.4),
            bounds=Bounds(assumption_free_upper=min(1.0, 1.9 * missed / MATED), compliance_upper=1.25 * missed / MATED),
            caveats=(SAME_DATA,),
        ),
        Finding(
            id="fmr", question="How often does the system take two different people for one?",
            answer=f"At the threshold {threshold:.4g}, {wrong} of 498,501 comparisons of two different people match by mistake.",
            quantity="fmr", unit="non-mated comparison", population="new people, for both sides of the comparison",
            at=point, estimate=_estimate(wrong, NON_MATED, spread=1.7, df=13.9),
            bounds=Bounds(assumption_free_upper=0.011 + wrong / NON_MATED, compliance_upper=1.9 * wrong / NON_MATED),
            caveats=(FEW_PEOPLE, SAME_DATA),
        ),
    ]  # fmt: skip


def _zero(at: tuple[float, int, int]) -> list[Finding]:
    threshold, _, missed = at
    point = Point(threshold=threshold, achieved_fmr=0.0, next_fmr=1 / NON_MATED)
    return [
        Finding(
            id="fnmr-at-zero-fmr",
            question="If the threshold is raised until no two different people match in the trial, how often is a person not recognised?",
            answer=f"That takes a threshold of {threshold:.4g}; there {missed} of 1,000 fail. No false match in this trial is not a rate of zero.",
            quantity="fnmr", unit="mated comparison", population="new people", at=point,
            estimate=_estimate(missed, MATED, spread=1.15), caveats=(SAME_DATA,),
        ),
        Finding(
            id="fmr", question="How often does the system take two different people for one?",
            answer=f"At the threshold {threshold:.4g} none of 498,501 comparisons matched; the rate is at most 1 in 13,000 (95 % one-sided).",
            quantity="fmr", unit="non-mated comparison", population="new people, for both sides of the comparison", at=point,
            estimate=Estimate(
                value=0, low=0, high=7.4e-5, level=0.95, events=0, trials=NON_MATED, effective_trials=40_500, people=1000,
                method="zero errors, one-sided, dependence measured at a lower threshold (Z2)",
            ),
            bounds=Bounds(assumption_free_upper=0.00597, naive_upper=6.0e-6),
        ),
    ]  # fmt: skip


def _equal_error() -> Finding:
    return Finding(
        id="eer",
        question="At the threshold where both kinds of error are equally frequent, how frequent are they?",
        answer="Both are 1.44 % (equal error rate; 95 % interval 0.98 % to 2.1 %).",
        quantity="eer", unit="comparison", population="new people", at=Point(threshold=0.361),
        estimate=Estimate(value=0.0144, low=0.0098, high=0.021, level=0.95, method="hull of the FMR and FNMR intervals at the crossing, each at 0.975"),
        caveats=("No system is used at this threshold unless it is set there; it serves comparison with older reports.",),
    )  # fmt: skip


def _trial_series(curve: list[tuple[float, int, int]], at: list[tuple[float, int, int]]) -> tuple[Series, ...]:
    det = Series(
        name="det",
        columns={
            "threshold": [c[0] for c in curve], "fmr": [c[1] / NON_MATED for c in curve],
            "fnmr": [c[2] / MATED for c in curve], "false_matches": [c[1] for c in curve],
            "false_non_matches": [c[2] for c in curve],
        },
        units={"threshold": "score"},
    )  # fmt: skip
    rates = [(w / NON_MATED, m / MATED) for _, w, m in at]
    points = Series(
        name="det_points",
        columns={
            "label": ["1 in 100", "1 in 1,000", "1 in 10,000", "no false match"], "target_fmr": [1e-2, 1e-3, 1e-4, None],
            "threshold": [t for t, _, _ in at], "fmr": [r[0] for r in rates],
            "fmr_low": [r[0] / 1.7 for r in rates], "fmr_high": [r[0] * 1.7 or 7.4e-5 for r in rates],
            "fnmr": [r[1] for r in rates], "fnmr_low": [r[1] / 1.3 for r in rates],
            "fnmr_high": [min(r[1] * 1.3, 1.0) for r in rates],
        },
        units={"fmr": "share of comparisons"},
    )  # fmt: skip
    floor = Series(
        name="evidence_floor",
        columns={
            "resolution_fmr": [1 / NON_MATED], "zero_error_fmr": [7.4e-5],
            "resolution_fnmr": [1 / MATED], "zero_error_fnmr": [0.003],
        },
        units={"resolution_fmr": "share of comparisons"},
    )  # fmt: skip
    edges = [-0.35 + 1.6 * i / 100 for i in range(101)]
    scores = Series(
        name="scores",
        columns={
            "low": edges[:-1], "high": edges[1:],
            "mated": [round(MATED * (_SAME.cdf(b) - _SAME.cdf(a))) for a, b in zip(edges, edges[1:], strict=False)],
            "non_mated": [
                round(NON_MATED * (_OTHER.cdf(b) - _OTHER.cdf(a))) for a, b in zip(edges, edges[1:], strict=False)
            ],
        },
        units={"mated": "comparisons"},
    )  # fmt: skip
    return det, points, floor, scores


PLACES = ("Camden", "Croydon", "Islington", "Westminster Bridge Street", "Oxford Circus", "Lewisham")


def _record(days: int) -> list[dict[str, float | int | str | None]]:
    """Give deployments with a jump of faces per hour in the second year, a gap, and one unknown count."""
    rows: list[dict[str, float | int | str | None]] = []
    when, seed = date(2023, 4, 6), 7
    for i in range(days):
        seed = (seed * 1103515245 + 12345) % 2**31
        step = seed >> 16
        when += timedelta(days=2 + step % 5 + (60 if i == days // 3 else 0))
        hours = 4 + step % 9 / 2
        faces = int(hours * ((900 if i < days // 2 else 2600) + step % 700))
        false = 2 if step % 47 == 0 else int(step % 11 == 0)
        unknown = i == days // 4
        rows.append(
            {
                "index": i, "date": when.isoformat(), "place": PLACES[step % len(PLACES)],
                "faces_seen": None if unknown else faces, "alerts": None if unknown else 1 + step % 6 + false,
                "false_alerts": None if unknown else false, "hours": hours,
                "threshold": 0.6 if i < days // 2 else 0.64, "period": str(when.year),
            }
        )  # fmt: skip
    return rows


def audit(*, days: int = 120, name: str = "deployments_2023_2024.csv") -> Study:
    """Give a record whose faces per hour jump, with a period in which no false alert was seen."""
    record = _record(days)
    faces = sum(int(r["faces_seen"] or 0) for r in record)
    alerts = sum(int(r["alerts"] or 0) for r in record)
    false = sum(int(r["false_alerts"] or 0) for r in record)
    hours = sum(float(r["hours"] or 0) for r in record)
    per = (
        ("per face seen", "face seen", faces, 1.55), ("per alert", "alert", alerts, 1.5),
        ("per deployment", "deployment", days - 1, 1.5), ("per hour", "hour of operation", hours, 1.6),
    )  # fmt: skip
    findings = [_per(label, unit, false, float(trials), spread) for label, unit, trials, spread in per]
    findings += [_quiet_period(), _unknown()]
    document = Document(
        made_by={"bystander": "0.1.0"}, study="audit", synthetic=False,
        verdict=(
            f"Of about {faces:,} faces seen, {false} led to a false alert: 1 in {round(faces / false / 1000) * 1000:,}.",
            f"Of {alerts} alerts, {false} were false; a share between 1 in 19 and 1 in 8.1 fits the record.",
            "The record does not say whether the same people were flagged again, so the true range may be wider.",
        ),
        caveats=(
            "The denominator changed: from June 2024 the record counts about 2.6 times as many faces an hour as before, "
            "so the rate per face falls even if nothing got better. Publishing how faces are counted would remove this.",
            "Faces seen is an estimate, and one person who passes twice is two faces. A count of people would remove this.",
            "Whom the system missed is unknown: people who passed and were not flagged are not in the record.",
            "One deployment reports no counts and was left out of every rate.",
        ),
        evidence=(
            EvidenceNote(
                name=name, sha256="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                kind="deployment record", format="delimited text", rows_read=days, rows_used=days - 1, rows_refused=1,
                problems=("EV12 refused: 1 row has no counts",),
            ),
        ),
        conventions=Conventions(level=0.95),
        findings=tuple(findings),
    )  # fmt: skip
    return Study(document=document, series=_record_series(record, per, false))


def _per(label: str, unit: str, false: int, trials: float, spread: float) -> Finding:
    value = false / trials
    method = "Clopper-Pearson" if unit in ("face seen", "alert") else "Garwood"
    return Finding(
        id=f"false-alerts-{label.replace(' ', '-')}",
        question=f"How many false alerts are there {label}?",
        answer=f"{false} false alerts in {trials:,.0f}.",
        quantity=f"false-alerts-{label.replace(' ', '-')}", unit=unit, population="this record",
        estimate=Estimate(
            value=value, low=value / spread, high=value * spread, level=0.95, method=method, events=false, trials=trials,
        ),
        bounds=Bounds(compliance_upper=value * spread * 0.95),
        sensitivity=(
            Sensitivity(assumption="every false alert stands for itself", deff=1, low=value / spread, high=value * spread),
            Sensitivity(
                assumption="false alerts come in twos", deff=2, low=value / spread**1.4, high=value * spread**1.4,
                upper=value * spread**1.2, effective_trials=trials / 2,
            ),
            Sensitivity(
                assumption="false alerts come in fives", deff=5, low=value / spread**2.2, high=value * spread**2.2,
                upper=value * spread**1.9, effective_trials=trials / 5,
            ),
        ),
        caveats=("How events cluster is unknown: the record has counts only. Counts by person would remove this.",),
    )  # fmt: skip


def _quiet_period() -> Finding:
    return Finding(
        id="false-alerts-per-face-by-period", question="How many false alerts were there per face seen in 2022?",
        answer="None in 144,366 faces seen; the rate is at most 1 in 48,000 (95 % one-sided).",
        quantity="false-alerts-per-face", unit="face seen", population="this record", at=Point(period="2022"),
        estimate=Estimate(
            value=0, low=0, high=2.075e-5, level=0.95, method="Clopper-Pearson, one-sided", events=0, trials=144_366,
        ),
    )  # fmt: skip


def _unknown() -> Finding:
    reason = "the record does not say how many people on the watchlist passed without an alert"
    return Finding(
        id="missed", question="How many people on the watchlist passed without an alert?",
        answer=f"Not estimable, because {reason}.", quantity="missed", unit="person on the watchlist",
        not_estimable=reason,
    )  # fmt: skip


def _record_series(
    record: list[dict[str, float | int | str | None]], per: tuple[tuple[str, str, float, float], ...], false: int
) -> tuple[Series, ...]:
    names = ("index", "date", "place", "faces_seen", "alerts", "false_alerts", "hours", "threshold", "period")
    deployments = Series(name="deployments", columns={n: [r[n] for r in record] for n in names}, units={"hours": "hour"})
    rows = [(label, unit, false / n, false / n / s, false / n * s, false, n) for label, unit, n, s in per]
    denominators = Series(
        name="denominators",
        columns=dict(zip(_RATE, map(list, zip(*rows, strict=True)), strict=True)), units={"value": "false alerts"},
    )  # fmt: skip
    by_period = [
        ("2022", "face seen", 0.0, 0.0, 2.075e-5, 0, 144_366), ("2023", "face seen", 2.8e-5, 1.1e-5, 6.1e-5, 7, 247_764),
        ("2024", "face seen", 1.2e-5, 0.6e-5, 2.3e-5, 9, 771_540),
    ]  # fmt: skip
    periods = Series(
        name="periods",
        columns=dict(zip(_RATE, map(list, zip(*by_period, strict=True)), strict=True)), units={"value": "false alerts"},
    )  # fmt: skip
    return deployments, denominators, periods


_RATE = ("label", "unit", "value", "low", "high", "events", "trials")
