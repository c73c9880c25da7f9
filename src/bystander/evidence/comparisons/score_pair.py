"""Mated and non-mated scores in two columns side by side, under a word for each kind, the shorter one filled up.

Only empty cells below the last score of a column are filling: an empty one among scores may be a failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from bystander.evidence.comparisons.columns import roles_in
from bystander.evidence.comparisons.of_table import trial_of_columns
from bystander.evidence.tables.flags import kind_named, plain
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.opened import Opened

KINDS = {"mated scores": True, "non-mated scores": False}


def pair_in(header: Sequence[str], request: Request) -> dict[str, int] | None:
    """Return where the columns of both kinds are; None where a header has more than them and names of rows."""
    if request.columns or request.truth is not None or roles_in(header).has("score"):
        return None
    said = {at: kind_named(_word(name)) for at, name in enumerate(header) if name.strip()}
    if sorted(map(str, said.values())) != ["False", "True"]:
        return None
    return {name: next(at for at, kind in said.items() if kind is wanted) for name, wanted in KINDS.items()}


def trial_of_pair(table: Opened, places: dict[str, int], request: Request, *, form: str, sha256: str | None) -> Trial:
    """Return the trial of two columns of scores. What is raised is as for any table."""
    read = table.read(places, dict.fromkeys(places, "number"))
    scores, mated, rows = [], [], []
    for name, kind in KINDS.items():
        values = np.asarray(read.columns[name].cast(pa.float64()).to_numpy(), np.float64)
        there = np.flatnonzero(~np.isnan(values))
        size = int(there[-1]) + 1 if len(there) else 0
        scores.append(values[:size])
        mated.append(np.full(size, kind))
        rows.append(np.arange(size) + read.first_row if read.rows is None else read.rows[:size])
    columns = {"score": np.concatenate(scores), "mated": np.concatenate(mated)}
    made = TableColumns(
        columns={role: pa.chunked_array([pa.array(values)]) for role, values in columns.items()},
        rows=np.concatenate(rows).astype(np.int64), problems=read.problems,
    )  # fmt: skip
    return trial_of_columns(made, request, form=f"{form}, a column of each kind", sha256=sha256)


def _word(heading: str) -> str:
    return plain(heading).removesuffix("scores").removesuffix("score")
