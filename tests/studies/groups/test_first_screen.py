"""What is seen first of groups: both errors with their counts, and what could be hidden."""

from __future__ import annotations

import pytest

import bystander as by
from bystander.findings import Estimate, wording
from bystander.findings.axes import rare_axis
from bystander.findings.first_screen import FirstScreen
from bystander.findings.signs import Hatch, Interval, Rows
from bystander.intervals import methods
from bystander.intervals.kg_t import FEW_PEOPLE
from bystander.look.signs import mark
from bystander.report.html import render
from bystander.studies.groups.first_screen import ACROSS, MOST_NAMED
from tests.studies.groups.test_groups import study, trial


def test_both_errors_are_said_with_their_counts_and_how_large_a_gap_could_be_hidden() -> None:
    found = study(trial())
    assert found.first is not None
    sentence, lead = str(found.first.sentence), str(found.first.lead)
    assert sentence.startswith("No difference by g was found in misses: ")
    assert sentence.endswith("A difference may be hidden.")
    for finding in ("fnmr-by-group", "fmr-by-group"):
        for f in found.document.find(finding):
            assert f.estimate is not None
            assert f"{(f.group or {})['g']} {f.estimate.events} of {f.estimate.trials:,.0f}" in sentence
    for quantity in ("fnmr", "fmr"):
        (ratio,) = found.document.find(f"{quantity}-group-ratio")
        assert ratio.estimate is not None
        assert f"up to {wording.times(ratio.estimate.high)}" in lead
        counts = [f.estimate.events for f in found.document.find(f"{quantity}-by-group") if f.estimate]
        few = f"too few to tell ({counts[0]} and {counts[1]})."
        assert (few in lead) is (ratio.estimate.high > 2)
    assert found.first.apart.endswith(" 2 tests were made: each calls equal groups different 1 time in 20.")
    assert " of " not in lead  # no count is said twice


def test_a_range_that_few_people_drive_is_named_and_strangers_are_not_spoken_of() -> None:
    found = study(trial())
    assert found.first is not None
    names = {"fnmr-by-group": "misses", "fmr-by-group": "false matches"}
    few = [
        f"{word} of {wording.listed(groups)}"
        for name, word in names.items()
        if (groups := [
            (f.group or {})["g"]
            for f in found.document.find(name)
            if f.estimate and f.estimate.df is not None and f.estimate.df < FEW_PEOPLE
        ])
    ]  # fmt: skip
    assert few
    claims = [c.claim for c in found.first.caveats]
    assert f"{wording.capital(' and '.join(few))} are few, or few people had them." in claims
    assert not any("of strangers would" in c.reason for c in found.first.caveats)
    assert isinstance(found.first.picture, Rows)
    assert found.first.picture.reading == ACROSS


def test_many_groups_with_few_people_are_counted_and_not_named_one_by_one() -> None:
    found = study(trial(people=120, groups=8), small_cell=2)
    assert found.first is not None
    (claim,) = [c.claim for c in found.first.caveats if c.claim.endswith(" are few, or few people had them.")]
    few = {
        word: sum(bool(f.estimate and f.estimate.df and f.estimate.df < FEW_PEOPLE) for f in found.document.find(name))
        for name, word in (("fnmr-by-group", "misses"), ("fmr-by-group", "false matches"))
    }
    assert max(few.values()) > MOST_NAMED
    told = claim.lower()
    assert all(f"{word} of {wording.plural(n, 'group')}" in told for word, n in few.items() if n > MOST_NAMED)
    assert all(told.count(f"{word} of g") == (0 < n <= MOST_NAMED) for word, n in few.items())


def test_a_row_a_group_and_a_column_an_error_held_against_everybody_where_like_is_counted() -> None:
    found = study(trial())
    assert found.first is not None
    picture = found.first.picture
    assert isinstance(picture, Rows)
    assert [row.label for row in picture.rows][-1] == "Everybody"
    assert {row.label for row in picture.rows} == {"g0", "g1", "Everybody"}
    assert len(picture.columns) == 2
    everybody = picture.rows[-1].cells
    for row in picture.rows[:-1]:
        missed, matched = row.cells
        assert isinstance(missed.mark, Interval)
        assert isinstance(matched.mark, Interval)
        assert isinstance(everybody[0].mark, Interval)
        assert missed.mark.limit == everybody[0].mark.value
        assert matched.mark.limit is None  # of a group within it, of everybody across groups too


