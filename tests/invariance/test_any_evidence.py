"""The same laws for evidence of any shape: what hypothesis thinks of, in place of worlds that were made for it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

import bystander as by
from bystander.intervals import methods
from tests.invariance import changes
from tests.invariance.law import same
from tests.invariance.seen import written
from tests.invariance.worlds import columns, rows, table

if TYPE_CHECKING:
    from bystander.findings import Finding
    from tests.invariance.worlds import Columns

SUPPOSED = 3  # events that stand alone, that come in twos, in fives
FEW = settings(max_examples=8, deadline=None)
DEPLOYMENT = st.tuples(st.integers(500, 20_000), st.integers(0, 9), st.integers(0, 9))
VOLUNTEER = st.integers(1, 6).flatmap(lambda passes: st.tuples(st.just(passes), st.integers(0, passes)))


def record(deployments: list[tuple[int, int, int]]) -> Columns:
    """Return a record: faces seen, false and true alerts of each deployment."""
    made = [
        (f"2024-{k % 12 + 1:02d}-{k // 12 + 1:02d}", f"Square {k}", faces, false + true, true, false)
        for k, (faces, false, true) in enumerate(deployments)
    ]
    return columns("date place faces_seen alerts true_alerts false_alerts", made)


def passes(volunteers: list[tuple[int, int]]) -> Columns:
    """Return a seeded test, a row a volunteer: how often each passed, and how often each was seen."""
    return columns("volunteer passes alerts", [(f"v{k:03d}", *counts) for k, counts in enumerate(volunteers)])


def counted(finding: Finding) -> tuple[Any, ...]:
    """Return what a rate comes to, with what takes each event for independent."""
    found = finding.estimate
    return () if found is None else (found.value, found.events, found.trials, finding.bounds)


def supposed(finding: Finding) -> tuple[Any, ...]:
    """Return the limits for each clustering that is supposed, rather than taken from how rows differ."""
    return finding.sensitivity[:SUPPOSED]


def limits(finding: Finding) -> tuple[float, float] | None:
    """Return the interval of a rate."""
    return None if finding.estimate is None else (finding.estimate.low, finding.estimate.high)


def limits_of(supposed_rows: tuple[Any, ...]) -> tuple[float, float] | None:
    """Return the interval of the one row that is given, or None without one."""
    return next(((row.low, row.high) for row in supposed_rows), None)


@FEW
@given(st.lists(DEPLOYMENT, min_size=3, max_size=20), st.integers(0, 2**32))
def test_the_order_of_deployments_does_not_matter(deployments: list[tuple[int, int, int]], seed: int) -> None:
    given_, each = record(deployments), rows(record(deployments))
    Random(seed).shuffle(each)
    before, after = by.audit(given_), by.audit(table(each))  # that rows are out of order is a remark, and no number
    assert before.document.findings == after.document.findings
    assert before.verdict == after.verdict


@FEW
@given(st.lists(DEPLOYMENT, min_size=3, max_size=20), st.data())
def test_rates_do_not_depend_on_how_rows_are_cut(deployments: list[tuple[int, int, int]], data: st.DataObject) -> None:
    whole, parts = record(deployments), []
    for row in rows(whole):
        first = {
            name: data.draw(st.integers(0, row[name])) for name in ("faces_seen", "true_alerts", "false_alerts")
        }  # fmt: skip
        first["faces_seen"] = max(first["faces_seen"], first["true_alerts"] + first["false_alerts"])
        second = {name: row[name] - count for name, count in first.items()}
        if second["faces_seen"] < second["true_alerts"] + second["false_alerts"] or not second["faces_seen"]:
            parts.append(row)
            continue
        for name, part in (("", first), (", north", second)):
            alerts = part["true_alerts"] + part["false_alerts"]
            parts.append({**row, **part, "alerts": alerts, "place": row["place"] + name})
    before, after = by.audit(whole), by.audit(table(parts))
    for name in ("false-alerts-per-face", "false-alerts-per-alert", "alerts-per-face"):
        old, new = before.find(name)[0], after.find(name)[0]
        assert counted(old) == counted(new)
        assert supposed(old) == supposed(new)
        for finding in (old, new):  # the interval is that of how these rows scatter, or of independent events
            alone = finding.estimate is not None and finding.estimate.method.rests_on(methods.THESE_ALONE)
            scatter = () if alone else finding.sensitivity[SUPPOSED:]  # one row that holds nearly all shows none
            assert limits(finding) == limits_of(scatter or finding.sensitivity[:1])


@FEW
@given(st.lists(VOLUNTEER, min_size=10, max_size=40), st.integers(0, 2**32))
def test_neither_names_nor_the_order_of_volunteers_matter(volunteers: list[tuple[int, int]], seed: int) -> None:
    each = rows(changes.renamed(passes(volunteers)))
    Random(seed).shuffle(each)
    assert written(by.evaluate(passes(volunteers)).document) == written(by.evaluate(table(each)).document)


@FEW
@given(st.lists(VOLUNTEER, min_size=10, max_size=40))
def test_everybody_twice_is_never_less_sure(volunteers: list[tuple[int, int]]) -> None:
    once, twice = (
        by.evaluate(passes(given_)).find("passes-alerted")[0].estimate for given_ in (volunteers, 2 * volunteers)
    )
    assert once is not None
    assert twice is not None
    assert same(once.value, twice.value)
    assert once.low <= twice.low * (1 + 1e-9)
    assert twice.high <= once.high * (1 + 1e-9)
