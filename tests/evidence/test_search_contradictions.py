"""Evidence of searches that contradicts itself, or leaves open what it seems to say, each found at the door."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import bystander as by
from bystander.errors import EvidenceError, UsageError
from bystander.evidence.read import read_trial
from bystander.evidence.read_searches import read_searches

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
