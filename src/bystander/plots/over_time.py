"""What each operator counted, period by period, in small multiples: no two operators are added up, nor two units.

On the left the share of alerts that were false, on the right false alerts of a million faces, each with its own axis. A
box is as wide as its period and as tall as its interval; what was not published is hatched, with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots.chart import NO_TABLE, Chart
from bystander.plots.over_time_data import data
from bystander.plots.over_time_drawing import NAMED, TITLES, draw

if TYPE_CHECKING:
    from bystander.findings import Study
    from bystander.plots.over_time_data import Operator, OverTimeData


def chart(study: Study) -> Chart | None:
    """Return the chart; None without two periods, or where none of them can be shown."""
    built = data(study)
    if built is None:
        return None
    return Chart(
        name="over_time",
        title="No two operators may be added up" if len(built.operators) > 1 else "Over time",
        alt=" ".join(_told(o) for o in built.operators),
        reading=_reading(built),
        table=NO_TABLE,
        draw=lambda size: draw(built, size),
        synthetic=study.document.synthetic,
    )


def _reading(built: OverTimeData) -> str:
    said = ["Each box is as wide as its period and as tall as the doubt."]
    if any(p.lanes > 1 for o in built.operators for p in o.periods):
        said.append("Rows of the same days stand beside each other.")
    if any(s.verified for o in built.operators for p in o.periods for s in p.of.values()):
        said.append("Hatched alerts were not verified.")
    ticks = built.axes["faces"].ticks
    if len(ticks) > 1 and not all(p.of["faces"].missing for o in built.operators for p in o.periods):
        step = round(ticks[1][0] / ticks[0][0])
        said.append(f"For faces, each line is {wording.count(step)} times the one below.")
    if any(sum(not p.of[name].missing for p in o.periods) > NAMED for o in built.operators for name in TITLES):
        said.append("The counts are in the table of every number.")
    if built.left_out:
        said.append(f"{wording.plural(built.left_out, 'more operator')}: in curves.parquet.")
    return " ".join(said)


def _told(operator: Operator) -> str:
    """Say each period's counts as they stand in the picture."""
    said = []
    for name, what in (("alerts", "alerts judged false"), ("faces", "false alerts in faces seen")):
        told = [p.of[name] for p in operator.periods if not p.of[name].missing]
        if told:
            said.append(
                f"{what}: {', '.join(f'{s.counted} verified right' if s.verified else s.counted for s in told)}"
            )
    head = f"{operator.name}: " if operator.name else ""
    return f"{head}{'; '.join(said) or 'nothing that can be shown'}."
