"""A column that is a label by its words alone, where no heading says which column holds the ground truth.

Only words that nobody uses of anything but ground truth tell it: genuine and impostor, mated and non-mated, target and
non-target. Yes and no, match and non-match, 1 and 0 may be what the system decided.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.comparisons.columns import is_answer, roles_in
from bystander.evidence.comparisons.label_words import label_in, names_truths
from bystander.evidence.tables.flags import is_of_truth

if TYPE_CHECKING:
    from bystander.errors import Problem
    from bystander.evidence.request import Request
    from bystander.evidence.tables.opened import Opened

_MOST = 100  # columns without a role that are looked into: a wider table is a matrix


def with_label(table: Opened, request: Request) -> tuple[Request, list[Problem]]:
    """Return the request with the column of the label, where its words alone tell it, and the note that says so.

    A column of such words and of others is the label where no other one is: who reads it stops at the rows of those
    others, which says more than that there is no label. Raises EvidenceError where two columns are such labels.
    """
    found = roles_in(table.header, request.columns)
    answered = "mated" in found.yielding and is_answer(table.header[found.positions["mated"]])
    labelled = found.has("mated") and not answered  # an answer of the system gives way to a label by its words
    settled = labelled or found.has("probe_subject", "reference_subject") or not found.has("score")
    others = [at for at in range(len(table.header)) if at not in found.positions.values()]
    if settled or request.truth is not None or request.subject_from or len(others) > _MOST:
        return request, []
    said: list[int] = []
    nearly: list[int] = []
    for at in others:
        columns = [part.columns[at] for part in table.parts([at])]
        labels = [label_in(column) for column in columns if len(column)]
        words = {word for label in labels if label is not None for word in label.words.distinct}
        if labels and all(labels) and is_of_truth(words):
            said.append(at)
        elif any(names_truths(column) for column in columns):
            nearly.append(at)
    said = said or nearly
    if len(said) > 1:
        raise EvidenceError(table.name, [ev04.twice(table.name, "mated", said, table.header)])
    if not said:
        return request, []
    heading = table.header[said[0]]
    told = replace(request, columns={**request.columns, "mated": heading}, by_cells=request.by_cells | {"mated"})
    return told, [ev04.told_by_words(table.name, heading)]
