"""What is required (METHODS section 9) and what was measured: one function a criterion, one file a subject.

Each gives a :class:`Check` a setting. A required range is widened by the chance error of the simulation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage.criteria.check import Check, Effort
from benchmarks.coverage.criteria.chosen import band, few, v24
from benchmarks.coverage.criteria.crowds import v13, v22
from benchmarks.coverage.criteria.curves import bands, eer, v7, v8
from benchmarks.coverage.criteria.deployments import (
    alike_rows,
    one_row,
    record_groups,
    records,
    search_records,
    sessions,
    v25,
    v27,
)
from benchmarks.coverage.criteria.groups import v14, v15, v20
from benchmarks.coverage.criteria.rates import beyond, v1, v2, v3, v4, v5, v5b, v6
from benchmarks.coverage.criteria.relatives import v26
from benchmarks.coverage.criteria.requirements import requirements
from benchmarks.coverage.criteria.searching import candidates, own_list, own_list_target, searches
from benchmarks.coverage.criteria.two_systems import compare, compare_own_list, several, v23
from benchmarks.coverage.criteria.uneven import (
    uneven_compare,
    uneven_curves,
    uneven_groups,
    uneven_pairs,
    uneven_tries,
)
from benchmarks.coverage.criteria.zero_errors import v21, v28, zero

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "ALL",
    "Check",
    "Effort",
    "alike_rows",
    "band",
    "bands",
    "beyond",
    "candidates",
    "compare",
    "compare_own_list",
    "eer",
    "few",
    "one_row",
    "own_list",
    "own_list_target",
    "record_groups",
    "records",
    "requirements",
    "search_records",
    "searches",
    "sessions",
    "several",
    "uneven_compare",
    "uneven_curves",
    "uneven_groups",
    "uneven_pairs",
    "uneven_tries",
    "v1",
    "v2",
    "v3",
    "v4",
    "v5",
    "v5b",
    "v6",
    "v7",
    "v8",
    "v13",
    "v14",
    "v15",
    "v20",
    "v21",
    "v22",
    "v23",
    "v24",
    "v25",
    "v26",
    "v27",
    "v28",
    "zero",
]  # fmt: skip

ALL: dict[str, Callable[[Effort], list[Check]]] = {
    "V1": v1,
    "V2": v2,
    "V3": v3,
    "V4": v4,
    "V5": v5,
    "V5b": v5b,
    "V6": v6,
    "zero": zero,
    "V21": v21,
    "V28": v28,
    "requirements": requirements,
    "V7": v7,
    "V8": v8,
    "bands": bands,
    "few": few,
    "V24": v24,
    "band": band,
    "V13": v13,
    "V22": v22,
    "V14": v14,
    "V15": v15,
    "V20": v20,
    "EER": eer,
    "searches": searches,
    "compare": compare,
    "compare-own-list": compare_own_list,
    "V23": v23,
    "several": several,
    "records": records,
    "one-row": one_row,
    "alike-rows": alike_rows,
    "search-records": search_records,
    "record-groups": record_groups,
    "candidates": candidates,
    "own-list": own_list,
    "own-list-target": own_list_target,
    "V25": v25,
    "V26": v26,
    "V27": v27,
    "sessions": sessions,
    "uneven-tries": uneven_tries,
    "uneven-curves": uneven_curves,
    "uneven-pairs": uneven_pairs,
    "uneven-compare": uneven_compare,
    "uneven-groups": uneven_groups,
    "beyond": beyond,
}
