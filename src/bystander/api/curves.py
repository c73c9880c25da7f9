"""``curves.parquet``: the numbers that the charts of a study are drawn from, as one long table.

One row holds one cell of a series:

========  =======  ==========================================================
column    type     meaning
========  =======  ==========================================================
series    string   the series: "det", "scores", ... (docs/included.md)
row       int64    the row within the series, from 0
column    string   the column of the series
unit      string   its unit, or empty
number    float64  the value, or null where it is text or not known
text      string   the value, or null where it is a number or not known
========  =======  ==========================================================

The same study gives the same bytes: no time and no path is in the file.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.findings import Study

MEANING = "one row a cell: series, row, column, unit, and the value as number or as text"


def curves_parquet(study: Study) -> bytes:
    """Return the series of a study, in their order, as the bytes of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows: dict[str, list[str | int | float | None]] = {
        name: [] for name in ("series", "row", "column", "unit", "number", "text")
    }
    for series in study.series:
        for column, values in series.columns.items():
            size = len(values)
            rows["series"] += [series.name] * size
            rows["row"] += range(size)
            rows["column"] += [column] * size
            rows["unit"] += [series.units.get(column, "")] * size
            rows["number"] += [None if v is None or isinstance(v, str) else float(v) for v in values]
            rows["text"] += [v if isinstance(v, str) else None for v in values]
    types = {"row": pa.int64(), "number": pa.float64()}
    schema = pa.schema([pa.field(name, types.get(name, pa.string())) for name in rows], metadata={"bystander": MEANING})
    out = BytesIO()
    pq.write_table(pa.table(rows, schema=schema), out, compression="zstd")
    return out.getvalue()
