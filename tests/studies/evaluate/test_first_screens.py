"""What a first screen of searches says where no threshold is set, and of people who are taken off the list."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from bystander.evidence.searches.read import read_searches
from bystander.findings import wording
from bystander.findings.first_screen import Weight
from bystander.findings.signs import Hatch, Rows
from bystander.intervals import caveats
from bystander.studies.caveats import of_rates
from bystander.studies.evaluate.searches.study import evaluate_searches
from tests.evidence.makers import write_table

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Study
    from bystander.findings.first_screen import FirstScreen

HEAD = ["search", "subject", "rank", "candidate", "score", "watchlist_size"]


def study(folder: Path, rows: list[tuple[object, ...]], **asked: str) -> Study:
    return evaluate_searches(read_searches(write_table(folder / "lists.csv", rows, HEAD), **asked))  # type: ignore[arg-type]


def screen(of: Study) -> FirstScreen:
    assert of.first is not None
    return of.first


def own_lists(people: int, misses: int) -> list[tuple[object, ...]]:
    """Lists of two, each person searched once: the first ``misses`` come second, all others first."""
    rows: list[tuple[object, ...]] = []
    for i in range(people):
        both = [(f"p{i}", 0.9), (f"p{(i + 1) % people}", 0.5)]
        order = both if i >= misses else [(both[1][0], 0.9), (both[0][0], 0.5)]
        rows += [(f"s{i}", f"p{i}", at, who, score + i / 1000, people) for at, (who, score) in enumerate(order, 1)]
    return rows


def test_without_a_threshold_it_is_said_how_often_the_right_person_came_first(tmp_path: Path) -> None:
    of = study(tmp_path, own_lists(30, 6))
    found = screen(of)
    assert str(found.sentence) == "In 24 of 30 searches, the right person came first."
    assert [str(line) for line in found.beside] == [
        "How often somebody is returned by mistake cannot be said: nobody off the list was searched."
    ]
    e = of.document.find("cmc", rank=1)[0].estimate
    assert e is not None
    assert f"expect {wording.ends(e.low, e.high, often=True)} % (95 % range)" in str(found.lead)
    assert "no threshold" in found.apart
    assert found.next
    assert isinstance(found.picture, Rows)
    assert found.picture.rows[1].cells[0].mark == Hatch("nobody off the list was searched")


def test_a_list_has_one_length_wherever_it_is_told(tmp_path: Path) -> None:
    found = screen(study(tmp_path, own_lists(30, 6), non_mated="leave-mate-out"))
    assert "on a list of 30:" in str(found.lead)
    assert any(caveat.claim == "The list had 30 names." for caveat in found.caveats)
    assert "29" not in " ".join([str(found.lead), *map(str, found.caveats)])


@pytest.mark.parametrize(("df", "people"), [(11.4, "11 people"), (3.7, "4 people"), (1.2, "1 person")])
def test_few_people_are_told_by_what_they_make_of_the_range(df: float, people: str) -> None:
    (said,) = caveats.flags(df)
    assert said.startswith("These errors are few, or few people had them. The range is as if about ")
    assert f"about {people} had been tested{'.' if df < 8 else ','}" in said


def test_of_two_rates_a_claim_is_told_once_by_the_one_with_fewest_people_behind_it() -> None:
    rates = [SimpleNamespace(estimate=SimpleNamespace(df=df), caveats=caveats.flags(df)) for df in (16.0, 9.0, None)]
    (one,) = of_rates([None, *rates])
    assert "about 9 people had been tested, and" in one.reason
    assert one.weight is Weight.WIDENS
    assert of_rates([]) == []
