"""Evidence of searches that contradicts itself, or leaves open what it seems to say, each found at the door."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

import bystander as by
from bystander.errors import EvidenceError, UsageError
from bystander.evidence.read import read_trial
from bystander.evidence.searches.read import read_searches

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "search,subject,rank,candidate_subject,score,failed,person,watchlist_size"


def lists(folder: Path, *rows: str, header: str = HEADER) -> Path:
    file = folder / "lists.csv"
    file.write_text("\n".join([header, *rows]) + "\n")
    return file


def codes(file: Path, **declared: Any) -> list[str]:
    with pytest.raises(EvidenceError) as raised:
        read_searches(file, **declared)
    return [p.code for p in raised.value.problems]


def searched(n: int, rows: int, *, size: int, people: int) -> list[str]:
    """Lists of so many rows, of so many people with several templates each, all above 0.5."""
    found = []
    for s in range(n):
        subject, person = (f"E{s % people}",) * 2 if s % 2 else ("", f"B{s}")
        found += [f"s{s},{subject},{k + 1},E{k % people},{2 - k / 10},0,{person},{size}" for k in range(rows)]
    return found


def test_several_templates_a_person_need_not_fit_the_number_of_people(tmp_path: Path) -> None:
    found = read_searches(lists(tmp_path, *searched(10, 6, size=3, people=3)))
    assert (found.watchlist, found.length) == (3, None)  # all three people are in every list


def test_a_list_is_complete_where_it_holds_everybody_and_not_where_it_has_as_many_rows(tmp_path: Path) -> None:
    file = lists(tmp_path, *searched(10, 4, size=4, people=2))
    assert read_searches(file).length == 4
    findings = by.evaluate(file, thresholds=[0.3])
    assert findings.find("selectivity")[0].estimate is None


def test_short_lists_stay_short_however_small_the_watchlist(tmp_path: Path) -> None:
    rows = [f"s0,,{k + 1},E{k},{0.9 - k / 10},0,B0,3" for k in range(3)]
    rows += [f"s{s},,,,,0,B{s},3" for s in range(1, 20)]
    (fpir,) = by.evaluate(lists(tmp_path, *rows), thresholds=[0.1]).find("fpir")
    assert fpir.estimate is None
    assert "left out candidates" in (fpir.not_estimable or "")


def test_a_failed_search_lists_nobody(tmp_path: Path) -> None:
    rows = [f"s{s},E{s},1,E{s},2.0,{int(s == 1)},E{s},5" for s in range(4)]
    assert codes(lists(tmp_path, *rows)) == ["EV50"]


def test_somebody_who_is_a_candidate_of_other_searches_is_enrolled(tmp_path: Path) -> None:
    rows = [f"s{s},E{s},1,E{s},2.0,0,E{s},5" for s in range(4)]
    assert codes(lists(tmp_path, *rows, "s9,,1,E3,1.0,0,E2,5")) == ["EV50"]


def test_a_probe_of_one_person_is_not_the_template_of_another(tmp_path: Path) -> None:
    header = "search,subject,rank,candidate_subject,score,person,candidate_id"
    rows = ["p0,,1,E0,1.0,B0,t0", "t0,,1,E0,1.5,B1,t1", "p1,E0,1,E0,2.0,E0,t0"]
    assert "EV53" in codes(lists(tmp_path, *rows, header=header))


@pytest.mark.parametrize("word", ["unknown", " Unknown ", "?", "n/a"])
def test_nobody_is_called_unknown(word: str, tmp_path: Path) -> None:
    people = ["a", "b", "c", "d"]
    rows = [f"{p},{r},{i + j}" for i, p in enumerate(people) for j, r in enumerate(people)]
    rows = ["probe_subject,reference_subject,score", *rows, f"{word},{word},9"]
    (tmp_path / "t.csv").write_text("\n".join(rows) + "\n")
    trial = read_trial(tmp_path / "t.csv")
    assert (trial.subjects, trial.rows_refused) == (4, 1)
    vectors = np.random.default_rng(1).normal(size=(6, 8)).astype(np.float32)
    np.savez(
        tmp_path / "e.npz", probe_vectors=vectors[:3], probe_subjects=["a", "b", word],
        reference_vectors=vectors[3:], reference_subjects=["a", "c", word],
    )  # fmt: skip
    found = read_searches(tmp_path / "e.npz")
    assert len(found) == 2
    assert found.rows_refused == 2


def test_mates_are_left_out_only_where_there_are_no_other_searches(tmp_path: Path) -> None:
    rows = [f"s{s},E{s},1,E{s},2.0,0,E{s},9" for s in range(4)]
    file = lists(tmp_path, *rows, "s9,,1,E3,1.0,0,B2,9")
    with pytest.raises(UsageError, match="1 non-mated searches of its own"):
        by.evaluate(file, non_mated="leave-mate-out")


@pytest.mark.parametrize("sign", [1, -1])
def test_where_nobody_wrong_is_returned_the_threshold_is_the_lowest_that_is_known(sign: int, tmp_path: Path) -> None:
    rows = [f"s{s},E{s},1,E{s},{0.9 if sign > 0 else -0.9},0,E{s},50" for s in range(5)]
    rows += [f"n{s},,,,,0,B{s},50" for s in range(15)]
    findings = by.evaluate(lists(tmp_path, *rows), fpir_targets=[0.1])
    (tpir,) = findings.find("tpir-at-fpir")
    (fpir,) = findings.find("fpir")
    assert tpir.at is not None
    assert tpir.at.threshold == 0.9 * sign  # beyond it nobody can tell whom the system left out
    assert fpir.estimate is not None
    assert (fpir.estimate.events, fpir.estimate.trials) == (0, 15)


def test_the_cmc_of_lists_that_were_cut_says_how_much_may_be_missing(tmp_path: Path) -> None:
    rows = [f"s{s},E{s},{k + 1},E{(s + k) % 40},{2 - k / 10},0,E{s},50" for s in range(10) for k in range(3)]
    rows += [f"m{s},E{s},1,E{s + 1},1.9,0,E{s},50" for s in range(10)]
    (first,) = by.evaluate(lists(tmp_path, *rows), thresholds=[1.85]).find("cmc", rank=1)
    assert first.estimate is not None
    assert first.estimate.value == 0.5
    assert any("could be up to" in caveat for caveat in first.caveats)


def test_a_tally_never_takes_the_place_of_its_key(tmp_path: Path) -> None:
    file = lists(tmp_path, *searched(10, 3, size=3, people=3))
    (tmp_path / "key").write_bytes(os.urandom(32).hex().encode())
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(UsageError, match="that is a file to be read"):
        by.tally_shards(file, tmp_path / "key", key_file=tmp_path / "key")
    assert (tmp_path / "key").read_bytes() == before


def test_what_shards_say_against_each_other_is_found_in_their_tally(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"k" * 32)

    def tallied(*shards: list[str]) -> Path:
        files = []
        for i, rows in enumerate(shards):
            files.append(lists(tmp_path, *rows).rename(tmp_path / f"{i}.csv"))
        return by.tally_shards(files, tmp_path / "all.tally", key_file=tmp_path / "key")

    mated = [f"s{s},E{s},1,E{s},2.0,0,E{s},3" for s in range(3)]
    with pytest.raises(EvidenceError, match="EV52"):
        by.evaluate(tallied(mated, [f"t{s},E{s + 5},1,E{s + 5},2.0,0,E{s + 5},3" for s in range(3)]))
    with pytest.raises(UsageError, match="mated in one shard"):
        tallied(mated, ["s1,,1,E0,2.0,0,E1,3", "x,,1,E2,1.0,0,B,3"][:1])
    with pytest.raises(EvidenceError, match="failed"):
        by.evaluate(tallied(mated, ["s1,E1,,,,1,E1,3"]))


def test_a_tail_that_fits_no_memory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("probe_subject,reference_subject,score\na,b,1\nb,c,2\n")
    with pytest.raises(UsageError, match="--tail lies between"):
        by.tally_shards(tmp_path / "t.csv", tmp_path / "x", tail=10**15)


RANKED = "search,subject,rank,candidate_subject,score,watchlist_size"


def ranked(*ranks: object, base: int = 1) -> list[str]:
    """One search with these ranks and falling scores, after three sound ones."""
    sound = [f"s{s},E{s},{k + base},E{(s + k) % 9},{2 - k / 10},9" for s in range(3) for k in range(3)]
    return [*sound, *(f"x,E3,{rank},E{3 + k},{2 - k / 10},9" for k, rank in enumerate(ranks))]


@pytest.mark.parametrize(
    ("ranks", "says", "row"),
    [
        ((1, 2, 4), "1 list lacks candidates", "row 13"),
        ((2, 3, 4), "1 list lacks candidates", "row 13"),
        ((1, 2, -3), "1 candidate has no rank that counts", "row 13"),
        ((1, 1.5, 2), "1 candidate has no rank that counts", "row 12"),
        ((1, "", 2), "1 candidate has no rank that counts", "row 12"),
    ],
)
def test_ranks_count_without_gaps(ranks: tuple[object, ...], says: str, row: str, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as raised:
        read_searches(lists(tmp_path, *ranked(*ranks), header=RANKED))
    (problem,) = raised.value.problems
    assert (problem.code, problem.found.startswith(says)) == ("EV51", True)
    assert problem.where.endswith(row)


@pytest.mark.parametrize("base", [0, 1])
def test_ranks_may_run_from_0_or_from_1(base: int, tmp_path: Path) -> None:
    rows = ranked(*(base + k for k in range(3)), base=base)
    assert len(read_searches(lists(tmp_path, *rows, header=RANKED))) == 4


def test_a_column_of_ranks_may_be_empty(tmp_path: Path) -> None:
    rows = [",".join([*row.split(",")[:2], "", *row.split(",")[3:]]) for row in ranked(1, 2, 3)]
    assert len(read_searches(lists(tmp_path, *rows, header=RANKED))) == 4


def test_a_list_that_is_spread_over_shards_has_gaps_only_where_the_whole_has(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"k" * 32)

    def evaluated(rows: list[str], out: str) -> by.Findings:
        files = []
        for i in range(3):
            file = lists(tmp_path, *rows[i::3], header=RANKED).rename(tmp_path / f"{out}{i}.csv")
            files.append(file)
        return by.evaluate(by.tally_shards(files, tmp_path / f"{out}.tally", key_file=tmp_path / "key"))

    assert evaluated(ranked(1, 2, 3), "sound").find("cmc", rank=1)[0].estimate is not None
    with pytest.raises(EvidenceError, match="1 list lacks"):
        evaluated(ranked(1, 2, 4), "gap")


def log_of(folder: Path, *, searches: int = 6, offset: int = 100) -> tuple[Path, list[str]]:
    """A candidate log of so many searches, search s of person s, and the lines of its file of subjects."""
    head = "searchId candidateRank searchRetCode isAssigned templateId score decision"
    rows = [f"{s} {k} 0 1 {(s + k) % 6 + offset} {2 - k / 10} 1" for s in range(searches) for k in range(2)]
    (folder / "log.txt").write_text("\n".join([head, *rows]) + "\n")
    return folder / "log.txt", [
        "id subject role",
        *(f"{s} E{s} search" for s in range(6)),
        *(f"{s + offset} E{s} template" for s in range(6)),
    ]


def warned(folder: Path, log: Path, lines: list[str]) -> list[tuple[str, str]]:
    (folder / "subjects.txt").write_text("\n".join(lines) + "\n")
    found = read_searches(log, subjects=folder / "subjects.txt").problems
    return [(p.code, p.where) for p in found if p.severity == "warning"]


def test_searches_that_a_log_lacks_are_told(tmp_path: Path) -> None:
    log, lines = log_of(tmp_path)
    assert warned(tmp_path, log, lines) == []
    log, lines = log_of(tmp_path, searches=4)
    assert warned(tmp_path, log, lines) == [("EV54", "subjects.txt, rows 6 and 7")]


def test_searches_that_seem_to_be_enrolled_themselves_are_told(tmp_path: Path) -> None:
    log, lines = log_of(tmp_path, offset=0)
    assert warned(tmp_path, log, lines) == [("EV54", "subjects.txt")]


def test_a_vector_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).normal(size=(6, 8)).astype(np.float32)
    vectors[4] = vectors[1]
    np.savez(tmp_path / "e.npz", vectors=vectors, subjects=list("abcbad"))
    with pytest.raises(EvidenceError) as raised:
        read_searches(tmp_path / "e.npz")
    assert [(p.code, p.where) for p in raised.value.problems] == [("EV57", "e.npz, row 5")]


@pytest.mark.parametrize("parquet", [False, True])
def test_a_sample_of_two_people_in_two_roles_is_told_with_its_row(parquet: bool, tmp_path: Path) -> None:  # noqa: FBT001
    people = [f"P{i}" for i in range(12)]
    rows = [(a, b, float(i + j), f"{a}.p", f"{b}.r") for i, a in enumerate(people) for j, b in enumerate(people)]
    rows[17] = (*rows[17][:4], "P9.p")  # a reference of P5 under the name of a probe of P9
    names = ["probe_subject", "reference_subject", "score", "probe_id", "reference_id"]
    table = pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)})
    if parquet:
        pq.write_table(table, tmp_path / "t.parquet")
    else:
        csv.write_csv(table, tmp_path / "t.csv")
    trial = read_trial(tmp_path / ("t.parquet" if parquet else "t.csv"))
    (problem,) = [p for p in trial.problems if p.code == "EV21"]
    assert problem.severity == "warning"
    assert problem.where.endswith("row 18" if parquet else "row 19")


def test_ranks_turned_round_may_be_distances_or_ranks_from_the_last(tmp_path: Path) -> None:
    rows = [f"s{s},E{s},{k + 1},E{(s + k) % 9},{k},0,E{s},9" for s in range(9) for k in range(4)]
    with pytest.raises(EvidenceError) as raised:
        read_searches(lists(tmp_path, *rows))
    told = raised.value.problems[0]
    assert told.code == "EV51"
    assert "if these are distances; or turn the ranks round, if rank 1 is the last" in told.do


def test_lists_without_scores_are_told_as_lists_that_lack_them(tmp_path: Path) -> None:
    file = lists(tmp_path, "a,A,1,A", "a,A,2,B", header="search,subject,rank,candidate_subject")
    with pytest.raises(EvidenceError) as raised:
        by.evaluate(file)
    told = raised.value.problems[0]
    assert (told.found, told.got) == ("no column for score", "4 columns, 4 of them known")
    assert "what is missing is not in this table" in told.means
