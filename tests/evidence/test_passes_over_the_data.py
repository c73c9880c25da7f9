"""How often a job reads the data, so that a second reading of a file cannot slip in. No timing.

A pass is one decoding of a whole column of a Parquet file, or one reading of a file of text; passes are exact, so that
one fewer is written down as well.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections import Counter
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from bystander.api.verbs import evaluate
from bystander.evidence.comparisons import inspection, score_sketch
from bystander.evidence.formats import delimited, list_blocks, text_blocks
from bystander.evidence.formats.parquet import read as reader
from bystander.evidence.formats.parquet.blocks import Source
from bystander.evidence.read import read_trial
from bystander.evidence.searches.read import LEAVE_MATE_OUT
from bystander.evidence.tables import plain_blocks
from bystander.plots import drawing
from bystander.studies.evaluate.comparisons import alike
from bystander.tally.comparisons import by_group, count, reserve
from bystander.tally.searches import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PEOPLE, IMAGES = 60, 2
ROWS = (PEOPLE * IMAGES) * PEOPLE


def trial(*, samples: bool = False, shuffled: bool = False) -> pa.Table:
    """Every image of everybody against one reference of everybody."""
    rng = np.random.default_rng(1)
    image = np.repeat(np.arange(PEOPLE * IMAGES), PEOPLE)
    reference = np.tile(np.arange(PEOPLE), PEOPLE * IMAGES)
    probe = image // IMAGES
    columns: dict[str, Any] = {
        "probe_subject": probe, "reference_subject": reference,
        "score": (rng.normal(size=ROWS) + 4 * (probe == reference)).astype(np.float32), "probe_sex": probe % 2,
        "reference_sex": reference % 2,
    }  # fmt: skip
    if samples:
        columns |= {"probe_id": image, "reference_id": reference + 1000}
    table = pa.table(columns)
    return table.take(rng.permutation(ROWS)) if shuffled else table


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the rows of each column that are decoded; small files are read as large ones are."""
    monkeypatch.setattr(reader, "WHOLE", 0)
    monkeypatch.setattr("bystander.evidence.formats.parquet.blocks.BLOCK_ROWS", ROWS // 4)
    decoded: Counter[str] = Counter()
    read = Source.read

    def counted(self: Source, groups: Sequence[int], roles: Sequence[str]) -> dict[str, Any]:
        rows = sum(self.metadata.row_group(group).num_rows for group in groups)
        decoded.update(dict.fromkeys(roles, rows))
        return read(self, groups, roles)

    monkeypatch.setattr(Source, "read", counted)
    return decoded


def of_names(passes: int | Fraction, *, shuffled: bool = True) -> Fraction:
    """Return how often names are decoded that so many passes need, where those of the first of four blocks are first.

    In the order of probes and references they repeat in a regular way, and those of that block are kept.
    """
    first = Fraction(1, 4)
    return first + passes * (1 if shuffled else 1 - first)


def of_columns(decoded: Counter[str]) -> dict[str, Fraction]:
    return {role: Fraction(rows, ROWS) for role, rows in sorted(decoded.items())}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the bytes of plain text that are read; its hash has to be taken of them."""
    found: list[int] = []
    fill = plain_blocks._fill

    def counted(*given: Any) -> int:
        found.append(fill(*given))
        return found[-1]

    monkeypatch.setattr(plain_blocks, "_fill", counted)
    monkeypatch.setattr(hashlib, "file_digest", None)
    return found


def of_text(read: Sequence[int], file: Path) -> Fraction:
    with file.open("rb") as raw:
        header = len(raw.readline())
    return Fraction(sum(read), file.stat().st_size - header)


def write(path: Path, table: pa.Table) -> Path:
    parquet.write_table(table, path, row_group_size=ROWS // 8)
    return path


@pytest.fixture(params=[0, 1], ids=["few scores", "many scores"])
def ranking(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many passes rank scores: none where so few are distinct that all are known from the inspection."""
    monkeypatch.setattr(count, "SMALL", 0)
    if request.param:
        monkeypatch.setattr(score_sketch, "CAPACITY", ROWS // 10)
    passes: int = request.param
    return passes


@pytest.mark.parametrize("shuffled", [False, True])
def test_comparisons_in_parquet(tmp_path: Path, passes: Counter[str], ranking: int, *, shuffled: bool) -> None:
    evaluate(write(tmp_path / "t.parquet", trial(shuffled=shuffled)))
    # everybody is met in the first block; then all is inspected, surveyed and averaged by pair; scores alone are ranked
    people = of_names(1, shuffled=shuffled)
    assert of_columns(passes) == {"probe_subject": people, "reference_subject": people, "score": 1 + ranking}


def test_comparisons_of_many_people(
    tmp_path: Path, passes: Counter[str], ranking: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    del ranking  # it takes no pass of its own
    monkeypatch.setattr(alike, "MOST", PEOPLE // 2)
    evaluate(write(tmp_path / "t.parquet", trial(shuffled=True)))
    # whose pairs are averaged is drawn in the first pass, and takes another one, which is that of the ranks if there is
    people = of_names(2)
    assert of_columns(passes) == {"probe_subject": people, "reference_subject": people, "score": 2}


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("more", [0, 1])
def test_errors_below_the_tail(
    tmp_path: Path, passes: Counter[str], ranking: int, monkeypatch: pytest.MonkeyPatch, more: int, *, many: bool
) -> None:
    if many:
        monkeypatch.setattr(alike, "MOST", PEOPLE // 2)
    plan = count.plan_of
    monkeypatch.setattr(count, "plan_of", lambda trial, failures, *_: plan(trial, failures, 100))
    settings = reserve.Reserve.__init__.__kwdefaults__
    assert settings is not None
    monkeypatch.setitem(settings, "most", ROWS // (1 + 15 * more))
    evaluate(write(tmp_path / "t.parquet", trial(shuffled=True)), targets=[0.1])
    # the comparisons that errors there are of are kept from the first pass, or read once more where there are too many,
    # in one pass with the pairs of many people, which go along with the ranks where errors need none; where scores are
    # ranked, the neighbours of one lie beyond those that were looked through, and take another pass
    people = of_names(1 + int(more or many))
    again = int(more or (many and not ranking))
    assert of_columns(passes) == {
        "probe_subject": people, "reference_subject": people, "score": 1 + 2 * ranking + again
    }  # fmt: skip


@pytest.mark.parametrize("shuffled", [False, True])
def test_images_in_parquet_and_pairs_that_might_repeat(tmp_path: Path, passes: Counter[str], *, shuffled: bool) -> None:
    evaluate(write(tmp_path / "t.parquet", trial(samples=True, shuffled=shuffled)))
    found = of_columns(passes)
    assert found["score"] == 3
    assert found["probe_id"] == found["reference_id"] == found["probe_subject"]
    # names are read once, repeats and all, where the images of a probe stand together, and kept, as they repeat in a
    # regular way; else beside every score, and repeats are looked for in a pass that is given up on the way, and begun
    # anew
    if shuffled:
        assert 5 < found["probe_id"] <= 6
    else:
        assert found["probe_id"] == 1


def test_searches_in_parquet(tmp_path: Path, passes: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "SMALL", 0)
    evaluate(write(tmp_path / "t.parquet", trial()), searches=True, non_mated=LEAVE_MATE_OUT)
    # everybody is met in the first block; then all is inspected, gathered by search, and walked through twice; and one
    # block is tried; names of the first block are kept
    block = Fraction(1, 4)
    people = of_names(4, shuffled=False)
    assert of_columns(passes) == {"probe_subject": people, "reference_subject": people, "score": 4 + block}


@pytest.mark.parametrize("samples", [False, True])
def test_large_searches_in_parquet(
    tmp_path: Path, passes: Counter[str], monkeypatch: pytest.MonkeyPatch, *, samples: bool
) -> None:
    monkeypatch.setattr(inspection, "SMALL", 0)
    evaluate(write(tmp_path / "t.parquet", trial(samples=samples)), searches=True, non_mated=LEAVE_MATE_OUT)
    # everything is decoded once: names of samples to the end, people as far as the first block, in which all are met;
    # then all is inspected, and each search done with while its rows are at hand
    assert set(of_columns(passes).values()) == {1}


@pytest.mark.parametrize(("most", "large", "more"), [(ROWS, 8, 0), (ROWS // 2, 8, 1), (ROWS // 10, 4, 0), (1, 2, 1)])
def test_groups_in_parquet(
    tmp_path: Path, passes: Counter[str], monkeypatch: pytest.MonkeyPatch, most: int, large: int, more: int
) -> None:
    monkeypatch.setattr(by_group, "COUNTED_AT_ONCE", large)
    settings = by_group.tally_cells.__kwdefaults__
    assert settings is not None
    monkeypatch.setitem(settings, "most_rows", most)
    evaluate(write(tmp_path / "t.parquet", trial(shuffled=True)), by="sex", thresholds=[2.0])
    # the rows of the four cells are counted along, and gathered once for as many as fit; those that do not fit are
    # counted once for as many as there is room for
    people = of_names(4 + more)
    assert of_columns(passes) == {"probe_subject": people, "reference_subject": people, "score": 4 + more}


def test_people_who_are_not_all_there_at_once_are_collected_from_every_block(
    tmp_path: Path, passes: Counter[str]
) -> None:
    table = trial()
    late = pa.array(np.where(np.arange(ROWS) == ROWS - 1, PEOPLE, table["reference_subject"].to_numpy()))
    at = table.schema.get_field_index("reference_subject")
    made = read_trial(write(tmp_path / "t.parquet", table.set_column(at, "reference_subject", late)))
    assert of_columns(passes) == {"probe_subject": 1, "reference_subject": 1}
    assert made.subjects == PEOPLE + 1


@pytest.mark.parametrize("lists", [False, True])
def test_text_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, lists: bool) -> None:
    parsed = []
    parse = csv.read_csv

    def counted(source: Any, *args: Any, **kwargs: Any) -> Any:
        parsed.append(source)
        return parse(source, *args, **kwargs)

    monkeypatch.setattr(csv, "read_csv", counted)
    table = trial(samples=True)
    if lists:
        names = {"probe_id": "search", "probe_subject": "subject", "reference_subject": "candidate_subject"}
        table = table.select([*names, "score"]).rename_columns([*names.values(), "score"])
    csv.write_csv(table, tmp_path / "t.csv")
    if lists:
        evaluate(tmp_path / "t.csv", non_mated=LEAVE_MATE_OUT)
    else:
        evaluate(tmp_path / "t.csv")
    assert len(parsed) == 1


@pytest.mark.parametrize(("held", "passes"), [(1 << 27, 1), (0, 2)])
def test_large_text_is_read_once_where_its_columns_may_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[int], held: int, passes: int
) -> None:
    text = tmp_path / "t.csv"
    csv.write_csv(trial(), text)
    monkeypatch.setattr(text_blocks, "HELD", held)
    monkeypatch.setattr(count, "SMALL", 0)
    monkeypatch.setattr(delimited, "trial_of_text", partial(text_blocks.trial_of_text, large=0, block=10_000))
    evaluate(text)
    # read and hashed; then, where nothing is kept: inspected and surveyed
    assert of_text(read, text) == passes


@pytest.mark.parametrize(("held", "passes"), [(1 << 27, 1), (0, 4)])
def test_large_lists_are_read_once_where_their_columns_may_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[int], held: int, passes: int
) -> None:
    text = tmp_path / "t.csv"
    names = {"probe_id": "search", "probe_subject": "subject", "reference_subject": "candidate_subject"}
    table = trial(samples=True).select([*names, "score"]).rename_columns([*names.values(), "score"])
    csv.write_csv(table, text)
    monkeypatch.setattr(list_blocks, "HELD", held)
    monkeypatch.setattr(list_blocks, "searches_of_text", partial(list_blocks.searches_of_text, large=0, block=10_000))
    evaluate(text, non_mated=LEAVE_MATE_OUT)
    # read and hashed; then, where nothing is kept: looked through, and walked through twice
    assert of_text(read, text) == passes


def test_of_a_table_that_was_read_nothing_is_kept_but_the_trial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    csv.write_csv(trial(), tmp_path / "t.csv")
    given_back: list[int] = []

    class Pool:
        def release_unused(self) -> None:
            gc.collect()  # what tests before this one left in cycles is not the table's
            given_back.append(pa.total_allocated_bytes())

    gc.collect()
    before = pa.total_allocated_bytes()
    monkeypatch.setattr(pa, "default_memory_pool", Pool)
    made = read_trial(tmp_path / "t.csv")
    assert made.rows_read == ROWS
    (kept,) = given_back
    assert kept - before < 9 * ROWS  # the scores, and the names of people once each; no code of theirs


def test_of_a_file_that_is_read_again_memory_is_kept_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passes: Counter[str]
) -> None:
    parquet.write_table(trial(), tmp_path / "t.parquet", row_group_size=ROWS // 4)
    monkeypatch.setattr(pa, "default_memory_pool", None)  # whoever gave memory back would ask it
    made = read_trial(tmp_path / "t.parquet")
    assert len(made.blocks) == 4
    assert "score" not in passes  # it is read when the blocks are


def test_every_drawing_of_a_report_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = drawing.to_svg

    def counted(spec: Any) -> str:
        drawn.append(json.dumps(spec, sort_keys=True, default=str))
        return draw(spec)

    monkeypatch.setattr(drawing, "to_svg", counted)
    csv.write_csv(trial(), tmp_path / "t.csv")
    findings = evaluate(tmp_path / "t.csv")
    assert drawn == []  # a page is drawn when it is asked for
    page = findings.report(tmp_path / "t.html").read_text("utf-8")
    assert 0 < len(drawn) == len(set(drawn)) <= page.count("<svg")
