"""The small table behind the chart of a seeded test: what became of the passes, in all and by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.passes.passes import Passes
    from bystander.intervals.measured import Measured
    from bystander.quantities.passes.facts import Facts

Cell = float | int | str | None
_PASSES = ("passes", "alerted", "wrong", "no_alert", "no_face")
UNITS = {**dict.fromkeys(_PASSES, "passes"), "people": "people", "share": "alerts per pass", "low": "alerts per pass",
         "high": "alerts per pass", "threshold": "score"}  # fmt: skip


def row(facts: Facts, passes: Passes, measured: Measured | None, *, kind: str, label: str) -> dict[str, Cell]:
    """Return a row: of all passes at a threshold (``kind`` "all"), or of those in a place or before a camera.

    The counts are None where nothing is ``measured``; otherwise they add up to the passes.
    """
    about: dict[str, Cell] = {"kind": kind, "label": label, "threshold": facts.point.threshold, "at": facts.label}
    if measured is None:
        return {**about, **dict.fromkeys((*_PASSES, "people", "share", "low", "high"))}
    alerts, right, every = (int(counts.sum()) for counts in (passes.alerts, passes.right, passes.passes))
    unseen = 0
    if passes.detected is not None and passes.detected_of is not None:
        unseen = int((passes.detected_of - passes.detected).sum())
    e = measured.estimate
    return {
        **about, "passes": every, "alerted": right, "wrong": alerts - right, "no_alert": every - alerts - unseen,
        "no_face": unseen, "people": passes.seen, "share": e.value, "low": e.low, "high": e.high,
    }  # fmt: skip


def series_of(rows: Sequence[dict[str, Cell]]) -> Series | None:
    """Return the rows as a table; None without any."""
    if not rows:
        return None
    return Series("seeded", {name: [one[name] for one in rows] for name in rows[0]}, UNITS)
