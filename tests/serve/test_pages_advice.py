"""The local page has no command line: what checks advise is put in terms of its form."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.serve.pages import _here


@pytest.mark.parametrize(
    "table",
    [
        {"p1": ["a"], "p2": ["b"], "score": [1.0]},
        {"label": ["u", "v"], "score": [1.0, 2.0]},
        {"dist": [1.0, 2.0], "label": [0, 1]},
        {"label": [0, 1, 2], "score": [1.0, 2.0, 3.0]},
        {"label": [1, 0], "subject1": ["a", "a"], "subject2": ["b", "b"], "score": [1.0, 2.0]},
        "algorithm,visa,wild,mean\nx,1,2,3\ny,2,3,4\n",
    ],
)
def test_no_option_is_named_on_the_page_for_labels_and_columns(
    table: dict[str, list[object]] | str, tmp_path: Path
) -> None:
    source: object = table
    if isinstance(table, str):
        source = tmp_path / "table.csv"
        Path(str(source)).write_text(table, encoding="utf-8")
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(pa.table(source) if isinstance(source, dict) else source)
    assert all("--" in problem.do for problem in stopped.value.problems)
    assert not any("--" in _here(problem).do for problem in stopped.value.problems)
