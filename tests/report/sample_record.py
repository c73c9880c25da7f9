"""A deployment record as real ones look; the counts come from a small fixed recurrence, not from chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bystander.findings import (
    Bounds,
    Catalogue,
    Conventions,
    Document,
    Estimate,
    EvidenceNote,
    Finding,
    Point,
    Quantity,
    Sensitivity,
    Series,
    Study,
    wording,
)
from bystander.intervals import methods
from bystander.quantities.catalogue import CATALOGUE
from bystander.quantities.record.false_alerts import FALSE_PER_FACE

PLACES = ("Camden", "Croydon", "Islington", "Westminster Bridge Street", "Oxford Circus", "Lewisham")


def _record(days: int) -> list[dict[str, float | int | str | None]]:
    """Return deployments with a jump of faces per hour in the second year, a gap, and one unknown count."""
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
                "index": i,
                "date": when.isoformat(),
                "place": PLACES[step % len(PLACES)],
                "faces_seen": None if unknown else faces,
                "alerts": None if unknown else 1 + step % 6 + false,
                "false_alerts": None if unknown else false,
                "hours": hours,
                "threshold": 0.6 if i < days // 2 else 0.64,
                "period": str(when.year),
            }
        )
    return rows


def audit(*, days: int = 120, name: str = "deployments_2023_2024.csv") -> Study:
    """Return a record whose faces per hour jump, with a period in which no false alert was seen."""
    record = _record(days)
    faces = sum(int(r["faces_seen"] or 0) for r in record)
    alerts = sum(int(r["alerts"] or 0) for r in record)
    false = sum(int(r["false_alerts"] or 0) for r in record)
    hours = sum(float(r["hours"] or 0) for r in record)
    per = (
        ("per face seen", "face seen", faces, 1.55),
        ("per alert", "alert", alerts, 1.5),
        ("per deployment", "deployment", days - 1, 1.5),
        ("per hour", "hour of operation", hours, 1.6),
    )
    findings = [_per(label, unit, false, float(trials), spread) for label, unit, trials, spread in per]
    findings += [_quiet_period(), MISSED.missing()]
    document = Document(
        made_by={"bystander": "0.1.0"},
        study="audit",
        synthetic=False,
        verdict=(
            f"Of about {faces:,} faces seen, {false} led to a false alert: {wording.one_in(false / faces)}.",
            f"Of {alerts} alerts, {false} were false; a share between 1 in 19 and 1 in 8.1 fits the record.",
            "The record does not say whether the same people were flagged again, so the true range may be wider.",
        ),
        caveats=(
            (
                "The denominator changed: from June 2024 the record counts about 2.6 times as many faces an hour as "
                "before, "
                "so the rate per face falls even if nothing got better. Publishing how faces are counted would remove "
                "this."
            ),
            (
                "Faces seen is an estimate, and one person who passes twice is two faces. A count of people would "
                "remove "
                "this."
            ),
            "Whom the system missed is unknown: people who passed and were not flagged are not in the record.",
            "One deployment reports no counts and was left out of every rate.",
        ),
        evidence=(
            EvidenceNote(
                name=name,
                sha256="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                kind="deployment record",
                format="delimited text",
                rows_read=days,
                rows_used=days - 1,
                rows_refused=1,
                problems=("EV12 refused: 1 row has no counts",),
            ),
        ),
        conventions=Conventions(level=0.95),
        findings=tuple(findings),
    )
    return Study(
        document=document,
        series=_record_series(record),
        quantities=QUANTITIES,
    )


def _per(label: str, unit: str, false: int, trials: float, spread: float) -> Finding:
    value = false / trials
    name = f"false-alerts-{label.replace(' ', '-')}"
    method = methods.CLOPPER_PEARSON if unit in ("face seen", "alert") else methods.GARWOOD.named("Garwood")
    return Finding(
        id=name,
        question=f"How many false alerts are there {label}?",
        answer=f"{false} false alerts in {trials:,.0f}.",
        quantity=name,
        unit=unit,
        population="this record",
        estimate=Estimate(
            value=value,
            low=value / spread,
            high=value * spread,
            level=0.95,
            method=method,
            events=false,
            trials=trials,
        ),
        bounds=Bounds(compliance_upper=value * spread * 0.95),
        sensitivity=(
            Sensitivity(
                assumption="every false alert stands for itself", deff=1, low=value / spread, high=value * spread
            ),
            Sensitivity(
                assumption="false alerts come in twos",
                deff=2,
                low=value / spread**1.4,
                high=value * spread**1.4,
                upper=value * spread**1.2,
                effective_trials=trials / 2,
            ),
            Sensitivity(
                assumption="false alerts come in fives",
                deff=5,
                low=value / spread**2.2,
                high=value * spread**2.2,
                upper=value * spread**1.9,
                effective_trials=trials / 5,
            ),
        ),
        caveats=("How events cluster is unknown: the record has counts only. Counts by person would remove this.",),
    )


def _quiet_period() -> Finding:
    return Finding(
        id="false-alerts-per-face-by-period",
        question="How many false alerts were there per face seen in 2022?",
        answer="None in 144,366 faces seen; the rate is at most 1 in 48,000 (95 % one-sided).",
        quantity="false-alerts-per-face",
        unit="face seen",
        population="this record",
        at=Point(period="2022"),
        estimate=Estimate(
            value=0,
            low=0,
            high=2.075e-5,
            level=0.95,
            method=methods.CLOPPER_PEARSON.named("Clopper-Pearson, one-sided", one_sided=True),
            events=0,
            trials=144_366,
        ),
    )


MISSED = Quantity(
    name="missed",
    heading="Missed",
    question="How many people on the watchlist passed without an alert?",
    unit="person on the watchlist",
    population=None,
    nothing="the record does not say how many people on the watchlist passed without an alert",
)
PER_FACE_SEEN = replace(FALSE_PER_FACE, name="false-alerts-per-face-seen", id="", groups=None)
QUANTITIES = Catalogue((*CATALOGUE.declared, MISSED, PER_FACE_SEEN))  # two of which no study makes


def _record_series(
    record: list[dict[str, float | int | str | None]],
) -> tuple[Series, ...]:
    names = ("index", "date", "place", "faces_seen", "alerts", "false_alerts", "hours", "threshold", "period")
    deployments = Series(
        name="deployments", columns={n: [r[n] for r in record] for n in names}, units={"hours": "hour"}
    )
    periods = [
        _period("2022", "3 of 20", (0.15, 0.032, 0.379), "0 in 144,366", (0.0, 0.0, 2.075e-5)),
        _period("2023", "7 of 30", (0.233, 0.099, 0.423), "7 in 247,764", (2.8e-5, 1.1e-5, 6.1e-5)),
        _period("2024", "", None, "9 in 771,540", (1.2e-5, 0.6e-5, 2.3e-5)),
    ]
    return deployments, Series("periods", {name: [row[name] for row in periods] for name in periods[0]}, {})


def _period(
    year: str,
    alerts: str,
    of_alerts: tuple[float, float, float] | None,
    faces: str,
    of_faces: tuple[float, float, float],
) -> dict[str, float | int | str | None]:
    row: dict[str, float | int | str | None] = {
        "operator": None, "period": year, "first": f"{year}-01-10", "last": f"{year}-12-20", "alerts_verified": False,
    }  # fmt: skip
    for name, counted, rate in (("alerts", alerts, of_alerts), ("faces", faces, of_faces)):
        value, low, high = rate or (None, None, None)
        missing = None if rate else "alerts: not published"
        row |= {f"{name}_value": value, f"{name}_low": low, f"{name}_high": high}
        row |= {f"{name}_counted": counted or None, f"{name}_missing": missing}
    return row
