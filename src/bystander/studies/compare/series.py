"""The small tables that the charts of a comparison are drawn from: rates and counts, never a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import Series
from bystander.studies.compare.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate
    from bystander.intervals.paired import Compared
    from bystander.quantities.two_systems import RateOfTwo, Trial
    from bystander.studies.compare.shared import Bench

RATE = "share of trials"
Column = list[float | int | str | None]
Points = tuple[str, tuple[float, ...], "Sequence[Estimate | None]", "Sequence[Estimate | None]"]


@dataclass(frozen=True, kw_only=True)
class Told:
    """Two systems compared at a point; ``label`` names the point, ``place`` says what it is for these two."""

    names: tuple[str, str]
    label: str
    place: str
    rate: RateOfTwo
    compared: Compared


def all_series(bench: Bench, kind: Trial, points: Sequence[Points], told: Sequence[Told]) -> tuple[Series, ...]:
    """Return the series of a comparison; empty ones are left out."""
    given = (curves(bench, kind), operating_points(bench, kind, points), differences(told))
    return tuple(s for s in given if len(s))


def curves(bench: Bench, kind: Trial) -> Series:
    """Return the trade-off of every system, one under the other."""
    columns: dict[str, Column] = {"system": [], "threshold": [], kind.name_x: [], kind.name_y: []}
    for system in bench.systems:
        curve = system.curve()
        if curve is None:
            continue
        columns["system"] += [system.name] * len(curve["x"])
        columns["threshold"] += curve["threshold"]
        columns[kind.name_x] += curve["x"]
        columns[kind.name_y] += curve["y"]
    return Series(
        name="identification_systems" if bench.searches else "det_systems",
        columns=columns,
        units={"threshold": "score", kind.name_x: RATE, kind.name_y: RATE},
    )


def operating_points(bench: Bench, kind: Trial, points: Sequence[Points]) -> Series:
    """Return both rates of every system at every point, with the intervals that each has alone."""
    names = [f"{name}{end}" for name in (kind.name_x, kind.name_y) for end in ("", "_low", "_high")]
    columns: dict[str, Column] = {"system": [], "label": [], "threshold": [], **{name: [] for name in names}}
    for label, thresholds, *rates in points:
        for i, system in enumerate(bench.systems):
            columns["system"].append(system.name)
            columns["label"].append(label)
            columns["threshold"].append(thresholds[i])
            for name, of_all in zip((kind.name_x, kind.name_y), rates, strict=True):
                for end, value in zip(("", "_low", "_high"), _three(of_all[i]), strict=True):
                    columns[name + end].append(value)
    units = {"threshold": "score", **dict.fromkeys(names, RATE)}
    return Series(name="system_points", columns=columns, units=units)


def differences(told: Sequence[Told]) -> Series:
    """Return every difference and ratio, the second system against the first."""
    columns: dict[str, Column] = {
        name: []
        for name in (
            "second", "first", "label", "quantity", "difference", "low", "high", "ratio", "ratio_low", "ratio_high",
            "level", "only_first", "only_second", "verdict",
        )
    }  # fmt: skip
    for t in told:
        d, r = t.compared.difference, t.compared.ratio
        row = (
            t.names[1], t.names[0], t.place, t.rate.alone.name, *_three(d), *_three(r), d.level,
            t.compared.only_first, t.compared.only_second, str(verdict_of([d])),
        )  # fmt: skip
        for column, value in zip(columns.values(), row, strict=True):
            column.append(value)
    units = dict.fromkeys(("difference", "low", "high"), RATE) | {"only_first": "errors", "only_second": "errors"}
    return Series(name="differences", columns=columns, units=units)


def _three(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if estimate is None:
        return None, None, None
    return estimate.value, estimate.low, estimate.high
