"""The picture of a comparison: both errors of every system at one setting, and of two the gap between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.axes import percent_axis, rare_axis
from bystander.findings.cells import rate_cell
from bystander.findings.signs import Axis, Cell, Column, Hatch, Interval, Row, Rows, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Estimate
    from bystander.intervals.measured import Measured
    from bystander.studies.compare.series import Told
    from bystander.studies.compare.setting import Heads, Setting

MOST_SYSTEMS = 5


def picture(main: Setting, names: Sequence[str], kind: Heads, *, level: float, settings: int) -> Rows:
    """Return both errors of every system at the setting of the sentence, and of two systems the gap in misses."""
    gap = _gap(main) if len(names) == 2 else None
    columns, measured = [], [(main.matches, Sign.FALSE, kind.often), (main.misses, Sign.MISS, True)]
    kept = [(rates, sign, often) for rates, sign, often in measured if any(rates)]
    for rates, sign, often in kept:
        columns.append(
            Column(kind.false if sign is Sign.FALSE else kind.missed, rate_axis(rates, often=often, named=True))
        )
    if gap is not None:
        do = "miss" if any(main.misses) else kind.do
        title = f"How much more or less often does {names[1]} {do}?"
        columns.append(Column(title, _gap_axis(max(-gap.low, gap.high))))
    rows = []
    for i, name in enumerate(names[:MOST_SYSTEMS]):
        cells = [cell_of(rates[i], often=often, sign=sign) for rates, sign, often in kept]
        if gap is not None:
            cells.append(_difference(gap, _apart(main.told[-1])) if i else Cell(None))
        here = "" if main.given else ", set in this trial"
        rows.append(Row(label=name, detail=f"threshold {main.thresholds[i]}{here}", cells=tuple(cells)))
    more = [f"{len(names) - MOST_SYSTEMS} more systems are in the table below."] if len(names) > MOST_SYSTEMS else []
    more += ["Every other setting is below."] if settings > 1 else []
    signs = {sign for _, sign, _ in kept}
    return Rows(
        caption=f"Both errors of each system, {main.label}",
        columns=tuple(columns),
        rows=tuple(rows),
        key=(
            *((("false", kind.word),) if Sign.FALSE in signs else ()),
            *((("miss", "missed"),) if Sign.MISS in signs else ()),
            ("band", f"where it may lie for new people ({level * 100:g} %)"),
            *((("measured", "the gap"), ("limit", "no difference")) if gap is not None else ()),
        ),
        reading=" ".join(more),
    )


def rate_axis(rates: Sequence[Measured | None], *, often: bool, named: bool = False) -> Axis:
    """Return the axis that the rates of all systems share; ``named`` as for :func:`rare_axis`."""
    found = [m.estimate for m in rates if m is not None]
    return percent_axis(max((e.high for e in found), default=1.0)) if often else rare_axis(found, steps=1, named=named)


def cell_of(measured: Measured | None, *, often: bool, sign: Sign, bare: bool = False) -> Cell:
    """Return the cell of a rate; hatched where the trial lacks what it is of."""
    if measured is None:
        return Cell(Hatch("not in this trial"))
    return rate_cell(measured.estimate, measured.bounds, often=often, sign=sign, bare=bare)


def _gap(setting: Setting) -> Estimate | None:
    """Return the difference in misses at a setting: the last that is told, after that in false matches."""
    return setting.told[-1].compared.difference if setting.told else None


def _gap_axis(far: float) -> Axis:
    end = next((e for e in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if far <= e), 1.0)
    points = wording.significant(end * 100, 1)
    return Axis(-end, end, ((-end, f"{points} points less often"), (0.0, "0"), (end, f"{points} points more often")))


def _apart(t: Told) -> str:
    """Say how often only one of the two systems erred; nothing where that is not known."""
    first, second = t.compared.only_first, t.compared.only_second
    if first is None or second is None:
        return ""
    return f"{t.names[1]} alone erred {_times_of(second)}, {t.names[0]} alone {_times_of(first)}"


def _times_of(n: int) -> str:
    return wording.plural(n, "time") if n else "never"


def _difference(e: Estimate, apart: str) -> Cell:
    mark = Interval(low=e.low, high=e.high, value=e.value, sign=Sign.MEASURED, limit=0.0)
    ends = wording.signed_span(e.low, e.high, unit=False)
    return Cell(mark, wording.signed(e.value, like=max(abs(e.low), abs(e.high))), f"({ends})", apart)
