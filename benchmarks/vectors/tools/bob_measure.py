"""bob.measure: thresholds, rates, CMC, detection and identification rate, its Clopper-Pearson interval.

It asks for an older numpy than others; installed without its dependencies, into a folder of its own, what is asked of
it here works (its area under the curve does not, and is not asked for).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.vectors.cases import scores_of
from benchmarks.vectors.tools.tool import Tool

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case, Given


def _scores(case: Case) -> tuple[Any, Any] | None:
    """Return negatives and positives; None where its rule, at or above, is not the one asked for."""
    data = scores_of(case.input)
    usual = case.settings.get("accept", ">=") in (">=", "<=")
    if not usual or data.get("failed_mated") or data.get("failed_non_mated"):
        return None
    sign = -1.0 if data.get("distance") else 1.0
    return sign * np.array(data["non_mated"], float), sign * np.array(data["mated"], float)


def comparisons(case: Case) -> dict[str, Given]:
    """Return both rates at a threshold."""
    import bob.measure as bob

    scores = _scores(case)
    if scores is None:
        return {}
    fmr, fnmr = bob.farfrr(*scores, case.settings["threshold"] * (-1.0 if case.input.get("distance") else 1.0))
    return {"fmr": float(fmr), "fnmr": float(fnmr)}


def thresholds(case: Case) -> dict[str, Given]:
    """Return ``far_threshold`` with its rates, or ``eer``."""
    import bob.measure as bob

    scores, target = _scores(case), case.settings.get("target_fmr")
    if scores is None:
        return {}
    if target is None:
        return {"eer": float(bob.eer(*scores))} if "eer" in case.expected else {}
    at = bob.far_threshold(*scores, far_value=target)
    fmr, fnmr = bob.farfrr(*scores, at)
    return {"threshold": float(at), "fmr": float(fmr), "fnmr": float(fnmr)}


def searches(case: Case) -> dict[str, Given]:
    """Return false alarm rate, detection and identification rate, and the CMC."""
    import bob.measure as bob

    data, s = case.input, case.settings
    listed = all(search["candidates"] for search in data["searches"])
    if not listed or s["accept"] != ">=" or s["unit"] != "search" or "target_fpir" in s:
        return {}
    pairs = [_pair(search) for search in data["searches"]]
    given: dict[str, Given] = {}
    if "threshold" in s:
        first = s.get("rank") or data["watchlist"]
        tpir = float(bob.detection_identification_rate(pairs, s["threshold"], rank=first))
        given = {"tpir": tpir, "fnir": 1 - tpir, "fpir": float(bob.false_alarm_rate(pairs, s["threshold"]))}
    if "ranks" in s:
        curve = bob.cmc([pair for pair in pairs if pair[1] is not None])
        given |= {f"cmc_{r}": float(curve[min(r, len(curve)) - 1]) for r in s["ranks"]}
    return given


def _pair(search: dict[str, Any]) -> tuple[Any, Any]:
    """Return the scores of wrong people and of the right one; an empty array where the right one is not listed."""
    own = [v for who, v in search["candidates"] if search["enrolled"] and who == search["person"]]
    rest = [v for who, v in search["candidates"] if not (search["enrolled"] and who == search["person"])]
    return np.array(rest, float), (np.array(own or [-np.inf], float) if search["enrolled"] else None)


def intervals(case: Case) -> dict[str, Given]:
    """Return its interval for a proportion."""
    from bob.measure.utils import confidence_for_indicator_variable

    if "trials" not in case.input or case.settings["deff"] != 1:
        return {}
    low, high = confidence_for_indicator_variable(case.input["events"], case.input["trials"], alpha=0.05)
    return {"low": float(low), "high": float(high)}


TOOL = Tool(
    name="bob.measure",
    module="bob.measure",
    package="bob.measure",
    answers={"comparisons": comparisons, "thresholds": thresholds, "searches": searches, "intervals": intervals},
)
