"""Searches are counted "of people", people are not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bystander.quantities.searches.facts import count_of_people


def test_people_are_not_counted_of_people() -> None:
    searches: Any = SimpleNamespace(unit="search", many="searches")
    people: Any = SimpleNamespace(unit="person", many="people")
    assert count_of_people(20, searches, "off the list") == "20 searches of people off the list"
    assert count_of_people(20, people, "off the list") == "20 people off the list"
