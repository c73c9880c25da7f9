"""What is said first of groups names them, says what cannot be told apart, and holds for its own numbers."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.findings import Study, wording
from bystander.findings.signs import Rows
from bystander.report import numbers, values
from bystander.report.html import render
from bystander.studies.groups.first_screen import _what_else
from bystander.studies.groups.headline import _range
from bystander.studies.groups.words import several
from tests.studies.groups.test_groups import of, study, trial
from tests.studies.trials import only


def first(found: Study) -> tuple[str, str]:
    assert found.first is not None
    return str(found.first.sentence), str(found.first.lead)


def test_two_groups_that_differ_are_named_on_both_sides_of_their_range() -> None:
    found = study(trial(worse=2.0, people=200))
    ratio = of(found.document, "fnmr-group-ratio").estimate
    assert ratio is not None
    sentence, lead = first(found)
    span = f"{wording.times_as(ratio.low)} to {wording.times(ratio.high)}"
    assert f"For new people, misses are {span} as frequent for g0 as for g1 (95 %)" in lead
    assert "the other" not in lead.partition(".")[0]
    assert sentence.startswith("Misses differ by g: g0 ")


def test_where_one_error_differs_it_is_said_of_the_other_that_no_difference_was_found() -> None:
    sentence, lead = first(study(trial(worse=2.0, people=200)))
    assert " No difference was found in false matches: g" in sentence
    assert sentence.endswith(" A difference may be hidden.")
    assert "False matches: one group could have up to " in lead


def test_two_errors_that_differ_alike_are_told_in_one_sentence() -> None:
    given = trial(worse=2.0, people=200)
    both = np.asarray(given["probe_g"]) == np.asarray(given["reference_g"])
    up = both & (np.asarray(given["probe_g"]) == "g0") & ~(
        np.asarray(given["probe_subject"]) == np.asarray(given["reference_subject"])
    )  # fmt: skip
    scores = pa.array(np.asarray(given["score"]) + 0.6 * up)
    sentence, lead = first(study(given.set_column(given.column_names.index("score"), "score", scores)))
    assert "False matches of two people of one group differ by g: g0 " in sentence
    assert lead.count("For new people") == lead.count("as for g1") == 1
    assert ". False matches: " in lead


def test_of_many_groups_the_highest_is_held_against_the_lowest_as_any_pair_may_be_meant() -> None:
    sentence, lead = first(study(trial(people=300, groups=5, worse=2.0)))
    assert "the highest rate of misses is " in lead
    assert " the lowest (95 %)" in lead
    assert sentence.startswith("Misses differ by g: ")
    assert " to " in sentence.partition(".")[0]
    assert "(g0)" in sentence.partition(".")[0]


def test_the_target_that_a_threshold_was_set_to_stands_beside_it_and_only_where_there_was_one() -> None:
    aimed = by.evaluate(trial(people=200), by="g", targets=[0.01]).study
    assert aimed.first is not None
    assert aimed.first.eyebrow.endswith(", set in this trial to false matches of 1 in 100.")
    given = study(trial()).first
    assert given is not None
    assert "set in this trial" not in given.eyebrow


@pytest.mark.parametrize(
    ("mated", "told", "lacking"),
    [(True, "misses", "False matches cannot be compared: no two different people of these groups were compared."),
     (False, "false matches", "Misses cannot be compared: nobody of the group was compared with themself.")],
)  # fmt: skip
def test_a_trial_of_one_kind_says_which_error_is_not_in_it_and_draws_the_other(
    *, mated: bool, told: str, lacking: str
) -> None:
    found = study(only(trial(people=120), mated=mated))
    sentence, lead = first(found)
    assert f"found in {told}: " in sentence
    assert lacking in lead
    assert found.first is not None
    picture = found.first.picture
    assert isinstance(picture, Rows)
    assert len(picture.columns) == 1
    assert next(meaning for _, meaning in picture.key) == told


def test_people_without_a_value_have_a_row_that_says_how_many_they_are() -> None:
    names = {"g1": ""}
    found = study(trial(people=90, groups=3, names=names))
    assert found.first is not None
    picture = found.first.picture
    assert isinstance(picture, Rows)
    (row,) = [row for row in picture.rows if row.reason]
    assert (row.label, row.detail, row.reason) == ("No g recorded", "30 people", "in no group")


def test_groups_with_the_same_counts_are_named_together() -> None:
    given = {"subject": [f"p{i}" for i in range(60)], "team": [f"t{i % 3}" for i in range(60)]}
    rows = [(f"p{i}", f"p{j}", 9.0 if i == j and i % 3 else 0.0) for i in range(60) for j in range(60)]
    table = pa.table({name: [row[k] for row in rows] for k, name in
                      enumerate(("probe_subject", "reference_subject", "score"))})  # fmt: skip
    found = by.evaluate(table, by="team", people=pa.table(given), thresholds=[5.0]).study
    assert first(found)[0].startswith("Misses differ by team: 0 of 20 (t1 and t2) to 20 of 20 (t0).")


def test_every_other_attribute_has_its_sentence_and_its_table_and_no_chart_that_says_the_same() -> None:
    given = trial(people=120)
    turned = [f"h{int(p) % 3}" for p in np.asarray(given["probe_subject"])]
    of_reference = [f"h{int(p) % 3}" for p in np.asarray(given["reference_subject"])]
    two = given.append_column("probe_h", [turned]).append_column("reference_h", [of_reference])
    found = by.evaluate(two, by=["g", "h"], thresholds=[1.5]).study
    (section,) = [s for s in found.sections if s.chart == "by-h"]
    assert section.heading.startswith("No difference by h was found in misses: ")
    assert section.table is not None
    assert {row.label for row in section.table.rows} == {"h0", "h1", "h2"}
    assert section.table.heads == ("By h", "People")
    page = render(found)
    assert 'id="figure-groups-' not in page
    assert 'id="figure-group-ratios-' not in page


def test_a_page_about_groups_holds_the_numbers_of_all_at_the_setting_of_its_groups_alone() -> None:
    found = by.evaluate(trial(people=200), by="g", targets=[0.01, 0.1]).study
    held = {f.at.threshold for f in found.document.findings if f.group}
    told = [t for these in numbers.rows(found.document, found.quantities) for t in these]
    assert {t.finding.at.threshold for t in told if t.finding.at.threshold is not None} == held
    assert not any(t.quantity.older for t in told)
    whole = by.evaluate(trial(people=200), targets=[0.01, 0.1]).study
    alone = [t for these in numbers.rows(whole.document, whole.quantities) for t in these]
    assert len({t.finding.at.target_fmr for t in alone}) > 2
    assert any(t.quantity.older for t in alone)


def test_a_page_is_about_the_first_attribute_that_can_be_compared() -> None:
    given = trial(people=120)
    one = ["same"] * given.num_rows
    found = by.evaluate(
        given.append_column("probe_h", [one]).append_column("reference_h", [one]), by=["h", "g"], thresholds=[1.5]
    ).study
    assert first(found)[0].startswith("No difference by g was found in misses: ")
    (section,) = [s for s in found.sections if s.chart == "by-h"]
    assert section.heading == "By h, nothing can be compared."
    assert "everybody has the same h" in section.note


def test_several_tests_are_said_to_be_several() -> None:
    said = several(4, level=0.95)
    assert said == "4 tests were made: each calls equal groups different 1 time in 20."
    assert several(1, level=0.95) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sex", "age or light"), ("age", "light or camera"), ("age_band*sex", "light or camera"),
        ("image_site", "age or light"), ("light", "age or camera"),
    ],
)  # fmt: skip
def test_what_else_may_differ_is_never_what_tells_the_groups_apart(name: str, said: str) -> None:
    assert _what_else(name) == f"what else differs between groups, such as {said}"


def test_of_many_groups_that_differ_the_shares_and_the_typical_rate_are_in_the_words() -> None:
    found = study(trial(people=300, groups=5, worse=2.0))
    (typical,) = found.document.find("fnmr-group-max-to-mean")
    (ratio,) = found.document.find("fnmr-group-ratio")
    assert typical.estimate is not None
    assert ratio.estimate is not None
    rates = [f.estimate.value for f in found.document.find("fnmr-by-group") if f.estimate]
    _, lead = first(found)
    assert lead.startswith(
        f"Misses reach from {wording.percent(min(rates))} to {wording.percent(max(rates))}: "
        f"{wording.times(max(rates) / min(rates))} as frequent, "
        f"{wording.times(typical.estimate.value)} the rate of a typical group. For new people, "
        f"the highest rate of misses is {wording.times_as(typical.estimate.low)} to "
        f"{wording.times(typical.estimate.high)} the typical one "
    )
    two = first(study(trial(worse=2.0, people=200)))[1]
    assert two.startswith("Misses: g0 ")
    assert "typical" not in two


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(2.0, 560.0, "at least 2.0 times"), (2.0, 16.0, "2.0 to 16 times"), (2.0, None, "at least 2.0 times"),
     (1.0, 560.0, "up to 560 times")],
)  # fmt: skip
def test_a_far_end_that_tells_nothing_is_left_out_of_the_words(low: float, high: float | None, said: str) -> None:
    assert _range(low, high) == said


def test_what_chance_gives_stands_with_the_ratio_that_it_is_of() -> None:
    found = study(trial(worse=2.0, people=200))
    (typical,) = found.document.find("fnmr-group-max-to-mean")
    (ratio,) = found.document.find("fnmr-group-ratio")
    assert typical.reference is not None
    assert ratio.reference is not None
    assert typical.reference.no_difference is None
    assert ratio.reference.no_difference is not None
    page = render(found)
    chance = f"Chance gives up to {wording.times(ratio.reference.no_difference)}."
    assert page.index("The highest rate against the typical one") < page.index("The highest rate against the lowest")
    assert page.index("The highest rate against the lowest") < page.index(chance)
    assert " chance to show " in page
    assert "It would show" not in page


def test_how_far_apart_rare_rates_are_is_said_in_the_unit_of_the_rates() -> None:
    found = study(trial())
    told = [t for these in numbers.rows(found.document, found.quantities) for t in these]
    (gap,) = [t for t in told if t.finding.quantity == "fmr-group-difference"]
    assert gap.finding.estimate is not None
    assert values.value(gap) == f"+{wording.of_a_million(gap.finding.estimate.value)}"
    assert values.spread(gap, 0.0, 1e-3) == "0 to +1,000"
    (misses,) = [t for t in told if t.finding.quantity == "fnmr-group-difference"]
    assert values.value(misses).endswith(" percentage points")
