"""Figures that need no simulation: those of METHODS 4.3 and 4.4 again, and GARBE, IR and FDR in exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from bystander.differentials import legacy_indices
from bystander.differentials.detectable import detectable_ratio
from bystander.differentials.tipping_point import tipping_point

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARES = (0.135, 0.25, 0.5)
DETECTABLE = {
    5: ("8.5", "6.6", "5.7"),
    10: ("5.6", "4.4", "3.9"),
    20: ("3.8", "3.1", "2.8"),
    50: ("2.6", "2.2", "2.0"),
    100: ("2.0", "1.8", "1.7"),
    1000: ("1.28", "1.22", "1.19"),
}
"""METHODS 4.3: expected errors -> smallest detectable ratio at each share, as printed."""

SUPPOSED = {
    0.135: ("25.6", "5.1", "248", "3.8e-6"),
    0.20: ("16.0", "3.2", "155", "7.8e-5"),
    0.25: ("12.0", "2.39", "116", None),
    0.30: ("9.3", "1.9", "90", ".0016"),
    0.40: ("6.0", "1.2", "58", ".018"),
    0.50: ("4.0", ".80", "39", ".11"),
}
"""METHODS 4.4: supposed share -> ratio to everyone else, its limits, p, as printed.

But for 3.8e-6, which is printed as 3.9e-6: 45 * .135^8 * .865^2 + 10 * .135^9 * .865 + .135^10 = 3.8455e-6.
"""


@dataclass(frozen=True)
class Figure:
    """A figure, its printed form, and how far from that its rounding lets it be."""

    what: str
    found: float
    printed: str
    allowed: float

    @property
    def name(self) -> str:
        """What is compared."""
        return f"{self.what}: {self.found:.6g}, printed {self.printed}"

    @property
    def distance(self) -> float:
        """How far it is from the printed form, over what is allowed."""
        return abs(self.found - float(self.printed)) / self.allowed


def published() -> list[Figure]:
    """Return every figure of V15 beside its printed one; detectable ratios may be off by .02 more than the rounding."""
    point = tipping_point(8, 10, shares=list(SUPPOSED))
    picked = tipping_point(8, 10, among=4)
    assert point is not None
    assert point.more_below is not None
    assert picked is not None
    assert picked.more_below is not None
    figures = [
        _figure("lower limit of the share", point.low, ".4439045"),
        _figure("upper limit of the share", point.high, ".9747893"),
        _figure("tipping point", point.more_below, ".4439045"),
        _figure("tipping point, picked among 4", picked.more_below, ".363"),
    ]
    for row in point.supposed:
        found = (row.ratio, row.low, row.high, row.p)
        for name, value, text in zip(("ratio", "low", "high", "p"), found, SUPPOSED[row.share], strict=True):
            if text is not None:
                assert value is not None
                figures.append(_figure(f"{name} if the group is {row.share:g} of those seen", value, text))
    for expected, texts in DETECTABLE.items():
        for share, text in zip(SHARES, texts, strict=True):
            detected = detectable_ratio(expected, share)
            assert detected is not None
            what = f"detectable ratio, {expected} errors expected, share {share:g}"
            figures.append(_figure(what, detected, text, more=0.02))
    return figures


def largest_disagreement(*, cases: int, seed: int) -> dict[str, float]:
    """Return the largest relative disagreement with exact fractions in random tables."""
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(20,)))
    worst = {"GARBE": 0.0, "IR": 0.0, "FDR": 0.0}
    for _ in range(cases):
        groups = int(rng.integers(2, 10))
        fmr = [Fraction(int(k), 10_000) for k in rng.integers(0, 40, groups)]
        fnmr = [Fraction(int(k), 100) for k in rng.integers(0, 9, groups)]
        ours = [float(x) for x in fmr], [float(x) for x in fnmr]
        for name, index, exact in (
            ("GARBE", legacy_indices.garbe(*ours), garbe(fmr, fnmr)),
            ("IR", legacy_indices.inequity_ratio(*ours), inequity_ratio(fmr, fnmr)),
            ("FDR", legacy_indices.fairness_discrepancy_rate(*ours), fairness_discrepancy_rate(fmr, fnmr)),
        ):
            worst[name] = max(worst[name], _apart(index, exact))
    return worst


def gini(rates: Sequence[Fraction]) -> Fraction | None:
    """Return G from its definition, one term after the other; None where all rates are 0."""
    n = len(rates)
    mean = sum(rates, Fraction(0)) / n
    if mean == 0:
        return None
    apart = sum((abs(a - b) for a in rates for b in rates), Fraction(0))
    return Fraction(n, n - 1) * apart / (2 * n**2 * mean)


def garbe(fmr: Sequence[Fraction], fnmr: Sequence[Fraction], alpha: Fraction = Fraction(1, 2)) -> float | None:
    """Return alpha G(fmr) + (1 - alpha) G(fnmr); None where a part that counts is not defined."""
    parts = [(gini(rates), weight) for rates, weight in ((fmr, alpha), (fnmr, 1 - alpha)) if weight]
    if any(g is None for g, _ in parts):
        return None
    return float(sum((weight * g for g, weight in parts if g is not None), Fraction(0)))


def inequity_ratio(fmr: Sequence[Fraction], fnmr: Sequence[Fraction], alpha: Fraction = Fraction(1, 2)) -> float | None:
    """Return the product of the two ratios to their powers; None where a divisor with a weight is 0."""
    parts = [(rates, weight) for rates, weight in ((fmr, alpha), (fnmr, 1 - alpha)) if weight]
    if any(min(rates) == 0 for rates, _ in parts):
        return None
    product = 1.0
    for rates, weight in parts:
        product *= float(max(rates) / min(rates)) ** float(weight)
    return product


def fairness_discrepancy_rate(
    fmr: Sequence[Fraction], fnmr: Sequence[Fraction], alpha: Fraction = Fraction(1, 2)
) -> float:
    """Return one less the weighted largest differences, each looked for among all pairs."""
    apart = [max(abs(a - b) for a in rates for b in rates) for rates in (fmr, fnmr)]
    return float(1 - (alpha * apart[0] + (1 - alpha) * apart[1]))


def _apart(index: float | None, exact: float | None) -> float:
    if index is None or exact is None:
        return 0.0 if index is exact else 1.0
    return abs(index - exact) / max(1.0, abs(exact))


def _figure(what: str, found: float, text: str, *, more: float = 0.0) -> Figure:
    """Allow half a unit of the last printed digit, and ``more``."""
    digits, _, power = text.partition("e")
    decimals = len(digits.partition(".")[2])
    half = 0.5 * 10.0 ** (int(power or 0) - decimals) + more
    return Figure(what, found, text, half)
