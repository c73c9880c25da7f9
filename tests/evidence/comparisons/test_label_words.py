"""The words of a label are the same at every door: tables, lists without a header, lists of trials, workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.tables.flags import meaning, plain
from tests.evidence.doors import counts, given, pairs

if TYPE_CHECKING:
    from pathlib import Path

EVERY = ("csv", "tsv", "csv.gz", "jsonl", "parquet", "arrow", "npz", "pandas", "polars", "pyarrow",
         "list", "trials", "workbook")  # fmt: skip
WORDS = (
    ("1", "0"), ("1", "-1"), ("True", "FALSE"), ("Target", "non-target"), ("genuine", "impostor"), ("mated",
     "non_mated"),
    ("match", "nonmatch"), ("same", "different"), ("positive", "negative"), ("client", "impostor"), ("pos", "neg"),
    ("ja", "nein"), ("Oui", "non"), ("sí", "no"), ("si\u0301", "no"), ("sim", "NÃO"), ("да", "нет"), ("WAHR", "FALSCH"),
    ("VRAI", "FAUX"), ("VERDADERO", "FALSO"), ("DOĞRU", "YANLIŞ"), ("是", "否"),
    ("はい", "いいえ"), ("samePerson", "notsame"),
)  # fmt: skip


def opened(door: str, columns: dict[str, list[Any]], folder: Path) -> tuple[int, int, int | None]:
    """Return what is read at a door."""
    rows = list(zip(*columns.values(), strict=True))
    if door == "list":
        file = folder / "list.txt"
        text = "\n".join("\t".join(map(str, row)) for row in rows)
        file.write_text(text, encoding="utf-8")
        return counts(file)
    if door == "trials":
        scores, trials = folder / "scores.txt", folder / "trials.txt"
        scores.write_text("\n".join(f"{a}\t{b}\t{s}" for a, b, _, s in rows), encoding="utf-8")
        trials.write_text("\n".join(f"{a}\t{b}\t{w}" for a, b, w, _ in rows), encoding="utf-8")
        return counts(scores, truth=trials)
    if door == "workbook":
        book = openpyxl.Workbook()
        for row in (list(columns), *rows):
            book.active.append(row)
        book.save(folder / "table.xlsx")
        return counts(folder / "table.xlsx")
    return counts(given(door, columns, folder))


@pytest.mark.parametrize(("yes", "no"), WORDS)
def test_one_table_has_the_same_counts_at_every_door(yes: str, no: str, tmp_path: Path) -> None:
    columns = pairs()
    columns["same"] = [yes if s else no for s in columns["same"]]
    assert {door: opened(door, columns, tmp_path) for door in EVERY} == dict.fromkeys(EVERY, (24, 252, 8))


def test_one_kind_written_in_several_ways_is_one_kind_at_every_door(tmp_path: Path) -> None:
    columns = pairs()
    ways = {True: ("true", "TRUE", "1", "yes"), False: ("false", "0", "No", "n")}
    columns["same"] = [ways[s][i % 4] for i, s in enumerate(columns["same"])]
    assert {door: opened(door, columns, tmp_path) for door in EVERY} == dict.fromkeys(EVERY, (24, 252, 8))


# A list of two words that are no labels is no list of trials.
@pytest.mark.parametrize("door", [door for door in EVERY if door != "trials"])
def test_words_of_attacks_are_another_question_at_every_door(door: str, tmp_path: Path) -> None:
    columns = pairs()
    columns["same"] = ["bonafide" if s else "spoof" for s in columns["same"]]
    with pytest.raises(EvidenceError) as stopped:
        opened(door, columns, tmp_path)
    assert [p.code for p in stopped.value.problems] == ["EV67"]


def test_words_of_attacks_stop_beside_subjects_and_a_declared_word_too() -> None:
    columns = pairs()
    table = {"subject1": columns["img1"], "subject2": columns["img2"], "score": columns["score"],
             "label": ["Bona-fide", "target", "spoof"] * 92}  # fmt: skip
    for told in ("", "target"):
        with pytest.raises(EvidenceError) as stopped:
            by.read_trial(pa.table(table), mated_is=told)
        assert [p.code for p in stopped.value.problems] == ["EV67"]


def test_no_word_means_yes_and_no() -> None:
    from bystander.evidence.tables import flags

    for role, known in flags._PAIRS.items():
        yes, no = (frozenset().union(*(pair[side] for pair in known)) for side in (0, 1))
        assert not yes & no, role
        told = meaning(yes | no, role)
        assert told == {**dict.fromkeys(yes, True), **dict.fromkeys(no, False)}


@pytest.mark.parametrize(("written", "read"), [("１", "1"), ("01.0", "1"), (" Sí\u200b", "si"), ("No\u0303n", "non")])
def test_how_a_word_is_written_does_not_count(written: str, read: str) -> None:
    assert plain(written) == read


def test_names_of_people_are_no_labels_in_a_list(tmp_path: Path) -> None:
    """Two names that could be one side of a label each: one kind alone, or a name beside it, is none."""
    file = tmp_path / "list.txt"
    file.write_text("\n".join(f"si{i} tak target {i / 40}\nsi{i} ano nontarget {i / 50}" for i in range(20)))
    assert counts(file)[:2] == (20, 20)
