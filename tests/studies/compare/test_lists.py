"""Systems that searched lists of other lengths are told as such: the lists alone make a difference."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import UsageError


def lists(names: int, *, most: int = 20, told: bool = True, moved: int = 0) -> pa.Table:
    """Return thirty searches, ten of them of people among the first of so many names, whatever the others score.

    ``told``: whether the length stands in the file; ``moved``: how many of the last names are other people's.
    """
    scores = {(i, j): random.Random(1000 * i + j).gauss(4 * (i == j), 1) for i in range(30) for j in range(60)}
    found = []
    for i in range(30):
        ranked = sorted(range(names), key=lambda j: -scores[i, j])[:most]
        who, on_it = (f"p{i}", f"p{i}") if i < 10 else (f"x{i}", None)
        named = {j: f"q{j}" if j >= names - moved else f"p{j}" for j in ranked}
        found += [(f"s{i}", who, on_it, named[j], scores[i, j], names) for j in ranked]
    columns = ("search", "person", "subject", "candidate_subject", "score", "watchlist_size")[: 6 if told else 5]
    return pa.table({name: [row[k] for row in found] for k, name in enumerate(columns)})


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (lists(12), "A searched a list of 60 people, B one of 12. A longer list gives more false alerts"),
        (
            lists(60, most=1),
            "A gave up to 20 candidates a search, B up to 1. Whoever is not among them counts as missed",
        ),
        (
            lists(60, moved=20),
            "A and B searched different people: at least 20 of 60 people on one list are not on the other.",
        ),
        (lists(60), ""),
    ],
)
def test_searches_of_lists_of_other_lengths_are_not_called_the_same(second: pa.Table, said: str) -> None:
    document = by.compare(lists(60), second, names=["A", "B"], thresholds=[2.0]).document
    first, *_ = document.caveats
    assert first.startswith(said or "These are 30 people. Every system was given the same searches")
    assert ("Every system was given the same" in " ".join(document.caveats)) is not bool(said)
    told = [f for f in document.findings if f.id.startswith(("fpir-difference", "fnir-difference"))]
    assert told
    assert all(bool(said) == any(c.startswith(said) for c in f.caveats if said) for f in told)


def test_lists_of_lengths_that_nobody_tells_are_held_against_each_other_by_who_is_found_in_them() -> None:
    said = "Nobody says how long the lists of A and B were. In that of A are 60 people at least, in that of B 12."
    for first in (lists(60, told=False), lists(60)):
        document = by.compare(first, lists(12, told=False), names=["A", "B"], thresholds=[2.0]).document
        assert document.caveats[0].startswith(said)
    alike = by.compare(lists(60, told=False), lists(60, told=False), names=["A", "B"], thresholds=[2.0]).document
    assert not any("Nobody says how long" in caveat for caveat in alike.caveats)


def test_of_a_comparison_it_is_told_before_how_many_people() -> None:
    document = by.compare(lists(60), lists(12), names=["A", "B"], thresholds=[2.0]).document
    numbers = {(f.id, f.systems): f.at.n for f in document.findings}
    assert numbers["fpir", ("A",)] == numbers["fnir", ("A",)] == 60
    assert numbers["fpir", ("B",)] == 12
    assert numbers["fpir-difference", ("A", "B")] is None


def test_where_everybody_searched_is_on_the_list_a_comparison_says_so() -> None:
    on_it = lists(60).slice(0, 200)  # the ten people of it
    document = by.compare(on_it, on_it, names=["A", "B"], non_mated="leave-mate-out", thresholds=[2.0]).document
    assert document.caveats[0].startswith("Everybody searched was on the list. For false alerts, each was taken off")
    for finding in document.findings:
        if finding.quantity.startswith("fpir"):
            assert any(c.startswith("Everybody searched was on the list") for c in finding.caveats)
    numbers = {f.id: f.at.n for f in document.findings if f.systems == ("A",)}
    assert (numbers["fpir"], numbers["fnir"]) == (59, 60)


def test_lists_that_were_cut_short_say_nothing_of_who_else_is_on_them() -> None:
    first, second = (lists(60, told=False, most=most) for most in (20, 2))  # of one list of 60, the first two of each
    document = by.compare(first, second, names=["A", "B"], thresholds=[2.0]).document
    assert document.caveats[0].startswith("A gave up to 20 candidates a search, B up to 2.")
    assert not any("Nobody says how long" in c for c in document.caveats)


def test_searches_of_people_off_the_list_are_not_dropped_for_those_taken_off_it() -> None:
    with pytest.raises(UsageError, match="20 non-mated searches of its own; leave-mate-out is for trials without any"):
        by.compare(lists(60), lists(60), names=["A", "B"], non_mated="leave-mate-out", thresholds=[2.0])
