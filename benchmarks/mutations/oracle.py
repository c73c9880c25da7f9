"""What a careful reader gets from evidence: counts, a refusal, or no answer where the documents leave it open.

Written from the documents and not from the code: columns by docs/reference/columns.md, what is refused by
docs/reference/checks.md (EV04 to EV11, EV14, EV15, EV22, EV28, EV64, EV65).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.mutations import of_comparisons as pairs
from benchmarks.mutations import of_scores as scores
from benchmarks.mutations import of_searches as searches
from benchmarks.mutations.strict import Refused, Unsure, text_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from benchmarks.mutations.counts import Counts
    from benchmarks.mutations.sheet import Case, Written

_OF_KIND: Mapping[str, Callable[[Case], Counts]] = {
    "comparisons": pairs.comparisons, "labels": pairs.comparisons, "labelled images": pairs.comparisons,
    "verification": pairs.verification, "trials": pairs.trials, "true pairs": pairs.true_pairs, "bob": pairs.bob,
    "people": pairs.people, "json lines": pairs.json_lines, "lists": scores.lists, "histograms": scores.histograms,
    "matrix": scores.matrix, "candidates": searches.candidates, "nist": searches.nist,
}  # fmt: skip


def expected(case: Case) -> Counts:
    """Return what is in the evidence. Raises Refused, or Unsure."""
    try:
        return _OF_KIND[case.kind](case)
    except Refused:
        if case.kind != "lists" and any(_has_another_delimiter(file) for file in case.files):
            raise Unsure("another delimiter parts the lines evenly") from None
        raise


def _has_another_delimiter(file: Written) -> bool:
    """Return whether the delimiter that a file was made with parts its lines unevenly, and another one evenly."""
    if file.delimiter == "{" or file.damaged:
        return False
    lines = [line for line in re.split("\r\n|\r|\n", text_in(file)) if line.strip()]
    even = {mark: {len(line.split(None if mark == " " else mark)) for line in lines} for mark in ",;\t| "}
    others = [widths for mark, widths in even.items() if mark != file.delimiter]
    return len(even[file.delimiter]) > 1 and any(len(widths) == 1 and widths != {1} for widths in others)
