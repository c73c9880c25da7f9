"""Images under `probe` and `reference` beside the people: an image with itself is no comparison, at every door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.formats.parquet import read as parquet
from tests.evidence.doors import DOORS, counts, given, pairs, seen

if TYPE_CHECKING:
    from pathlib import Path

SELVES = 24  # an image with itself, of each of 24


def table(*, selves: bool = True, headings: tuple[str, str] = ("probe", "reference")) -> dict[str, list[Any]]:
    """Return all pairs of images, and each image with itself, beside the people in them."""
    columns = pairs()
    left, right, score = columns["img1"], columns["img2"], columns["score"]
    if selves:
        every = sorted({*left, *right})
        left, right, score = left + every, right + every, score + [1.0] * len(every)
    people = [[name.split("/")[0] for name in side] for side in (left, right)]
    return {"probe_subject": people[0], "reference_subject": people[1], headings[0]: left, headings[1]: right,
            "score": score}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_an_image_with_itself_is_left_out(door: str, tmp_path: Path) -> None:
    found = seen(given(door, table(), tmp_path))
    assert (found.mated, found.non_mated, found.people, found.images) == (24, 252, 8, 24)
    said = {p.code: p.found for p in found.problems}
    assert said["EV14"] == f"{SELVES} comparisons of a sample with itself were left out"


def test_it_is_so_in_a_large_parquet_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = given("parquet", table(), tmp_path)
    monkeypatch.setattr(parquet, "WHOLE", 0)
    monkeypatch.setattr(parquet, "LOOPED", 0)
    assert counts(file) == (24, 252, 8)


@pytest.mark.parametrize("headings", [("query", "gallery"), ("left", "right"), ("probe_id", "reference")])
def test_what_was_taken_for_what_is_told(headings: tuple[str, str]) -> None:
    trial = by.read_trial(table(headings=headings))
    (told,) = (p for p in trial.problems if "each name there belongs to one person" in p.found)
    roles = ("probe_id", "reference_id")
    guessed = [f"{h} as {role}" for h, role in zip(headings, roles, strict=True) if h != role]
    assert told.found.startswith(f"read {' and '.join(guessed)}, ")
    assert told.code == "EV04"
    assert told.told


def test_what_others_call_a_person_is_no_image() -> None:
    columns = table(selves=False)
    named = {side: [f"Person {name.split('/')[0]}" for name in columns[side]] for side in ("probe", "reference")}
    assert counts({**columns, **named}) == (24, 252, 8)
    assert seen({**columns, **named}).images is None


def test_a_person_who_is_spelt_in_two_ways_is_no_image() -> None:
    columns = table(selves=False)
    named = {side: [name.split("/")[0].upper() for name in columns[side]] for side in ("probe", "reference")}
    named["probe"][0] = "another spelling"
    found = seen({**columns, **named})
    assert (found.mated, found.non_mated, found.images) == (24, 252, None)


def test_names_that_people_share_are_no_images() -> None:
    columns = table(selves=False)
    cameras = {side: [f"camera {name[-1]}" for name in columns[side]] for side in ("probe", "reference")}
    found = seen({**columns, **cameras})
    assert (found.mated, found.non_mated, found.images) == (24, 252, None)


def test_an_image_of_two_people_leaves_the_names_unused() -> None:
    columns = table(selves=False)
    columns["probe"][0] = columns["probe"][-1]
    assert seen(columns).images is None


def test_two_scores_of_two_images_stop_the_work() -> None:
    columns = {name: [*values, values[0]] for name, values in table(selves=False).items()}
    columns["score"][-1] += 0.01
    with pytest.raises(EvidenceError, match="the same two samples are compared again, with another score"):
        by.read_trial(columns)


def test_empty_names_are_nobodys() -> None:
    columns = table(selves=False)
    columns["probe"][::9] = [""] * len(columns["probe"][::9])  # of several people
    found = seen(columns)
    assert (found.mated, found.non_mated) == (24, 252)
    assert found.images == 24
