"""What is seen first of groups: both errors with their counts, and what could be hidden."""

from __future__ import annotations

import pytest

from bystander.findings import wording
from bystander.findings.signs import Hatch, Interval, Rows
from bystander.intervals.kg_t import FEW_PEOPLE
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
    assert lead.endswith("2 tests were made: where groups are equal, about 1 in 20 finds a difference by chance. ")
    assert " of " not in lead  # no count is said twice


def test_a_range_that_few_people_drive_is_named_and_strangers_are_not_spoken_of() -> None:
    found = study(trial())
    assert found.first is not None
    names = {"fnmr-by-group": "misses", "fmr-by-group": "false matches"}
    few = [
        f"{names[f.id]} of {(f.group or {})['g']}"
        for name in names
        for f in found.document.find(name)
        if f.estimate and f.estimate.df is not None and f.estimate.df < FEW_PEOPLE
    ]
    assert few
    claims = [c.claim for c in found.first.caveats if c.claim.endswith(", or few people had them.")]
    assert any(all(what in claim for what in few) for claim in claims)
    assert not any("of strangers would" in c.reason for c in found.first.caveats)
    assert isinstance(found.first.picture, Rows)
    assert found.first.picture.reading == ACROSS


def test_many_groups_with_few_people_are_counted_and_not_named_one_by_one() -> None:
    found = study(trial(people=120, groups=8), small_cell=2)
    assert found.first is not None
    (claim,) = [c.claim for c in found.first.caveats if c.claim.endswith(", or few people had them.")]
    few = {
        word: sum(bool(f.estimate and f.estimate.df and f.estimate.df < FEW_PEOPLE) for f in found.document.find(name))
        for name, word in (("fnmr-by-group", "misses"), ("fmr-by-group", "false matches"))
    }
    assert sum(few.values()) > MOST_NAMED
    assert all(f"{word} of {wording.plural(n, 'group')}" in claim for word, n in few.items() if n)
    assert " of g" not in claim.replace(" of groups", "")


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


def test_a_group_of_too_few_people_is_hatched_with_the_reason() -> None:
    found = study(trial(people=62, groups=3), small_cell=21)  # 21, 21 and 20 people
    assert found.first is not None
    picture = found.first.picture
    assert isinstance(picture, Rows)
    hatched = {row.label: c.mark.reason for row in picture.rows for c in row.cells if isinstance(c.mark, Hatch)}
    assert hatched == {"g2": "too few people"}


@pytest.mark.parametrize(("groups", "charts"), [(2, 0), (3, 1)])
def test_the_page_draws_no_chart_that_shows_no_more_than_its_first_picture(groups: int, charts: int) -> None:
    page = render(study(trial(groups=groups, people=90)))
    assert 'id="figure-groups-1"' not in page
    assert page.count('id="figure-group-matrix-') == charts
