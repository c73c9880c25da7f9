"""A small table that a chart is drawn from: aggregate numbers only, never a score of somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bystander.findings.digits import rounded_column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Series:
    """Columns of equal length with the unit of each.

    Series travel beside the findings to plots, report and ``curves.parquet``; they are no part of
    ``findings.json``. None stands for *not known*; there is no NaN.
    """

    name: str  # "det", "scores", "deployments", ...
    columns: Mapping[str, Sequence[float | int | str | None]]
    units: Mapping[str, str]

    def __post_init__(self) -> None:
        lengths = {len(values) for values in self.columns.values()}
        if len(lengths) > 1:
            message = f"series {self.name}: columns of different lengths {sorted(lengths)}"
            raise ValueError(message)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def ten_digits(self) -> Series:
        """Return a copy in which every fraction has ten significant digits, as it is written; thresholds keep all."""
        return replace(self, columns={name: rounded_column(name, values) for name, values in self.columns.items()})

    def rows(self) -> list[dict[str, float | int | str | None]]:
        """Return the table as a list of rows."""
        names = list(self.columns)
        return [dict(zip(names, values, strict=True)) for values in zip(*self.columns.values(), strict=True)]
