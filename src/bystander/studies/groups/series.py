"""The small tables that the charts of groups are drawn from: rates and counts of groups, never of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.intervals.measured import Measured
    from bystander.studies.groups.by_group import ByGroup
    from bystander.studies.groups.how_far_apart import Compared

Cell = float | int | str | None
UNITS = {"people": "people", "events": "errors", "trials": "trials", "rate": "errors per trial",
         "low": "errors per trial", "high": "errors per trial", "threshold": "score"}  # fmt: skip
EVERYBODY = "everybody"
UNRECORDED = "not recorded"


def group_series(found: Sequence[ByGroup], *, stabilised: Sequence[Sequence[float | None]] = ()) -> Series | None:
    """Return every rate of every group; None without any. ``kind``: "group", "everybody" or "not recorded".

    ``stabilised``: for each of ``found``, the rates drawn towards their mean, where that was done.
    """
    rows: list[dict[str, Cell]] = []
    for number, by in enumerate(found):
        steady = stabilised[number] if stabilised else [None] * len(by.rates)
        about: dict[str, Cell] = {
            "attribute": by.name, "quantity": by.quantity.name, "threshold": by.point.threshold, "at": by.label,
        }  # fmt: skip
        for rate, value in zip(by.rates, steady, strict=True):
            own: dict[str, Cell] = {
                "kind": "group",
                "group": rate.label,
                "people": rate.people,
                "reason": rate.reason or None,
            }
            rows.append({**about, **own, **_numbers(rate.measured), "stabilised": value})
        everybody: dict[str, Cell] = {
            "kind": EVERYBODY,
            "group": EVERYBODY,
            "people": by.people + by.unrecorded,
            "reason": None,
        }
        rows.append({**about, **everybody, **_numbers(by.overall), "stabilised": None})
        if by.unrecorded or by.outside:
            none: dict[str, Cell] = {
                "kind": UNRECORDED,
                "group": f"{by.name} {UNRECORDED}",
                "people": by.unrecorded,
            }
            rows.append({**about, **none, "reason": None, **_numbers(None), "stabilised": None})
    return _series("groups", rows)


def matrix_series(found: Sequence[ByGroup]) -> Series | None:
    """Return the rate of every group of probes with every group of references; None without any."""
    rows: list[dict[str, Cell]] = []
    for by in found:
        if by.groups is None:
            continue
        for pair in by.pairs:
            about = {
                "attribute": by.name, "quantity": by.quantity.name, "threshold": by.point.threshold, "at": by.label,
                "probe": by.groups.label(pair.probe), "reference": by.groups.label(pair.reference),
                "reason": pair.reason or None,
            }  # fmt: skip
            rows.append({**about, **_numbers(pair.measured)})
    return _series("group_matrix", rows)


def ratio_series(found: Sequence[ByGroup], compared: Sequence[Compared]) -> Series | None:
    """Return the largest ratio of every comparison with what no difference would have shown; None without any."""
    rows: list[dict[str, Cell]] = []
    for by, c in zip(found, compared, strict=True):
        if c.ratio is not None and c.reference is not None and c.to_mean is not None and c.test is not None:
            none = c.ratio.halves_added  # of no event there is no ratio, nor one that chance would come to
            rows.append(
                {
                    "attribute": by.name, "quantity": by.quantity.name, "threshold": by.point.threshold,
                    "at": by.label, "highest": c.ratio.numerator, "lowest": c.ratio.denominator,
                    "ratio": None if none else c.ratio.value, "low": c.ratio.low, "high": c.ratio.high,
                    "no_difference": None if none else c.reference.ratio,
                    "detectable": c.reference.detectable, "to_mean": c.to_mean.worst.value,
                    "to_mean_low": c.to_mean.worst.low, "to_mean_high": c.to_mean.worst.high, "p": c.test.p,
                }
            )  # fmt: skip
    return _series("group_ratios", rows)


def _numbers(measured: Measured | None) -> dict[str, Cell]:
    if measured is None:
        return dict.fromkeys(("events", "trials", "rate", "low", "high"))
    e = measured.estimate
    return {"events": e.events, "trials": e.trials, "rate": e.value, "low": e.low, "high": e.high}


def _series(name: str, rows: list[dict[str, Cell]]) -> Series | None:
    if not rows:
        return None
    return Series(name, {column: [row[column] for row in rows] for column in rows[0]}, UNITS)
