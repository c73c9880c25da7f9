"""A threshold that was given means the number as it is written, whatever precision the scores are kept in."""

from __future__ import annotations

from math import inf, nextafter
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bystander as by
from bystander.evidence.precision import Precision, in_any, in_precision, precision_of

if TYPE_CHECKING:
    from pathlib import Path

    Accept = Literal["ge", "gt"]

DOUBLE, SINGLE, HALF = Precision
TENTHS = [t / 10 for t in range(1, 10)]


@given(st.integers(-(10**6), 10**6), st.integers(0, 6))
def test_a_decimal_meets_its_own_score_and_no_other(number: int, digits: int) -> None:
    threshold = number / 10**digits
    score, below, above = (float(np.float32(threshold)), *(
        float(np.nextafter(np.float32(threshold), np.float32(end))) for end in (-inf, inf)
    ))  # fmt: skip
    at = in_precision(threshold, "ge", SINGLE)
    assert below < at <= score < above
    beyond = in_precision(threshold, "gt", SINGLE)
    assert below < score <= beyond < above
    assert in_precision(threshold, "ge", DOUBLE) == threshold


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_threshold_that_is_a_score_or_is_next_to_one_stays_as_it_is(score: float) -> None:
    for threshold in (score, nextafter(score, inf), nextafter(score, -inf)):
        assert in_precision(threshold, "ge", SINGLE) == in_precision(threshold, "gt", SINGLE) == threshold


def test_what_has_which_precision() -> None:
    tenths = np.array(TENTHS)
    single = tenths.astype(np.float32).astype(np.float64)
    assert precision_of(single) is SINGLE
    assert precision_of(single, tenths) is SINGLE  # of two files in one trial, or one score put in by hand
    assert precision_of(np.array([float(f"{score:.9g}") for score in single])) is SINGLE  # as C prints them
    assert precision_of(tenths.astype(np.float16).astype(np.float64)) is HALF
    nine_digits = np.round(np.random.default_rng(1).random(1000), 9)
    for plain in (tenths, np.array([0.5, 0.25, 3.0, 1e9]), np.empty(0), np.array([1e300, 0.5]), nine_digits):
        assert precision_of(plain) is DOUBLE
    assert precision_of() is DOUBLE
    assert in_any([0.5], "ge") == [0.5]
    half, printed_so = float(np.float16(0.9)), float(f"{np.float32(0.9):.9g}")
    assert in_any([0.9], "ge") == sorted({half, min(float(np.float32(0.9)), printed_so), 0.9})


@given(st.integers(-2000, 2000))
def test_a_decimal_meets_its_own_score_in_half_precision(number: int) -> None:
    threshold = number / 1000
    score = float(np.float16(threshold))
    assert in_precision(threshold, "ge", HALF) <= score
    assert in_precision(threshold, "gt", HALF) >= score


def scores(people: int = 30) -> dict[str, Any]:
    """Return comparisons whose scores are tenths: of each person with itself and with all others."""
    rng = np.random.default_rng(5)
    left, right = (side.ravel() for side in np.mgrid[:people, :people])
    score = np.where(left == right, rng.integers(5, 10, left.size), rng.integers(1, 9, left.size)) / 10
    return {"probe_subject": left, "reference_subject": right, "score": score}


def counted(source: Any, **asked: Any) -> list[tuple[float | None, ...]]:
    document = by.evaluate(source, **asked).document
    found = [f for name in ("fmr", "fnmr", "fpir", "fnir") for f in document.find(name)]
    given = [f for f in found if f.at.achieved_fmr is None and f.at.achieved_fpir is None]
    return [(f.at.threshold, f.estimate.events, f.estimate.trials) for f in given if f.estimate]


@pytest.mark.parametrize("accept", ["ge", "gt"])
@pytest.mark.parametrize("distance", [False, True])
@pytest.mark.parametrize("searches", [False, True])
@pytest.mark.parametrize("door", ["parquet", "memory"])
def test_scores_of_either_precision_have_the_same_counts(
    tmp_path: Path, accept: Accept, door: str, *, distance: bool, searches: bool
) -> None:
    made = scores()
    if distance:
        made["score"] = 1 - made["score"].round(1)
        made["score"] = made["score"].round(1)
    found = []
    for kind in (np.float64, np.float32, np.float16):
        source: Any = pa.table(made | {"score": made["score"].astype(kind)})
        if door == "parquet":
            pq.write_table(source, tmp_path / "t.parquet")
            source = tmp_path / "t.parquet"
        trial = by.read_searches(source, distance=distance) if searches else by.read_trial(source, distance=distance)
        found.append(counted(trial, thresholds=TENTHS, accept=accept))
    assert found[0] == found[1] == found[2]
    assert {at for at, *_ in found[0]} == set(TENTHS)  # as they were given
    if not searches and not distance:
        same = made["probe_subject"] == made["reference_subject"]
        for at, events, _ in found[1][: len(TENTHS)]:
            accepted = made["score"] >= at if accept == "ge" else made["score"] > at
            assert events == np.count_nonzero(accepted & ~same)


def test_a_comparison_and_shards_have_them_too(tmp_path: Path) -> None:
    made = scores()
    files = []
    for name, kind in (("double", np.float64), ("single", np.float32)):
        files.append(tmp_path / f"{name}.parquet")
        pq.write_table(pa.table(made | {"score": made["score"].astype(kind)}), files[-1])
    both = by.compare(*files, thresholds=[0.7]).document
    difference = next(f for f in both.findings if f.estimate and "difference" in f.id)
    assert difference.estimate is not None
    assert difference.estimate.value == 0
    assert counted(printed(made, tmp_path), thresholds=[0.3, 0.7]) == counted(files[0], thresholds=[0.3, 0.7])
    tally = by.tally_shards(files[1], tmp_path / "t.tally", thresholds=[0.3, 0.7], tail=1000)
    assert counted(tally, thresholds=[0.3, 0.7]) == counted(files[0], thresholds=[0.3, 0.7])


def printed(made: dict[str, Any], folder: Path) -> Path:
    """Write comparisons as a program does that has them in single precision."""
    rows = zip(made["probe_subject"], made["reference_subject"], made["score"].astype(np.float32), strict=True)
    file = folder / "printed.csv"
    text = "".join(f"{a},{b},{float(score):.9g}\n" for a, b, score in rows)
    file.write_text(f"probe_subject,reference_subject,score\n{text}", encoding="utf-8")
    return file


def test_shards_of_two_precisions_have_the_counts_of_one(tmp_path: Path) -> None:
    made = scores()
    files = []
    for at, kind in enumerate((np.float64, np.float32)):
        half = {name: column[at::2] for name, column in made.items()}
        files.append(tmp_path / f"{at}.parquet")
        pq.write_table(pa.table(half | {"score": half["score"].astype(kind)}), files[-1])
    (tmp_path / "key").write_bytes(bytes(32))
    tally = by.tally_shards(files, tmp_path / "t.tally", thresholds=[0.7], tail=1000, key_file=tmp_path / "key")
    assert counted(tally, thresholds=[0.7]) == counted(pa.table(made), thresholds=[0.7])
