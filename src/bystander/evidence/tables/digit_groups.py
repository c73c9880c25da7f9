"""Numbers whose thousands stand apart, as they are written for people to read: 1,434.6 and 1.434,6 and 1 434.6.

A comma before three digits may be a thousand or a decimal comma. It is a thousand where something else in the number
tells: a point behind it, or a second comma.
"""

from __future__ import annotations

import re

GAPS = "'\u2019\u00a0\u2009\u202f "
GROUPED = {
    mark: re.compile(rf"^([+-]?[1-9]\d{{0,2}})((?:[{group}{GAPS}]\d{{3}})+)(?:\{mark}(\d*))?$")
    for mark, group in ((".", ","), (",", "."))
}


def joined(grouped: re.Match[str]) -> str:
    """Return the digits of a number in groups, with a point before its fraction."""
    fraction = grouped[3] or ""
    digits = grouped[1] + "".join(c for c in grouped[2] if c.isdigit())
    return digits + (f".{fraction}" if fraction else "")


def grouped_number(cell: str, decimal: str) -> tuple[float, bool] | None:
    """Return a number in groups, and whether it can be nothing else; None of any other cell.

    ``decimal``: the mark before its fraction.
    """
    found = GROUPED[decimal].match(cell.strip())
    if found is None:
        return None
    marks = [c for c in found[2] if not c.isdigit()]
    if len(set(marks)) > 1:
        return None
    sure = len(marks) > 1 or found[3] is not None or marks[0] in GAPS
    return float(joined(found)), sure
