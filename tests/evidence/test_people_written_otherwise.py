"""A table of people that writes them otherwise than the trial does: they would be in no group without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.errors import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PEOPLE = 12


def trial(name: Callable[[int], Any]) -> dict[str, list[Any]]:
    pairs = [(a, b) for a in range(PEOPLE) for b in range(a, PEOPLE)]
    return {
        "probe_subject": [name(a) for a, _ in pairs], "reference_subject": [name(b) for _, b in pairs],
        "score": [1.0 + a / 100 if a == b else a / 1000 + b / 100_000 for a, b in pairs],
    }  # fmt: skip


def table(names: Sequence[Any]) -> dict[str, list[Any]]:
    return {"subject": list(names), "sex": ["F" if i % 2 else "M" for i in range(len(names))]}


@pytest.mark.parametrize(
    ("there", "here", "apart"),
    [
        (lambda i: i, lambda i: f"{i:03d}", 12), (lambda i: f"{i:03d}", lambda i: i, 12),
        (lambda i: f"p{i}", lambda i: f"P{i}", 12), (lambda i: i, lambda i: f"{i:03d}" if i < 5 else f"{i}", 5),
    ],
)  # fmt: skip
def test_people_who_are_written_otherwise_stop_the_work(
    there: Callable[[int], Any], here: Callable[[int], Any], apart: int
) -> None:
    with pytest.raises(EvidenceError) as stopped:
        by.read_trial(trial(there), by="sex", people=table([here(i) for i in range(PEOPLE)]))
    (problem,) = stopped.value.problems
    assert (problem.code, problem.severity) == ("EV55", "error")
    assert problem.found == f"{apart} of 12 people of the trial are in the table, and written otherwise there"


def test_clusters_are_found_by_the_same_names() -> None:
    families = {"subject": [f"{i:03d}" for i in range(PEOPLE)], "family": [i // 2 for i in range(PEOPLE)]}
    with pytest.raises(EvidenceError, match="written otherwise there"):
        by.read_trial(trial(lambda i: i), cluster="family", people=families)


def test_others_in_the_table_and_people_without_a_value_are_no_reason_to_stop() -> None:
    some = table([*map(str, range(PEOPLE - 2)), "somebody", "0090"])
    assert by.read_trial(trial(lambda i: i), by="sex", people=some).groups[0].labels == (("F",), ("M",))
