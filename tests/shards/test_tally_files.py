"""Tally files: they come back whole, name nobody, and refuse what does not go together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

import bystander as by
from bystander.errors import EvidenceError, UsageError
from bystander.evidence.read import read_trial
from bystander.shards.files import is_tally, merged, read_tally, to_bytes
from bystander.shards.key import fingerprint, read_key
from tests.shards.made_up import KEY, comparisons, cut, lists, searches

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    import pyarrow as pa

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_bytes(KEY)
    return file


def tallied(table: pa.Table, folder: Path, key: Path | None, *, shard: int = 1, **how: Any) -> Path:
    return by.tally_shards(cut(table, shard, folder)[0], folder / f"{shard}.tally", key_file=key, **how)


@pytest.mark.parametrize(
    ("table", "how"),
    [(comparisons(), {"thresholds": (1.0,)}), (searches(), {"searches": True}), (lists(), {})],
    ids=["comparisons", "searches", "lists"],
)
def test_a_file_comes_back_as_it_was_and_names_nobody(
    table: pa.Table, how: dict[str, Any], tmp_path: Path, key: Path
) -> None:
    file = tallied(table, tmp_path, key, **how)
    assert is_tally(file)
    assert to_bytes(read_tally(file)) == file.read_bytes()
    content = b"".join(str(column).encode() for column in pq.read_table(file).to_pydict().values())
    meta = json.loads(pq.read_metadata(file).metadata[b"bystander.tally"])
    assert meta["schema"] == "bystander.tally/1"
    assert "evidence about single people" in meta["says"]
    everything = content + file.read_bytes() + json.dumps(meta).encode()
    for secret in (b"person 1", b"probe 1", b"template 1", b"search 1", KEY, read_key(key), KEY.hex().encode()):
        assert secret not in everything


def test_pseudonyms_are_those_of_the_key_and_of_no_other(tmp_path: Path, key: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"another key, of the same length.")
    table = comparisons()
    same = [set(pq.read_table(tallied(table, tmp_path, k)).column("pseudonym").drop_null().to_pylist())
            for k in (key, key, other, None, None)]  # fmt: skip
    assert same[0] == same[1]
    for one, two in ((0, 2), (0, 3), (3, 4)):
        assert not same[one] & same[two]
    assert fingerprint(read_key(key)) != fingerprint(read_key(other))


def test_numbers_and_their_text_are_one_person(tmp_path: Path, key: Path) -> None:
    table = comparisons()
    names = [
        [int(name.as_py().split()[1]) for name in table[column]] for column in ("probe_subject", "reference_subject")
    ]
    by_number = table.set_column(0, "probe_subject", [names[0]]).set_column(1, "reference_subject", [names[1]])
    as_text = table.set_column(0, "probe_subject", [[str(n) for n in names[0]]])
    as_text = as_text.set_column(1, "reference_subject", [[str(n) for n in names[1]]])
    files = [tallied(t, tmp_path, key) for t in (by_number,)]
    numbers = pq.read_table(files[0]).to_pydict()
    assert pq.read_table(tallied(as_text, tmp_path, key)).to_pydict() == numbers


def test_what_does_not_go_together_is_not_merged(tmp_path: Path, key: Path) -> None:
    first, second = cut(comparisons(), 2, tmp_path)
    base = by.tally_shards(first, tmp_path / "a", key_file=key)
    other_key = tmp_path / "other"
    other_key.write_bytes(b"another key, of the same length.")
    cases = [
        (by.tally_shards(second, tmp_path / "b", key_file=other_key), "different keys"),
        (by.tally_shards(second, tmp_path / "c", key_file=key, accept="gt"), r"alike \(--accept: a has ge, c gt\)"),
        (
            by.tally_shards(second, tmp_path / "d", key_file=key, thresholds=(1.0,)),
            r"\(--threshold: a has none, d 1\)",
        ),
        (by.tally_shards(second, tmp_path / "e", key_file=key, searches=True), "one tally is of comparisons"),
        (by.tally_shards(first, tmp_path / "f", key_file=key), "a shard is in both"),
    ]
    for other, said in cases:
        with pytest.raises(UsageError, match=said):
            by.merge_tallies([base, other], tmp_path / "all")
    assert not (tmp_path / "all").exists()


def test_a_tally_that_is_not_there_is_told_to_be_missing_and_not_damaged(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as raised:
        by.merge_tallies([tmp_path / "no.tally"], tmp_path / "all")
    assert [p.code for p in raised.value.problems] == ["EV01"]


def test_a_search_of_two_people_in_two_shards_is_found(tmp_path: Path, key: Path) -> None:
    table = lists()
    first, second = (table.filter(mask) for mask in _halves(table))
    where = second.schema.get_field_index("watchlist_size")
    larger = second.set_column(where, "watchlist_size", [[51] * len(second)])
    a = tallied(first, tmp_path, key)
    b = by.tally_shards(cut(larger, 2, tmp_path)[0], tmp_path / "b", key_file=key)
    with pytest.raises(UsageError, match="different sizes, 50 and 51"):
        merged([a, b])


def _halves(table: pa.Table) -> list[list[bool]]:
    person = [int(name.split()[1].split("-")[0]) for name in table["search"].to_pylist()]
    return [[p % 2 == side for p in person] for side in (0, 1)]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a tally at all", b"PAR1" + bytes(500)])
def test_a_file_that_is_no_tally_is_called_so(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.tally"
    file.write_bytes(content)
    assert not is_tally(file)
    with pytest.raises(EvidenceError, match="no tally, or is damaged"):
        read_tally(file)


def test_a_tally_of_a_later_version_or_with_rows_missing_is_refused(tmp_path: Path, key: Path) -> None:
    file = tallied(comparisons(), tmp_path, key)
    table = pq.read_table(file)
    meta = json.loads(table.schema.metadata[b"bystander.tally"])
    newer = table.replace_schema_metadata({b"bystander.tally": json.dumps(meta | {"schema": "bystander.tally/9"})})
    pq.write_table(newer, tmp_path / "newer")
    with pytest.raises(EvidenceError, match=r"version bystander\.tally/9"):
        read_tally(tmp_path / "newer")
    cut_short = table.filter(pa_kind(table, "pair"))
    pq.write_table(cut_short, tmp_path / "short")
    with pytest.raises(EvidenceError, match="damaged"):
        read_tally(tmp_path / "short")


def pa_kind(table: pa.Table, without: str) -> list[bool]:
    return [kind != without for kind in table["kind"].to_pylist()]


def test_a_tally_is_not_taken_for_comparisons(tmp_path: Path, key: Path) -> None:
    file = tallied(comparisons(), tmp_path, key)
    with pytest.raises(EvidenceError, match="this is a tally"):
        read_trial(file)


@pytest.mark.parametrize("content", [b"", b"short", b"  fifteen bytes \n"])
def test_a_key_that_could_be_guessed_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    with pytest.raises(UsageError, match="too few for a key"):
        read_key(file)
    with pytest.raises(UsageError, match="No such file"):
        read_key(tmp_path / "missing")


def test_white_space_around_a_key_does_not_matter(tmp_path: Path, key: Path) -> None:
    other = tmp_path / "with-a-newline"
    other.write_bytes(KEY + b"\n")
    assert read_key(key) == read_key(other)


def test_options_that_were_settled_cannot_be_changed(tmp_path: Path, key: Path, bystander: Run) -> None:
    tallied(comparisons(), tmp_path, key)
    for options, said in (
        (["--distance"], "--distance was settled when the shards were tallied"),
        (["--column", "score=x"], "--column was settled"),
        (["--accept", "gt"], "the shards were tallied with --accept ge"),
        (["--rank", "3"], "a rank is of searches"),
        (["1.tally"], "evaluate one tally"),
    ):
        done = bystander("evaluate", "1.tally", *options, "-o", "out", cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
        assert not (tmp_path / "out").exists()
    done = bystander("evaluate", "1.tally", "--accept", "ge", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_check_says_what_a_tally_is(tmp_path: Path, key: Path, bystander: Run) -> None:
    tallied(comparisons(), tmp_path, key)
    done = bystander("check", "1.tally", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1.tally: comparisons under pseudonyms (tally)" in done.stdout
    assert {problem.code for problem in by.check(tmp_path / "1.tally")} <= {"EV12", "EV13", "EV18", "EV25", "EV58"}
    assert "evidence about single people" in done.stdout
