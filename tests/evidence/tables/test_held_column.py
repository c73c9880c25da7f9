"""What is missing in a column that is held in Python is missing, in whatever way it is said, and never the value below.

Eight people are compared with each other: 8 mated scores of 3 and 56 of 1. Of the first four of each, by rows, a cell
is missing; below a mask lies a value that would be an error: a score of 9, a label of the other kind, another person.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from numpy.ma import mrecords

import bystander as by
from bystander.errors import EvidenceError

PAIRS = [(f"p{i}", f"p{j}") for i in range(8) for j in range(8)]
MATED = np.array([a == b for a, b in PAIRS])
SCORES = np.where(MATED, 3.0, 1.0)
GAPS = np.zeros(64, np.bool_)
GAPS[[0, 9, 18, 27, 1, 2, 3, 4]] = True  # the diagonal's first four, and four others
NAMED: dict[str, Any] = {"probe_subject": [a for a, _ in PAIRS], "reference_subject": [b for _, b in PAIRS]}
LEFT = (4, 52)  # mated and non-mated comparisons without a gap
FORMS = [
    "masked", "masked column", "masked objects", "masked list", "objects", "list", "nullable", "category", "index",
    "series", "sparse", "polars", "arrow", "codes", "runs", "chunks", "structured", "records of a mask", "dask",
]  # fmt: skip


def gaps(values: list[Any], below: Any, form: str) -> Any:
    """Return values as one form of column that lacks those of the gaps; ``below``: what lies under a mask there."""
    shown = [None if gap else value for value, gap in zip(values, GAPS, strict=True)]
    masked = np.ma.masked_array([below if gap else v for v, gap in zip(values, GAPS, strict=True)], mask=GAPS)
    if form == "structured":
        return np.ma.masked_array(np.array([(v,) for v in masked.data], [("v", masked.dtype)]), mask=GAPS)["v"]
    if form == "records of a mask":
        structured = np.ma.masked_array(np.array([(v,) for v in masked.data], [("v", masked.dtype)]), mask=GAPS)
        return structured.view(mrecords.MaskedRecords)["v"]
    if form == "sparse":
        words = isinstance(values[0], str)
        return pd.Categorical(shown) if words else pd.arrays.SparseArray(np.array(shown, np.float64))
    if form == "dask":
        return pytest.importorskip("dask.dataframe").from_pandas(pd.Series(shown), npartitions=2)
    return {
        "masked": masked,
        "masked column": masked[:, None],
        "masked objects": masked.astype(object),
        "masked list": [np.ma.masked if value is None else value for value in shown],
        "objects": np.array([pd.NA if value is None else value for value in shown], object),
        "list": [np.nan if value is None else value for value in shown],
        "nullable": pd.Series(shown).convert_dtypes().array,
        "category": pd.Categorical(shown),
        "index": pd.Index(shown),
        "series": pd.Series(shown, dtype=object),
        "polars": pl.Series(shown),
        "arrow": pa.array(shown),
        "codes": pa.array(shown).dictionary_encode(),
        "runs": pc.run_end_encode(pa.array(shown)),
        "chunks": pa.chunked_array([pa.array(shown)[:5], pa.array(shown)[5:]]),
    }[form]


def rates(source: Any) -> tuple[tuple[int, float], tuple[int, float]]:
    """Return misses and false matches at 2, each of how many."""
    found = by.evaluate(source, thresholds=[2.0], replicates=0).document.findings
    shown = {f.id: f.estimate for f in found if f.estimate is not None and f.id in {"fnmr", "fmr"} and f.at.threshold}
    return tuple((shown[name].events, shown[name].trials) for name in ("fnmr", "fmr"))  # type: ignore[return-value]


@pytest.mark.parametrize("form", FORMS)
def test_a_score_that_is_missing_is_none(form: str) -> None:
    source = {**NAMED, "score": gaps(SCORES.tolist(), 9.0, form)}
    (problem,) = [p for p in by.check(source) if p.severity == "error"]
    assert (problem.code, problem.found) == ("EV11", "scores that are no numbers: 8 missing or NaN")
    with pytest.raises(EvidenceError, match="EV11"):
        by.evaluate(source)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("values", "below"), [(MATED.tolist(), True), (np.where(MATED, "mated", "nonmated").tolist(), "mated")]
)
def test_a_label_that_is_missing_is_none(values: list[Any], below: Any, form: str) -> None:
    assert rates({"score": SCORES, "label": gaps(values, below, form)}) == ((0, LEFT[0]), (0, LEFT[1]))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("below", ["p7", 7])
def test_a_name_that_is_missing_is_nobody(below: Any, form: str) -> None:
    kind = type(below)
    first, second = ([kind(name[1:]) if kind is int else name for name in NAMED[side]] for side in NAMED)
    source = {"probe_subject": gaps(first, below, form), "reference_subject": second, "score": SCORES}
    assert rates(source) == ((0, LEFT[0]), (0, LEFT[1]))


def test_masks_hold_wherever_columns_are_given() -> None:
    masked: Any = np.ma.masked_array(np.repeat([9.0, 3.0], [5, 95]), mask=np.arange(100) < 5)
    for source in (
        {"genuine": masked, "impostor": np.ones(100)},
        (np.ma.masked_array(SCORES, mask=GAPS), MATED),
        np.ma.masked_array(
            np.array(list(zip(SCORES, MATED, strict=True)), [("score", "f8"), ("mated", "?")]),
            mask=np.array([(g, False) for g in GAPS], [("score", "?"), ("mated", "?")]),
        ),
        [{"score": np.ma.masked if g else s, "mated": m} for s, m, g in zip(SCORES, MATED, GAPS, strict=True)],
    ):
        assert [p.code for p in by.check(source) if p.severity == "error"] == ["EV11"]
    assert rates((SCORES, np.ma.masked_array(MATED, mask=GAPS))) == ((0, 4), (0, 52))


def test_a_count_below_a_mask_enters_no_rate_of_a_record() -> None:
    record = {"deployment": [f"d{at}" for at in range(20)], "date": [f"2024-01-{at + 1:02}" for at in range(20)],
              "alerts": [3] * 20, "false_alerts": [1] * 20}  # fmt: skip
    faces: Any = np.ma.masked_array(np.repeat([1000, 9], 10), mask=np.arange(20) >= 10)
    found = by.audit({**record, "faces_seen": faces}).document.findings
    (rate,) = [f.estimate for f in found if f.id == "false-alerts-per-face" and f.estimate is not None]
    assert (rate.events, rate.trials) == (10, 10_000)


@pytest.mark.parametrize("large", [2**63, 2**64 - 80, 2**70])
def test_whole_numbers_of_any_size_are_their_digits(large: int) -> None:
    first, second = ([large + int(name[1:]) for name in NAMED[side]] for side in NAMED)
    columns = {"probe_subject": first, "reference_subject": second, "score": SCORES.tolist()}
    for source in (columns, pd.DataFrame(columns, dtype=object)):
        assert rates(source) == ((0, 8), (0, 56))
    with pytest.raises(EvidenceError, match="column probe_subject"):  # is 1 the same as "1"?
        by.evaluate({"probe_subject": [*first[:-1], "x"], "reference_subject": second, "score": SCORES})


def test_frames_that_arrow_does_not_know_are_read_column_by_column() -> None:
    frame = pd.DataFrame({**NAMED, "score": SCORES})
    assert rates(frame.assign(score=pd.arrays.SparseArray(SCORES))) == ((0, 8), (0, 56))
    assert rates(frame.assign(score=pd.Series(SCORES.astype(">f8")))) == ((0, 8), (0, 56))
    with pytest.raises(EvidenceError, match="2 columns could each be the score"):
        by.evaluate(pd.concat([frame, frame[["score"]]], axis=1))
    with pytest.raises(EvidenceError, match="column probe_subject"):
        by.evaluate(frame.assign(probe_subject=[1, *NAMED["probe_subject"][1:]]))


def test_uuids_and_flags_of_one_byte_are_what_they_are_elsewhere() -> None:
    from uuid import UUID

    names = [UUID(int=int(name[1:])) for name in NAMED["probe_subject"]]
    stored = pa.array([name.bytes for name in names], pa.uuid())
    others = [str(UUID(int=int(name[1:]))) for name in NAMED["reference_subject"]]
    assert rates({"probe_subject": stored, "reference_subject": others, "score": SCORES}) == ((0, 8), (0, 56))
    flags = pa.ExtensionArray.from_storage(pa.bool8(), pa.array(MATED.astype(np.int8)))
    assert rates(pa.table({"score": SCORES, "label": flags})) == ((0, 8), (0, 56))
    runs = pc.run_end_encode(pa.array(MATED))
    assert rates(pa.table({"score": SCORES, "label": runs})) == ((0, 8), (0, 56))
