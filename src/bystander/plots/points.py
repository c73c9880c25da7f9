"""The operating points of a trial, numbered alike in every chart that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.findings import Study


@dataclass(frozen=True, kw_only=True)
class OperatingPoint:
    """A threshold of interest with both error rates and their intervals; None where one is not estimable."""

    number: int
    label: str
    threshold: float | None
    fmr: float | None
    fmr_low: float | None
    fmr_high: float | None
    fnmr: float | None
    fnmr_low: float | None
    fnmr_high: float | None
    chosen: bool = False  # the one that the page is about


def operating_points(study: Study) -> tuple[OperatingPoint, ...]:
    """Read the operating points of a study in the order of its thresholds' first mention; () without any.

    Of a trial of searches they hold FPIR and FNIR where those of comparisons hold FMR and FNMR.
    """
    series, x, y = study.get("det_points"), "fmr", "fnmr"
    if series is None:
        series, x, y = study.get("identification_points"), "fpir", "fnir"
    if series is None:
        return ()
    return tuple(
        OperatingPoint(
            number=i,
            label=str(row["label"]),
            threshold=number(row.get("threshold")),
            fmr=number(row.get(x)),
            fmr_low=number(row.get(f"{x}_low")),
            fmr_high=number(row.get(f"{x}_high")),
            fnmr=number(row.get(y)),
            fnmr_low=number(row.get(f"{y}_low")),
            fnmr_high=number(row.get(f"{y}_high")),
            chosen=row.get("chosen") == 1,
        )
        for i, row in enumerate(series.rows(), 1)
    )


def text(cell: object) -> str:
    """Return a cell as text, with what its type says of it; "" where it is not known."""
    return cell if isinstance(cell, str) else ""


def number(cell: object) -> float | None:
    """Return a cell as a number, None where it is not known."""
    return float(cell) if isinstance(cell, (int, float)) else None


def merged(places: list[tuple[int, float, float]], closer: float) -> list[tuple[str, float, float]]:
    """Join the numbers of marks that would be printed over each other.

    ``places`` are (number, x, y) in pixels; marks nearer than ``closer`` in both directions share the
    place of the first: "3" and "4" become "3, 4".
    """
    out: list[tuple[list[int], float, float]] = []
    for n, x, y in places:
        near = next((o for o in out if abs(o[1] - x) < closer and abs(o[2] - y) < closer), None)
        if near is None:
            out.append(([n], x, y))
        else:
            near[0].append(n)
    return [(", ".join(map(str, numbers)), x, y) for numbers, x, y in out]
