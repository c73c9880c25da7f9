"""Whether the numbers of a record have a point or a comma before their fraction: declared, or told by all of them.

9.780 faces are 9,780 where thresholds read 0,64, and nothing but a question where no other number tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.evidence.record.columns import BY_NAME
from bystander.evidence.record.numbers import TWO_READINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.record.grid import Line
    from bystander.evidence.record.numbers import Decimal

_COMMA = re.compile(r"^(?:\d+,\d{1,2}|0,\d+|\d+,\d{4,}|[1-9]\d{0,2}(?:\.\d{3})+,\d+)$")  # a fraction behind a comma
_DOTS = re.compile(r"^[1-9]\d{0,2}(?:\.\d{3}){2,}$")  # points between thousands, twice
_POINT = re.compile(r"^(?:\d*\.\d{1,2}|0\.\d+|\d+\.\d{4,}|[1-9]\d{0,2}(?:,\d{3})+\.\d+)$")  # a fraction behind a point
_GROUPS = re.compile(r"^[1-9]\d{0,2}(?:,\d{3})+$")  # commas between thousands


@dataclass(frozen=True)
class Written:
    """How numbers are written.

    ``decimal``: the mark before a fraction, "" where nothing tells. ``found``: whether the numbers told that it is ",".
    """

    decimal: Decimal = ""
    found: bool = False


def how_written(columns: Sequence[str | None], rows: Sequence[Line], declared: Decimal) -> Written:
    """Return how the numbers of a table are written: as declared, or with commas where all that tell agree on them."""
    if declared:
        return Written(declared)
    counts, numbers = (
        {at for at, name in enumerate(columns) if name and BY_NAME[name].kind == kind and name != "duration"}
        for kind in ("count", "number")
    )
    comma = dotted = point = False
    for at in counts | numbers:
        for cell in {cells[at] for _, cells in rows if at < len(cells) and ("," in cells[at] or "." in cells[at])}:
            comma = comma or bool(_COMMA.match(cell)) or (at in counts and bool(_DOTS.match(cell)))
            dotted = dotted or (at in counts and bool(TWO_READINGS.match(cell)))
            point = point or bool(_POINT.match(cell)) or (at in counts and bool(_GROUPS.match(cell)))
    return Written(",", found=True) if comma and not point else Written()
