"""fairlearn: difference and ratio of selection rates between groups, from one decision a trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.vectors.tools.tool import Tool

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case, Given


def groups(case: Case) -> dict[str, Given]:
    """Return what it makes of the rates of groups."""
    from fairlearn.metrics import MetricFrame, selection_rate

    counts = case.input.get("groups")
    if counts is None or "max_minus_min" not in case.expected:
        return {}
    of = [name for name, (_, n) in counts.items() for _ in range(n)]
    decided = [int(k < x) for x, n in counts.values() for k in range(n)]
    frame = MetricFrame(metrics=selection_rate, y_true=decided, y_pred=decided, sensitive_features=of)
    return {"max_minus_min": float(frame.difference()), "min_over_max": float(frame.ratio())}


TOOL = Tool(name="fairlearn", module="fairlearn.metrics", package="fairlearn", answers={"groups": groups})
