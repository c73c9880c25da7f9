"""scikit-learn: its curves, read as their documentation has it; it has no threshold or equal error rate of its own.

The threshold for a target is what users read off ``roc_curve``: of the points with a false positive rate at or below
the target, the one with the highest true positive rate (the last of them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.vectors.cases import scores_of
from benchmarks.vectors.tools.tool import Tool

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case, Given


def _curve(case: Case) -> tuple[Any, Any, Any] | None:
    """Return thresholds, FMR and FNMR; None where its rule, at or above, is not the one asked for."""
    from sklearn.metrics import roc_curve

    data = scores_of(case.input)
    usual = {"<=": True, ">=": True}.get(case.settings.get("accept", ">="), False)
    if not usual or data.get("failed_mated") or data.get("failed_non_mated"):
        return None
    sign = -1.0 if data.get("distance") else 1.0
    scores = [sign * s for s in (*data["mated"], *data["non_mated"])]
    labels = [1] * len(data["mated"]) + [0] * len(data["non_mated"])
    fpr, tpr, thresholds = roc_curve(labels, scores, pos_label=1, drop_intermediate=False)
    return thresholds, fpr, 1 - tpr


def comparisons(case: Case) -> dict[str, Given]:
    """Return both rates at the last point of the curve whose threshold is not below the one asked for."""
    curve = _curve(case)
    if curve is None:
        return {}
    thresholds, fmr, fnmr = curve
    wanted = case.settings["threshold"] * (-1.0 if case.input.get("distance") else 1.0)
    at = int((thresholds >= wanted).sum()) - 1
    return {"fmr": float(fmr[at]), "fnmr": float(fnmr[at])}


def thresholds(case: Case) -> dict[str, Given]:
    """Return the point of the curve for a target, or the area."""
    from sklearn.metrics import roc_auc_score

    curve, target = _curve(case), case.settings.get("target_fmr")
    if curve is None:
        return {}
    if target is None:
        data = case.input
        labels = [1] * len(data["mated"]) + [0] * len(data["non_mated"])
        return {"auc": float(roc_auc_score(labels, [*data["mated"], *data["non_mated"]]))}
    steps, fmr, fnmr = curve
    at = int((fmr <= target).sum()) - 1
    return {"threshold": float(steps[at]), "fmr": float(fmr[at]), "fnmr": float(fnmr[at])}


def searches(case: Case) -> dict[str, Given]:
    """Return ``top_k_accuracy_score`` of mated searches whose lists hold the same people, all of them."""
    from sklearn.metrics import top_k_accuracy_score

    mated = [s for s in case.input["searches"] if s["enrolled"] and s["candidates"]]
    lists = [dict(s["candidates"]) for s in mated]
    people = sorted(lists[0])
    if any(
        sorted(found) != people or len(found) != len(s["candidates"]) for found, s in zip(lists, mated, strict=True)
    ):
        return {}
    if len(people) < case.input["watchlist"] or len(people) < 3:
        return {}
    rows = [[found[p] for p in people] for found in lists]
    right = [people.index(s["person"]) for s in mated]
    ranks = [r for r in case.settings.get("ranks", []) if r < len(people)]
    return {
        f"cmc_{r}": float(top_k_accuracy_score(right, rows, k=r, labels=list(range(len(people))))) for r in ranks
    }  # fmt: skip


TOOL = Tool(
    name="scikit-learn",
    module="sklearn.metrics",
    package="scikit-learn",
    answers={"comparisons": comparisons, "thresholds": thresholds, "searches": searches},
)
