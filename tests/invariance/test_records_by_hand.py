"""How far limits of a record move where its counts change is no margin: plain formulas give them, whatever the change.

Of counts that stand alone, come in twos or in fives, of the scatter of deployments, and of two groups: the limits
that are told are those that the rows give by hand, in the record as it is, cut in two, and four times as large.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import xlogy
from scipy.stats import beta, binom, chi2, norm, t

from tests.invariance import test_search_records
from tests.invariance.test_records import EVIDENCE, cut_in_two, many_times, study

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Finding
    from tests.invariance.worlds import Columns

PER_UNIT = ("-deployment", "-hour")
CHANGES = pytest.mark.parametrize(
    "change", [lambda record: record, cut_in_two, many_times], ids=["as it is", "halves", "four"]
)


def limits(events: float, trials: float, tail: float, *, counts: bool) -> tuple[float, float]:
    """Return Clopper and Pearson's limits, or, of counts an hour or a deployment, Garwood's."""
    if counts:
        low, high = chi2.ppf(tail, 2 * events) / 2, chi2.ppf(1 - tail, 2 * events + 2) / 2
        return (float(low) if events else 0.0) / trials, float(high) / trials
    rest = trials - events
    low = beta.ppf(tail, events, rest + 1) if events else 0.0
    return float(low), float(beta.ppf(1 - tail, events + 1, rest)) if rest else 1.0


OF_SEARCHES = test_search_records.EVIDENCE
RECORDS = {
    "as it is": (EVIDENCE, False), "halves": (cut_in_two(EVIDENCE), False), "four": (many_times(EVIDENCE), False),
    "searches": (OF_SEARCHES, True), "four times the searches": (test_search_records.many_times(OF_SEARCHES), True),
}  # fmt: skip


@pytest.mark.parametrize(("record", "searches"), RECORDS.values(), ids=RECORDS)
def test_events_that_stand_alone_come_in_twos_or_in_fives(record: Columns, *, searches: bool) -> None:
    followed = 0
    for finding in (test_search_records.study if searches else study)(record).document.findings:
        e, counts = finding.estimate, finding.id.endswith(PER_UNIT)
        if e is None or (finding.group and not searches) or not e.events or e.trials is None:
            continue
        if finding.bounds.naive_upper is not None:
            alone = limits(e.events, e.trials, 0.05, counts=counts)[1]
            assert finding.bounds.naive_upper == pytest.approx(alone, rel=1e-8), finding.id
        if [row.deff for row in finding.sensitivity[:3]] != [1, 2, 5]:
            continue
        if searches:  # nothing shows how they cluster: each is taken to stand alone
            assert (e.low, e.high) == (finding.sensitivity[0].low, finding.sensitivity[0].high)
        for row, deff in zip(finding.sensitivity, (1, 2, 5), strict=False):
            expected = limits(e.events / deff, e.trials / deff, 0.025, counts=counts)
            assert (row.low, row.high) == pytest.approx(expected, rel=1e-8), finding.id
            assert row.effective_trials == pytest.approx(e.trials / deff, rel=1e-9)
            if row.upper is not None:
                _, upper = limits(e.events / deff, e.trials / deff, 0.05, counts=counts)
                assert row.upper == pytest.approx(upper, rel=1e-8), finding.id
            followed += 1
    assert followed >= 27


@CHANGES
def test_the_scatter_of_deployments_and_its_limits(change: Callable[[Columns], Columns]) -> None:
    """As `intervals/overdispersion.py` says: Satterthwaite's chi-square, with what chance puts in left out."""
    record = change(EVIDENCE)
    x, faces = (np.array(record[name], float) for name in ("false_alerts", "faces_seen"))
    x = x / (1 - x.sum() / faces.sum())  # the rarer outcome, divided by the share of the other
    m = x.sum() * faces / faces.sum()
    q, free = float(((x - m) ** 2 / m).sum()), len(x) - 1
    likely = m + np.sqrt(max(q - free, 0) / q) * (x - m)
    spread = float(((4 * (likely - m) ** 2 * likely + 2 * likely**2 + likely) / m**2).sum())
    f = max(1.0, 2 * q**2 / spread)
    told = one("over-dispersion", record)
    assert told.estimate is not None
    assert told.estimate.value == pytest.approx(q / free, rel=1e-8)
    ends = f * q / free / chi2.ppf([0.975, 0.025], f)
    assert (told.estimate.low, told.estimate.high) == pytest.approx(tuple(ends), rel=1e-8)


def one(name: str, record: Columns) -> Finding:
    (finding,) = study(record).document.find(name)
    return finding


