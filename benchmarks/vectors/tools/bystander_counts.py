"""This package, asked for limits of counts, for records, groups, crowds and claims."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import bystander as by
from benchmarks.vectors.cases import NoNumber
from benchmarks.vectors.tools.bystander_trials import number, value

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case, Given

RECORD = {
    "alerts_per_face": "alerts-per-face", "false_alerts_per_face": "false-alerts-per-face",
    "false_alerts_per_alert": "false-alerts-per-alert", "false_alerts_per_hour": "false-alerts-per-hour",
    "false_alerts_per_deployment": "false-alerts-per-deployment", "scatter": "over-dispersion",
}  # fmt: skip


def intervals(case: Case) -> dict[str, Given]:
    """Return the limits of counts, or of a trial of people, its FNMR or FMR at a threshold."""
    from bystander.intervals import counts

    data, level = case.input, case.settings["level"]
    if "events" not in data:
        return _of_people(data, level)
    trials = data.get("trials")
    both, one = (
        (counts.clopper_pearson, counts.clopper_pearson_upper) if trials else (counts.garwood, counts.garwood_upper)
    )
    events, n, deff = data["events"], trials or data["exposure"], case.settings["deff"]
    if case.settings.get("sides") == 1:
        return {"lower": both(events, n, level=2 * level - 1)[0], "upper": one(events, n, level=level)}
    low, high = both(events, n, level=level, deff=deff)
    return {"rate": events / n, "low": low, "high": high, "upper": one(events, n, level=level, deff=deff)}


def _of_people(data: dict[str, Any], level: float) -> dict[str, Given]:
    from bystander.intervals import clusters, kg_t
    from bystander.tally.comparisons.count import tally_comparisons

    read = by.read_trial(pa.table(_mated(data["people"]) if "people" in data else _pairs(data)))
    mated = "people" in data
    found = by.evaluate(read, thresholds=[1.0], level=level, replicates=0).find("fnmr" if mated else "fmr")[0]
    e = found.estimate
    if e is None:
        return {"rate": value(found)}
    given: dict[str, Given] = {
        "rate": e.value, "low": e.low, "high": e.high, "df": number(e.df),
        "effective_trials": number(e.effective_trials),
        "assumption_free_upper": number(found.bounds.assumption_free_upper),
        "compliance_upper": number(found.bounds.compliance_upper),
    }  # fmt: skip
    tally = tally_comparisons(read, thresholds=[1.0])
    if mated:
        x, k = (tally.mated_errors(1.0).x, tally.mated_errors(1.0).k)
        rate = None if x is None or k is None else clusters.one_way(x, k)
    else:
        t = tally.non_mated_errors(1.0)
        rate = None if t.d is None or t.m is None or t.qc is None or t.qn is None else (
            clusters.vertex(t.d, t.m, qc=t.qc, qn=t.qn)
        )  # fmt: skip
    if rate is not None:
        deff = kg_t.design_effect(rate)
        given |= {"variance": number(rate.variance), "linear_variance": number(rate.linear_variance), "deff": deff}
    return given


def _mated(people: list[list[int]]) -> dict[str, list[Any]]:
    """Return mated comparisons: an error scores 0, everything else 2."""
    who = [f"p{k}" for k, (_, n) in enumerate(people) for _ in range(n)]
    return {
        "probe_subject": who, "reference_subject": who,
        "score": [0.0 if j < x else 2.0 for x, n in people for j in range(n)],
    }  # fmt: skip


def _pairs(data: dict[str, Any]) -> dict[str, list[Any]]:
    """Return every two people compared: an error scores 2, everything else 0."""
    two = list(combinations(data["compared"], 2))
    errors = {tuple(pair) for pair in data["errors"]}
    return {
        "probe_subject": [a for a, _ in two], "reference_subject": [b for _, b in two],
        "score": [2.0 if pair in errors else 0.0 for pair in two],
    }  # fmt: skip


def records(case: Case) -> dict[str, Given]:
    """Return the rates of a record with their limits."""
    rows = case.input["rows"]
    columns = {name: [row.get(name) for row in rows] for name in dict.fromkeys(k for row in rows for k in row)}
    table = pa.table({k: v for k, v in columns.items() if any(x is not None for x in v)})
    found = by.audit(by.read_record(table), level=case.settings["level"])
    given: dict[str, Given] = {}
    for name, id_ in RECORD.items():
        for finding in [f for f in found.find(id_) if f.at.period is None][:1]:
            given[name] = value(finding)
            if finding.estimate is not None and finding.sensitivity:
                alone = finding.sensitivity[0]
                given |= {f"{name}_low": alone.low, f"{name}_high": alone.high, f"{name}_upper": number(alone.upper)}
    return given


def groups(case: Case) -> dict[str, Given]:
    """Return indices of disparity, ratios, and what a supposed share of those seen would mean."""
    from bystander.differentials import differences, geometric_mean, ratios, tipping_point
    from bystander.differentials.groups import GroupCount

    data, s = case.input, case.settings
    if "fmr" in data:
        return _indices(data, s["alpha"])
    if "total" in data:
        point = tipping_point.tipping_point(data["events"], data["total"], shares=[s["share"]], level=s["level"])
        if point is None:
            return {"ratio": NoNumber()}
        row = point.supposed[0]
        return {"part_low": point.low, "part_high": point.high, "ratio": row.ratio, "low": row.low,
                "high": number(row.high), "p": row.central_p}  # fmt: skip
    counted = {name: GroupCount(name=name, events=x, trials=n) for name, (x, n) in data["groups"].items()}
    if "numerator" in s:
        two = ratios.rate_ratio(counted[s["numerator"]], counted[s["denominator"]], level=s["level"])
        if two is None:
            return {"ratio": NoNumber()}
        return {"ratio": two.value, "low": two.low, "high": number(two.high), "p": two.p}
    of = list(counted.values())
    typical, apart, largest = (
        geometric_mean.to_geometric_mean(of), differences.largest_difference(of), ratios.largest_ratio(of)
    )  # fmt: skip
    given: dict[str, Given] = {}
    if typical is not None:
        given |= {f"over_geometric_mean_{g.name}": g.value for g in typical.groups}
    if apart is not None:
        given["max_minus_min"] = apart.value
    # with halves added it is shown for the eye alone: the ratio itself has no value
    known = largest is not None and not largest.halves_added
    given["max_over_min"] = largest.value if known and largest is not None else NoNumber()
    return given


def _indices(data: dict[str, Any], alpha: float) -> dict[str, Given]:
    from bystander.differentials import legacy_indices as legacy

    fmr, fnmr = ([x / n for x, n in data[name].values()] for name in ("fmr", "fnmr"))
    of = {"garbe": legacy.garbe, "ir": legacy.inequity_ratio, "fdr": legacy.fairness_discrepancy_rate}
    return {name: number(index(fmr, fnmr, alpha=alpha)) for name, index in of.items()}


def crowds(case: Case) -> dict[str, Given]:
    """Return what a crowd has to expect."""
    data, s = case.input, case.settings
    if "looks" in data and "rate" in data:
        scenario = _scenario(people=1000, looks=data["looks"], rate={"rate": data["rate"], "correlation": s["icc"]})
        return {"flagged": _of(scenario, "people-flagged") / 1000}
    if "bystanders" in data:
        scenario = _scenario(
            people=data["bystanders"], sought=data["sought"], rate={"rate": data["false_alert_rate"]},
            hits={"rate": data["hit_rate"]},
        )  # fmt: skip
        of = {"false_alerts": "false-alerts", "right_alerts": "right-alerts", "share_right": "share-of-right-alerts"}
        return {name: _of(scenario, id_) for name, id_ in of.items()}
    from bystander.crowd.evidence import Evidence

    if "expected_upper" in case.expected:
        upper = Evidence.of_counts(data["events"], data["trials"]).upper(s["level"])
        return {"expected_upper": data["looks"] * upper}
    scenario = _scenario(people=data["looks"], rate={"events": data["events"], "trials": data["trials"]})
    told = by.consequences(scenario).find("false-alerts")[0].estimate
    assert told is not None
    return {"expected": told.value, "low": told.low, "high": told.high}


def _scenario(*, people: int, rate: dict[str, Any], looks: int = 1, sought: int = 0, **more: Any) -> Any:
    from bystander.crowd.scenario import Scenario

    told = {"title": "a vector", "crowd": {"people": people, "looks": looks, "sought": sought}, "false_alerts": rate}
    return Scenario.model_validate({**told, **more})


def _of(scenario: Any, id_: str) -> float:
    found = by.consequences(scenario).find(id_)[0]
    assert found.estimate is not None
    return found.estimate.value


def claims(case: Case) -> dict[str, Given]:
    """Return the limits that requirements are held against, what a rounded figure stands for, and the yardstick."""
    from bystander.claims.claim import Crowd
    from bystander.claims.consequences import score_of_never
    from bystander.claims.denominators import Kind
    from bystander.claims.exact import implied
    from bystander.claims.printed import printed
    from bystander.intervals import counts

    data = case.input
    if "figure" in data:
        stands_for = implied(printed(data["figure"]), data["trials"])
        assert stands_for is not None
        least, most = stands_for
        agrees = "consistent" if least <= data["events"] <= most else "contradicted"
        return {"least": least, "most": most, "agrees": agrees}
    if "accuracy" in case.expected:
        never = score_of_never(Kind.ALL, Crowd(people=data["people"], sought=data["sought"]))
        assert never is not None
        return {"accuracy": never}
    if "upper" not in case.expected:
        return {}
    return {"upper": counts.clopper_pearson_upper(data["events"], data["trials"], level=case.settings["level"])}
