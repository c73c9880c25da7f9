"""What people hold in Python is read as the same table in a file is: frames of any kind, arrays by name, records."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import EvidenceError, UsageError
from tests.evidence.doors import counts, pairs

COLUMNS = pairs()
SCORES, LABELS = np.array(COLUMNS["score"]), np.array(COLUMNS["same"])
SAMPLES = sorted({*COLUMNS["img1"], *COLUMNS["img2"]})


class Tensor:
    """An array of another library: it offers ``__array__`` and nothing else."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        if self.values is None:
            raise RuntimeError("lies on another device")
        return np.asarray(self.values, dtype)


FRAMES: dict[str, Any] = {
    "lazy": lambda: pl.DataFrame(COLUMNS).lazy(),
    "categorical": lambda: pl.DataFrame(COLUMNS).with_columns(pl.col("img1", "img2").cast(pl.Categorical)),
    "enum": lambda: pl.DataFrame(COLUMNS).with_columns(pl.col("img1", "img2").cast(pl.Enum(SAMPLES))),
    "nullable": lambda: pd.DataFrame(COLUMNS).convert_dtypes(),
    "pandas of arrow": lambda: pd.DataFrame(COLUMNS).convert_dtypes(dtype_backend="pyarrow"),
    "pandas category": lambda: pd.DataFrame(COLUMNS).astype({"img1": "category", "img2": "category"}),
    "string_view": lambda: pa.table({**COLUMNS, "img1": pa.array(COLUMNS["img1"], pa.string_view())}),
    "dictionary of views": lambda: pa.table({**COLUMNS, "img1": pa.DictionaryArray.from_arrays(
        pa.array([SAMPLES.index(name) for name in COLUMNS["img1"]], pa.uint32()),
        pa.array(SAMPLES, pa.string_view()))}),
    "dictionary of lists": lambda: dict(COLUMNS),
    "dictionary of arrays": lambda: {name: np.array(values) for name, values in COLUMNS.items()},
    "dictionary of series": lambda: {name: pd.Series(values) for name, values in COLUMNS.items()},
    "dictionary of polars": lambda: {name: pl.Series(name, values) for name, values in COLUMNS.items()},
    "dictionary of tensors": lambda: {**COLUMNS, "score": Tensor(SCORES), "same": Tensor(LABELS[:, None])},
    "records": lambda: [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)],
    "reader": lambda: pa.table(COLUMNS).to_reader(),
    "one in a list": lambda: [pd.DataFrame(COLUMNS)],
}  # fmt: skip
ANONYMOUS: dict[str, Any] = {
    "scores, labels": (SCORES, LABELS),
    "labels, scores": (LABELS, SCORES),
    "1 and 0, scores": (LABELS.astype(int), SCORES),
    "scores, 1 and -1": (SCORES, np.where(LABELS, 1, -1)),
    "lists": (COLUMNS["score"], COLUMNS["same"]),
    "a list of two": [COLUMNS["score"], COLUMNS["same"]],
    "words": (SCORES, np.where(LABELS, "target", "nontarget")),
    "tensors": (Tensor(SCORES.astype(np.float32)), Tensor(LABELS.astype(np.int64))),
    "big-endian": (SCORES.astype(">f8"), LABELS.astype(">i4")),
    "series": (pd.Series(LABELS), pd.Series(SCORES)),
    "structured": np.array(list(zip(SCORES, LABELS, strict=True)), [("score", "f8"), ("mated", "?")]),
    "genuine and impostor": {"genuine": SCORES[LABELS], "impostor": SCORES[~LABELS]},
    "negative and positive": {"negative_scores": SCORES[~LABELS], "positive_scores": SCORES[LABELS]},
}


@pytest.mark.parametrize("kind", FRAMES)
def test_a_table_held_in_python_is_that_table(kind: str) -> None:
    assert counts(FRAMES[kind]()) == (24, 252, 8)
    study = by.evaluate(FRAMES[kind](), thresholds=[0.5]).document
    assert study.evidence[0].people == 8
    assert "EV66" in [p.code for p in by.check(FRAMES[kind]())]


@pytest.mark.parametrize("kind", ANONYMOUS)
def test_scores_with_labels_are_comparisons_of_nobody_named(kind: str) -> None:
    assert counts(ANONYMOUS[kind]) == (24, 252, None)
    rates = {f.quantity: f.estimate for f in by.evaluate(ANONYMOUS[kind], thresholds=[0.5]).document.findings}
    fnmr, fmr = rates["fnmr"], rates["fmr"]
    assert fnmr is not None
    assert fmr is not None
    assert (fnmr.events, fmr.events) == (0, 0)  # mated above .55, the others below .45
    assert [p.code for p in by.check(ANONYMOUS[kind]) if p.severity == "error"] == []


