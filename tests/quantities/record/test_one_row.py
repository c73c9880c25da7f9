"""A row that holds most of all is told, with what the range makes of it."""

from __future__ import annotations

import numpy as np
import pytest

import bystander as by
from bystander.intervals.overdispersion import design_effect
from bystander.intervals.shown import Shown
from bystander.intervals.uneven_rows import Sizes
from bystander.quantities.record.words import uneven_rows

ALLOWED, ALONE, BARE = Shown(phi=2.0, deff=2.0), Shown(these=True), Shown()
DAYS = [f"2024-01-{day:02d}" for day in range(1, 13)]
LARGE = [950_000] + [5_000] * 11


def audited(faces: list[int], alerts: list[int]) -> by.Findings:
    return by.audit({"date": DAYS[: len(faces)], "faces": faces, "alerts": alerts, "false": alerts})


@pytest.mark.parametrize(("faces", "share"), [((500.0, 499.0, 1.0), "50 %"), ((1.0, 2.0, 97.0), "97 %")])
def test_the_share_of_the_largest_row_is_told_with_what_the_range_makes_of_it(
    faces: tuple[float, ...], share: str
) -> None:
    (few,), (alone,) = uneven_rows(np.array(faces), ALLOWED), uneven_rows(np.array(faces), ALONE)
    assert few == f"One of few rows holds {share} of all counted here; the range may be too narrow."
    assert alone == f"One row holds {share} of all counted here; how another may differ is unknown."
    (many,) = uneven_rows(np.array([*faces, *[1e-9] * 27]), ALLOWED)
    assert many == f"One row holds {share} of all counted here; the range allows for it."


def test_nothing_is_told_of_many_rows_alike_of_one_row_or_of_none() -> None:
    assert uneven_rows(np.full(30, 100.0), ALLOWED) == ()
    assert uneven_rows(np.array([100.0]), BARE) == uneven_rows(np.zeros(0), BARE) == ()
    assert uneven_rows(np.array([900.0, *[50.0] * 4]), BARE) == ()


def test_rows_too_few_to_show_how_they_differ_are_told_to_be_taken_for_alike() -> None:
    (one,) = uneven_rows(np.array([9.0, 0.0]), BARE)  # a row of no trial shows nothing
    assert one == "Only 1 row: how another may differ is unknown."
    assert uneven_rows(np.full(4, 9.0), BARE) == ("Only 4 rows: the range takes them for alike.",)
    (few,) = uneven_rows(np.full(5, 9.0), ALLOWED)
    assert few == "Only 5 rows show how much they differ; the range may be too narrow."


def test_few_rows_behind_what_differs_and_rows_that_only_surely_differ_are_told() -> None:
    faces = np.full(40, 100.0)
    (few,) = uneven_rows(faces, Shown(phi=2.0, deff=2.0, driving=7.94))
    assert few == (
        "A few rows weigh most in how much they differ, as if there were 7.9 in all; the range may be too narrow."
    )
    assert uneven_rows(faces, Shown(phi=2.0, deff=2.0, driving=8.0)) == ()
    (blurred,) = uneven_rows(faces, Shown(phi=2.0, deff=2.0, tells=False))
    assert blurred == "The rows differ beyond doubt, but hardly show by how much; the range may be too narrow."


def test_where_the_small_rows_do_not_show_it_sentence_range_population_and_caveat_speak_of_these_alone() -> None:
    alerts = [60, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
    found = audited(LARGE, alerts).find("false-alerts-per-face")[0]
    alike = by.audit({"date": DAYS[:1], "faces": [1_005_000], "alerts": [63], "false": [63]})
    whole = alike.find("false-alerts-per-face")[0]
    assert found.estimate is not None
    assert whole.estimate is not None
    assert (found.estimate.low, found.estimate.high) == (whole.estimate.low, whole.estimate.high)
    assert "If these deployments were held again and each alert is independent of every other, 48 to" in found.answer
    assert found.population == "these deployments"
    assert any("how another may differ is unknown" in caveat for caveat in found.caveats)
    assert len(found.sensitivity) == 3


def test_where_they_show_it_beyond_doubt_the_range_is_for_deployments_to_come_and_wide() -> None:
    alerts = [60, 9, 0, 8, 0, 9, 0, 0, 7, 0, 8, 0]
    study, faces = audited([600_000] + [40_000] * 11, alerts), np.array([600_000.0] + [40_000.0] * 11)
    found, scatter = study.find("false-alerts-per-face")[0], study.find("over-dispersion")[0]
    even = audited([100_000] * 12, alerts).find("false-alerts-per-face")[0]
    assert found.estimate is not None
    assert scatter.estimate is not None
    assert any("One of few rows holds 58 % of all counted here" in caveat for caveat in found.caveats)
    larger = Sizes.of(faces).weight(bounded=True)
    assert larger > 4
    assert found.sensitivity[3].deff == pytest.approx(design_effect(scatter.estimate.value, 12, weight=larger))
    assert (found.estimate.low, found.estimate.high) == (found.sensitivity[3].low, found.sensitivity[3].high)
    assert "deployments like these" in (found.population or "")
    assert not any("one with" in caveat for caveat in even.caveats)


def test_a_record_without_an_event_that_one_row_makes_up_speaks_of_these_alone_too() -> None:
    found = audited(LARGE, [0] * 12).find("false-alerts-per-face")[0]
    assert found.population == "these deployments"
    assert "if these deployments were held again" in found.answer


def test_where_one_row_is_nearly_all_its_scatter_is_in_the_table_and_the_range_is_for_these_alone() -> None:
    found = audited([2_500_000, 170_000], [0, 2297]).find("false-alerts-per-face")[0]
    assert found.estimate is not None
    assert found.population == "these deployments"
    assert [row.deff for row in found.sensitivity[:3]] == [1, 2, 5]
    assert found.sensitivity[3].deff is not None
    assert found.sensitivity[3].deff > 1000
    assert (found.estimate.low, found.estimate.high) == (found.sensitivity[0].low, found.sensitivity[0].high)


def test_of_two_rows_of_one_size_none_is_called_the_larger() -> None:
    found = audited([10_000, 10_000], [3, 1]).find("false-alerts-per-face")[0]
    assert not any("One row holds" in caveat for caveat in found.caveats)
    assert any("Only 2 rows" in caveat for caveat in found.caveats)