def deff_of(record: Columns, group: str) -> float:
    """Return how many times each event of a group counts, by the scatter of its rows (docs/methods)."""
    x, faces = (np.array(record[f"{name}_{group}"], float) for name in ("false_alerts", "faces_seen"))
    x = x / (1 - x.sum() / faces.sum())  # the rarer outcome, divided by the share of the other
    m, free = x.sum() * faces / faces.sum(), len(x) - 1
    squares, one = float(((faces / faces.sum()) ** 2).sum()), 1 / float(faces.sum())
    weight = free * (squares - one) / (1 - squares - free * one)
    excess = weight * (float(((x - m) ** 2 / m).sum()) / free - 1)
    return max(1.0, 1 + float(t.ppf(0.975, free) / norm.ppf(0.975)) ** 2 * excess)


def deff_together(record: Columns) -> float:
    """Return the same of two groups that were seen in the same rows, by what is left of each row's events."""
    a, b, n, m = (np.array(record[f"{name}_{g}"], float) for name in ("false_alerts", "faces_seen") for g in "ab")
    seen = a + b > 0
    a, n, m, both = a[seen], n[seen], m[seen], (a + b)[seen]
    times = brentq(lambda k: float((both * k * n / (k * n + m)).sum() - a.sum()), 1e-6, 1e6, xtol=1e-14, rtol=1e-14)
    share = times * n / (times * n + m)
    phi = float(((a - both * share) ** 2 / (both * share * (1 - share))).sum()) / (len(a) - 1)
    squares = float(((both / both.sum()) ** 2).sum())
    excess = (len(a) - 1) * squares / (1 - squares) * (phi - 1)
    return max(1.0, 1 + float(t.ppf(0.975, max(len(a) - 1, 3)) / norm.ppf(0.975)) ** 2 * excess)


@CHANGES
def test_two_groups_are_told_apart_as_one_count_of_the_sum(change: Callable[[Columns], Columns]) -> None:
    record = change(EVIDENCE)
    (a, n), (b, m) = (
        [float(sum(record[f"{name}_{g}"])) / deff_of(record, g) for name in ("false_alerts", "faces_seen")]
        for g in "ab"
    )
    ratio, difference = (one(f"false-alerts-group-{kind}", record) for kind in ("ratio", "difference"))
    assert ratio.estimate is not None
    assert difference.estimate is not None
    assert ratio.test is not None
    highest, lowest = limits(a, n, 0.0125, counts=False)[1], limits(b, m, 0.0125, counts=False)[0]
    assert difference.estimate.high == pytest.approx(highest - lowest, rel=1e-8)
    if ratio.caveats[0].startswith("Groups were seen in the same rows."):
        a, n, b, m = (float(sum(record[f"{name}_{g}"])) / deff_together(record) for g in "ab"
                      for name in ("false_alerts", "faces_seen"))  # fmt: skip
    low, high = (part / (1 - part) * m / n for part in limits(a, a + b, 0.025, counts=False))
    assert (ratio.estimate.low, ratio.estimate.high) == pytest.approx((max(low, 1.0), high), rel=1e-8)
    share = n / (n + m)

    def against(k: Any, total: float) -> Any:
        return 2 * (xlogy(k, k / (total * share)) + xlogy(total - k, (total - k) / (total * (1 - share))))

    whole = ceil(a + b - 1e-9)  # outcomes have the effective total, rounded up
    k = np.arange(whole + 1)
    as_far = against(k, whole) >= against(a, a + b) * (1 - 1e-9)
    assert ratio.test.statistic == pytest.approx(against(a, a + b), rel=1e-8)
    assert ratio.test.p == pytest.approx(float(binom.pmf(k, whole, share)[as_far].sum()), rel=1e-8)


@CHANGES
def test_rates_and_shares_of_groups(change: Callable[[Columns], Columns]) -> None:
    record = change(EVIDENCE)
    told: list[Any] = [f for f in study(record).document.findings if f.group and f.estimate]
    told = [f for f in told if f.estimate.method.startswith("Clopper-Pearson") and f.estimate.events is not None]
    assert len(told) >= 4
    for finding in told:
        e, by_rows = finding.estimate, finding.id == "false-alerts-per-face-by-group"
        deff = deff_of(record, finding.group["group"]) if by_rows else 1.0
        expected = limits(e.events / deff, e.trials / deff, 0.025, counts=False)
        assert (e.low, e.high) == pytest.approx(expected, rel=1e-8), finding.id
        assert e.effective_trials == (pytest.approx(e.trials / deff, rel=1e-8) if by_rows else None)
