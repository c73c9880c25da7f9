"""What was required: number and doubt over the limit, so that every requirement shares one line, and the verdict.

The axis is the rate that was found divided by its limit, on a log scale: the limit is 1. Of what has to be at least so
much, it is the rest: people missed over those who may be missed. So left of the limit is where every number has to be.
An end beyond the axis is an arrow. What has no limits of its own is hatched, with the reason on it, and has no mark.
"""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from bystander.findings import Kind, dates, wording
from bystander.findings.manner import Manner
from bystander.look import tokens
from bystander.plots import vega
from bystander.plots.chart import Chart, Size, Spec, Table
from bystander.plots.requirement_words import Row, summary

if TYPE_CHECKING:
    from bystander.findings import Estimate, Finding, Quantity, Required, Study

Mark = dict[str, float]  # by the names of channels, in pixels
LEAST, MOST = 0.1, 20.0  # times the limit: the ends of the axis
TICKS = ((0.1, "a tenth"), (0.5, "half"), (1.0, "the limit"), (2.0, "2 times"), (5.0, "5 times"), (10.0, "10 times"))
TITLE = "What was required"
FIVES = 5.0


def rows_of(study: Study) -> tuple[Row, ...]:
    """Return the requirements of a study, in their order; () where nothing was required."""
    return tuple(
        _row(f, f.requirement, study.quantities[f.quantity], of_record=study.document.study == "audit")
        for f in study.document.findings
        if f.requirement is not None
    )


def chart(study: Study) -> Chart | None:
    """Return the chart; None where nothing was required."""
    rows = rows_of(study)
    if not rows:
        return None
    return Chart(
        name="requirements",
        title=TITLE,
        alt=summary(rows),
        reading=(
            "Each mark is what was found, divided by its limit, so that all requirements share one line; each step is "
            "so many times as much. Left of the limit is where it has to be; of what has to be at least so much, the "
            "rest is drawn. The band is what chance leaves open, with an arrow where it goes on. Met: even its unlucky "
            "end is within the limit. Hatched: this evidence has no such number."
        ),
        table=table(rows),
        draw=lambda size: _draw(rows, size),
        synthetic=study.document.synthetic,
    )


def table(rows: tuple[Row, ...]) -> Table:
    """Return the same as text."""
    return Table(
        caption="What was required, and what the evidence says",
        head=("Required", "Where, and by whom", "Found", "Limit", "Verdict", "Why"),
        rows=tuple(
            (
                row.name,
                ", ".join(t for t in (row.at, row.whose) if t) or "not said",
                ", ".join(t for t in (row.counted, row.numbers) if t) or "no number",
                row.limit,
                row.verdict.value,
                " ".join(t for t in (row.why, row.would) if t),
            )
            for row in rows
        ),
        numeric=(False,) * 6,
    )


def place(ratio: float) -> float:
    """Return where a ratio to the limit stands on the axis, 0 at its left end and 1 at its right one."""
    if ratio <= LEAST:
        return 0.0
    return min(log10(ratio / LEAST) / log10(MOST / LEAST), 1.0)


def _row(finding: Finding, asked: Required, quantity: Quantity, *, of_record: bool) -> Row:
    e, manner = finding.estimate, Manner(quantity, asked.limit)
    shown = e is not None and asked.lower is not None and asked.upper is not None and asked.limit > 0
    ends = sorted(_ratio(v, asked, quantity) for v in (asked.lower, asked.upper) if v is not None) if shown else []
    systems = f"{', '.join(finding.systems)}: " if finding.systems else ""
    numbers = ""
    if e is not None and shown:
        numbers = f"{manner.say(e.value)} ({manner.span(asked.lower or 0.0, asked.upper or 0.0)})"
    elif e is not None:
        numbers = manner.say(e.value)
    return Row(
        name=f"{systems}{asked.name}",
        where=(where := _where(finding, asked)),
        at=", ".join(t for t in (where, f"must be shown at {asked.level * 100:.12g} %") if t),  # not what came out
        whose=", ".join(t for t in (asked.source, _clause(asked.clause)) if t),
        value=place(_ratio(e.value, asked, quantity)) if e is not None and shown else None,
        low=place(ends[0]) if shown else None,
        high=place(ends[-1]) if shown else None,
        before=shown and 0 < ends[0] < LEAST,
        beyond=shown and ends[-1] > MOST,
        none=e is not None and e.events == 0,
        counted=_counted(e, asked),
        numbers=numbers,
        range=manner.alone(asked.lower or 0.0, asked.upper or 0.0) if shown else "",
        together=_together(asked),
        part=_part(finding) if of_record else "",
        rest=_rest(e.value, asked, quantity) if e is not None and shown else "",
        limit=f"{'at most' if asked.direction == 'at-most' else 'at least'} {_in_words(asked.limit_as_written)}",
        verdict=asked.verdict,
        why=asked.why,
        would=asked.would_show or "",
    )


def _counted(e: Estimate | None, asked: Required) -> str:
    """Say what was counted, and beside a limit that is written as 1 in so many, that too."""
    if e is None or e.events is None or e.trials is None:
        return ""
    said = f"{wording.count(e.events)} of {wording.count(e.trials)}"
    in_so_many = _in_words(asked.limit_as_written).startswith("1 in ") and 0 < e.value < 1 and e.events > 1
    return f"{said}, {wording.one_in(e.value)}" if in_so_many else said


def _together(asked: Required) -> str:
    """Say how many events come at a time in the limits of a record, as none tells that each came alone."""
    deff = asked.deff or 1.0
    return "in fives" if deff == FIVES else f"{wording.significant(deff)} at a time"


