"""What is said of a deployment record by whoever gives it: its columns, sheet, decimal mark and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from bystander.errors import UsageError
from bystander.evidence.record.columns import BY_NAME, NUMERATORS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.numbers import Decimal

OPTIONS = frozenset({"columns", "sheet", "encoding", "decimal", "without_rows", "empty"})
_ROWS = re.compile(r"^\s*\d+(?:\s*-\s*\d+)?(?:\s*,\s*\d+(?:\s*-\s*\d+)?)*\s*$")
_MEANS = {"zero": "zero", "0": "zero", "none": "zero", "unknown": "unknown"}
_MOST = 10**7
LONGEST_REASON = 200


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What was declared. ``columns``: canonical name to heading. ``decimal``: the mark before a fraction, if said.

    ``without_rows``: the number of each row that is to enter no rate, and why. ``empty``: whether empty cells of a
    column of counts mean "zero", or are "unknown".
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    decimal: Decimal = ""
    without_rows: Mapping[int, str] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        columns: Mapping[str, str] | None = None,
        sheet: str = "",
        decimal: str = "",
        without_rows: str | Sequence[str] | Mapping[int, str] = (),
        empty: str | Sequence[str] | Mapping[str, str] = (),
    ) -> Declared:
        """Read what was said. Raises UsageError for what cannot be meant."""
        if decimal not in {"", ".", ","}:
            raise UsageError("--decimal is the mark before a fraction: , or .")
        return cls(
            columns=_columns(columns or {}),
            sheet=sheet,
            decimal=cast("Decimal", decimal),
            without_rows=_without(without_rows),
            empty=_empty(empty),
        )


def _columns(columns: Mapping[str, str]) -> dict[str, str]:
    for name in columns:
        if name not in BY_NAME:
            message = f"--column {name}= is no column of a deployment record; there are {', '.join(BY_NAME)}"
            raise UsageError(message)
    return dict(columns)


def _without(given: str | Sequence[str] | Mapping[int, str]) -> dict[int, str]:
    """Read "5,7-9: misprinted" as rows and the reason that they all have."""
    if not isinstance(given, str) and hasattr(given, "items"):
        pairs: list[tuple[str, str]] = [(str(row), str(why)) for row, why in cast("Mapping[Any, str]", given).items()]
    else:
        texts = [given] if isinstance(given, str) else list(given)
        pairs = [(text.partition(":")[0], text.partition(":")[2]) for text in texts]
    found: dict[int, str] = {}
    for rows, why in pairs:
        reason = " ".join(why.split())
        if not _ROWS.match(rows) or not reason:
            raise UsageError('--without-rows needs rows and a reason, such as "5,7-9: counts of a test"')
        if len(reason) > LONGEST_REASON:
            message = f"the reason of --without-rows is printed with every result; {LONGEST_REASON} characters at most"
            raise UsageError(message)
        for part in rows.split(","):
            first, _, last = (piece.strip() for piece in part.partition("-"))
            if not 0 < int(first) <= int(last or first) < _MOST:
                raise UsageError(f"--without-rows: {part.strip()} are no rows")
            found |= dict.fromkeys(range(int(first), int(last or first) + 1), reason)
    return found


def _empty(given: str | Sequence[str] | Mapping[str, str]) -> dict[str, str]:
    """Read "false_alerts=zero" as what empty cells of a column mean."""
    if not isinstance(given, str) and hasattr(given, "items"):
        pairs = [(str(name), str(means)) for name, means in cast("Mapping[str, object]", given).items()]
    else:
        texts = given.split(",") if isinstance(given, str) and given else list(given)
        pairs = [(text.partition("=")[0].strip(), text.partition("=")[2].strip()) for text in texts]
    found = {}
    for name, means in pairs:
        if name not in NUMERATORS or means.casefold() not in _MEANS:
            message = f"--empty needs COLUMN=zero or COLUMN=unknown, for one of {', '.join(NUMERATORS)}"
            raise UsageError(message)
        found[name] = _MEANS[means.casefold()]
    return found
