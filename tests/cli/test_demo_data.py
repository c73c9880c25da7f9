"""What ships with the package: the published facts, and a generator whose truth is known."""

from __future__ import annotations

import csv
import gzip
from io import StringIO
from statistics import mean
from typing import TYPE_CHECKING

from bystander.cli import demo as command
from bystander.demo import generate, published, search_record
from bystander.demo.index import FILES
from tests import shared_data

if TYPE_CHECKING:
    from pathlib import Path

FIRST_ROWS = [
    "made-up-001,made-up-001,made-up-001-1,50.78,0,female,female,yes",
    "made-up-001,made-up-002,made-up-001-1,16.65,0,female,male,yes",
    "made-up-001,made-up-003,made-up-001-1,23.07,0,female,female,yes",
]
COUNTS = ("faces_seen", "watchlist_size", "alerts", "true_alerts", "false_alerts")


def test_the_published_facts_are_those_of_the_shared_list_with_a_source_each() -> None:
    ours = list(csv.DictReader(StringIO(published.published_counts())))
    with shared_data.path("published_counts.csv").open(encoding="utf-8") as file:
        theirs = list(csv.DictReader(file))

    def facts(row: dict[str, str], who: str, first: str, last: str) -> tuple[str, ...]:
        return (row[who], row[first], row[last], *(row[name].removeprefix(">") for name in COUNTS))

    assert sorted(facts(r, "who", "date", "date_to") for r in ours) == sorted(
        facts(r, "who", "from", "to") for r in theirs
    )
    assert all(row["source"] for row in ours)


def test_the_published_facts_hold_no_address_and_no_name_of_a_person() -> None:
    assert "http" not in published.published_counts()


def test_one_seed_gives_one_trial_and_another_seed_another() -> None:
    assert list(generate.rows(seed=1, subjects=20)) == list(generate.rows(seed=1, subjects=20))
    assert list(generate.rows(seed=1, subjects=20)) != list(generate.rows(seed=2, subjects=20))
    assert generate.csv_gz(subjects=20) == generate.csv_gz(subjects=20)


def test_the_first_rows_of_the_trial_are_the_same_wherever_it_is_made(demo: tuple[Path, str]) -> None:
    made = demo[0] / "bystander-demo" / command.TRIAL_FILE
    first = gzip.decompress(made.read_bytes()).decode().splitlines()[:4]
    assert first == [",".join(generate.COLUMNS), *FIRST_ROWS]


def test_every_probe_meets_every_reference_and_one_in_n_is_mated() -> None:
    rows = list(generate.rows(subjects=20))
    assert len(rows) == 3 * 20 * 20
    assert sum(row[0] == row[1] for row in rows) == 3 * 20
    assert len({(row[2], row[1]) for row in rows}) == len(rows)


def test_people_differ_in_how_many_they_resemble_more_than_chance_would_have_it() -> None:
    by_person: dict[str, list[float]] = {}
    for probe, reference, _, score, *_ in generate.rows(subjects=100):
        if probe != reference and score:
            by_person.setdefault(probe, []).append(float(score))
    means = [mean(scores) for scores in by_person.values()]
    spread = mean((m - mean(means)) ** 2 for m in means)
    # The mean of about 300 scores varies by chance with (7.0² + 2.4²)/300 = 0.18; wolves add 3.2² = 10.2.
    assert 6 < spread < 16


def test_everybody_of_the_trial_is_in_the_table_of_people_in_families_of_three() -> None:
    table = list(csv.DictReader(StringIO(generate.people(subjects=20))))
    assert [row["subject"] for row in table] == list(dict.fromkeys(row[0] for row in generate.rows(subjects=20)))
    assert [row["family"] for row in table[:4]] == ["1", "1", "1", "2"]


def test_the_made_up_record_adds_up_by_group() -> None:
    for row in csv.DictReader(StringIO(generate.record_by_group())):
        counts = {name: int(value) for name, value in row.items() if name not in {"date", "place", "made_up"}}
        assert counts["faces_seen"] == counts["faces_seen_female"] + counts["faces_seen_male"]
        assert counts["false_alerts"] == counts["false_alerts_female"] + counts["false_alerts_male"]
        assert counts["alerts"] == counts["true_alerts"] + counts["false_alerts"]


def test_the_published_counts_say_in_columns_what_their_notes_say() -> None:
    rows = {row["date"]: row for row in csv.DictReader(StringIO(published.published_counts()))}
    trials, annual, cardiff = rows["2018-06-01"], rows["2024-09-01"], rows["2017-05-29"]
    assert (trials["alerts_verified"], trials["stops"], trials["false_stops"]) == ("no", "22", "14")
    assert (annual["false_alerts_black"], cardiff["counted"]) == ("8", "visitors")


def test_the_first_page_links_every_piece_of_evidence() -> None:
    files = (
        command.TRIAL_FILE, command.SECOND_FILE, command.PEOPLE_FILE, command.GROUPS_FILE, command.SEEDED_FILE,
        command.SCENARIO, search_record.FILE, published.FILE,
    )  # fmt: skip
    assert [name for name in files if name not in {file.name for file in FILES}] == []
