"""The parts of the alerts of a row: right and wrong ones add up to all, so that one that is missing is determined.

It is not where alerts may be left that nobody judged: where the rows that give all three do not add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bystander.evidence.record.cells import Row

_LEAVES = ("true_confirmed", "true_unconfirmed", "false_confirmed", "false_unconfirmed")


class Parts(NamedTuple):
    """Alerts of a row, all of them judged right or wrong or not. ``derived``: which the others determined."""

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


def adding(rows: Sequence[Row], without: Collection[int] = ()) -> Adding:
    """Return whether alerts are left that nobody judged, of the rows that give all, right and wrong ones."""
    found: dict[object, bool] = {}
    for row in rows:
        alerts, right, wrong = row.values.get("alerts"), stated(row, "true"), stated(row, "false")
        if alerts is None or right is None or wrong is None or row.number in without:
            continue
        who = row.values.get("who")
        found[who] = found.get(who, True) and alerts <= right + wrong  # type: ignore[operator] # a count
    return Adding(found, bool(found))


def parts_of(row: Row, adds: Adding) -> Parts:  # noqa: PLR0911 - one a way of being told
    """Return the parts of a row, the missing one as the others determine it."""
    alerts, right, wrong = row.count("alerts"), stated(row, "true"), stated(row, "false")
    if alerts is None:
        return Parts(right + wrong if right is not None and wrong is not None else None, right, wrong)
    if right is not None and wrong is not None:
        return Parts(alerts, right, wrong)
    if right is None and wrong is None:
        leaves = [row.count(name) for name in _LEAVES]
        if alerts == 0 or sum(n or 0 for n in leaves) == alerts:
            right, wrong = (sum(n or 0 for n in leaves[at : at + 2]) for at in (0, 2))
            return Parts(alerts, right, wrong, "right and false alerts" if alerts else "")
        return Parts(alerts, None, None)
    told = right if right is not None else wrong or 0
    gap = alerts - told
    if gap < 0 or (gap and not adds.of(row)):
        return Parts(alerts, right, wrong)
    if right is None:
        return Parts(alerts, gap, wrong, "right alerts")
    return Parts(alerts, right, gap, "false alerts")