def _in_words(limit: str) -> str:
    """Say a limit that was written as a fraction: "1 in 10,000" of "1/10000"; others stand as they were written."""
    parts = [part.strip().replace("_", "") for part in limit.split("/")]
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        return limit
    return f"{int(parts[0]):,} in {int(parts[1]):,}"


def _ratio(value: float, asked: Required, quantity: Quantity) -> float:
    """Return a rate over its limit; of what has to be at least so much, the rest over the rest that may be."""
    if asked.direction == "at-most":
        return value / asked.limit
    if quantity.kind is Kind.RATE:
        return (1 - value) / (1 - asked.limit) if asked.limit < 1 else MOST
    return asked.limit / value if value else MOST


def _rest(value: float, asked: Required, quantity: Quantity) -> str:
    """Say of a share that has to be at least so much which rest is drawn: "the other 19 % over 20 %"."""
    if asked.direction == "at-most" or quantity.kind is not Kind.RATE or asked.limit >= 1:
        return ""
    return f"the other {wording.percent(1 - value)} over {wording.percent(1 - asked.limit)}"


def _where(finding: Finding, asked: Required) -> str:
    """Say where a number holds: "at the threshold 2, in every group"."""
    at, said = finding.at, []
    if at.target_fmr is not None:
        said.append(f"at {wording.one_in(at.target_fmr)} false matches")
    elif at.target_fpir is not None:
        said.append(f"at {wording.one_in(at.target_fpir)} false alerts")
    elif at.threshold is not None:
        said.append(f"at the threshold {wording.threshold(at.threshold)}")
    if at.period is not None:
        said.append(dates.spoken(at.period))
    if asked.groups == "each":
        said.append("in every group")
    return ", ".join(said)


def _part(finding: Finding) -> str:
    """Say of which part of a record a number is: "in the second half of 2026"; nothing where it is all of it."""
    at = finding.at
    if at.period is not None:
        return dates.spoken(at.period)
    return f"at the threshold {wording.threshold(at.threshold)}" if at.threshold is not None else ""


def _clause(text: str) -> str:
    return f"clause {text}" if text[:1].isdigit() else text


def _draw(rows: tuple[Row, ...], size: Size) -> Spec:
    left, right, pitch, top = (16, 16, 74, 24) if size.narrow else (24, 24, 60, 24)
    width, height = size.width - left - right, pitch * len(rows) + top
    x, y, x2, y2 = vega.pixel("x"), vega.pixel("y"), vega.second("x2"), vega.second("y2")
    words: list[vega.Layer] = []
    for ratio, name in TICKS if not size.narrow else (TICKS[0], TICKS[2], TICKS[5]):
        align = "left" if ratio == LEAST else "center"
        words.append(vega.words(name, width * place(ratio), 8, size, align=align, smaller=1, bold=ratio == 1))
    bands: list[Mark] = []
    discs: list[Mark] = []
    rings: list[Mark] = []
    hatches: list[Mark] = []
    tracks: list[Mark] = []
    arrows: dict[str, list[Mark]] = {"left": [], "right": []}
    edges: list[Mark] = []
    for i, row in enumerate(rows):
        at = top + pitch * i
        words.append(
            vega.words(tokens.cut(row.name, 44 if size.narrow else 64), 0, at + 12, size, role="ink", bold=True)
        )
        words.append(vega.words(row.word, width, at + (28 if size.narrow else 12), size, role="ink", align="right"))
        mark = at + pitch - 20
        tracks.append({"x": 0, "x2": width, "y": mark})
        if row.value is None or row.low is None or row.high is None:
            hatches += [{"x": i, "x2": min(i + 8, width), "y": mark + 7, "y2": mark - 7} for i in range(0, width, 12)]
            continue
        low = min(width * row.low, width - 4)  # a narrow band still shows
        high = max(width * row.high, low + 4)
        bands.append({"x": low, "x2": high, "y": mark - 9, "y2": mark + 9})
        for side, end, past in (("left", low, row.before), ("right", high, row.beyond)):
            if past:
                arrows[side].append({"x": end, "y": mark})
            else:
                edges.append({"x": end, "y": mark - 9, "y2": mark + 9})
        (rings if row.none else discs).append({"x": width * row.value, "y": mark})
    limit = [{"x": width * place(1.0), "y": top - 6, "y2": height}]
    ink, edge = tokens.light("ink"), tokens.light("band-edge")
    layers = [
        vega.layer("rule", tracks, {"x": x, "x2": x2, "y": y}, color=tokens.light("ink3"), strokeWidth=1),
        vega.layer("rule", hatches, {"x": x, "x2": x2, "y": y, "y2": y2}, color=tokens.light("ink3"), strokeWidth=1.5),
        vega.layer("rect", bands, {"x": x, "x2": x2, "y": y, "y2": y2}, color=tokens.light("band"), opacity=1),
        vega.layer("rule", edges, {"x": x, "y": y, "y2": y2}, color=edge, strokeWidth=2),
        *(
            vega.layer(
                "point", found, {"x": x, "y": y}, shape=f"triangle-{side}", filled=True, size=170, opacity=1, color=edge
            )
            for side, found in arrows.items()
        ),
        vega.layer("rule", limit, {"x": x, "y": y, "y2": y2}, color=ink, strokeWidth=2),
        vega.layer("point", discs, {"x": x, "y": y}, filled=True, color=ink, size=130, opacity=1),
        vega.layer("point", rings, {"x": x, "y": y}, filled=False, color=ink, size=110, strokeWidth=2.5, opacity=1),
        *words,
    ]
    return vega.drawing(layers, size, width=width, height=height, margins=(0, right, 8, left))