def test_of_many_groups_the_worst_of_either_error_are_never_hidden_and_the_rest_are_counted() -> None:
    found = study(trial(people=200, groups=9))
    assert found.first is not None
    picture = found.first.picture
    assert isinstance(picture, Rows)
    shown = {row.label for row in picture.rows}
    for finding in ("fnmr-by-group", "fmr-by-group"):
        rates = {(f.group or {})["g"]: f.estimate.value for f in found.document.find(finding) if f.estimate}
        assert max(rates, key=lambda label: rates[label]) in shown
    assert len(picture.rows) == 7  # six groups, and everybody
    assert picture.reading.startswith("3 more groups")
    assert picture.reading.endswith(" Who is taken for whom, of 9 groups, is in curves.parquet.")
    assert "figure-group-matrix" not in render(found)


def test_a_group_of_too_few_people_is_hatched_with_the_reason_and_named_in_words() -> None:
    found = study(trial(people=62, groups=3), small_cell=21)  # 21, 21 and 20 people
    assert found.first is not None
    assert found.first.untold.startswith("Rates of g2 (20 people: too few); ")
    many = study(trial(people=62, groups=6), small_cell=11).first  # two of 11, four of 10
    assert many is not None
    assert many.untold.startswith("Rates of 4 groups of too few people; ")
    picture = found.first.picture
    assert isinstance(picture, Rows)
    hatched = {row.label: c.mark.reason for row in picture.rows for c in row.cells if isinstance(c.mark, Hatch)}
    assert hatched == {"g2": "too few people"}


@pytest.mark.parametrize(("groups", "charts"), [(2, 0), (3, 1)])
def test_the_page_draws_no_chart_that_shows_no_more_than_its_first_picture(groups: int, charts: int) -> None:
    page = render(study(trial(groups=groups, people=90)))
    assert 'id="figure-groups-1"' not in page
    assert page.count('id="figure-group-matrix-') == charts


def test_how_many_people_and_a_threshold_given_beforehand_are_said_first() -> None:
    given = study(trial()).first
    assert given is not None
    assert given.eyebrow == "60 people by g, at one threshold for all: 1.5."
    assert "threshold 1.5 was chosen beforehand, on other people." in given.assumed
    aimed = by.evaluate(trial(), by="g", targets=[0.01]).study.first
    assert aimed is not None
    assert "beforehand" not in aimed.assumed


def test_the_head_of_a_column_is_true_of_groups_and_of_everybody() -> None:
    found = study(trial()).first
    assert found is not None
    assert isinstance(found.picture, Rows)
    assert [column.title for column in found.picture.columns] == [
        "Tries in which a person was not recognised", "Two of them taken for one",
    ]  # fmt: skip


def test_a_range_from_nothing_on_has_no_edge_at_its_low_end_and_the_axis_has_room_for_0() -> None:
    low = Estimate(value=1e-3, low=1e-12, high=2e-2, level=0.95, method=methods.KG_T, events=1, trials=1000)
    high = low.model_copy(update={"low": 4e-6})
    axis = rare_axis([low, high])
    assert axis.nothing
    assert (axis.low, axis.high) == (1e-6, 1.0)
    drawn = {e.low: mark(Interval(low=e.low, high=e.high, value=e.value), axis) for e in (low, high)}
    assert drawn[1e-12].count("f-band-edge") == 1
    assert '<rect class="f-band" x="0.00%"' in drawn[1e-12]
    assert drawn[4e-6].count("f-band-edge") == 2


def test_limits_of_two_kinds_are_told_apart_once() -> None:
    found = study(trial(people=120, groups=3), 3.4).first
    assert found is not None
    assert isinstance(found.picture, Rows)
    marks = [row.cells[-1].mark for row in found.picture.rows]
    assert len({isinstance(m, Interval) and m.far is not None for m in marks}) == 2  # of none counted, and of some
    assert found.picture.reading.count("Thin band: ") == 1
    assert isinstance(plain := study(trial()).first, FirstScreen)
    assert isinstance(plain.picture, Rows)
    assert "Thin band" not in plain.picture.reading


def test_groups_stand_in_the_order_in_which_people_count() -> None:
    names = {"g0": "region 10", "g1": "region 9", "g2": "region 2", "g3": "north"}
    found = study(trial(people=120, groups=4, names=names))
    order = ["north", "region 2", "region 9", "region 10"]
    assert [(f.group or {})["g"] for f in found.document.find("fnmr-by-group")] == order
    grid = found.get("group_matrix")
    assert grid is not None
    assert list(zip(grid.columns["probe"], grid.columns["reference"], strict=True)) == [
        (a, b) for a in order for b in order
    ]


def test_why_groups_that_were_asked_for_cannot_be_compared_stands_beside_the_sentence() -> None:
    found = study(trial(), small_cell=1000)
    assert found.first is not None
    assert [str(line) for line in found.first.beside] == [
        "By g, nothing can be compared: no group is large enough to be estimated."
    ]
    assert "By g" not in str(found.first.sentence)
