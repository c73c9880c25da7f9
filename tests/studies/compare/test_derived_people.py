"""People who follow from chains of mated pairs, or from names of samples, are paired as people with names are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.errors import UsageError
from tests.evidence.doors import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bystander.findings import Finding

PAIRED = "These are 8 people. Every system was given the same comparisons"


def two_systems() -> dict[str, list[Any]]:
    """Return pairs of samples with the scores of two systems, alike and not equal, some on the wrong side of .5."""
    columns: dict[str, list[Any]] = dict(pairs())
    rng = np.random.default_rng(11)
    near = np.array(columns.pop("score")) + rng.normal(0, 0.2, 276)
    columns["first"] = [round(float(s), 6) for s in near]
    columns["second"] = [round(float(s), 6) for s in near + rng.normal(0, 0.05, 276)]
    return columns


def compared(*sources: Any, **declared: Any) -> list[Finding]:
    """Return the findings of two systems at .5, and check that they were paired."""
    study = by.compare(*sources, names=["first", "second"], thresholds=[0.5], **declared).document
    assert any(PAIRED in caveat for caveat in study.caveats), study.caveats
    return list(study.findings)


def estimates(findings: Sequence[Finding]) -> list[tuple[str, Any]]:
    return [(f.quantity, f.estimate and (f.estimate.value, f.estimate.low, f.estimate.high)) for f in findings]


def named(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return the same table with subjects in place of labels."""
    sides = {f"subject{side}": [name.split("/")[0] for name in columns[f"img{side}"]] for side in (1, 2)}
    return {**{name: values for name, values in columns.items() if name != "same"}, **sides}


def test_two_columns_of_pairs_are_paired_as_with_subjects() -> None:
    table, score = two_systems(), {"score": ["first", "second"]}
    right = estimates(compared(named(table), columns=score))
    assert estimates(compared(table, columns=score)) == right
    without_labels = {name: values for name, values in table.items() if name != "same"}
    assert estimates(compared(without_labels, columns=score, subject_from=r"(.*)/\d")) == right


def test_two_files_of_any_kind_are_paired_whatever_their_order_and_sorting(tmp_path: Path) -> None:
    table = two_systems()
    samples = sorted({*table["img1"], *table["img2"]})
    number = {name: 7 * at + 3 for at, name in enumerate(samples)}  # 10 after 3 as numbers, before it as words
    numbered = {**table, "img1": [number[n] for n in table["img1"]], "img2": [number[n] for n in table["img2"]]}
    right = estimates(compared(named(table), columns={"score": ["first", "second"]}))
    rows = list(zip(numbered["img1"], numbered["img2"], numbered["same"], numbered["first"], strict=True))
    (tmp_path / "first.csv").write_text(
        "img1,img2,same,score\n" + "\n".join(",".join(map(str, row)) for row in reversed(rows)), encoding="utf-8"
    )
    second = {**{name: numbered[name] for name in ("img1", "img2", "same")}, "score": numbered["second"]}
    pq.write_table(pa.table(second), tmp_path / "second.parquet")
    assert estimates(compared(tmp_path / "first.csv", tmp_path / "second.parquet")) == right
    true = tmp_path / "true.txt"
    mated = zip(numbered["img1"], numbered["img2"], numbered["same"], strict=True)
    true.write_text("\n".join(f"{a} {b}" for a, b, same in mated if same), encoding="utf-8")
    assert estimates(compared(tmp_path / "first.csv", tmp_path / "second.parquet", truth=true)) == right


def test_chains_that_differ_are_told() -> None:
    """A mated pair of q0 is missing in one file, so that its third image counts as somebody of its own there."""
    table = two_systems()
    kept = [i for i in range(276) if not (table["same"][i] and table["img2"][i] == "q0/2")]
    sources = [
        {**{name: table[name] for name in ("img1", "img2", "same")}, "score": table["first"]},
        {**{name: [table[name][i] for i in kept] for name in ("img1", "img2", "same")},
         "score": [table["second"][i] for i in kept]},
    ]  # fmt: skip
    study = by.compare(*sources, names=["a", "b"], thresholds=[0.5]).document
    told = "1 of 8 people have other samples in the trial of a than in that of b"
    assert any(told in caveat for caveat in study.caveats), study.caveats
    again = by.compare(*sources, names=["a", "b"], thresholds=[0.5]).document  # under another key of the moment
    assert again == study


def test_labels_that_contradict_each_other_stop() -> None:
    """The third image of q0 is somebody else's in the second file, whose pairs of images are the same."""
    table = two_systems()
    other = [
        same and "q0/2" not in both for same, *both in zip(table["same"], table["img1"], table["img2"], strict=True)
    ]
    names = {name: table[name] for name in ("img1", "img2")}
    first = {**names, "same": table["same"], "score": table["first"]}
    second = {**names, "same": other, "score": table["second"]}
    with pytest.raises(UsageError, match="a and b hold the same pairs of samples and contradict each other"):
        by.compare(first, second, names=["a", "b"], thresholds=[0.5])
    shuffled = {name: values[::-1] for name, values in first.items()}  # another order contradicts nothing
    assert by.compare(first, shuffled, names=["a", "b"], thresholds=[0.5]).document.findings


def test_people_with_names_and_people_without_are_not_held_against_each_other() -> None:
    """Samples of the one are called as people of the other are; that says nothing of who they are."""
    table = two_systems()
    first = {**{name: table[name] for name in ("img1", "img2", "same")}, "score": table["first"]}
    second = {"subject1": table["img1"], "subject2": table["img2"], "score": table["second"]}
    study = by.compare(first, second, names=["a", "b"], thresholds=[0.5]).document
    assert any("does not say whose its comparisons are" in caveat for caveat in study.caveats)
