"""Deployment records: order, names, rows that are cut in two, counts that are many times as many, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scipy.stats import beta, chi2, norm, t

import bystander as by
from tests.invariance import by_hand, changes, worlds
from tests.invariance.law import BY_HAND, FREE, NOT_HIGHER, NOT_LOWER, Law, Move, times
from tests.invariance.seen import seen, written
from tests.invariance.worlds import mapped, rows, table

if TYPE_CHECKING:
    from tests.invariance.worlds import Columns

EVIDENCE = worlds.record()
ASKED: dict[str, Any] = {"groups": ["a", "b"]}
# rates whose interval allows for how much deployments differ, where they show it
HEADLINES = "false-alerts-per-face false-alerts-per-alert false-alerts-per-hour right-alerts-per-alert alerts-per-face "
HEADLINES += "wrong-stops-per-* stops-per-alert"
OF_GROUPS = "false-alerts-per-face-by-group:*"  # likewise, by the rows of the group
BY_CHANCE = "wrong-stops-per-stop"  # of half a year, so few that it is the other record alone that shows a scatter
CHANGE = "false-alerts-per-*-difference"  # from one period to the next, its counts divided by the scatter within
COUNTS = tuple(name for name in EVIDENCE if name not in {"date", "place"})
K = 4


def cut_in_two(record: Columns) -> Columns:
    """Make two deployments of each, in two places on one day, with half of every count."""
    half = mapped(record, {name: lambda count: count // 2 for name in COUNTS})
    elsewhere = mapped(half, {"place": lambda place: f"{place}, north"})
    return table([row for pair in zip(rows(half), rows(elsewhere), strict=True) for row in pair])


def many_times(record: Columns) -> Columns:
    """Multiply every count, hours included."""
    return mapped(record, dict.fromkeys(COUNTS, lambda count: K * count))


def with_groups_exchanged(record: Columns) -> Columns:
    """Call each group by the other's name."""
    other = {"a": "b", "b": "a"}
    return {f"{name[:-1]}{other[name[-1]]}" if name[-2] == "_" else name: column for name, column in record.items()}


def exchanged(finding: Any) -> dict[str, Any]:
    """Return a group under the name that it had."""
    return {"group": finding.group and {"group": {"a": "b", "b": "a"}[finding.group["group"]]}}


def only_a(record: Columns) -> Columns:
    """Leave out the columns of one group."""
    return {name: column for name, column in record.items() if not name.endswith("_b")}


LAWS = [
    Law(name="deployments in another order", change=changes.in_another_order),
    Law(name="places by other names", change=changes.with_column("place", lambda place: f"the {place} of yore")),
    Law(name="groups exchanged", change=with_groups_exchanged, rename=exchanged, words=False),
    Law(
        name="each deployment cut in two: as many faces and alerts, on twice as many deployments",
        change=cut_in_two,
        words=False,
        moves=(
            Move("false-alerts-per-deployment", "value", times(1 / 2)),
            # halves of one deployment are alike: less scatter for an interval to allow for
            Move("false-alerts-per-deployment", "low high width effective_trials", BY_HAND),
            Move(BY_CHANCE, "method effective_trials", FREE),
            Move(f"{HEADLINES} {OF_GROUPS}", "low effective_trials", NOT_LOWER),
            Move(f"{HEADLINES} {OF_GROUPS}", "high width", NOT_HIGHER),
            Move("false-alerts-group-*", "low high width test.p test.statistic", BY_HAND),  # by the scatter of its rows
            Move("false-alerts-group-*", "reference.*", FREE),  # a plan for a trial of this size
            Move("false-alerts-per-deployment", "bounds.*", times(1 / 2)),
            Move("false-alerts-per-deployment", "trials", times(2)),
            *(
                Move("false-alerts-per-deployment", f"sensitivity{row}.{name}", times(by_so_much))
                for row in range(3)
                for name, by_so_much in (("low", 1 / 2), ("high", 1 / 2), ("upper", 1 / 2), ("effective_trials", 2))
            ),
            # the same chi-square over 23 degrees of freedom in place of 11
            Move("over-dispersion", "value", times(11 / 23)),
            Move("over-dispersion", "trials", times(2)),
            Move("over-dispersion", "low high width effective_trials df", BY_HAND),
            Move(CHANGE, "low high width test.p", BY_HAND),  # tests/intervals/test_between_periods.py
            Move("over-dispersion", "sensitivity0.*", FREE),  # of deployments to come, by a formula of its own
            Move("*", "sensitivity3.*", BY_HAND),  # the row that goes by the scatter
        ),
        # not when a change was, nor faces an hour: they want many deployments
        only="false-alerts-* right-* alerts-* wrong-* stops-* over-dispersion",
    ),
    Law(
        name="every count four times: the same rates, no sharper where deployments differ, and scatter stands out",
        change=many_times,
        words=False,
        moves=(
            Move("false-alerts-per-deployment", "value", times(K)),
            # each event counts K times: no more is known of a rate that differs from one deployment to the next
            Move("false-alerts-per-deployment", "low high width effective_trials", BY_HAND),
            Move(BY_CHANCE, "method effective_trials low high width", FREE),
            Move(f"{HEADLINES} {OF_GROUPS}", "low high width effective_trials", BY_HAND),
            Move("over-dispersion", "effective_trials", BY_HAND),
            Move("false-alerts-per-deployment over-dispersion", "trials", times(1)),
            Move(CHANGE, "test.p", BY_HAND),
            Move("false-alerts-per-deployment", "events", times(K)),
            Move("false-alerts-per-deployment", "bounds.* sensitivity*", BY_HAND),
            Move("over-dispersion", "value", times(K)),
            Move("over-dispersion", "events", times(K)),
            Move("over-dispersion", "low high width", BY_HAND),
            Move("over-dispersion", "sensitivity*", FREE),
            Move("*", "events trials effective_trials", times(K)),
            Move("*-group-*", "test.p test.statistic width low high", BY_HAND),
            Move("*-group-*", "reference.*", FREE),  # a plan for a trial of this size
            Move("*", "width low high bounds.* sensitivity*", BY_HAND),
        ),
    ),
]


