"""Rows that are named with a reason: "5,7-9: counts of a test". Such rows are left out, or counted, as declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Reasons = str | Sequence[str] | Mapping[int, str]

_ROWS = re.compile(r"^\s*\d+(?:\s*-\s*\d+)?(?:\s*,\s*\d+(?:\s*-\s*\d+)?)*\s*$")
_MOST = 10**7
LONGEST_REASON = 200


def rows_with_reasons(given: Reasons, option: str) -> dict[int, str]:
    """Read "5,7-9: misprinted" as rows and the reason that they all have. Raises UsageError for what cannot be meant.

    ``option``: that it was given as, on the command line.
    """
    if not isinstance(given, str) and hasattr(given, "items"):
        pairs: list[tuple[str, str]] = [(str(row), str(why)) for row, why in cast("Mapping[Any, str]", given).items()]
    else:
        texts = [given] if isinstance(given, str) and given else list(given)
        pairs = [(text.partition(":")[0], text.partition(":")[2]) for text in texts]
    found: dict[int, str] = {}
    for rows, why in pairs:
        reason = " ".join(why.split())
        if not _ROWS.match(rows) or not reason:
            raise UsageError(f'{option} needs rows and a reason, such as "5,7-9: counts of a test"')
        if len(reason) > LONGEST_REASON:
            message = f"the reason of {option} is printed with every result; {LONGEST_REASON} characters at most"
            raise UsageError(message)
        for part in rows.split(","):
            first, _, last = (piece.strip() for piece in part.partition("-"))
            if not 0 < int(first) <= int(last or first) < _MOST:
                raise UsageError(f"{option}: {part.strip()} are no rows")
            found |= dict.fromkeys(range(int(first), int(last or first) + 1), reason)
    return found


def ensure_apart(out: Mapping[int, str], kept: Mapping[int, str]) -> None:
    """Raise UsageError for a row that is to be left out and to be counted."""
    both = sorted(out.keys() & kept.keys())
    if both:
        raise UsageError(f"row {both[0]} cannot be left out with --without-rows and counted with --with-rows; say one")
