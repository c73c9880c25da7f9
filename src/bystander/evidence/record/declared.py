"""What is said of a deployment record by whoever gives it: its columns, sheet, decimal mark and the like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from bystander.errors import UsageError
from bystander.evidence.record.columns import BY_NAME, NUMERATORS
from bystander.evidence.record.declared_rows import ensure_apart, rows_with_reasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.record.declared_rows import Reasons
    from bystander.evidence.record.numbers import Decimal

OPTIONS = frozenset({"columns", "sheet", "encoding", "decimal", "without_rows", "with_rows", "empty"})
_MEANS = {"zero": "zero", "0": "zero", "none": "zero", "unknown": "unknown"}


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What was declared. ``columns``: canonical name to heading. ``decimal``: the mark before a fraction, if said.

    ``without_rows``: the number of each row that is to enter no rate, and why. ``with_rows``: of each that counts,
    though it looks like a total or a remark, and why. ``empty``: whether empty cells of a column of counts mean "zero",
    or are "unknown".
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    decimal: Decimal = ""
    without_rows: Mapping[int, str] = field(default_factory=dict)
    with_rows: Mapping[int, str] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        columns: Mapping[str, str] | None = None,
        sheet: str = "",
        decimal: str = "",
        without_rows: Reasons = (),
        with_rows: Reasons = (),
        empty: str | Sequence[str] | Mapping[str, str] = (),
    ) -> Declared:
        """Read what was said. Raises UsageError for what cannot be meant."""
        if decimal not in {"", ".", ","}:
            raise UsageError("--decimal is the mark before a fraction: , or .")
        out, kept = rows_with_reasons(without_rows, "--without-rows"), rows_with_reasons(with_rows, "--with-rows")
        ensure_apart(out, kept)
        return cls(
            columns=_columns(columns or {}),
            sheet=sheet,
            decimal=cast("Decimal", decimal),
            without_rows=out,
            with_rows=kept,
            empty=_empty(empty),
        )


def _columns(columns: Mapping[str, str]) -> dict[str, str]:
    for name in columns:
        if name not in BY_NAME:
            message = f"--column {name}= is no column of a deployment record; there are {', '.join(BY_NAME)}"
            raise UsageError(message)
    return dict(columns)


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
