"""People stopped by mistake, stops and arrests: whole records by hand, with counts that a reader can add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.evidence.record.entry import Entry
from bystander.evidence.record.record import Record
from bystander.findings.digits import WRITTEN
from bystander.intervals.counts import clopper_pearson
from bystander.studies.audit.study import audit

if TYPE_CHECKING:
    from bystander.findings import Document, Finding


def audited(*entries: Entry, **more: object) -> Document:
    record = Record(
        name="made up", sha256="0" * 64, format="by hand", entries=entries, columns=frozenset(),
        rows_read=len(entries), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return audit(record).document


def one(document: Document, name: str) -> Finding:
    (found,) = document.find(name, period=None, threshold=None)
    return found


def counted(document: Document, name: str) -> tuple[int | None, float | None]:
    found = one(document, name)
    e, alone = found.estimate, found.sensitivity[0]
    assert e is not None
    assert (alone.low, alone.high) == pytest.approx(clopper_pearson(e.events or 0, e.trials or 0), rel=WRITTEN)
    return e.events, e.trials


TEN = tuple(
    Entry(
        row=n, deployments=1, faces_seen=20_000, alerts=8, right=6, wrong=2, stops=7, right_stops=5, wrong_stops=2,
        arrests=3,
    )
    for n in range(2, 12)
)  # fmt: skip


def test_twenty_of_seventy_people_stopped_were_the_wrong_person() -> None:
    d = audited(*TEN)
    assert counted(d, "wrong-stops-per-stop") == (20, 70)
    assert counted(d, "wrong-stops-per-face") == (20, 200_000)
    assert counted(d, "wrong-stops-per-alert") == (20, 80)
    assert counted(d, "stops-per-alert") == (70, 80)
    assert counted(d, "arrests-per-stop") == (30, 70)
    assert counted(d, "arrests-per-alert") == (30, 80)
    assert d.verdict[1] == "Of 70 people stopped, 20 were the wrong person."
    assert [row.deff for row in one(d, "wrong-stops-per-stop").sensitivity] == [1, 2, 5, 1]
    assert one(d, "wrong-stops-per-stop").sensitivity[1].assumption.startswith("stops come in twos")


def test_a_record_that_tells_of_no_stops_is_not_asked_about_them() -> None:
    d = audited(Entry(row=2, faces_seen=100, alerts=2, right=1, wrong=1))
    assert not [f.id for f in d.findings if "stop" in f.id or "arrest" in f.id]


def test_arrests_alone_are_told_per_alert_alone() -> None:
    d = audited(Entry(row=2, faces_seen=100, alerts=4, right=3, wrong=1, arrests=2))
    assert counted(d, "arrests-per-alert") == (2, 4)
    assert not [f.id for f in d.findings if "stop" in f.id]


def test_nobody_stopped_is_no_share_of_nobody_and_nobody_stopped_by_mistake_is_no_rate_of_zero() -> None:
    d = audited(Entry(row=2, faces_seen=12_120, alerts=4, right=4, wrong=0, right_stops=0, wrong_stops=0))
    assert one(d, "wrong-stops-per-stop").not_estimable == "there was no person stopped at all: 0 of 0"
    answer = one(d, "wrong-stops-per-face").answer
    assert answer.startswith("No person stopped by mistake in 12,120 faces seen. That does not show a rate of zero")


def test_a_row_with_more_stops_than_alerts_counts_something_else_and_is_left_out() -> None:
    d = audited(TEN[0], Entry(row=12, alerts=3, right=3, wrong=0, stops=50, wrong_stops=0, arrests=60))
    assert counted(d, "stops-per-alert") == (7, 8)
    assert counted(d, "arrests-per-stop") == (3, 7)
    assert any("1 of 2 rows" in c for c in one(d, "stops-per-alert").caveats)


def test_stops_that_are_not_told_apart_are_no_stops_by_mistake() -> None:
    d = audited(Entry(row=2, faces_seen=100, alerts=9, right=5, wrong=4, stops=8))
    assert one(d, "wrong-stops-per-stop").estimate is None
    assert counted(d, "stops-per-alert") == (8, 9)


def test_operators_are_never_added_up_whoever_was_stopped() -> None:
    d = audited(
        Entry(row=2, who="A", faces_seen=100, alerts=9, right=5, wrong=4, right_stops=1, wrong_stops=2),
        Entry(row=3, who="B", faces_seen=100, alerts=9, right=5, wrong=4, right_stops=5, wrong_stops=4),
    )
    whole, a, b = d.find("wrong-stops-per-stop")
    assert whole.estimate is None
    assert "mixes 2 operators" in (whole.not_estimable or "")
    assert [f.estimate.trials for f in (a, b) if f.estimate] == [3, 9]
    assert "Of 3 people stopped, 2 were the wrong person." in d.verdict
