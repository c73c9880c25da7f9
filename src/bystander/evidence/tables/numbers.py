"""Numbers as text has them: digits of ASCII, a point, an exponent; nothing that only some programs take for one."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]?(nan|inf(inity)?)", re.ASCII | re.IGNORECASE
)


def as_number(cell: str) -> float | None:
    """Return the number in a cell, without the white space around it; None where it is none, or empty.

    ``1_000``, which Python takes for 1000, is none.
    """
    plain = cell.strip()
    return float(plain) if _NUMBER.fullmatch(plain) else None
