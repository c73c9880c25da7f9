"""The parts of the alerts of a row: right and wrong ones add up to all, so that one that is missing is determined.

It is not where alerts may be left that nobody judged: where the rows that give all three do not add up, unless the row
says how many were left; nor where it would be more than the row says that there were at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bystander.evidence.record.noted_unjudged import note_on_open

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from bystander.evidence.record.cells import Row
    from bystander.evidence.record.counted import Counted

_LEAVES = ("true_confirmed", "true_unconfirmed", "false_confirmed", "false_unconfirmed")


class Parts(NamedTuple):
    """Alerts of a row, all of them judged right or wrong or not. ``derived``: which part the others determined."""

    alerts: int | None
    right: int | None
    wrong: int | None
    derived: str = ""


def stated(row: Row, kind: str) -> int | None:
    """Return all right ("true") or wrong ("false") alerts of a row: the stated total, else the sum of its parts."""
    values = row.values
    whole = values.get(f"{kind}_alerts")
    if whole is not None:
        return whole  # type: ignore[return-value] # a count
    confirmed = row.count(f"{kind}_confirmed")
    return None if confirmed is None else confirmed + (row.count(f"{kind}_unconfirmed") or 0)


@dataclass(frozen=True)
class Adding:
    """Whether right and false alerts add up to all alerts, by operator; ``any_told``: whether any row tells."""

    by_operator: Mapping[object, bool]
    any_told: bool

    def of(self, row: Row) -> bool:
        """Return whether what is neither right nor wrong in a row must be the other."""
        return self.by_operator.get(row.values.get("who"), not self.any_told)


def adding(counted: Counted, without: Collection[int], totals: Counted) -> Adding:
    """Return whether alerts are left that nobody judged, of the rows that give all, right and wrong ones.

    Rows of totals that do not add up tell that of all rows.
    """
    if not without and _full(totals, adding_up=False).any():
        return Adding({}, any_told=True)
    told = {row.values.get("who") for row in counted.where(_full(counted)) if row.number not in without}
    apart = counted.where(_full(counted, adding_up=False))
    not_adding = {row.values.get("who") for row in apart if row.number not in without}
    return Adding({who: who not in not_adding for who in told}, bool(told))


def _full(counted: Counted, *, adding_up: bool = True) -> NDArray[np.bool_]:
    """Return which rows give all, right and wrong alerts; or those of them that leave alerts which nobody judged."""
    alerts, right, wrong = counted.of("alerts"), counted.judged("true"), counted.judged("false")
    full = (alerts >= 0) & (right >= 0) & (wrong >= 0)
    return full if adding_up else full & (alerts > right + wrong)


def parts_of(row: Row, adds: Adding) -> Parts:  # noqa: PLR0911 - one a way of being told
    """Return the parts of a row, the missing one as the others determine it."""
    alerts, right, wrong = row.count("alerts"), stated(row, "true"), stated(row, "false")
    if alerts is None:
        unjudged = row.count("unjudged") or 0
        return Parts(right + wrong + unjudged if right is not None and wrong is not None else None, right, wrong)
    if right is not None and wrong is not None:
        return Parts(alerts, right, wrong)
    if right is None and wrong is None:
        leaves = [row.count(name) for name in _LEAVES]
        if alerts == 0 or sum(n or 0 for n in leaves) == alerts:
            right, wrong = (sum(n or 0 for n in leaves[at : at + 2]) for at in (0, 2))
            return Parts(alerts, right, wrong, "right and false alerts" if alerts else "")
        return Parts(alerts, None, None)
    if row.count("duplicates"):  # which may be among those that are told, or not
        return Parts(alerts, right, wrong)
    told = right if right is not None else wrong or 0
    left = row.count("unjudged") if right is None else None  # false ones may be among those that nobody judged
    gap = alerts - told - (left or 0)
    if gap < 0 or (gap and left is None and not adds.of(row)):
        return Parts(alerts, right, wrong)
    if gap and note_on_open(row, gap):  # nothing became of them yet
        return Parts(alerts, right or 0, wrong or 0)
    missing = "true_alerts" if right is None else "false_alerts"
    if missing in row.hidden and gap > (row.hidden[missing].most or gap):
        return Parts(alerts, right, wrong)  # more than the row says that there were at most: some were judged neither
    if right is None:
        return Parts(alerts, gap, wrong, "right alerts")
    return Parts(alerts, right, gap, "false alerts")