@pytest.mark.parametrize(
    ("source", "found", "line"),
    [
        ((SCORES[LABELS], SCORES[~LABELS]), "neither is one of labels", '"genuine"'),
        ((SCORES, np.ones(len(SCORES))), "neither is one of labels", '"label"'),
        ((LABELS, SCORES > 0.5), "both could be the labels", '"label"'),
        ((SCORES, LABELS[:-1]), "neither", '"label"'),
        ((SCORES, LABELS, COLUMNS["img1"]), "3 arrays without names", '"image1"'),
        (SCORES, "without a name", '"label"'),
        (COLUMNS["score"], "without a name", '"label"'),
        (pd.Series(SCORES), "one column", '"label"'),
        ({"score": SCORES, "label": LABELS[1:]}, "differ in length", "one length"),
        ({"scores": np.zeros((8, 8)), "labels": np.arange(8)}, "2 dimensions", "numpy.savez"),
        ({"score": Tensor(None), "label": LABELS}, "cannot be read", ".cpu()"),
        ({"score": [0.1, "x", {}], "label": [1, 0, 1]}, "cannot be read", "numpy"),
    ],
)
def test_what_cannot_be_told_says_how_to_say_it(source: Any, found: str, line: str) -> None:
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(source)
    (problem,) = stopped.value.problems
    assert problem.code == "EV111"
    assert found in problem.found
    assert line in problem.do
    assert [p.code for p in by.check(source)] == ["EV111"]
    with pytest.raises(EvidenceError):
        by.evaluate(source)


@pytest.mark.parametrize("source", [5, None, object(), SimpleNamespace(score=[1])])
def test_what_is_no_evidence_is_a_usage_error(source: Any) -> None:
    with pytest.raises(UsageError, match="a data frame or arrays by name were expected"):
        by.read_trial(source)


def test_two_headings_of_one_name_are_named() -> None:
    columns = [pa.array(COLUMNS["score"]), pa.array(COLUMNS["score"]), pa.array(COLUMNS["same"])]
    with pytest.raises(EvidenceError, match="columns 1 and 2, called cosine and similarity"):
        by.read_trial(pa.table(columns, names=["cosine", "similarity", "label"]))


def test_people_and_systems_may_be_dictionaries() -> None:
    people = sorted({name[:2] for name in COLUMNS["img1"]})
    table = {**COLUMNS, "subject1": [n[:2] for n in COLUMNS["img1"]], "subject2": [n[:2] for n in COLUMNS["img2"]]}
    sexes = {"subject": people, "sex": ["f", "m"] * 4}
    assert by.evaluate(table, thresholds=[0.5], by="sex", people=sexes, small_cell=2).document.findings
    other = {**table, "score": [s + i % 3 / 10 for i, s in enumerate(COLUMNS["score"])]}
    found = by.compare(table, other, names=["a", "b"], thresholds=[0.5]).document
    same = "These are 8 people. Every system was given the same comparisons"
    assert any(caveat.startswith(same) for caveat in found.caveats)
    assert [(e.rows_used, e.people) for e in found.evidence] == [(276, 8)] * 2


def test_tables_within_a_list_or_a_dictionary_are_a_stop_that_says_how_they_become_one() -> None:
    frame = pd.DataFrame(COLUMNS)
    mated, others = frame[frame.same], frame[~frame.same]
    for source in ([mated, others], {"genuine": mated, "impostor": others}):
        with pytest.raises(EvidenceError, match="a table within a list or a dictionary"):
            by.read_trial(source)
    joined = pd.concat([mated.drop(columns="same").assign(label=1), others.drop(columns="same").assign(label=0)])
    assert by.read_trial(joined).rows_used == len(frame)


def test_a_frame_with_a_column_of_several_kinds_is_called_that() -> None:
    frame = pd.DataFrame(COLUMNS)
    frame["score"] = [str(s) if at % 2 else s for at, s in enumerate(COLUMNS["score"])]
    with pytest.raises(EvidenceError, match="several kinds"):
        by.read_trial(frame)


class Planned:
    """A frame as Dask has them: columns by name, and values that are computed when they are asked for."""

    columns = ("score", "label")

    def __array__(self) -> None:
        raise AssertionError  # nobody is to compute it by the way

    def compute(self) -> None: ...


def test_a_frame_that_is_not_computed_is_told_to_be() -> None:
    with pytest.raises(EvidenceError, match=r"a Planned of which no row is in memory yet(.|\n)*frame\.compute\(\)"):
        by.evaluate(Planned())
