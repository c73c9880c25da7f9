"""A large Parquet file is read the same whether its names get numbers in one reading, or are looked up in several."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from bystander.errors import EvidenceError
from bystander.evidence import read_trial
from bystander.evidence.formats.parquet import places as by_number
from bystander.evidence.formats.parquet import read as reader
from bystander.evidence.formats.parquet import survey
from bystander.evidence.formats.parquet.blocks import Source
from bystander.evidence.people.codes import IntCodes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial

PROBES, REFERENCES, PEOPLE = 40, 30, 12
ROWS = PROBES * REFERENCES

Columns = dict[str, Any]
NAMES = ("probe_subject", "reference_subject", "probe_id", "reference_id")
PROBE, REFERENCE = np.repeat(np.arange(PROBES), REFERENCES), np.tile(np.arange(REFERENCES), PROBES)
AGAIN = PROBE == REFERENCE


def as_text(made: Columns, *roles: str) -> Columns:
    return made | {role: np.array([f"n{v:05d}" for v in made[role]], object) for role in roles or NAMES}


def as_numbers(made: Columns, change: Callable[[Any], Any]) -> Columns:
    return made | {role: change(made[role]) for role in NAMES}


def without(made: Columns, *roles: str) -> Columns:
    return {role: values for role, values in made.items() if role not in roles}


def itself(made: Columns) -> Columns:
    own = {f"reference_{what}": np.where(AGAIN, made[f"probe_{what}"], made[f"reference_{what}"])
           for what in ("id", "subject")}  # fmt: skip
    return as_text(made | own)


def third_person(made: Columns, word: str) -> Columns:
    third = np.asarray(made["probe_subject"]) == 3
    named = as_text(made)
    return named | {"probe_subject": np.where(third, word, named["probe_subject"])}


def of_two_people(made: Columns) -> Columns:
    some = (PROBE == 5) & (REFERENCE > 20)
    return made | {"probe_subject": np.asarray(made["probe_subject"]) + some}


def labelled(made: Columns, wrong: int) -> Columns:
    return made | {"mated": (made["probe_subject"] == made["reference_subject"]) ^ (wrong == PROBE)}


KINDS: dict[str, Callable[[Columns], Columns]] = {
    "whole numbers": lambda made: made,
    "negative": lambda made: as_numbers(made, lambda v: v - 500),
    "far apart": lambda made: as_numbers(made, lambda v: v * 10**7),
    "huge": lambda made: as_numbers(made, lambda v: v + 2**61),
    "small": lambda made: as_numbers(made, lambda v: v.astype(np.int16)),
    "text": as_text,
    "text and numbers": lambda made: as_text(made, *NAMES[:2]),
    "no samples": lambda made: without(made, *NAMES[2:]),
    "one sample": lambda made: without(made, "reference_id"),
    "itself": itself,
    "repeated": lambda made: {role: np.concatenate([v[:7], v]) for role, v in made.items()},
    "shuffled": lambda made: {role: v[np.random.default_rng(2).permutation(ROWS)] for role, v in made.items()},
    "nobody": lambda made: made | {"probe_subject": pa.array(made["probe_subject"], mask=PROBE * 31 % 37 == 3)},
    "unknown": lambda made: third_person(made, "Unknown"),
    "no name": lambda made: third_person(made, ""),
    "white space": lambda made: third_person(made, "  n00003 "),
    "two people": of_two_people,
    "numbered apart": lambda made: made | {"reference_id": REFERENCE},
    "placeholder": lambda made: made | {"probe_id": np.zeros(ROWS, int)},
    "labelled": lambda made: labelled(made, -1),
    "contradicted": lambda made: labelled(made, 7),
}


def columns(kind: str) -> Columns:
    rng = np.random.default_rng(1)
    owner, enrolled = rng.integers(0, PEOPLE, PROBES), np.arange(REFERENCES) % PEOPLE
    left, right = owner[PROBE], enrolled[REFERENCE]
    score = np.round(rng.standard_normal(ROWS) + 3 * (left == right), 2)
    return KINDS[kind](
        {"probe_subject": left, "reference_subject": right, "probe_id": PROBE, "reference_id": 1000 + REFERENCE,
         "score": score}
    )  # fmt: skip


def seen(trial: Trial) -> list[Any]:
    """Return all that follows from the names of a trial."""
    batches = [block.read() for block in trial.blocks]
    arrays = [
        None if any(getattr(b, name) is None for b in batches)
        else np.concatenate([getattr(b, name) for b in batches]).tolist()
        for name in ("probe", "reference", "probe_image", "reference_image", "score")
    ]  # fmt: skip
    problems = [p.lines() for p in trial.problems]
    return [*arrays, trial.subjects, trial.rows_refused, problems]


def read(path: Path) -> list[Any] | list[str]:
    try:
        return seen(read_trial(path))
    except EvidenceError as error:
        return [line for problem in error.problems for line in problem.lines()]


@pytest.mark.parametrize("kind", KINDS)
def test_however_it_is_read(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "WHOLE", 0)
    monkeypatch.setattr(reader, "LOOPED", 0)
    monkeypatch.setattr("bystander.evidence.formats.parquet.blocks.BLOCK_ROWS", ROWS // 3)
    parquet.write_table(pa.table(columns(kind)), tmp_path / "t.parquet", row_group_size=ROWS // 7)
    found = read(tmp_path / "t.parquet")
    with monkeypatch.context() as patch:
        patch.setattr(by_number, "MOST", 20)
        assert read(tmp_path / "t.parquet") == found
    monkeypatch.setattr(survey, "places", lambda *_: None)
    assert read(tmp_path / "t.parquet") == found
    assert len(found) > 1


@pytest.mark.parametrize(("kind", "settled"), [("text", True), ("whole numbers", True), ("shuffled", False)])
def test_one_reading_settles_files_as_programs_write_them(kind: str, tmp_path: Path, *, settled: bool) -> None:
    parquet.write_table(pa.table(columns(kind)), tmp_path / "t.parquet", row_group_size=ROWS // 7)
    names = {name: name for name in columns(kind)}
    source = Source(tmp_path / "t.parquet", parquet.read_metadata(tmp_path / "t.parquet"), names)
    found = by_number.places(source, source.parts())
    assert found is not None
    assert found.owners is not None
    assert found.repeated is not settled


def test_a_file_that_names_others_than_it_did_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "WHOLE", 0)
    monkeypatch.setattr(reader, "LOOPED", 0)
    parquet.write_table(pa.table(columns("whole numbers")), tmp_path / "t.parquet")
    block: Any = read_trial(tmp_path / "t.parquet").blocks[0]
    block.regular = {}  # of a file whose names repeat in no regular way
    for known in (np.arange(3), np.arange(3) + 1):  # the codes are the numbers, and are looked up
        block.decoder = replace(block.decoder, subjects=IntCodes.of(known))
        with pytest.raises(EvidenceError) as refused:
            block.read()
        assert [p.code for p in refused.value.problems] == ["EV03"]


def test_no_block_takes_pandas(tmp_path: Path) -> None:
    parquet.write_table(pa.table(columns("whole numbers")), tmp_path / "t.parquet")
    code = f"""
import sys
from bystander.evidence.formats.parquet import read as reader
from bystander.evidence.read import read_trial
reader.WHOLE = reader.LOOPED = 0
print(sum(len(block.read().score) for block in read_trial({str(tmp_path / "t.parquet")!r}).blocks))
print("pandas" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [str(ROWS), "False"]
