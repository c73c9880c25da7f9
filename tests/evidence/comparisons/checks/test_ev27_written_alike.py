"""EV27: people written in two ways are named with their number, at the headline, and are never joined."""

from __future__ import annotations

import pyarrow as pa
import pytest

import bystander as by
from bystander.evidence.comparisons.inspection import inspect

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


@pytest.mark.parametrize("names", [("Anna", "Anne"), ("0", "00a"), (7, 70)])
def test_different_names_are_different(names: tuple[str | int, str | int]) -> None:
    assert [p.code for p in inspect(by.read_trial(pairs(*names))).problems if p.code == "EV27"] == []
