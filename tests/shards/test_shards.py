"""The findings of merged tallies are those of the whole, however the evidence is cut."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bystander as by
from bystander.errors import UsageError
from bystander.evidence.people.pseudonyms import pseudonyms
from bystander.evidence.read import read_trial
from bystander.shards.count_comparisons import count_shard
from bystander.shards.counted_engine import tally_counted
from bystander.shards.files import content_hash, merged, to_bytes
from bystander.shards.keyed_pairs import thinned
from bystander.tally.comparisons.pairs import PairSample, pair_keys
from tests.shards.made_up import KEY, comparisons, cut, lists, loop, searches
from tests.tally.arrays import trial_from_arrays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

    from bystander.shards.comparison_counts import Counted


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_bytes(KEY)
    return file


def evaluated(files: Sequence[Path], folder: Path, key: Path, *, asked: dict[str, Any], **how: Any) -> by.Findings:
    """Tally the shards, and evaluate the tally under one name whatever it was made of."""
    tally = by.tally_shards(files, folder / f"of-{len(files)}.tally", key_file=key, **how)
    same = folder / "trial.tally"
    same.write_bytes(tally.read_bytes())
    return by.evaluate(same, **asked)


def everything(findings: by.Findings) -> tuple[str, list[Any]]:
    return findings.to_json(), [(s.name, s.columns) for s in findings.study.series]


OF_RELATIVES = ("Relatives recorded as strangers cannot be seen", "Some people are alike in groups")


def without_evidence(findings: by.Findings) -> dict[str, Any]:
    """Return the findings without what is read, and without what only the tally, or only the evidence, can say."""
    said = json.loads(findings.to_json())
    del said["evidence"], said["command"], said["conventions"]["declared"]  # what was read, and how
    for part in (said, *said["findings"]):
        part["caveats"] = [c for c in part["caveats"] if not c.startswith(OF_RELATIVES)]
    return dict(said)


CASES: list[tuple[str, pa.Table, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("comparisons", comparisons(), {}, {}, {}),
    ("exclude, gt", comparisons(2), {"failures": "exclude", "accept": "gt"}, {"thresholds": (2.0,)}, {}),
    ("distances", comparisons(3, samples=True), {"distance": True}, {"targets": (0.01,)}, {"distance": True}),
    ("both orders", loop(), {}, {"thresholds": (2.0,)}, {}),
    ("both orders, apart", loop(), {"square": "apart"}, {}, {"square": "apart"}),
    ("searches of both orders", loop(), {"searches": True, "leave_mate_out": True}, {},
     {"searches": True, "non_mated": "leave-mate-out"}),
    ("searches", searches(), {"searches": True}, {}, {"searches": True}),
    ("leave-mate-out", searches(4, people=40), {"searches": True, "leave_mate_out": True, "unit": "person"},
     {"rank": 3}, {"searches": True, "non_mated": "leave-mate-out", "unit": "person"}),
    ("lists", lists(), {}, {"thresholds": (1.5,)}, {}),
    ("lists, passages", lists(6), {"unit": "passage"}, {"fpir_targets": (0.1,)}, {"unit": "passage"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "how", "asked", "declared"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_shards_give_the_findings_of_the_whole(
    table: pa.Table, how: dict[str, Any], asked: dict[str, Any], declared: dict[str, Any], tmp_path: Path, key: Path
) -> None:
    if how.get("distance"):
        table = table.set_column(table.schema.get_field_index("score"), "score", [-np.asarray(table["score"])])
    # a list that is spread over shards is short in each of them
    cuts = (1, 2, 7, 64) if "candidate_subject" not in table.column_names else (1, 2, 7)
    said = [everything(evaluated(cut(table, k, tmp_path), tmp_path, key, asked=asked, **how)) for k in cuts]
    assert all(other == said[0] for other in said[1:])
    (whole,) = cut(table, 1, tmp_path)
    of_tally = {name: how[name] for name in ("accept", "failures") if name in how}
    direct = by.evaluate(whole, **asked, **declared, **of_tally)
    tallied = evaluated([whole], tmp_path, key, asked=asked, **how)
    assert without_evidence(direct) == without_evidence(tallied)
    assert everything(direct)[1] == everything(tallied)[1]


@pytest.mark.parametrize("named", [True, False])
def test_a_shard_may_hold_one_kind_of_comparison_only(named: bool, tmp_path: Path, key: Path) -> None:  # noqa: FBT001
    table = comparisons(13)
    mated = np.array([a == b for a, b in zip(table["probe_subject"], table["reference_subject"], strict=True)])
    if not named:
        table = table.select(["score", "failed"]).append_column("mated", [mated])
    files = []
    for i, rows in enumerate((mated, ~mated)):
        files.append(tmp_path / f"{i}.parquet")
        pq.write_table(table.filter(rows), files[-1])
    tallied = evaluated(files, tmp_path, key, asked={})
    direct = by.evaluate(cut(table, 1, tmp_path)[0])
    assert tallied.document.findings == direct.document.findings
    assert sum(said.startswith("No shard holds both mated") for said in tallied.document.caveats) == 1


def test_below_the_floor_nothing_is_guessed(tmp_path: Path, key: Path) -> None:
    table = comparisons(5)
    asked: dict[str, Any] = {"thresholds": (0.5, 4.0), "targets": (0.4, 0.001)}
    how: dict[str, Any] = {"thresholds": (0.5,), "tail": 300}
    said = [evaluated(cut(table, k, tmp_path), tmp_path, key, asked=asked, **how) for k in (1, 2, 7)]
    assert len({findings.to_json() for findings in said}) == 1
    direct = by.evaluate(cut(table, 1, tmp_path)[0], **asked)
    for threshold in asked["thresholds"]:
        for finding in ("fmr", "fnmr"):
            here, there = (f.find(finding, threshold=threshold)[0] for f in (said[0], direct))
            assert here.estimate is not None
            assert here.estimate.model_dump() == there.estimate.model_dump()  # type: ignore[union-attr]
    (low,) = said[0].find("fnmr-at-fmr", target_fmr=0.4)
    assert low.estimate is None
    assert "keeps the" in (low.not_estimable or "")
    (high,) = said[0].find("fnmr-at-fmr", target_fmr=0.001)
    assert high.estimate == direct.find("fnmr-at-fmr", target_fmr=0.001)[0].estimate
    (eer,) = said[0].find("eer")
    assert "the two rates are equal below them" in (eer.not_estimable or "")
    det = said[0].series("det").columns
    assert max(float(fmr or 0) for fmr in det["fmr"]) <= 300 / 5800
    with pytest.raises(UsageError, match="name it with --threshold"):
        evaluated(cut(table, 1, tmp_path), tmp_path, key, asked={"thresholds": (0.25,)}, **how)


class Numbers:
    """Names of people that are numbers."""

    def __init__(self, people: int) -> None:
        self._people = people

    def keyed(self, key: bytes) -> Any:
        return pseudonyms(map(str, range(self._people)), key)


def counted(seed: int, shards: int, **how: Any) -> Counted:
    """Count arrays cut into shards."""
    rng = np.random.default_rng(seed)
    n = 3000
    probe, reference = rng.integers(0, 40, n), rng.integers(0, 40, n)
    score = np.round(rng.normal(size=n) + 2.0 * (probe == reference), 1)
    total: Counted | None = None
    for i, rows in enumerate(np.array_split(rng.permutation(n), shards)):
        trial = trial_from_arrays(score[rows], probe=probe[rows], reference=reference[rows], shards=1, shuffle=0)
        trial = replace(trial, subjects=40, people=Numbers(40), sha256=f"{shards}-{i}")
        part = count_shard(trial, KEY, **how)
        total = part if total is None else total.merge(part)
    assert total is not None
    return total


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 1000), shards=st.integers(2, 9), tail=st.integers(20, 400), pairs=st.integers(10, 900))
def test_full_tails_and_sampled_pairs_are_the_same_from_any_cut(seed: int, shards: int, tail: int, pairs: int) -> None:
    how = {"tail_pairs": tail, "pair_capacity": pairs, "thresholds": (0.1, 1.1)}
    one, many = counted(seed, 1, **how), counted(seed, shards, **how)
    assert content_hash(one) == content_hash(many)
    errors = tally_counted(many, thresholds=(0.1,)).non_mated_errors(0.1)
    assert errors.errors == tally_counted(one, thresholds=(0.1,)).non_mated_errors(0.1).errors


def test_the_sample_of_pairs_is_unbiased() -> None:
    rng = np.random.default_rng(8)
    low, high = np.triu_indices(200, 1)
    keys = pair_keys(low.astype(np.int32), high.astype(np.int32))
    compared = rng.poisson(3, len(keys)).astype(np.int64) + 1
    every = PairSample(keys=keys, compared=compared, errors=np.zeros((len(keys), 0), np.int64), level=0)
    estimates = []
    for _ in range(200):
        people = np.sort(rng.integers(0, 2**64, 200, np.uint64))
        few = thinned(people, every, capacity=16_000)
        assert not few.sample.exact
        assert len(few.sample.keys) <= 2000
        estimates.append(few.sample.compared_squared() / every.compared_squared())
    spread = np.std(estimates) / np.sqrt(len(estimates))
    assert 0 < spread < 0.005
    assert abs(np.mean(estimates) - 1) < 4 * spread


def test_merging_in_any_order_gives_the_same_file(tmp_path: Path, key: Path) -> None:
    shards = cut(comparisons(9), 5, tmp_path)
    parts = [by.tally_shards(shard, tmp_path / f"{i}.tally", key_file=key) for i, shard in enumerate(shards)]
    forth, back = merged(parts), merged(parts[::-1])
    assert to_bytes(forth) == to_bytes(back)
    together = by.tally_shards(shards, tmp_path / "together.tally", key_file=key)
    assert together.read_bytes() == to_bytes(forth)


def test_threads_cannot_be_seen(tmp_path: Path, key: Path) -> None:
    (shard,) = cut(comparisons(9), 1, tmp_path)
    trial = read_trial(shard)
    one, three = (count_shard(trial, KEY, threads=threads) for threads in (1, 3))
    assert to_bytes(one) == to_bytes(three)
    del key


@pytest.mark.parametrize("parts", [1, 5])
def test_pairs_in_both_orders_are_told_of_the_whole_whichever_shard_holds_which(
    parts: int, tmp_path: Path, key: Path
) -> None:
    rows = loop().num_rows
    for table, used, said in ((loop(), rows // 2, True), (loop(apart=0.01), rows, False)):
        found = evaluated(cut(table, parts, tmp_path), tmp_path, key, asked={"replicates": 0}).document
        assert found.evidence[0].rows_used == used
        assert [line for line in found.evidence[0].problems if "EV58" in line] == []
        assert any("in the other order" in caveat for caveat in found.caveats) is said
