"""All alerts of a record, from the findings of its audit: a scenario has room for the false ones alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import Document

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.crowd.scenario import Scenario

PER_ALERT = "false-alerts-per-alert"


def alerts_of(path: Path, scenario: Scenario) -> int | None:
    """Return all alerts that the false ones of a scenario are among, by the findings file that it was made of.

    None where the file does not tell, or tells of other false alerts than those per face: a record may count both in
    different rows.
    """
    document = Document.from_json(path.read_text("utf-8"))
    found = next((f for f in document.findings if f.id == PER_ALERT and not f.group and f.estimate is not None), None)
    rate = scenario.false_alerts
    if found is None or found.estimate is None or not found.estimate.trials or rate is None:
        return None
    return round(found.estimate.trials) if found.estimate.events == rate.events else None
