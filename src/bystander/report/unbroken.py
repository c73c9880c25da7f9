"""What may not be torn apart at the end of a line."""

from __future__ import annotations

import re

_PERCENT = re.compile(r"(?<=\d) %")
_COUNTS = re.compile(r"(?<=\d) of (?=\d)")
_RATE = re.compile(r"\b1 in (?=\d)")


def unbroken(text: str) -> str:
    """Keep "95 %", "1 in 6,000" and "10 of 2,077" on one line."""
    return _COUNTS.sub("\u00a0of\u00a0", _RATE.sub("1\u00a0in\u00a0", _PERCENT.sub("\u00a0%", text)))
