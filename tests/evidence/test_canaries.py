"""Identifiers planted in every layout, with mistakes around them, appear in no text that comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from bystander.cli import cli
from bystander.errors import BystanderError, EvidenceError
from bystander.evidence import inspect, read_trial
from bystander.evidence.passes.read import read_passes
from bystander.studies.evaluate.passes.study import evaluate_passes
from tests.evidence.makers import all_pairs, write_bee, write_table

if TYPE_CHECKING:
    from pathlib import Path

C = "CANARY_7f3a"
IDS = [f"{C}_{i}" for i in range(12)]
PAIRS = all_pairs(12, prefix=C)
LONG = ("probe_subject", "reference_subject", "score", "probe_id", "reference_id")


def tables(folder: Path) -> list[tuple[Any, dict[str, Any]]]:
    """Return tables with a mistake each: the canary is in the identifiers, and in cells where it should not be."""
    made: list[tuple[Any, dict[str, Any]]] = []

    def add(
        rows: list[Any], header: Any = ("probe_subject", "reference_subject", "score"), sep: str = ",", **options: Any
    ) -> None:
        made.append((write_table(folder / f"t{len(made)}.csv", rows, header, sep), options))

    add(PAIRS)
    add([(a, s, b) for a, b, s in PAIRS])  # columns slipped: identifiers where numbers should be
    add([(a, b) for a, b, _ in PAIRS])  # rows too short
    add([(a, b, s, C) for a, b, s in PAIRS])  # rows too long
    add([(a, b, f'"{C}') for a, b, s in PAIRS])  # quotes that are never closed
    add(PAIRS, None)  # no header, so the first row holds identifiers
    add([(a, b, C) for a, b, _ in PAIRS], None)
    add(PAIRS, (f"{C}_probe_subject", f"reference_subject_{C}", "score"))
    add(PAIRS, (C, C, C))
    add([("", b, s) for _, b, s in PAIRS])
    add([(a, b, "nan") for a, b, _ in PAIRS])
    add([(a, b, 1) for a, b, _ in PAIRS])
    add([(a, b, -s) for a, b, s in PAIRS])
    add([(a, b, s, a, b) for a, b, s in PAIRS], LONG)
    add([(a, b, s, f"{C}1", f"{C}2") for a, b, s in PAIRS] * 2, LONG)
    add([(a, b, s, f"{a}1", f"{b}2") for a, b, s in PAIRS] + [(IDS[0], IDS[1], 99, f"{C}0001", f"{C}0012")], LONG)
    add([(a, b, "x", s) for a, b, s in PAIRS], None, " ")
    add([(a, b, C, C) for a, b, s in PAIRS], None, " ")
    add(
        [(a, b, s, C, "maybe") for a, b, s in PAIRS],
        ("probe_subject", "reference_subject", "score", "probe_id", "failed"),
    )
    grid = np.random.default_rng(1).normal(size=(12, 12)).tolist()
    add([(a, *row) for a, row in zip(IDS, grid, strict=True)], ("", *IDS))
    add([(a, *row[:-1], C) for a, row in zip(IDS, grid, strict=True)], ("", *IDS))
    add([(a, *row[:-1]) for a, row in zip(IDS, grid, strict=True)], ("", *IDS))
    add([("", *row) for row in grid], ("", *IDS))
    made.append((made[19][0], {"truth": write_table(folder / "pairs.txt", [(C, C), (IDS[0], IDS[1])], None, " ")}))
    made.append((made[19][0], {"truth": write_table(folder / "wrong.txt", [(f"{C}?", f"{C}!")], None, " ")}))
    made.append((made[19][0], {"truth": write_table(folder / "short.txt", [(C, C), (C,)], None, ",")}))
    return made


def others(folder: Path) -> list[tuple[Any, dict[str, Any]]]:
    """Return NumPy, BEE, Parquet, Arrow and lists with canaries."""
    names = ("probe_subject", "reference_subject", "score")
    table = pa.table({name: [row[i] for row in PAIRS] for i, name in enumerate(names)})
    slipped = table.set_column(2, "score", table["probe_subject"])
    parquet.write_table(table, folder / "a.parquet")
    parquet.write_table(slipped, folder / "b.parquet")
    grid = np.random.default_rng(1).normal(size=(12, 12))
    np.savez(folder / "a.npz", scores=grid, probe_subjects=IDS[:-1], reference_subjects=IDS)
    np.savez(folder / "b.npz", score=grid.ravel(), probe_subject=IDS, reference_subject=IDS)
    np.save(folder / "c.npy", grid)
    (folder / "ids.txt").write_text("\n".join([*IDS, C]))
    matrix = write_bee(folder / "s.mtx", grid.astype("f4"))
    matrix.write_bytes(matrix.read_bytes().replace(b"targets.xml", f"{C}.xml".encode()))
    mask = write_bee(folder / "s.mask", np.full((12, 12), 3, np.uint8))
    true = write_table(folder / "a_true.txt", [(1,), (C,)], None)
    false = write_table(folder / "a_false.txt", [(C,), (0,)], None)
    return [
        (folder / "a.parquet", {}), (folder / "b.parquet", {}), (slipped, {}),
        (table.rename_columns([C, "x", "score"]), {}),
        (folder / "a.npz", {}), (folder / "b.npz", {}),
        (folder / "c.npy", {"probe_ids": folder / "ids.txt", "reference_ids": folder / "ids.txt"}),
        ([matrix, mask], {}), (matrix, {}), ([true, false], {}), (false, {}),
    ]  # fmt: skip


def said(source: Any, options: dict[str, Any]) -> str:
    """Return every text that reading and inspecting gives, whether it works or not."""
    try:
        trial = read_trial(source, **options)
        found = inspect(trial)
    except BystanderError as error:
        whole = f"{error} {error!r}"
        if isinstance(error, EvidenceError):
            whole += repr(error.problems)
        return whole
    return "\n".join([trial.name, trial.format, repr(found), *(line for p in found.problems for line in p.lines())])


def test_no_text_about_a_table_holds_an_identifier(tmp_path: Path) -> None:
    for source, options in tables(tmp_path):
        text = said(source, options)
        assert "CANARY" not in text, (source, text)
        assert str(tmp_path) not in text, (source, text)


def test_no_text_about_other_layouts_holds_an_identifier(tmp_path: Path) -> None:
    for source, options in others(tmp_path):
        text = said(source, options)
        assert "CANARY" not in text, (source, text)
        assert str(tmp_path) not in text, (source, text)


def seeded(folder: Path) -> list[tuple[Any, dict[str, Any]]]:
    """Return seeded tests with a mistake each, and sound ones."""
    names = ("volunteer", "pass", "detected", "alerted")
    rows = [(who, one, 1, (one + at) % 2) for at, who in enumerate(IDS) for one in (1, 2)]
    made: list[tuple[Any, dict[str, Any]]] = []

    def add(rows: list[Any], header: Any = names, **options: Any) -> None:
        made.append((write_table(folder / f"s{len(made)}.csv", rows, header, ","), options))

    add(rows)
    add([*rows, *rows[:3]])  # passes twice
    add([(who, who, *rest) for who, _, *rest in rows], by="nothing")
    add([(who, one, 0, 1) for who, one, *_ in rows])
    add([(who, one, C, C) for who, one, *_ in rows])  # columns slipped
    add([(who, one, "", "") for who, one, *_ in rows])
    add([(who, one, "", "") for who, one, *_ in rows], blank="unknown")
    add([(one, who, 1, 1) for who, one, *_ in rows])
    add([(who.lower() if one == 1 else who, one, *rest) for who, one, *rest in rows])
    add([(who, one, seen, alert, who) for who, one, seen, alert in rows], (*names, "system"))
    add([(who, one, seen, alert, who) for who, one, seen, alert in rows], (*names, "threshold"))
    add([(who, one, seen, alert, f"{who}{one}") for who, one, seen, alert in rows], (*names, "session"))
    add([(who, 2, 3) for who in IDS], ("volunteer", "passes", "alerts"))
    add([(who, who, who) for who in IDS], ("volunteer", "passes", "alerts"))
    add([(who, "yes", who) for who in IDS], ("volunteer", "pass_1", "pass_2"))
    return made


def test_no_text_about_a_seeded_test_holds_an_identifier(tmp_path: Path) -> None:
    for source, options in seeded(tmp_path):
        try:
            found = read_passes(source, **options)
            text = "\n".join([found.name, found.format, *(line for p in found.problems for line in p.lines())])
            study = evaluate_passes(found)
            text += study.document.to_json() + repr([series.rows() for series in study.series])
        except BystanderError as error:
            text = f"{error} {error!r} {error.problems if isinstance(error, EvidenceError) else ''!r}"
        assert C.lower() not in text.lower(), (source, text)
        assert str(tmp_path) not in text, (source, text)


@pytest.mark.parametrize("number", [0, 1, 4, 14, 19, 20])
def test_the_check_command_prints_no_identifier(tmp_path: Path, number: int) -> None:
    source, _ = tables(tmp_path)[number]
    result = CliRunner().invoke(cli, ["check", str(source)])
    assert "CANARY" not in result.output + repr(result.exception)
