"""Many shards in one run: what is finished stays, what is wrong is told at once, and nothing half-done is left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.errors import EvidenceError, UsageError
from bystander.shards import spread as spreading
from bystander.shards.asked import Asked
from bystander.shards.shard import tally_shard
from bystander.shards.spread import Done, spread
from tests.shards.made_up import KEY, comparisons, cut, searches

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


def tallied(shards: list[Path], output: Path, told: list[Done] | None = None) -> bytes:
    spread(shards, output, KEY, Asked(), tell=(told if told is not None else []).append)
    return output.read_bytes()


def test_an_interrupted_run_goes_on_from_the_finished_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shards = cut(comparisons(), 4, tmp_path)
    whole = tallied(shards, tmp_path / "whole")
    calls: list[object] = []

    def killed_at_the_third(*args: object, **kwargs: object) -> object:
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return tally_shard(*args, **kwargs)  # type: ignore[arg-type]

    output = tmp_path / "all.tally"
    monkeypatch.setattr(spreading, "tally_shard", killed_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        tallied(shards, output)
    assert not output.exists()
    assert len(list((tmp_path / "all.tally.parts").iterdir())) == 2
    told: list[Done] = []
    assert tallied(shards, output, told) == whole
    assert [done.earlier for done in told] == [True, True, False, False]
    assert len(calls) == 3 + 2
    assert not (tmp_path / "all.tally.parts").exists()


def test_a_part_of_other_content_key_or_settings_is_not_taken(tmp_path: Path) -> None:
    shards = cut(comparisons(), 3, tmp_path)
    parts = tmp_path / "parts"
    cases = [(KEY, Asked()), (KEY[::-1], Asked()), (KEY, Asked(accept="gt")), (KEY, Asked(unit="person"))]
    names = {spreading._part_of(shards[0], parts, key, asked).name for key, asked in cases}
    names |= {spreading._part_of(shards[1], parts, KEY, Asked()).name}
    assert len(names) == 5
    assert spreading._part_of(shards[0], parts, KEY, Asked(threads=2)).name in names


def test_a_run_killed_by_force_leaves_what_was_there_and_goes_on(tmp_path: Path, bystander: Run) -> None:
    shards = cut(comparisons(rows=60_000), 12, tmp_path)
    (tmp_path / "key").write_bytes(KEY)
    names = [shard.name for shard in shards]
    command = [sys.executable, "-m", "bystander", "tally", *names, "-o", "all.tally", "--key-file", "key"]
    before = by.tally_shards(shards[:1], tmp_path / "all.tally", key_file=tmp_path / "key").read_bytes()
    running = subprocess.Popen(command, cwd=tmp_path, env=os.environ, stderr=subprocess.DEVNULL)
    parts = tmp_path / "all.tally.parts"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not (parts.exists() and list(parts.glob("*.tally"))):
        time.sleep(0.01)
    running.kill()
    running.wait()
    assert (tmp_path / "all.tally").read_bytes() == before
    finished = len(list(parts.glob("*.tally")))
    assert 1 <= finished < 12
    done = bystander("tally", *names, "-o", "all.tally", "--key-file", "key", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("tallied before") == finished
    assert not parts.exists()
    expected = by.tally_shards(shards, tmp_path / "expected", key_file=tmp_path / "key")
    assert (tmp_path / "all.tally").read_bytes() == expected.read_bytes()


def test_the_problems_of_all_shards_are_told_at_once(tmp_path: Path) -> None:
    good, bad, worse = cut(comparisons(), 3, tmp_path)
    bad.write_bytes(b"probe_subject,reference_subject,score\na,b,nan\n")
    worse.write_bytes(b"")
    with pytest.raises(EvidenceError) as raised:
        tallied([good, bad, worse], tmp_path / "all.tally")
    said = {(problem.code, problem.where.split(",")[0]) for problem in raised.value.problems}
    assert {code for code, _ in said} >= {"EV02"}
    assert len({where for _, where in said}) == 2
    assert not (tmp_path / "all.tally").exists()


def test_the_same_shard_twice_is_refused_before_any_work(tmp_path: Path) -> None:
    (shard,) = cut(comparisons(), 1, tmp_path)
    copy = tmp_path / "copy.parquet"
    copy.write_bytes(shard.read_bytes())
    with pytest.raises(UsageError, match=r"copy.parquet has the content of an earlier shard"):
        tallied([shard, copy], tmp_path / "all.tally")


def test_shards_that_are_missing_or_no_files_are_told_like_all_others(tmp_path: Path) -> None:
    (shard,) = cut(comparisons(), 1, tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(EvidenceError) as raised:
        tallied([tmp_path / "missing.csv", shard, tmp_path / "folder"], tmp_path / "x")
    assert [p.code for p in raised.value.problems] == ["EV01", "EV01"]
    with pytest.raises(UsageError, match="no shard"):
        tallied([], tmp_path / "x")


def test_under_a_key_that_is_thrown_away_nothing_is_kept(tmp_path: Path, bystander: Run) -> None:
    good, bad = cut(comparisons(), 2, tmp_path)
    bad.write_bytes(b"probe_subject,reference_subject,score\na,b,nan\n")
    (tmp_path / "key").write_bytes(KEY)
    command = ("tally", good.name, bad.name, "-o", "all.tally")
    assert bystander(*command, cwd=tmp_path).returncode == 2
    assert not list(tmp_path.glob("all.tally*"))
    assert bystander(*command, "--key-file", "key", cwd=tmp_path).returncode == 2
    assert len(list((tmp_path / "all.tally.parts").iterdir())) == 1


def test_options_that_would_do_nothing_are_refused(tmp_path: Path) -> None:
    (shard,) = cut(comparisons(), 1, tmp_path)
    for given, said in (
        ({"searches": True, "thresholds": (1.0,)}, "--threshold is of comparisons"),
        ({"searches": True, "failures": "exclude"}, "--failures is of comparisons"),
        ({"unit": "person"}, "--unit is of searches"),
        ({"leave_mate_out": True}, "--non-mated leave-mate-out is of searches"),
    ):
        with pytest.raises(UsageError, match=said):
            by.tally_shards(shard, tmp_path / "x", **given)


def test_evidence_is_never_overwritten(tmp_path: Path) -> None:
    (shard,) = cut(comparisons(), 1, tmp_path)
    before = shard.read_bytes()
    with pytest.raises(UsageError, match="that is a file to be read"):
        tallied([shard], shard)
    assert shard.read_bytes() == before
    made = by.tally_shards(shard, tmp_path / "a.tally")
    with pytest.raises(UsageError, match="that is a file to be read"):
        by.merge_tallies([made], tmp_path / "x" / ".." / "a.tally")


def test_embeddings_and_people_without_names_are_sent_back(tmp_path: Path) -> None:
    import numpy as np

    np.savez(
        tmp_path / "e.npz", probe_subjects=[1, 2], reference_subjects=[1, 3],
        probe_vectors=np.eye(2, 8), reference_vectors=np.eye(2, 8) + 0.1,
    )  # fmt: skip
    with pytest.raises(UsageError, match="embeddings are evaluated as they are"):
        by.tally_shards(tmp_path / "e.npz", tmp_path / "e.tally")
    (tmp_path / "t.csv").write_text("probe_id,reference_id,score\na,b,1\na,c,2\nd,b,0.5\n")
    (tmp_path / "pairs.csv").write_text("a,b\n")
    with pytest.raises(EvidenceError, match="no names that another shard could have"):
        by.tally_shards(tmp_path / "t.csv", tmp_path / "t.tally", truth=tmp_path / "pairs.csv")


def test_a_real_cluster_gives_the_same_bytes_though_a_worker_is_killed(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    shards = cut(searches(people=300), 8, tmp_path)
    asked = Asked(searches=True)
    spread(shards, tmp_path / "alone.tally", KEY, asked)
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"}

    def start(*command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path,
        )  # fmt: skip

    file = tmp_path / "scheduler.json"
    running = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                     "--scheduler-file", str(file))]  # fmt: skip
    try:
        running += [
            start("dask_worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-dashboard", "--no-nanny",
                  "--name", name)
            for name in ("one", "two")
        ]  # fmt: skip
        with distributed.Client(scheduler_file=str(file), timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler_info()["address"]
        told: list[Done] = []

        def tell(done: Done) -> None:
            told.append(done)
            if len(told) == 2:
                running[1].kill()  # midway: six shards are left for one worker

        spread(shards, tmp_path / "cluster.tally", KEY, asked, dask=address, tell=tell)
    finally:
        for process in running:
            process.kill()
            process.wait()
    assert len(told) == 8
    assert (tmp_path / "cluster.tally").read_bytes() == (tmp_path / "alone.tally").read_bytes()


def test_a_scheduler_that_does_not_answer_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "PATIENCE", "0.5s")
    (shard,) = cut(comparisons(), 1, tmp_path)
    with pytest.raises(UsageError, match="no scheduler answers there"):
        spread([shard], tmp_path / "x", KEY, Asked(), dask="tcp://127.0.0.1:9")
