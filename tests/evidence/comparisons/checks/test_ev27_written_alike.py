"""EV27: people written in two ways are named with their number, at the headline, and are never joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

import bystander as by
from bystander.evidence.comparisons.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = [f"p{i}" for i in range(12)]


def pairs(*names: str | int) -> pa.Table:
    people = [*names, *NAMES] if isinstance(names[0], str) else [*names, *range(100, 112)]
    first, second = zip(*[(a, b) for a in people for b in people], strict=True)
    scores = [
        90.0 + i % 7 if a == b else float(i * 37 % 61) for i, (a, b) in enumerate(zip(first, second, strict=True))
    ]
    return pa.table({"probe_subject": first, "reference_subject": second, "score": scores})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("007", "7"),
        ("p099", "p99"),
        ("12", "12.0"),  # as a table is written whose column of whole numbers has gaps
        ("Anna", "anna"),
        ("Ren\u00e9", "Rene\u0301"),
        ("a\u200bb", "ab"),
        ("de la Cruz", "delaCruz"),
        ("\uff21da", "Ada"),
    ],
)
def test_two_ways_of_writing_are_named_and_kept_apart(one: str, other: str) -> None:
    trial = by.read_trial(pairs(one, other))
    (found,) = [p for p in inspect(trial).problems if p.code == "EV27"]
    assert found.severity == "warning"
    assert "names of 2 people" in found.found
    assert "14 people, who would be 13" in found.got
    assert one not in str(found)
    assert trial.subjects == 14


def test_the_warning_stands_among_the_caveats_of_the_verdict() -> None:
    findings = by.evaluate(pairs("Anna", "anna"), replicates=0)
    assert any("how they are written" in caveat for caveat in findings.document.caveats)


PADDED = [[f"{i}", f"{i:03}"] for i in range(1, 11)]
FLOATS = [[f"{i}", f"{i}.0"] for i in range(1, 11)]
COMPOSED = [[f"Ren\u00e9 {c}", f"Rene\u0301 {c}"] for c in "abcdefghij"]
CASE = [[f"{c}nna", f"{c.upper()}NNA"] for c in "abcdefghij"]
INVISIBLE = [[f"p{c}", f"p\u200b{c}"] for c in "abcdefghij"]


def two_sides(people: list[list[str]], as_written: int) -> pa.Table:
    """Return all comparisons of people with themselves and each other; some are written alike on both sides."""
    left = [name for name, _ in people]
    right = [names[0 if i < as_written else 1] for i, names in enumerate(people)]
    rows = [(a, b, 0.9 - 0.01 * i if i == j else 0.02 * j + 0.001 * i) for i, a in enumerate(left)
            for j, b in enumerate(right)]  # fmt: skip
    probe, reference, score = zip(*rows, strict=True)
    return pa.table({"probe_subject": probe, "reference_subject": reference, "score": score})


@pytest.mark.parametrize("people", [PADDED, FLOATS, COMPOSED, CASE, INVISIBLE])
@pytest.mark.parametrize("as_written", [0, 1, 4])
def test_two_sides_that_are_written_in_two_ways_are_a_stop(
    people: list[list[str]], as_written: int, tmp_path: Path
) -> None:
    table = two_sides(people, as_written)
    csv.write_csv(table, tmp_path / "t.csv")
    pq.write_table(table, tmp_path / "t.parquet")
    for source in (table, tmp_path / "t.csv", tmp_path / "t.parquet"):
        with pytest.raises(by.EvidenceError, match="EV27 error: the names of") as error:
            by.evaluate(source, replicates=0)
        assert "who would be 10 if" in str(error.value)
    assert [p.severity for p in by.check(table) if p.code == "EV27"] == ["error"]


@pytest.mark.parametrize("as_written", [5, 9])
def test_where_most_people_meet_themselves_the_others_are_a_caveat(as_written: int) -> None:
    found = [p for p in by.check(two_sides(PADDED, as_written)) if p.code == "EV27"]
    assert [p.severity for p in found] == ["warning"]


@pytest.mark.parametrize(
    "names", [("Anna", "Anne"), ("0", "00a"), (7, 70), ("1.10", "1.1"), ("v1.0", "v1"), ("p70", "p7"), ("1.05", "1.5")]
)
def test_different_names_are_different(names: tuple[str | int, str | int]) -> None:
    assert [p.code for p in inspect(by.read_trial(pairs(*names))).problems if p.code == "EV27"] == []


def compared(rename: Callable[[str], str], names: list[str], renamed: int) -> list[str]:
    """Return the caveats of two systems, the second of which writes the first people otherwise."""
    other = [rename(name) if i < renamed else name for i, name in enumerate(names)]
    one, two = (two_sides([[name, name] for name in people], len(people)) for people in (names, other))
    return list(by.compare(one, two, names=["A", "B"]).document.caveats)


def test_people_whom_two_systems_write_in_two_ways_are_a_stop_if_most_and_a_caveat_if_few() -> None:
    people, numbers = [f"p{i}" for i in range(20)], [str(i) for i in range(20)]
    with pytest.raises(by.EvidenceError, match="names of 20 people of A and B differ in nothing but how"):
        compared(str.upper, people, 20)
    said = "The names of 3 people of A and B differ in nothing but how they are written"
    assert any(said in caveat for caveat in compared("{}.0".format, numbers, 3))
    assert not any("differ in nothing" in caveat for caveat in compared(str, numbers, 20))
