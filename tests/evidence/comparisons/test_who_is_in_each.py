"""A table of who is in each sample, given where true pairs go: three people, two images each, numbered as people are.

Of 15 comparisons 3 are mated, whoever says so: the table, in either order of columns, or pairs.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial

WHO = {"1": "4", "2": "4", "3": "5", "4": "5", "5": "9", "6": "9"}


def scores(folder: Path, *, prefix: str = "") -> Path:
    lines = [f"{prefix}{a},{prefix}{b},{0.9 if WHO[a] == WHO[b] else 0.1}" for a, b in combinations(WHO, 2)]
    (folder / "s.csv").write_text("\n".join(["probe,reference,score", *lines]), encoding="utf-8")
    return folder / "s.csv"


def read(folder: Path, text: str, *, prefix: str = "") -> Trial:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    return read_trial(scores(folder, prefix=prefix), truth=folder / "t.csv")


def kinds(trial: Trial) -> tuple[int, int]:
    seen = inspect(trial)
    return seen.mated, seen.non_mated


def table(header: str, *, prefix: str = "", crossed: bool = False) -> str:
    rows = [(prefix + sample, person) for sample, person in WHO.items()]
    lines = [",".join(row[::-1] if crossed else row) for row in rows]
    return "\n".join([*([header] if header else []), *lines])


@pytest.mark.parametrize("header", ["image,person", "template_id,subject_id", "Sample ID,Speaker"])
def test_headings_tell_a_table_of_who_is_in_each(tmp_path: Path, header: str) -> None:
    trial = read(tmp_path, table(header))
    assert kinds(trial) == (3, 12)
    assert trial.subjects == 3
    assert "read as who is in each sample" in " ".join(p.found for p in trial.problems)


def test_of_several_columns_that_counts_which_has_the_samples(tmp_path: Path) -> None:
    lines = [f"{sample},{person},img/{sample}.jpg,1,1" for sample, person in WHO.items()]
    trial = read(tmp_path, "\n".join(["TEMPLATE_ID,SUBJECT_ID,FILENAME,FACE_X,FACE_Y", *lines]))
    assert kinds(trial) == (3, 12)


@pytest.mark.parametrize("header", ["", "Bild,Wer"])
@pytest.mark.parametrize("crossed", [False, True])
def test_values_tell_it_where_people_are_no_samples(tmp_path: Path, header: str, *, crossed: bool) -> None:
    trial = read(tmp_path, table(header, prefix="i", crossed=crossed), prefix="i")
    assert kinds(trial) == (3, 12)


def test_two_readings_that_differ_stop(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="may be true pairs, or each sample and its person"):
        read(tmp_path, table(""))


@pytest.mark.parametrize("text", ["1,2\n3,4\n5,6", "1,1\n2,1\n3,3\n4,3\n5,5\n6,5", "probe,reference\n1,2\n3,4\n5,6"])
def test_pairs_stay_pairs(tmp_path: Path, text: str) -> None:
    trial = read(tmp_path, text)
    assert kinds(trial) == (3, 12)
    assert "who is in each" not in " ".join(p.found for p in trial.problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (table("image,person").rpartition("\n")[0], "1 sample of the scores has no person"),
        (table("image,person") + "\n1,9", "1 sample is said to be of more than one person"),
    ],
)
def test_a_sample_of_nobody_or_of_two_people_stops(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(EvidenceError, match=said):
        read(tmp_path, text)


def test_a_matrix_takes_it_too(tmp_path: Path) -> None:
    rows = [",".join([a, *(str(0.9 if WHO[a] == WHO[b] else 0.1) for b in WHO)]) for a in WHO]
    (tmp_path / "m.csv").write_text("\n".join([",".join(["", *WHO]), *rows]), encoding="utf-8")
    (tmp_path / "t.csv").write_text(table("image,person"), encoding="utf-8")
    trial = read_trial(tmp_path / "m.csv", truth=tmp_path / "t.csv", format="matrix")
    assert kinds(trial) == (3, 12)
    assert trial.subjects == 3
