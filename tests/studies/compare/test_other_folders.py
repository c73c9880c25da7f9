"""The same images under another folder in the file of the second system: nobody is told to be somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import bystander as by
from bystander.errors import EvidenceError
from tests.studies.compare.test_derived_people import PAIRED, two_systems

if TYPE_CHECKING:
    from collections.abc import Callable

OTHERWISE: dict[str, Callable[[str], str]] = {
    "folders before": "/data/x/{}".format,
    "a drive": lambda name: "C:\\faces\\" + name.replace("/", "\\"),
    "another ending": "{}.png".format,
    "folders and ending": "/mnt/set/{}.JPEG".format,
}


def tables(write: Callable[[str], str], **more: list[Any]) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Return the tables of two systems, of which the second writes the images of pairs in its own way."""
    table = two_systems()
    first = {name: table[name] for name in ("img1", "img2", "same")}
    second = {**first, **{side: [write(name) for name in first[side]] for side in ("img1", "img2")}}
    return {**first, "score": table["first"], **more}, {**second, "score": table["second"], **more}


def compare(first: Any, second: Any) -> Any:
    return by.compare(first, second, names=["first", "second"], thresholds=[0.5]).document


@pytest.mark.parametrize("way", OTHERWISE)
def test_images_that_differ_in_their_folders_alone_stop(way: str) -> None:
    """ "first and second were tested on different people" stood there, with a range three times as wide."""
    with pytest.raises(EvidenceError) as caught:
        compare(*tables(OTHERWISE[way]))
    (problem,) = caught.value.problems
    assert problem.code == "EV27"
    assert problem.found == (
        "the names of 24 images of first and second differ in nothing but their folders or their ending"
    )
    assert "q0" not in str(problem.lines())  # nobody's name


def test_cut_off_as_is_said_they_are_paired() -> None:
    assert any(PAIRED in caveat for caveat in compare(*tables(str)).caveats)


@pytest.mark.parametrize(
    "write", [lambda name: f"a/{name[::-1]}", lambda name: f"{name}.1", lambda name: f"other_{name}"]
)
def test_images_with_names_of_their_own_are_others(write: Callable[[str], str]) -> None:
    assert not any(PAIRED in caveat for caveat in compare(*tables(write)).caveats)


def test_people_with_names_are_paired_and_their_images_are_warned_of() -> None:
    table = two_systems()
    people = {f"subject{side}": [name.split("/")[0] for name in table[f"img{side}"]] for side in (1, 2)}
    first, second = tables("/data/x/{}".format, **people)
    for one in (first, second):
        del one["same"]
    caveats = compare(first, second).caveats
    assert any("differ in nothing but their folders or their ending" in caveat for caveat in caveats)
