"""False alerts of each deployment over time, above how many faces an hour were counted.

The two belong together: when the lower picture jumps, a falling rate per face in the upper one may come
from counting faces differently, not from fewer mistakes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.plots import deployments_drawing
from bystander.plots.chart import Chart, Table
from bystander.plots.deployments_data import DeploymentData, data

if TYPE_CHECKING:
    from bystander.findings import Study

TABLE_ROWS = 12


def chart(study: Study) -> Chart | None:
    """Return the chart of deployments over time; None where the study has none."""
    built = data(study)
    if built is None:
        return None
    return Chart(
        name="deployments",
        title="False alerts, deployment by deployment",
        alt=_alt(built),
        reading=(
            f"Above, one mark for {built.each}: a filled one with a stem where there were false alerts, an open "
            f"one on "
            "the base line where there was none, a cross where the count is not known. Below, "
            + ("the faces counted in an hour" if built.per_hour else f"the faces counted in {built.each}")
            + ". If these jump, the meaning of a rate per face has changed with them."
        ),
        table=_table(built),
        draw=lambda size: deployments_drawing.draw(built, size),
        synthetic=study.document.synthetic,
    )


def _alt(built: DeploymentData) -> str:
    known = [d for d in built.deployments if d.false_alerts is not None]
    some = sum(1 for d in known if d.false_alerts)
    total = wording.plural(sum(d.false_alerts or 0 for d in known), "false alert")
    one = "deployment" if built.every == 1 else f"run of {built.every:,} deployments"
    many = None if built.every == 1 else f"runs of {built.every:,} deployments"
    said = f"{wording.plural(len(known), one, many)} with counts, {wording.count(some)} of them with {total} in all."
    unknown = len(built.deployments) - len(known)
    return said + (f" {wording.plural(unknown, one, many)} without counts." if unknown else "")


def _table(built: DeploymentData) -> Table:
    """Show the deployments with most false alerts, in order of time, as many as a page can bear."""
    most = sorted(built.deployments, key=lambda d: (-(d.false_alerts or 0), -d.at))[:TABLE_ROWS]
    rows = tuple(
        (d.when, d.place, _count(d.false_alerts), _count(d.faces_seen), _rounded(d.faces_per_hour))
        for d in sorted(most, key=lambda d: d.at)
    )
    left_out = len(built.deployments) > len(rows)
    return Table(
        caption=_caption(built, left_out=left_out),
        head=("Date", "Place", "False alerts", "Faces seen", "Faces an hour"),
        rows=rows,
        numeric=(False, False, True, True, True),
        note=wording.rows_left_out(len(rows), len(built.deployments)),
    )


def _caption(built: DeploymentData, *, left_out: bool) -> str:
    if built.every > 1:
        return f"The runs of {built.every:,} deployments with most false alerts"
    return "The deployments with most false alerts" if left_out else "Every deployment"


def _count(value: float | None) -> str:
    return "not known" if value is None else wording.count(value)


def _rounded(value: float | None) -> str:
    return "not known" if value is None else wording.significant(value, 3)
