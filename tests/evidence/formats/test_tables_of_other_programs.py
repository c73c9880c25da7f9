"""Tables as other programs print them are called by their names; advice that is followed works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [(f"a{i}", f"b{i}", 1 if i < 10 else 0, round(0.9 - i / 100, 2)) for i in range(40)]


def refused(*files: Path) -> tuple[str, str]:
    """Return what is found in files that are refused, and what is to be done."""
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(files[0] if len(files) == 1 else [*files])
    (problem,) = stopped.value.problems
    return problem.found, problem.do


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("| probe | reference | same | score |\n|---|:--|--:|---|\n| a | b | 1 | 0.5 |\n", "a table in Markdown"),
        ("probe | score\n--- | ---\na | 0.5\n", "a table in Markdown"),
        ('<table border="1">\n<tr><td>a</td></tr>\n</table>\n', "a table in HTML"),
        ("\\begin{tabular}{lr}\na & 0.5 \\\\\n\\end{tabular}\n", "a table in TeX"),
        ("+-------+-------+\n| probe | score |\n+-------+-------+\n| a | 0.5 |\n", "a table as a database client"),
        ("CREATE TABLE t (a text, s float);\nINSERT INTO t VALUES ('a', 0.5);\n", "a dump of a database (SQL)"),
    ],
)
def test_it_is_called_by_its_name(text: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "scores.txt"
    file.write_text(text)
    found, do = refused(file)
    assert found.startswith(f"the file is {what}")
    assert "CSV" in do or "to_csv" in do


def test_two_lists_whose_names_say_their_kind_ask_for_headings_and_with_these_are_read(tmp_path: Path) -> None:
    files = [tmp_path / "fvc_genuine.txt", tmp_path / "fvc_impostor.txt"]
    for file, kind in zip(files, (1, 0), strict=True):
        file.write_text("".join(f"{p} {r} {s}\n" for p, r, same, s in ROWS if same == kind))
    found, do = refused(*files)
    assert found.startswith("two lists without a header")
    assert "such as probe_id,reference_id,score" in do
    for file in files:
        file.write_text(f"probe_id reference_id score\n{file.read_text()}")
    seen = inspect(by.read_trial(files))
    assert (seen.mated, seen.non_mated) == (10, 30)


def test_a_column_that_is_bonafide_in_all_rows_is_to_be_left_out(tmp_path: Path) -> None:
    file = tmp_path / "scores.txt"
    said = {1: "target", 0: "nontarget"}
    file.write_text("".join(f"{p} {r} bonafide {said[same]} {s}\n" for p, r, same, s in ROWS))
    assert "a column that is bonafide" in refused(file)[1]
    file.write_text("".join(f"{p} {r} {said[same]} {s}\n" for p, r, same, s in ROWS))
    seen = inspect(by.read_trial(file))
    assert (seen.mated, seen.non_mated) == (10, 30)


def test_where_a_label_would_do_the_refusal_names_its_role(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("similarity,checked\n" + "".join(f"{s},{same}\n" for _, _, same, s in ROWS))
    assert "--column mated=checked" in refused(file)[1]
    assert inspect(by.read_trial(file, columns={"mated": "checked"})).mated == 10


def test_an_index_without_a_name_and_a_fold_are_offered_as_no_score(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    head = ",fold,img1,img2,label,vgg,arc\n"
    file.write_text(head + "".join(f"{i},{i % 10},{p},{r},{m},{s},{s / 2}\n" for i, (p, r, m, s) in enumerate(ROWS)))
    assert refused(file)[0] == "2 columns could each be the score: vgg and arc"


def test_a_list_that_names_nobody_is_warned_of_once(tmp_path: Path) -> None:
    file = tmp_path / "scores.txt"
    file.write_text("".join(f"{s} {'True' if same else 'False'}\n" for _, _, same, s in ROWS))
    assert [p.code for p in by.check(file)].count("EV23") == 1
