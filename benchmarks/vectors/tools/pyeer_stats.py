"""pyeer: its curves, equal error rate, operating points (the *nearest* rate), and CMC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.vectors.cases import scores_of
from benchmarks.vectors.tools.tool import Tool

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case, Given


def _curve(case: Case) -> tuple[Any, Any, Any] | None:
    """Return thresholds, FMR and FNMR; None where its rule, at or above, is not the one asked for."""
    from pyeer.eer_stats import calculate_roc

    data = scores_of(case.input)
    usual = case.settings.get("accept", ">=") in (">=", "<=")
    if not usual or data.get("failed_mated") or data.get("failed_non_mated"):
        return None
    given: tuple[Any, Any, Any] = calculate_roc(data["mated"], data["non_mated"], ds_scores=bool(data.get("distance")))
    return given


def comparisons(case: Case) -> dict[str, Given]:
    """Return both rates at the first point whose threshold is not below the one asked for; none above all scores."""
    curve = _curve(case)
    if curve is None:
        return {}
    sign, wanted = (-1.0 if case.input.get("distance") else 1.0), case.settings["threshold"]
    at = [k for k, threshold in enumerate(curve[0]) if sign * threshold >= sign * wanted]
    return {"fmr": float(curve[1][at[0]]), "fnmr": float(curve[2][at[0]])} if at else {}


def thresholds(case: Case) -> dict[str, Given]:
    """Return ``get_fmr_op``, ``get_eer_values`` or the area."""
    from pyeer import eer_stats

    curve, target = _curve(case), case.settings.get("target_fmr")
    if curve is None:
        return {}
    steps, fmr, fnmr = curve
    if target is None:
        _, low, high, eer = eer_stats.get_eer_values(fmr, fnmr)
        auc = eer_stats.calculate_roc_auc(fmr, fnmr)
        return {"eer": float(eer), "eer_low": float(low), "eer_high": float(high), "auc": float(auc)}
    at, missed = eer_stats.get_fmr_op(fmr, fnmr, target)
    return {"threshold": float(steps[at]), "fmr": float(fmr[at]), "fnmr": float(missed)}


def searches(case: Case) -> dict[str, Given]:
    """Return its CMC; lists come in the order of the file, as its reader leaves ties."""
    from pyeer.cmc_stats import get_cmc_curve

    mated = [s for s in case.input["searches"] if s["enrolled"]]
    ranks = case.settings.get("ranks")
    if not ranks:
        return {}
    lists = {
        str(k): ([s["person"]], sorted((tuple(c) for c in s["candidates"]), key=lambda c: c[1], reverse=True))
        for k, s in enumerate(mated)
    }
    curve = get_cmc_curve(lists, max(ranks))
    return {f"cmc_{r}": float(curve[r - 1]) for r in ranks}


TOOL = Tool(
    name="pyeer",
    module="pyeer.eer_stats",
    package="pyeer",
    answers={"comparisons": comparisons, "thresholds": thresholds, "searches": searches},
)
