"""``--sheet`` names the sheet of a workbook of people as well as of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import bystander as by
from bystander.errors import EvidenceError
from tests.evidence.doors import given, pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bystander.findings import Document

NAMES = [f"q{i}" for i in range(8)]
OLD, NEW = (["f"] * 8, ["f", "m"] * 4)


def comparisons() -> dict[str, Any]:
    columns = pairs()
    sides = {f"subject{i}": [name[:2] for name in columns[f"img{i}"]] for i in (1, 2)}
    return {**sides, "score": columns["score"]}


def workbook(file: Path, sheets: Mapping[str, Mapping[str, Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, columns in sheets.items():
        sheet = book.create_sheet(name)
        for row in (list(columns), *zip(*columns.values(), strict=True)):
            sheet.append(list(row))
    book.save(file)
    return file


def people(folder: Path, **more: Mapping[str, Sequence[Any]]) -> Path:
    tables = {name: {"subject": NAMES, "sex": sexes} for name, sexes in (("old", OLD), ("new", NEW))}
    return workbook(folder / "people.xlsx", {**tables, **more})


def groups(document: Document) -> set[str]:
    return {f.group["sex"] for f in document.findings if f.group and f.estimate is not None}


def asked(source: Any, table: Any, **declared: Any) -> Document:
    return by.evaluate(source, by="sex", people=table, thresholds=[0.5], small_cell=2, **declared).document


def test_a_sheet_of_people_is_named_beside_a_table(tmp_path: Path) -> None:
    table, file = given("csv", comparisons(), tmp_path), people(tmp_path)
    with pytest.raises(EvidenceError, match="EV59"):
        asked(table, file)
    assert groups(asked(table, file, sheet="new")) == {"f", "m"}
    assert groups(asked(table, file, sheet="old")) == {"f"}
    with pytest.raises(EvidenceError, match="no sheet has the name that was given"):
        asked(table, file, sheet="newer")


def test_a_sheet_of_evidence_need_not_be_one_of_people(tmp_path: Path) -> None:
    scores = {"first": comparisons(), "second": comparisons()}
    evidence = workbook(tmp_path / "scores.xlsx", scores)
    one = workbook(tmp_path / "one.xlsx", {"people": {"subject": NAMES, "sex": NEW}})
    assert groups(asked(evidence, one, sheet="second")) == {"f", "m"}
    both = workbook(tmp_path / "both.xlsx", {**scores, "new": {"subject": NAMES, "sex": NEW}})
    with pytest.raises(EvidenceError, match="EV59"):
        asked(both, one, sheet="third")


def test_attributes_in_the_evidence_are_read_from_the_sheet_that_was_named(tmp_path: Path) -> None:
    sex = dict(zip(NAMES, NEW, strict=True))
    columns = comparisons()
    told = {f"{side}_sex": [sex[name] for name in columns[f"subject{i}"]]
            for i, side in ((1, "probe"), (2, "reference"))}  # fmt: skip
    evidence = workbook(tmp_path / "scores.xlsx", {"plain": columns, "with sex": {**columns, **told}})
    assert groups(asked(evidence, None, sheet="with sex")) == {"f", "m"}


def test_a_sheet_that_neither_is_a_workbook_for_is_refused(tmp_path: Path) -> None:
    table = given("csv", comparisons(), tmp_path)
    with pytest.raises(EvidenceError, match="--sheet"):
        by.read_trial(table, sheet="new")
