"""This package, asked for trials of comparisons and of searches, through what it offers to Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

import bystander as by
from benchmarks.vectors.cases import NoNumber
from bystander.quantities.searches.fnir import BEYOND

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case, Given
    from bystander.findings import Finding
    from bystander.tally.comparisons.acceptance import Accept

ACCEPT: dict[str, Accept] = {">=": "ge", "<=": "ge", ">": "gt", "<": "gt"}
IDS = {
    "fpir": "fpir", "fnir": "fnir", "selectivity": "selectivity",
    "false_candidates": "false-candidates-in-mated-searches",
}  # fmt: skip


def value(finding: Finding) -> Given:
    """Return the number of a finding, or that it is not estimable."""
    return NoNumber(finding.not_estimable or "") if finding.estimate is None else float(finding.estimate.value)


def trials(finding: Finding) -> Given:
    """Return how many comparisons a rate is of."""
    return NoNumber(finding.not_estimable or "") if finding.estimate is None else float(finding.estimate.trials or 0)


def _at_found(found: by.Findings, at: Finding, plain: str) -> Finding:
    """Return the rate at the threshold that was found, which stands beside where the rate at the target has no limit.

    Of few errors no threshold is shown to keep the target among new people; the threshold found has its rate all the
    same.
    """
    if at.estimate is not None or at.at.threshold is None:
        return at
    beside = [f for f in found.find(plain) if f.at == at.at]
    return beside[0] if beside else at


def number(given: float | None) -> Given:
    """Return a number that may be missing."""
    return NoNumber() if given is None else float(given)


def comparisons(case: Case) -> dict[str, Given]:
    """Return both rates at a threshold."""
    s = case.settings
    found = by.evaluate(
        _trial(case.input),
        thresholds=[s["threshold"]],
        accept=ACCEPT[s["accept"]],
        failures=s["failures"],
        replicates=0,
    )
    told = {name: found.find(name, threshold=s["threshold"])[0] for name in ("fmr", "fnmr")}
    counts = {"non_mated": trials(told["fmr"]), "mated": trials(told["fnmr"])}
    return {**counts, **{name: value(finding) for name, finding in told.items()}}


def thresholds(case: Case) -> dict[str, Given]:
    """Return what a chosen threshold gives, or the equal error rate, or the area."""
    target = case.settings.get("target_fmr")
    if target is None:
        return _whole_curve(_trial(case.input, people=True))
    found = by.evaluate(
        _trial(case.input),
        targets=[target or 1.0],
        accept=ACCEPT[case.settings["accept"]],
        failures=case.settings.get("failures", "fold"),
        replicates=0,
    )
    zero = found.find("fnmr-at-zero-fmr")[0]
    at = zero if target == 0 else found.find("fnmr-at-fmr", target_fmr=target)[0]
    given: dict[str, Given] = {"fnmr": value(_at_found(found, at, "fnmr"))}
    if at.at.threshold is not None:
        given |= {
            "threshold": float(at.at.threshold),
            "fmr": 0.0 if target == 0 else number(at.at.achieved_fmr),
            "next_fmr": number(at.at.next_fmr),
        }
    return given


def searches(case: Case) -> dict[str, Given]:
    """Return the rates of searches at a threshold, at a target, and by rank."""
    s = case.settings
    read = by.read_searches(_lists(case.input), **({} if s["unit"] == "search" else {"unit": s["unit"]}))
    asked: dict[str, Any] = {"rank": s.get("rank"), "accept": ACCEPT[s["accept"]], "failures": s["failures"]}
    if "target_fpir" in s:
        found = by.evaluate(read, fpir_targets=[s["target_fpir"]], replicates=0, **asked)
        at = found.find("tpir-at-fpir")[0]
        there = _at_found(found, at, "fnir")
        missed = there.estimate if there.id == "fnir" else None
        return {
            "threshold": number(at.at.threshold), "fpir": number(at.at.achieved_fpir),
            "next_fpir": number(at.at.next_fpir),
            "tpir": value(there) if missed is None else 1 - missed.value,
        }  # fmt: skip
    found = by.evaluate(read, thresholds=[s.get("threshold", 1e9)], replicates=0, **asked)
    given: dict[str, Given] = {name: value(found.find(id_)[0]) for name, id_ in IDS.items() if found.find(id_)}
    fnir = found.find("fnir")[0]
    if fnir.estimate is not None:
        given["tpir"] = 1 - fnir.estimate.value
    further = [row.low for row in fnir.sensitivity if row.assumption == BEYOND]
    if further:
        given["fnir_least"] = further[0]
    return given | _by_rank(read, s)


def _by_rank(read: Any, s: dict[str, Any]) -> dict[str, Given]:
    from bystander.quantities.searches.cmc import cmc
    from bystander.tally.searches.fold import tally_searches

    asked, tally = s.get("ranks", []), tally_searches(read)
    ranks = [r for r in asked if _is_listed(read, r)]
    shares = {name: cmc(tally, ranks, optimistic=name != "cmc") if ranks else [] for name in ("cmc", "cmc_optimistic")}
    refused: dict[str, Given] = {f"cmc_{r}": NoNumber("behind the end of the lists") for r in asked if r not in ranks}
    return refused | {
        f"{name}_{r}": share for name, each in shares.items() for r, share in zip(ranks, each, strict=True)
    }


def _is_listed(read: Any, rank: int) -> bool:
    """Return whether so many candidates can be looked at: behind the end of the lists, it refuses."""
    try:
        by.evaluate(read, rank=rank, thresholds=[1e9], replicates=0)
    except by.UsageError:
        return False
    return True


def _whole_curve(trial: Any) -> dict[str, Given]:
    """Return where the errors are equal, and the area; so few people have no interval, and findings no area then."""
    from bystander.quantities.comparisons.auc import area_under_curve
    from bystander.quantities.comparisons.eer import equal_error_rate
    from bystander.tally.comparisons.count import tally_comparisons

    tally = tally_comparisons(trial)
    crossing = equal_error_rate(tally, level=0.95)
    given = {"auc": number(area_under_curve(tally))}
    if crossing is None:
        return given
    ends = {"eer_low": crossing.bracket_low, "eer_high": crossing.bracket_high, "eer": crossing.estimate.value}
    return given | {name: number(end) for name, end in ends.items()}


def _trial(data: dict[str, Any], *, people: bool = False) -> Any:
    """Read scores; with ``people``, each comparison is of people of its own, whom the area needs."""
    if "pairs" in data:
        names = ("probe_id", "reference_id", "mated", "score")
        return by.read_trial(dict(zip(names, map(list, zip(*data["pairs"], strict=True)), strict=True)))
    scores = [*data["mated"], *data["non_mated"]]
    failed = data.get("failed_mated", 0), data.get("failed_non_mated", 0)
    mated = [True] * len(data["mated"]) + [False] * len(data["non_mated"]) + [True] * failed[0] + [False] * failed[1]
    columns: dict[str, Any] = {"mated": mated, "score": pa.array([*scores, *[None] * sum(failed)], pa.float64())}
    if sum(failed):
        columns["failed"] = [False] * len(scores) + [True] * sum(failed)
    if people:
        columns["probe_subject"] = [f"p{k}" for k in range(len(mated))]
        columns["reference_subject"] = [f"p{k}" if same else f"r{k}" for k, same in enumerate(mated)]
    return by.read_trial(pa.table(columns), distance=bool(data.get("distance")))


def _lists(data: dict[str, Any]) -> pa.Table:
    rows = []
    for name, search in enumerate(data["searches"]):
        told = {
            "search": str(name), "subject": search["person"] if search["enrolled"] else None,
            "person": search["person"], "failed": bool(search.get("failed")), "watchlist_size": data["watchlist"],
            "list_length": data["list_length"],
        }  # fmt: skip
        if "passage" in search:
            told["passage"] = search["passage"]
        listed: list[Any] = list(enumerate(search["candidates"], start=1)) or [(None, (None, None))]
        rows += [{**told, "rank": r, "candidate_subject": who, "score": s} for r, (who, s) in listed]
    table = pa.Table.from_pylist(rows)
    at = table.schema.get_field_index("score")
    return table.set_column(at, "score", table.column("score").cast(pa.float64()))
