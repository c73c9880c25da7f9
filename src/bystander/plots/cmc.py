"""CMC: how often the right person is among the first R candidates, whatever the scores.

Ranks are a logarithmic axis, as the first few matter most; the line is a staircase, its band the interval of each
rank taken alone, and around it the lighter band of all ranks at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.axes import axis, nice_values, percent, plain
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.points import number

if TYPE_CHECKING:
    from bystander.findings import Study

RANKS = (1, 2, 3, 5, 10, 20, 50, 100)  # named on the axis and in the table
RUN = 1.1  # how far the last step is drawn, of where it begins: a staircase holds until the next rank
BAND = " The band holds the whole line at once in {level:g} of 100 such trials."


@dataclass(frozen=True, kw_only=True)
class CmcData:
    """Rank, share found, and its interval, one entry a rank; ``optimistic``: with equal scores behind.

    ``band_low``, ``band_high``: of all ranks at once, () where there is no such band. ``level``: of both.
    """

    rank: tuple[int, ...]
    found: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    optimistic: tuple[float, ...]
    band_low: tuple[float, ...] = ()
    band_high: tuple[float, ...] = ()
    level: float = 0.95


def data(study: Study) -> CmcData | None:
    """Build what the chart shows; None without mated searches."""
    series = study.get("cmc")
    if series is None:
        return None
    rows = series.rows()
    banded = all(number(r.get("band_low")) is not None for r in rows)

    def column(name: str) -> tuple[float, ...]:
        return tuple(number(r[name]) or 0.0 for r in rows)

    return CmcData(
        rank=tuple(int(r) for r in column("rank")),
        found=column("found"),
        low=column("low"),
        high=column("high"),
        optimistic=column("optimistic"),
        band_low=column("band_low") if banded else (),
        band_high=column("band_high") if banded else (),
        level=study.document.conventions.level,
    )


def chart(study: Study) -> Chart | None:
    """Return the chart; None without mated searches."""
    built = data(study)
    if built is None:
        return None
    first = wording.percent(built.found[0])
    return Chart(
        name="cmc",
        title="How often the right person is among the first candidates",
        alt=f"The right person is the first candidate in {first} of the searches, and among the first "
        f"{built.rank[-1]} in {wording.percent(built.found[-1])}.",
        reading=(
            "A list may name many: this says how often the right person is on it, and how far up."
            f"{BAND.format(level=built.level * 100) if built.band_low else ''}"
        ),
        table=_table(built),
        draw=lambda size: _draw(built, size),
        synthetic=study.document.synthetic,
    )


def _table(built: CmcData) -> Table:
    tied = built.optimistic != built.found  # what equal scores behind the right person would give: else the same
    rows = [
        (
            wording.count(rank),
            wording.percent(built.found[i]),
            _span(built.band_low[i], built.band_high[i]) if built.band_low else _span(built.low[i], built.high[i]),
            *((wording.percent(built.optimistic[i]),) if tied else ()),
        )
        for i, rank in enumerate(built.rank)
        if rank in RANKS or rank == built.rank[-1]
    ]
    spread = (
        "All ranks at once, %" if built.band_low else "Interval, %"
    )  # those of a rank: in the table of every number
    head = ("Candidates", "Found", spread, *(("Equal scores behind",) if tied else ()))
    return Table(
        caption="The right person among the first candidates",
        head=head,
        rows=tuple(rows),
        numeric=(False, *(True for _ in head[1:])),
        note="",
    )


def _span(low: float, high: float) -> str:
    return wording.ends(low, high, often=True)


def _draw(built: CmcData, size: Size) -> Spec:
    left, right, top, bottom = (48, 22, 34, 56) if size.narrow else (56, 26, 34, 56)
    width, height = size.width - left - right, 220 if size.narrow else 280
    least = min((*built.low, *built.band_low))
    shares = nice_values(0 if least < 0.5 else least - 0.02, 1, 6)
    last = max(built.rank[-1], 2)
    ranks = axis([float(r) for r in RANKS if r <= last], plain, grid=False)
    end = min(last + 1, last * RUN)
    x = vega.place("x", vega.logarithmic(1, end), ranks)
    y = vega.place("y", vega.linear(min(shares[0], least), 1), axis(shares, percent, orient="left"))
    ends = list(zip(built.rank, (*built.rank[1:], end), strict=True))  # each value holds to the next rank
    steps = [{"x": e, "y": f} for f, pair in zip(built.found, ends, strict=True) for e in pair]

    def area(low: tuple[float, ...], high: tuple[float, ...]) -> list[dict[str, float]]:
        limits = zip(low, high, ends, strict=True) if low else ()
        return [{"x": e, "y": at, "y2": to} for at, to, pair in limits for e in pair]

    low, high = (built.band_low, built.band_high) if built.band_low else (built.low, built.high)
    band, colour = area(low, high), tokens.light("right")
    between = {"x": x, "y": y, "y2": vega.second("y2")}
    layers = [
        vega.layer("area", band, between, color=tokens.light("band")),
        *(
            vega.layer(
                "line",
                [{"x": r["x"], "y": r[end]} for r in band],
                {"x": x, "y": y},
                color=tokens.light("band-edge"),
                strokeWidth=1.5,
            )
            for end in ("y", "y2")
        ),
        vega.layer("line", steps, {"x": x, "y": y}, color=colour, strokeWidth=2),
        vega.layer("point", steps[:1], {"x": x, "y": y}, color=colour, filled=True, size=70, opacity=1),
        vega.words("Searches in which the right person is among them", -left, -20, size, role="ink"),
        vega.words("First candidates looked at", width, height + 44, size, role="ink", align="right"),
    ]
    return vega.drawing(layers, size, width=width, height=height, margins=(top, right, bottom, left))
