"""What is said of a trial is said of its shards, wherever one alone can be told it; where not, that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.csv import write_csv

import bystander as by
from bystander.errors import EvidenceError, UsageError
from bystander.shards.asked import Asked
from bystander.shards.files import to_bytes
from bystander.shards.shard import tally_shard
from bystander.shards.spread import spread
from tests.shards.made_up import KEY, comparisons, cut, lists
from tests.shards.test_shards import evaluated, everything, key, without_evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Said = tuple[pa.Table, dict[str, Any]]

__all__ = ["key"]  # the fixture


def named(rows: int = 3000) -> pa.Table:
    """Return comparisons whose people stand in the names of samples alone, no pair twice."""
    table = comparisons(21, rows)
    people = [column.to_pylist() for column in (table["probe_subject"], table["reference_subject"])]
    probe, reference = (
        [f"{who}_{i:05}{side}" for i, who in enumerate(column)] for side, column in zip("pr", people, strict=True)
    )
    return pa.table({"probe_id": probe, "reference_id": reference, "score": table["score"]})


def is_mated(table: pa.Table) -> list[bool]:
    sides = (table[role].to_pylist() for role in ("probe_id", "reference_id"))
    return [one.rpartition("_")[0] == other.rpartition("_")[0] for one, other in zip(*sides, strict=True)]


def from_names(folder: Path) -> Said:
    del folder
    return named(), {"subject_from": "(.*)_[0-9]+[pr]"}


def from_names_with_trials(folder: Path) -> Said:
    table = named()
    lines = zip(table["probe_id"].to_pylist(), table["reference_id"].to_pylist(), is_mated(table), strict=True)
    words = [f"{p},{r},{'target' if mated else 'nontarget'}\n" for p, r, mated in lines]
    (folder / "trials.csv").write_text("".join(words), encoding="utf-8")
    return table, {"subject_from": "(.*)_[0-9]+[pr]", "truth": folder / "trials.csv"}


def own_words(folder: Path) -> Said:
    del folder
    table = named()
    label = ["ja" if mated else "nein" for mated in is_mated(table)]
    return pa.table({"label": label, "score": table["score"]}), {"mated_is": "ja"}


@pytest.mark.parametrize("made", [from_names, from_names_with_trials, own_words])
def test_shards_that_are_told_the_same_give_the_findings_of_the_whole(
    made: Callable[[Path], Said], tmp_path: Path, key: Path
) -> None:
    table, said = made(tmp_path)
    (whole,) = cut(table, 1, tmp_path)
    direct = by.evaluate(whole, **said)
    cuts = [evaluated(cut(table, k, tmp_path), tmp_path, key, asked={}, **said) for k in (1, 2, 7)]
    assert all(everything(other) == everything(cuts[0]) for other in cuts[1:])
    assert without_evidence(direct) == without_evidence(cuts[0])


def test_a_shard_is_told_of_no_trial_that_another_one_may_hold(tmp_path: Path) -> None:
    table, said = from_names_with_trials(tmp_path)
    half = cut(table, 2, tmp_path)[0]
    assert any(p.code == "EV65" for p in by.check(half, **said))
    _, problems = tally_shard(half, KEY, Asked.of(said))
    assert not any(p.code == "EV65" for p in problems)


def test_subjects_of_people_who_are_not_enrolled_are_said_of_every_shard(tmp_path: Path, key: Path) -> None:
    table = lists()
    subject = ["stranger" if who is None else who for who in table["subject"].to_pylist()]
    other = table.set_column(table.schema.get_field_index("subject"), "subject", [subject])
    told = evaluated(cut(other, 2, tmp_path), tmp_path, key, asked={}, non_mated_subjects=("stranger",))
    assert everything(told)[1] == everything(evaluated(cut(table, 2, tmp_path), tmp_path, key, asked={}))[1]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
@pytest.mark.parametrize("searches", [False, True])
def test_columns_that_may_name_images_are_asked_about(
    tmp_path: Path, key: Path, suffix: str, *, searches: bool
) -> None:
    """The whole has three images a person, and one shard those rows that have only one of each."""
    rows = [(p, q, f"{p}_{i}", f"{q}_{j}", 1.0 if p == q else 0.5 + 0.01 * (i + j))
            for p in "abcdef" for q in "abcdef" for i in range(3) for j in range(3)]  # fmt: skip
    shards = ([r for r in rows if r[2][-1] + r[3][-1] != "00"], [r for r in rows if r[2][-1] + r[3][-1] == "00"])
    roles = ("probe_subject", "reference_subject", "probe", "reference", "score")
    files = []
    for at, shard in enumerate(shards):
        table = pa.table({role: [row[i] for row in shard] for i, role in enumerate(roles)})
        files.append(tmp_path / f"{at}.{suffix}")
        (write_csv if suffix == "csv" else pq.write_table)(table, files[-1])
    asked: dict[str, Any] = {"searches": True} if searches else {}
    with pytest.raises(EvidenceError, match="--column probe_id=probe --column reference_id=reference") as stopped:
        by.tally_shards(files, tmp_path / "t.tally", key_file=key, **asked)
    assert str(stopped.value).count("may name images or not") == 2  # of either shard
    columns = {"probe_id": "probe", "reference_id": "reference"}
    tally = by.tally_shards(files, tmp_path / "t.tally", key_file=key, columns=columns, **asked)
    if not searches:
        fnmr = by.evaluate(tally, thresholds=[0.7]).document.find("fnmr")[0]
        assert fnmr.estimate is not None
        assert fnmr.estimate.trials == 6 * 3  # of each person three pairs of two images, once; none with itself


def test_a_sheet_of_workbooks_is_said_of_every_shard(tmp_path: Path, key: Path) -> None:
    import openpyxl

    table = comparisons(4, 400, 12)
    rows = list(
        zip(*(table[name].to_pylist() for name in ("probe_subject", "reference_subject", "score")), strict=True)
    )
    files = []
    for at in range(2):
        book = openpyxl.Workbook()
        for title, those in (("run one", rows[at::2]), ("run two", rows[:9])):
            sheet = book.create_sheet(title)
            sheet.append(["probe_subject", "reference_subject", "score"])
            for row in those:
                sheet.append(row)
        book.remove(book.worksheets[0])
        files.append(tmp_path / f"{at}.xlsx")
        book.save(files[-1])
    with pytest.raises(EvidenceError, match="--sheet"):
        by.tally_shards(files, tmp_path / "t.tally", key_file=key)
    made = evaluated(files, tmp_path, key, asked={}, sheet="run one")
    whole = evaluated(cut(table.drop_columns(["failed"]), 1, tmp_path), tmp_path, key, asked={})
    assert everything(made)[1] == everything(whole)[1]


def test_people_who_follow_from_chains_of_pairs_stop_with_what_would_name_them(tmp_path: Path) -> None:
    table = named(300)
    (shard,) = cut(table.append_column("mated", [is_mated(table)]), 1, tmp_path)
    with pytest.raises(EvidenceError, match="a chain of pairs that lies in several shards") as stopped:
        by.tally_shards(shard, tmp_path / "t.tally")
    assert "--subject-from" in str(stopped.value)


@pytest.mark.parametrize(
    ("said", "words"),
    [({"non_mated": "absent"}, "the lists of other shards"), ({"non_mated": "nobody"}, "the lists of other shards"),
     ({"non_mated": "other.txt"}, "would count once for each"), ({"square": "itself"}, "Only the whole square shows"),
     ({"non_mated_subjects": ("-1",)}, "--non-mated-subject is of searches")],
)  # fmt: skip
def test_what_only_the_whole_can_be_told_is_refused_in_words(said: dict[str, Any], words: str, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("1\n2\n", encoding="utf-8")
    if said.get("non_mated") == "other.txt":
        said = {"non_mated": tmp_path / "other.txt"}
    with pytest.raises(UsageError, match=words):
        by.tally_shards(cut(comparisons(), 2, tmp_path), tmp_path / "x.tally", **said)
    assert not (tmp_path / "x.tally").exists()


def test_a_part_of_other_trials_is_not_taken(tmp_path: Path) -> None:
    """The list of trials is one of the things that a finished shard depends on: by its content, not its name."""
    table, said = from_names_with_trials(tmp_path)
    shards = cut(table, 2, tmp_path)
    trials = said["truth"]
    earlier: list[bool] = []

    def run() -> bytes:
        earlier.clear()
        out = tmp_path / "t.tally"
        spread(shards, out, KEY, Asked.of(said), tell=lambda done: earlier.append(done.earlier))
        return out.read_bytes()

    first = run()
    parts = tmp_path / "t.tally.parts"
    parts.mkdir()
    before = [tally_shard(shard, KEY, Asked.of(said))[0] for shard in shards]
    from bystander.shards.spread import _part_of

    _part_of(shards[0], parts, KEY, Asked.of(said)).write_bytes(to_bytes(before[0]))
    assert run() == first
    assert earlier == [True, False]
    parts.mkdir()
    _part_of(shards[0], parts, KEY, Asked.of(said)).write_bytes(to_bytes(before[0]))
    lines = trials.read_text(encoding="utf-8").splitlines()
    held = {
        f"{p},{r}" for p, r in zip(table["probe_id"].to_pylist()[:40], table["reference_id"].to_pylist(), strict=False)
    }
    trials.write_text("".join(f"{line}\n" for line in lines if line.rpartition(",")[0] not in held), encoding="utf-8")
    assert run() != first
    assert earlier == [False, False]


def test_files_that_come_with_shards_are_inputs_too(tmp_path: Path) -> None:
    table, said = from_names_with_trials(tmp_path)
    shards = cut(table, 2, tmp_path)
    with pytest.raises(UsageError, match="that is a file to be read"):
        by.tally_shards(shards, said["truth"], **said)
    with pytest.raises(EvidenceError, match=r"gone\.csv"):
        by.tally_shards(shards, tmp_path / "t.tally", truth=tmp_path / "gone.csv")


def test_the_made_up_names_are_those_of_their_people() -> None:
    table = named(500)
    assert 0 < np.sum(is_mated(table)) < 500


@pytest.mark.parametrize("searches", [False, True])
def test_names_written_in_several_ways_are_told_while_they_are_names(
    tmp_path: Path, key: Path, *, searches: bool
) -> None:  # fmt: skip
    table = comparisons(4, 2000)
    probes = [name.upper() if name.endswith("7") else name for name in table["probe_subject"].to_pylist()]
    file = tmp_path / "trial.parquet"
    pq.write_table(table.set_column(0, "probe_subject", pa.array(probes)), file)
    _, said = tally_shard(file, key.read_bytes(), Asked(searches=searches))
    assert [p.severity for p in said if p.code == "EV27"] == ["warning"]
    pq.write_table(table, file)
    _, said = tally_shard(file, key.read_bytes(), Asked(searches=searches))
    assert not [p for p in said if p.code == "EV27"]
