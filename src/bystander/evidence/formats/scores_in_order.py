"""Scores alone, one a line or in an array, beside a list of trials (``--truth``) of the same length: by position.

insightface writes so for IJB-C: an array of scores, and ``template template label`` in a file of its own. A list of
labels alone, text or an array, is such a list too. Of another length, nobody can tell which score is whose.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import stop
from bystander.evidence.comparisons.checks import ev65_trials as ev65
from bystander.evidence.comparisons.label_words import label_in
from bystander.evidence.comparisons.of_table import trial_of_columns
from bystander.evidence.comparisons.trial_labels import read_labels
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.formats.score_lists import is_list, scores_of
from bystander.evidence.tables.columns_of_text import read_layout
from bystander.evidence.tables.look import look
from bystander.evidence.tables.rejects import Layout
from bystander.evidence.tables.table_columns import TableColumns

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "scores in the order of trials"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file holds scores and nothing else, and the truth comes with it."""
    return request.truth is not None and len(request.files) == 1 and request.non_mated is None and is_list(head)


def read(request: Request) -> Trial:
    """Read scores, and what is known of each by its position. Raises EvidenceError where the lengths differ."""
    refuse_extras(request, NAME, "--truth")
    if request.truth is None:
        raise EvidenceError(request.name, [ev65.no_trials(request.name)])
    scores, rows, problems = scores_of(request.file)
    stop(problems, request.name)
    columns = _known(request.truth)
    if len(columns["mated"]) != len(scores):
        raise EvidenceError(request.name, [ev65.other_length(request.name, len(scores), len(columns["mated"]))])
    columns["score"] = pa.chunked_array([pa.array(scores)])
    files = replace(request, truth=None, files=(request.file, request.truth))
    read_here = TableColumns(columns=columns, rows=rows, problems=[*problems, ev65.in_order(request.name, len(scores))])
    return trial_of_columns(read_here, files, form=NAME, sha256=files.sha256(), name=files.name)


def _known(path: Path) -> dict[str, Any]:
    """Return the labels of a list of trials, with both names of each where it has them."""
    head = look(path)
    if is_list(head):
        label = label_in(_words(path, head))
        if label is None:
            raise EvidenceError(path.name, [ev65.no_labels(path.name)])
        return {"mated": label.flags()}
    trials = read_labels(path)
    if trials is None:
        raise EvidenceError(path.name, [ev65.no_labels(path.name)])
    mated = pa.array(trials.label > 0, mask=trials.label < 0)
    return {"probe_id": trials.first, "reference_id": trials.second, "mated": pa.chunked_array([mated])}


def _words(path: Path, head: Head) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return a list of labels as a column."""
    if not head.is_text:
        return pa.chunked_array([pa.array(np.load(path, allow_pickle=False).ravel())])
    layout = Layout(delimiter="\t", width=1, kinds={0: "text"}, labels={0: "mated"}, header_rows=head.heading_rows)
    found = read_layout(path, layout)
    stop(found.problems, path.name)
    return found.columns[0]