def study(record: Any, **asked: Any) -> by.Findings:
    return by.audit(record, **{**ASKED, **asked})


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_law(law: Law) -> None:
    before, after = study(EVIDENCE), study(law.change(EVIDENCE))
    assert law.broken(seen(before), seen(after, law.rename)) == []
    assert not law.to_the_byte or written(before.document) == written(after.document)


@pytest.mark.parametrize("change", [lambda record: record, cut_in_two, many_times], ids=["as it is", "halves", "four"])
def test_the_interval_is_that_of_the_scatter_where_it_shows_else_of_independent_events(change: Any) -> None:
    found = [
        f
        for f in study(change(EVIDENCE)).document.findings
        if f.estimate and not f.group and len(f.sensitivity) in {3, 4}
    ]
    assert {len(f.sensitivity) for f in found} >= {4}
    for f in found:
        shown = f.sensitivity[3 if len(f.sensitivity) == 4 else 0]
        assert f.estimate is not None
        assert (f.estimate.low, f.estimate.high) == (shown.low, shown.high), f.id


def clusters(record: Any) -> dict[tuple[str, str | None], Any]:
    """Return the rows that go by the scatter of all deployments, or of half a year's."""
    return {
        (f.id, f.at.period): f
        for f in study(record).document.findings
        if len(f.sensitivity) == 4 and not f.group and f.id not in {BY_CHANCE, "stops-per-alert"}  # not of every row
    }


def weight(record: Columns, name: str, period: str | None) -> float:
    """Return what the excess of a scatter counts for in the sum of rows of unequal size (docs/methods)."""
    column = {"face": "faces_seen", "alert": "alerts", "hour": "hours"}.get(name.rsplit("-", 1)[1])
    of = [row for row in rows(record) if period is None or (row["date"] < "2024-07") == (period == "2024-H1")]
    exposure = [row[column] if column else 1 for row in of]
    squares = by_hand.squares(e / sum(exposure) for e in exposure)
    most, one = len(exposure) - 1, 1 / sum(exposure) if column in {"alerts", "faces_seen"} else 0.0
    return most * (squares - one) / (1 - squares - most * one)


@pytest.mark.parametrize("change", [lambda record: record, cut_in_two, many_times], ids=["as it is", "halves", "four"])
def test_how_many_days_of_one_size_a_record_is_worth_goes_by_the_shares_of_its_rows(change: Any) -> None:
    record = change(EVIDENCE)
    (found,) = (f.estimate for f in study(record).document.findings if f.id == "over-dispersion")
    faces = [row["faces_seen"] for row in rows(record)]
    squares, most = by_hand.squares(x / sum(faces) for x in faces), len(faces) - 1
    assert found is not None
    assert found.df == pytest.approx(1 / squares - 1, rel=1e-8)
    assert found.effective_trials == pytest.approx(most / (1 - squares - most / sum(faces)), rel=1e-8)


@pytest.mark.parametrize(("change", "chi_square", "cut"), [(cut_in_two, 1, 2), (many_times, K, 1)])
def test_where_deployments_differ_the_design_effect_moves_as_their_scatter_does(
    change: Any, chi_square: float, cut: int
) -> None:
    """phi = chi-square/(deployments - 1), whose excess counts w times; deff = 1 + r^2 w (phi - 1), r = t/z."""
    record = change(EVIDENCE)
    before, after = clusters(EVIDENCE), clusters(record)
    followed = 0
    for key, old in before.items():
        deployments = 6 if key[1] else 12
        once, then = ((t.ppf(0.975, k - 1) / norm.ppf(0.975)) ** 2 for k in (deployments, cut * deployments))
        if old.sensitivity[3].deff == 1:
            continue  # less scatter than chance, which no row prints
        phi = 1 + (old.sensitivity[3].deff - 1) / once / weight(EVIDENCE, *key)
        phi *= chi_square * (deployments - 1) / (cut * deployments - 1)
        told, row = after[key].estimate, after[key].sensitivity[3]
        assert row.deff == pytest.approx(max(1 + then * weight(record, *key) * (phi - 1), 1.0), rel=1e-8), key
        x, rest = told.events / row.deff, (told.trials - told.events) / row.deff
        if key[0].endswith(("-deployment", "-hour")):
            ends = chi2.ppf(0.025, 2 * x) / 2, chi2.ppf(0.975, 2 * x + 2) / 2
            ends = tuple(end * row.deff / told.trials for end in ends)
        else:
            ends = beta.ppf(0.025, x, rest + 1), beta.ppf(0.975, x + 1, rest)
        assert (told.low, told.high) == pytest.approx(ends, rel=1e-7), key
        followed += 1
    assert followed >= 10
