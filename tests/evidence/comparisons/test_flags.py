"""Flags mean the same whatever they are written as, at every door; what cannot be told stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.formats.parquet import read as parquet
from bystander.evidence.tables import columns_of_text
from tests.evidence.doors import DOORS, counts, given, header_rows, pairs, seen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        (1, 0), (1, -1), (1.0, 0.0), (True, False), ("1", "0"), ("1", "-1"), ("1.0", "0.0"), ("True", "False"),
        ("YES", "no"), ("y", "N"), ("target", "nontarget"), ("Target", "non-target"), ("genuine", "impostor"),
        ("Genuine ", " IMPOSTER"), ("mated", "non_mated"), ("match", "Non-Match"), ("match", "mismatch"),
        ("same", "different"), ("same person", "different-person"), ("positive", "negative"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("door", ["csv", "parquet", "npz", "pandas", "jsonl"])
def test_a_label_is_read_by_its_meaning(yes: object, no: object, door: str, tmp_path: Path) -> None:
    columns = pairs()
    columns["same"] = [yes if s else no for s in columns["same"]]
    assert counts(given(door, columns, tmp_path)) == (24, 252, 8)
    without_names = {name: columns[name] for name in ("score", "same")}
    assert counts(given(door, without_names, tmp_path)) == (24, 252, None)


@pytest.mark.parametrize("door", [*DOORS])
@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([0, 1, 2], "a whole number other than 1 and 0"),
        ([0.0, 1.0, 0.5], "a fraction"),
        ([1, 0, -1], "-1 without 1, or beside 0"),
        (["genuine", "impostor", "guest"], "text"),
    ],
)
def test_a_third_value_is_refused_with_its_rows_at_every_door(
    values: list[Any], kind: str, door: str, tmp_path: Path
) -> None:
    columns = {"mated": [values[i % 3] for i in range(60)], "score": [i / 100 for i in range(60)]}
    with pytest.raises(EvidenceError) as refused:
        by.read_trial(given(door, columns, tmp_path))
    (problem,) = refused.value.problems
    assert problem.code == "EV28"
    assert problem.found == "20 cells that should be true or false are neither"
    assert problem.got == f"{kind}; 3 values in all"
    header = header_rows(door)
    assert f"rows {3 + header}, {6 + header}, {9 + header}" in problem.where
    assert "guest" not in str(refused.value)


@pytest.mark.parametrize("odd", [float("nan"), 0.5, 2, -3])
@pytest.mark.parametrize("role", ["failed", "mated"])
def test_numbers_that_are_no_flags_are_refused_in_npz(odd: float, role: str, tmp_path: Path) -> None:
    columns = {"mated": [1.0, 0.0] * 20, "failed": [0.0] * 40, "score": [i / 100 for i in range(40)]}
    columns[role][7] = odd
    with pytest.raises(EvidenceError) as refused:
        by.read_trial(given("npz", columns, tmp_path))
    assert [(p.code, p.where) for p in refused.value.problems] == [("EV28", f"table.npz, column {role}, row 8")]


def test_words_in_npz_are_read_and_not_taken_for_true(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {
        "mated": ["False", "True"] * 20,
        "failed": ["False"] * 39 + ["True"],
        "score": [i / 40 for i in range(40)],
    }
    found = seen(given("npz", columns, tmp_path))
    assert (found.mated, found.non_mated, found.failed) == (20, 20, 1)


@pytest.mark.parametrize("door", DOORS)
def test_minus_one_is_non_mated_at_every_door(door: str, tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {
        "mated": [1] * 50 + [-1] * 100,
        "score": [0.2] * 5 + [0.9] * 45 + [0.8] * 9 + [0.1] * 91,
    }
    findings: list[Any] = list(by.evaluate(given(door, columns, tmp_path), thresholds=[0.55]).document.findings)
    rates = {
        f.quantity: (f.estimate.events, f.estimate.trials)
        for f in findings
        if f.estimate is not None and f.at is not None and f.at.threshold == 0.55
    }
    assert rates["fnmr"] == (5, 50)
    assert rates["fmr"] == (9, 100)


@pytest.mark.parametrize("door", DOORS)
def test_two_unknown_words_are_asked_about_and_settled(door: str, tmp_path: Path) -> None:
    columns = pairs()
    columns["same"] = ["intra" if s else "inter" for s in columns["same"]]
    table = given(door, columns, tmp_path)
    with pytest.raises(EvidenceError, match=r"--mated-is WORD") as asked:
        by.read_trial(table)
    first = 1 + header_rows(door)
    assert (
        asked.value.problems[0].got
        == f"one in 24 rows, first in row {first}; one in 252 rows, first in row {first + 2}"
    )
    assert "intra" not in str(asked.value)
    assert counts(table, mated_is="Intra") == (24, 252, 8)
    with pytest.raises(EvidenceError, match="--mated-is does not settle"):
        by.read_trial(table, mated_is="same")


def test_a_declared_word_settles_numbers_and_even_known_words() -> None:
    columns = pairs()
    columns["same"] = [1 if s else 2 for s in columns["same"]]
    assert counts(pa.table(columns), mated_is="1") == (24, 252, 8)
    columns["same"] = [0 if s == 1 else 1 for s in columns["same"]]
    assert counts(pa.table(columns), mated_is="0") == (24, 252, 8)


def test_flags_of_every_arrow_type_are_read() -> None:
    columns = pairs()
    words = pa.array(["target" if s else "nontarget" for s in columns["same"]])
    numbers = pa.array([1 if s else -1 for s in columns["same"]])
    for label in (
        words.dictionary_encode(), words.cast(pa.large_string()), words.cast(pa.binary()), words.cast(pa.string_view()),
        numbers.cast(pa.int8()), numbers.cast(pa.float32()), numbers.cast(pa.decimal128(30, 2)),
        pa.chunked_array([words[:100].dictionary_encode(), words[100:].dictionary_encode()]),
        pa.array(columns["same"], pa.bool_()),
    ):  # fmt: skip
        table = pa.table({"img1": columns["img1"], "img2": columns["img2"], "label": label, "cosine": columns["score"]})
        assert counts(table) == (24, 252, 8), label.type
    for frame in (
        pl.DataFrame({**columns, "same": pl.Series(words.to_pylist(), dtype=pl.Enum(["target", "nontarget"]))}),
        pl.DataFrame({**columns, "same": pl.Series(words.to_pylist(), dtype=pl.Categorical)}),
        pd.DataFrame({**columns, "same": pd.array(columns["same"], dtype="boolean")}),
        pd.DataFrame({**columns, "same": pd.Categorical(words.to_pylist())}),
        pd.DataFrame({**columns, "same": pd.Categorical(words.to_pylist(), ["nontarget", "not known", "target"])}),
    ):
        assert counts(frame) == (24, 252, 8)


def test_lists_and_records_are_no_flags() -> None:
    with pytest.raises(EvidenceError):
        by.read_trial(pa.table({"label": [[1], [0]], "score": [0.1, 0.2]}))


@pytest.mark.parametrize("label", [None, "bool", "words", "odd", "contradiction", "other"])
def test_a_large_parquet_file_reads_flags_as_a_small_one(
    label: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = pairs()
    table: dict[str, Any] = {
        "subject1": [name[:2] for name in columns["img1"]],
        "subject2": [name[:2] for name in columns["img2"]],
        "score": columns["score"],
        "failed": ["yes" if i % 50 == 0 else "no" for i in range(276)],
    }
    same = columns["same"]
    if label is not None:
        table["label"] = {
            "bool": same, "words": ["genuine" if s else "impostor" for s in same],
            "odd": [2 if i == 200 else int(s) for i, s in enumerate(same)],
            "contradiction": [not s if i == 200 else s for i, s in enumerate(same)],
            "other": ["asian_females", "white_males", "other"] * 92,
        }[label]  # fmt: skip
    file = tmp_path / "table.parquet"
    pq.write_table(pa.table(table), file, row_group_size=50)

    def outcome() -> object:
        try:
            found = seen(file)
        except EvidenceError as error:
            return [(p.code, p.where) for p in error.problems]
        return found.mated, found.non_mated, found.people, found.failed, [p.code for p in found.problems]

    small = outcome()
    monkeypatch.setattr(parquet, "WHOLE", 0)
    assert outcome() == small
    if label == "odd":
        assert small == [("EV28", "table.parquet, column label (read as mated), row 201")]
    elif label == "contradiction":
        assert small == [("EV09", "table.parquet, row 201")]
    else:
        assert small[:4] == (24, 252, 8, 6)  # type: ignore[index]


def test_flags_mean_the_same_in_a_file_of_several_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns_of_text, "_BLOCK", 1 << 15)
    rows = 7_000  # more than three blocks of the reader of text
    lines = [
        f"sample-{i:07d}/left,sample-{i:07d}/right,{'genuine' if i % 2 else 'impostor'},0.{i:07d}" for i in range(rows)
    ]
    file = tmp_path / "large.csv"
    file.write_text("\n".join(["path1,path2,type,score", *lines]) + "\n", encoding="utf-8")
    assert file.stat().st_size > 3 * (1 << 15)
    assert counts(file) == (rows // 2, rows // 2, rows + rows // 2)
    file.write_text(
        "\n".join(["path1,path2,type,score", *lines[:-1], lines[-1].replace("genuine", "guest")]), encoding="utf-8"
    )
    with pytest.raises(EvidenceError, match=r"row 7,001"):
        by.read_trial(file)
