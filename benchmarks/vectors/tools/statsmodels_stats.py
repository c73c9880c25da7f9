"""statsmodels: exact limits of proportions and of counts, and the exact test of two rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.vectors.tools.tool import Tool

if TYPE_CHECKING:
    from benchmarks.vectors.cases import Case, Given


def intervals(case: Case) -> dict[str, Given]:
    """Return the limits of a proportion, or of a count over an exposure."""
    from statsmodels.stats.proportion import proportion_confint
    from statsmodels.stats.rates import confint_poisson

    data, s = case.input, case.settings
    if "events" not in data or s["deff"] != 1:
        return {}
    alpha = 1 - s["level"]
    if "trials" in data:
        low, high = proportion_confint(data["events"], data["trials"], alpha=alpha, method="beta")
    else:
        low, high = confint_poisson(data["events"], data["exposure"], method="exact-c", alpha=alpha)
    return {"low": float(low), "high": float(high)}


def groups(case: Case) -> dict[str, Given]:
    """Return the exact conditional test of a ratio of two rates; it has no exact limits of one."""
    from statsmodels.stats.rates import test_poisson_2indep

    s = case.settings
    if "numerator" not in s:
        return {}
    (x, n), (y, m) = (case.input["groups"][s[side]] for side in ("numerator", "denominator"))
    test = test_poisson_2indep(x, n, y, m, method="exact-cond", compare="ratio")
    return {"ratio": float(test.ratio), "p": float(test.pvalue)}


TOOL = Tool(
    name="statsmodels",
    module="statsmodels.stats.rates",
    package="statsmodels",
    answers={"intervals": intervals, "groups": groups},
)
