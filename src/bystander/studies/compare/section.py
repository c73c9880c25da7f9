"""Every setting of a comparison below its first screen: both errors of each system, as counted and as rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings.cells import condition
from bystander.findings.section import Remark, Section
from bystander.findings.signs import Column, Row, Rows, Sign
from bystander.studies.compare.picture import cell_of, rate_axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.studies.compare.setting import Heads, Setting

CHART = "systems"
LOWER = Remark("Lower and further left is better", "in this trial. The ranges of the differences say how sure that is.")
DOWN = Remark("A setting of the same strictness", "lies straight above or below.")


def section(settings: Sequence[Setting], names: Sequence[str], heads: Heads) -> Section | None:
    """Return the section of all settings; None where there is none. A row is a system at a setting."""
    if not settings:
        return None
    matches = any(m for s in settings for m in s.matches)
    columns = []
    if matches:
        axis = rate_axis([m for s in settings for m in s.matches], often=heads.often)
        columns.append(Column(heads.false, axis, "Share" if heads.often else "In a million"))
    misses = any(m for s in settings for m in s.misses)
    if misses:
        columns.append(Column(heads.missed, rate_axis([m for s in settings for m in s.misses], often=True), "Share"))
    rows = []
    for s in settings[1:]:  # the first is on the first screen
        for i, name in enumerate(names):
            cells = [cell_of(s.matches[i], often=heads.often, sign=Sign.FALSE, bare=True)] if matches else []
            cells += [cell_of(s.misses[i], often=True, sign=Sign.MISS)] if misses else []
            rows.append(Row(label="" if i else s.allowed, detail=name, cells=tuple(cells), goes_on=i > 0))
    return Section(
        heading="At every setting",
        chart=CHART,
        remarks=(LOWER, DOWN),
        note=condition(m.estimate for s in settings for m in (*s.matches, *s.misses) if m is not None),
        table=Rows(
            caption="Both errors of each system at every other setting",
            heads=(heads.allowed, "System"),
            columns=tuple(columns),
            rows=tuple(rows),
        )
        if rows
        else None,
    )
