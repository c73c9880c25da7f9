"""EV27 in searches: people whose names differ in nothing but how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

NAMES = [f"{i:03}" for i in range(1, 31)]
WAYS: dict[str, Callable[[str], str]] = {
    "leading zeros": lambda name: name.lstrip("0"),
    "case": lambda name: f"P{name}" if int(name) % 2 else f"p{name}",
    "no width": lambda name: f"{name}\u200b",
    "composed": lambda name: f"Zoe\u0301 {name}",
}
FIRST: dict[str, Callable[[str], str]] = {
    "leading zeros": str, "case": lambda name: f"P{name}", "no width": str, "composed": lambda name: f"Zo\u00e9 {name}",
}  # fmt: skip


def lists(probes: Sequence[str], enrolled: Sequence[str]) -> pa.Table:
    """Return searches of everybody, each of which lists the right person and the next one."""
    rows = [(f"s{i}", probe, enrolled[(i + step) % len(enrolled)], 0.9 - step / 2)
            for i, probe in enumerate(probes) for step in (0, 1)]  # fmt: skip
    names = ("search", "subject", "candidate_subject", "score")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def coded(source: Any, **declared: Any) -> list[tuple[str, str]]:
    try:
        problems: Sequence[Any] = by.read_searches(source, **declared).problems
    except EvidenceError as error:
        problems = error.problems
    return [(p.severity, p.found) for p in problems if p.code == "EV27"]


@pytest.mark.parametrize("way", WAYS)
def test_two_ways_of_writing_on_the_two_sides_of_lists_stop(way: str) -> None:
    first = [FIRST[way](name) for name in NAMES]
    second = [WAYS[way](name) for name in NAMES]
    if way == "case":
        second = [name.swapcase() for name in first]
    told = coded(lists(second, first), non_mated="nobody")
    assert [severity for severity, _ in told] == ["error"]
    assert not coded(lists(first, first), non_mated="nobody")


def test_a_few_written_otherwise_are_a_warning_that_leads() -> None:
    mixed = [*NAMES[:28], "29", "30"]
    table = lists(mixed, NAMES)
    assert coded(table, non_mated="nobody") == [
        ("warning", "the names of 4 people differ in nothing but how they are written")
    ]
    study = by.evaluate(table, non_mated="nobody").document
    assert study.caveats[0].startswith("The names of 4 people differ in nothing but how they are written")
    assert "the right person in a list was counted as a wrong one" in study.caveats[0]


@pytest.mark.parametrize("way", ["leading zeros", "no width", "composed"])
def test_two_ways_of_writing_in_embeddings_stop(way: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    first, second = ([how(name) for name in NAMES] for how in (FIRST[way], WAYS[way]))
    file = tmp_path / "vectors.npz"
    vectors = rng.normal(size=(30, 8)).astype(np.float32)
    near = vectors + 0.1 * rng.normal(size=(30, 8)).astype(np.float32)
    np.savez(file, probe_vectors=near, probe_subjects=np.array(second), reference_vectors=vectors,
             reference_subjects=np.array(first))  # fmt: skip
    assert [severity for severity, _ in coded(file)] == ["error"]
    with pytest.raises(EvidenceError, match="EV27"):
        by.evaluate(file, thresholds=[0.5])  # the same as comparisons of all pairs
    np.savez(file, probe_vectors=near, probe_subjects=np.array(first), reference_vectors=vectors,
             reference_subjects=np.array(first))  # fmt: skip
    assert not coded(file)
