"""Scores of several systems in one table: one is named, or several are compared, or it is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import bystander as by
from bystander.cli import cli
from bystander.errors import EvidenceError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

N = 40
RNG = np.random.default_rng(8)
PAIRS = [(a, b) for a in range(N) for b in range(N)]
MATED = np.array([a == b for a, b in PAIRS])
TABLE = pa.table({
    "subject1": [f"s{a}" for a, _ in PAIRS], "subject2": [f"s{b}" for _, b in PAIRS],
    "net_a": RNG.normal(3 * MATED).round(4), "net_b": RNG.normal(2 * MATED).round(4),
})  # fmt: skip


def numbers(found: by.Findings) -> Any:
    """Return what was found, without how it was asked for."""
    document = json.loads(found.to_json())
    del document["command"], document["conventions"]["declared"]
    return document


def written(folder: Path, form: str) -> Any:
    if form == "frame":
        return TABLE
    file = folder / f"several.{form}"
    if form == "csv":
        TABLE.to_pandas().to_csv(file, index=False)
    else:
        pq.write_table(TABLE, file)
    return file


@pytest.mark.parametrize("form", ["csv", "parquet", "frame"])
def test_a_table_of_several_scores_asks_which(tmp_path: Path, form: str) -> None:
    source = written(tmp_path, form)
    with pytest.raises(EvidenceError, match="net_a and net_b"):
        by.read_trial(source)
    assert by.read_trial(source, columns={"score": "net_a"}).rows_used == N * N


def test_two_columns_are_compared_as_two_files_would_be(tmp_path: Path) -> None:
    file = written(tmp_path, "csv")
    one, two = (by.read_trial(file, columns={"score": name}) for name in ("net_a", "net_b"))
    apart = by.compare(one, two, names=["net_a", "net_b"], targets=[0.01])
    for columns in ("net_a,net_b", ["net_a", "net_b"]):
        assert numbers(by.compare(file, columns={"score": columns}, targets=[0.01])) == numbers(apart)
    twice = by.compare(str(file), str(file), columns={"score": "net_a, net_b"}, targets=[0.01])
    assert numbers(twice) == numbers(apart)


@pytest.mark.parametrize("files", [1, 2])
def test_the_command_takes_one_table_or_it_twice(tmp_path: Path, files: int) -> None:
    file = str(written(tmp_path, "csv"))
    arguments = ["compare", *[file] * files, "--column", "score=net_a,net_b", "-o", str(tmp_path / "out")]
    found = CliRunner().invoke(cli, [*arguments, "--threshold", "net_a=1", "--threshold", "net_b=1.5"])
    assert found.exit_code == 0, found.output
    text = (tmp_path / "out" / "findings.json").read_text()
    assert '"net_a"' in text
    assert '"net_b"' in text


def test_each_system_has_a_column_of_its_own(tmp_path: Path) -> None:
    file = written(tmp_path, "csv")
    for columns in ("net_a,net_a", "net_a,", "net_a,net_b,net_c"):
        with pytest.raises(UsageError, match="column"):
            by.compare(file, TABLE, columns={"score": columns})
