"""Cases of deployment records: which rows a rate may use, what it is divided by, and its limits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from benchmarks.vectors.right.intervals import clopper_pearson, garwood
from benchmarks.vectors.right.values import Case, Value, exact, none

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, Any]
COLUMNS = ("date", "faces_seen", "alerts", "true_alerts", "false_alerts", "hours")
DAYS = ("2025-03-01", "2025-03-08", "2025-03-15", "2025-03-22", "2025-03-29", "2025-04-05")


def rows(*values: Sequence[Any]) -> list[Row]:
    """Return rows of faces, alerts, right ones, false ones and hours; None is a number that was not published."""
    return [dict(zip(COLUMNS, (day, *row), strict=False)) for day, row in zip(DAYS, values, strict=False)]


def per(data: list[Row], name: str, events: str, trials: str) -> dict[str, Value]:
    """Return a rate with its limits, of the rows that have both."""
    both = [(r[events], r[trials]) for r in data if r.get(events) is not None and r.get(trials) is not None]
    x, n = sum(e for e, _ in both), sum((Fraction(str(t)) for _, t in both), Fraction(0))
    if not n:
        return {name: none("no row gives both, or there was nothing to divide by: 0 of 0")}
    found = garwood(x, n) if trials in ("hours", "deployments") else clopper_pearson(x, int(n))
    if not x:
        found["high"] = found["upper"]  # nothing counted has one limit, the one-sided one
    return {(name if key == "rate" else f"{name}_{key}"): value for key, value in found.items()}


def _case(name: str, shows: str, data: list[Row], expected: dict[str, Value], rule: str, **more: Any) -> Case:
    more.setdefault("reference", ("METHODS 1.6, 7",))
    return Case(
        id=f"records/{name}", shows=shows, input={"rows": data}, settings={"level": 0.95}, expected=expected, rule=rule,
        **more,
    )  # fmt: skip


def phi(data: list[Row]) -> Fraction:
    """Return Pearson's chi-square of the table of faces flagged and not, over its degrees of freedom."""
    x, n = [r["false_alerts"] for r in data], [r["faces_seen"] for r in data]
    shares = [Fraction(sum(x) * k, sum(n)) for k in n]
    both = [((a - m) ** 2 / m, (a - m) ** 2 / (k - m)) for a, m, k in zip(x, shares, n, strict=True)]
    return sum((one + other for one, other in both), Fraction(0)) / (len(x) - 1)


def cases() -> list[Case]:
    """Return the cases."""
    whole = rows((10_000, 12, 10, 2, 5), (12_000, 9, 6, 3, 6.5), (9000, 4, 4, 0, 4), (8000, 7, 5, 2, 5))
    four = {
        **per(whole, "false_alerts_per_face", "false_alerts", "faces_seen"),
        **per(whole, "false_alerts_per_alert", "false_alerts", "alerts"),
        **per(whole, "false_alerts_per_hour", "false_alerts", "hours"),
        **per([{**r, "deployments": 1} for r in whole], "false_alerts_per_deployment", "false_alerts", "deployments"),
    }
    gaps = rows((10_000, 12, 10, 2), (None, 9, 6, 3), (9000, None, None, None), (8000, 7, 5, 2))
    some = {
        **per(gaps, "false_alerts_per_face", "false_alerts", "faces_seen"),
        **per(gaps, "false_alerts_per_alert", "false_alerts", "alerts"),
    }
    quiet = rows((5000, 2, 2, 0), (7120, 3, 3, 0))
    unsaid = rows((5000, 6, None, None), (7000, 3, None, None))
    open_ones = rows((10_000, 60, 50, 4), (9000, 40, 35, 0))
    judged = [{**r, "alerts": r["true_alerts"] + r["false_alerts"]} for r in open_ones]
    noted = rows((10_000, 12, 10, 2), (12_000, 9, 6, 3), (170_000, 47, 7, 40))
    visitors = [{**r, "counted": c} for r, c in zip(noted, ("faces", "faces", "visitors"), strict=True)]
    unverified = [{**r, "alerts_verified": v} for r, v in zip(noted, ("yes", "yes", "no"), strict=True)]
    uneven = rows(
        (10_000, 4, 2, 2), (12_000, 5, 2, 3), (9000, 2, 2, 0), (11_000, 7, 2, 5), (15_000, 3, 2, 1), (8000, 1, 1, 0)
    )
    idle = rows((0, 0, 0, 0))
    return [
        _case(
            "four-denominators",
            "the same false alerts per face, per alert, per hour and per deployment",
            whole,
            four,
            "Each rate has a denominator of its own and none stands for another. Of alerts and faces Clopper-Pearson, "
            "of hours and deployments, which may hold several events, Garwood; clustering is unknown, so each event "
            "is taken as independent, and that is said.",
        ),
        _case(
            "rows-with-gaps",
            "rows that lack a count",
            gaps,
            some,
            "Numerator and denominator come from the same rows: a row without either is left out of that rate, not "
            "counted as 0.",
        ),
        _case(
            "no-false-alert",
            "a record without a false alert",
            quiet,
            per(quiet, "false_alerts_per_face", "false_alerts", "faces_seen"),
            "No false alert is not a rate of zero: the one-sided limit is 1 - (1 - level)^(1/n).",
        ),
        _case(
            "false-alerts-unpublished",
            "alerts without a word on which were false",
            unsaid,
            {
                "false_alerts_per_face": none("no row says how many alerts were false"),
                **per(unsaid, "alerts_per_face", "alerts", "faces_seen"),
            },
            "What was not published is no zero. All alerts per face bound the false ones from above.",
        ),
        _case(
            "alerts-not-judged",
            "alerts that nobody judged",
            open_ones,
            per(judged, "false_alerts_per_alert", "false_alerts", "alerts"),
            "A rate per alert is of the alerts that were judged: the eleven that nobody judged are neither right nor "
            "false.",
            reference=("METHODS VI.3",),
            standing="convention",
        ),
        _case(
            "visitors-are-no-faces",
            "a row that counts visitors where others count faces",
            visitors,
            {
                **per(visitors[:2], "false_alerts_per_face", "false_alerts", "faces_seen"),
                **per(visitors, "false_alerts_per_alert", "false_alerts", "alerts"),
            },
            "A row that counts something else than the unit leaves that rate, numerator and all, and stays in others.",
            reference=("METHODS VI.3",),
        ),
        _case(
            "alerts-not-verified",
            "a row whose false alerts nobody verified",
            unverified,
            per(unverified[:2], "false_alerts_per_face", "false_alerts", "faces_seen"),
            "False alerts that nobody verified are not judged false: their row leaves the rate of false alerts.",
            reference=("METHODS VI.3",),
        ),
        _case(
            "scatter",
            "false alerts that fall unevenly on deployments",
            uneven,
            {"scatter": exact(phi(uneven)), **per(uneven, "false_alerts_per_face", "false_alerts", "faces_seen")},
            "Pearson's chi-square of faces flagged and not, by deployment, over its degrees of freedom: 1 is chance.",
        ),
        _case(
            "nothing-seen",
            "a deployment that saw nobody",
            idle,
            {
                "false_alerts_per_face": none("there was no face at all: 0 of 0"),
                "false_alerts_per_alert": none("there was no alert at all: 0 of 0"),
            },
            "0 of 0 is no number.",
        ),
    ]
