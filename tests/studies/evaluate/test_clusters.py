"""Relatives count as one: what a study says of it, and where it changes an interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import UsageError
from bystander.report.html import render

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Document, Estimate

FAMILIES, SIZE, IMAGES = 25, 3, 2
PEOPLE = FAMILIES * SIZE


def trial(seed: int = 1) -> pa.Table:
    """Compare images of people whose families share how easily they are missed, and mistaken for others."""
    rng = np.random.default_rng(seed)
    family = np.arange(PEOPLE) // SIZE
    traits = rng.normal(size=(2, FAMILIES))[:, family]
    owner = np.repeat(np.arange(PEOPLE), IMAGES)
    first, second = np.triu_indices(len(owner), 1)
    a, b = owner[first], owner[second]
    score = np.where(a == b, 3 + traits[0][a], 0.5 * (traits[1][a] + traits[1][b]) + (family[a] == family[b]))
    return pa.table(
        {"probe_subject": a, "reference_subject": b, "score": np.round(score + rng.normal(size=len(a)), 4),
         "probe_family": family[a], "reference_family": family[b],
         "probe_sex": np.where(a % 2, "F", "M"), "reference_sex": np.where(b % 2, "F", "M")}
    )  # fmt: skip


def study(threshold: float = 2.0, **options: Any) -> Document:
    return by.evaluate(trial(), thresholds=[threshold], replicates=200, **options).document


def searched(**options: Any) -> Document:
    return study(4.5, searches=True, non_mated="leave-mate-out", **options)


def estimate(document: Document, finding: str, **group: str) -> Estimate:
    found = next(f for f in document.find(finding) if (f.group or {}) == group)
    assert found.estimate is not None
    return found.estimate


def test_relatives_widen_every_interval_and_leave_every_rate() -> None:
    plain, clustered = study(), study(cluster="family")
    for finding in ("fmr", "fnmr", "eer", "auc"):
        one, other = estimate(plain, finding), estimate(clustered, finding)
        assert one.value == other.value, finding
        assert other.high - other.low > 1.2 * (one.high - one.low), finding
    assert (estimate(plain, "fmr").people, estimate(clustered, "fmr").people) == (PEOPLE, FAMILIES)
    assert estimate(clustered, "auc").people == FAMILIES


def test_what_was_done_is_said_once_as_a_convention_a_caveat_and_a_number() -> None:
    document = study(cluster="family")
    assert document.conventions.cluster == "family"
    assert study().conventions.cluster is None
    assert "People with the same family may err together. They count as one: 75 people as 25." in document.caveats
    assert any(c.startswith("These are 75 people, who count as 25 by family.") for c in document.caveats)
    shown = render(by.evaluate(trial(), thresholds=[2.0], replicates=0, cluster="family").study)
    assert "Counted as one: people with the same family" in shown


def test_who_has_no_family_recorded_counts_alone_and_is_counted() -> None:
    people = pa.table({"subject": range(PEOPLE), "family": [i // SIZE if i > 2 else None for i in range(PEOPLE)]})
    document = study(cluster="family", people=people)
    assert any(
        c.endswith("75 people as 27. 3 people have no family recorded and count alone.") for c in document.caveats
    )
    assert [note.kind for note in document.evidence] == ["comparisons", "table of people"]


def test_groups_are_people_and_their_intervals_are_of_families() -> None:
    plain, clustered = study(by="sex"), study(by="sex", cluster="family")
    for sex in ("F", "M"):
        one, other = (estimate(d, "fmr-by-group", sex=sex) for d in (plain, clustered))
        assert one.value == other.value
        assert other.high - other.low > one.high - one.low
        assert (one.people, other.people) == (PEOPLE // 2 + (sex == "M"), FAMILIES)
        (found,) = [f for f in clustered.find("fmr-by-group") if f.group == {"sex": sex}]
        assert f" of {one.people} people" in found.answer


def test_a_group_of_fewer_families_than_a_small_cell_is_not_estimated() -> None:
    document = study(by="sex", cluster="family", small_cell=26)
    (found,) = [f for f in document.find("fmr-by-group") if f.group == {"sex": "F"}]
    assert "only 25 clusters of people of the group were compared so" in (found.not_estimable or "")


def test_searches_count_families_and_say_so() -> None:
    plain, clustered = (searched(), searched(cluster="family"))
    for finding in ("fpir", "fnir"):
        one, other = estimate(plain, finding), estimate(clustered, finding)
        assert one.value == other.value
        assert (one.people or 0) > (other.people or 0)
    assert clustered.conventions.cluster == "family"
    assert any(c.startswith("People with the same family may err together") for c in clustered.caveats)


def test_searches_by_group_have_intervals_of_families() -> None:
    plain, clustered = (searched(by="sex"), searched(by="sex", cluster="family"))
    one, other = (estimate(d, "fpir-by-group", sex="F") for d in (plain, clustered))
    assert one.value == other.value
    assert (one.people or 0) > (other.people or 0)


def test_a_comparison_of_systems_does_not_know_of_them_yet_and_says_so() -> None:
    given = by.read_trial(trial(), cluster="family")
    with pytest.raises(UsageError, match="cluster"):
        by.compare(given, given, names=["a", "b"])


SHARED, ALONE = "People who differ in family are independent of each other.", "Different people are independent"


@pytest.mark.parametrize("asked", [study, searched])
@pytest.mark.parametrize("options", [{}, {"by": "sex"}])
def test_the_first_screen_assumes_of_families_what_it_assumed_of_people(asked: Any, options: dict[str, str]) -> None:
    plain, clustered = (" ".join(asked(**options, **more).verdict) for more in ({}, {"cluster": "family"}))
    assert ALONE in plain
    assert SHARED not in plain
    assert SHARED in clustered
    assert ALONE not in clustered


def test_volunteers_of_families_are_said_to_be_so(tmp_path: Path) -> None:
    rows = [f"v{i},{k},{'no' if i == 7 else 'yes'},f{i // 2}" for i in range(30) for k in range(2)]
    file = tmp_path / "passes.csv"
    file.write_text("\n".join(["volunteer,pass,alerted,family", *rows]))
    said = " ".join(by.evaluate(file, cluster="family").document.verdict)
    assert SHARED in said
    assert "One family's tries hardly depend on each other." in said
    assert ALONE not in said
