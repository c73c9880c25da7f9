"""The charts of groups: every group keeps its row, no zero is a dot, no small group is a mark."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bystander.findings import Series, Study
from bystander.look import tokens
from bystander.plots import export, group_matrix, group_ratios, groups
from bystander.plots.chart import NARROW, WIDE
from bystander.quantities.catalogue import CATALOGUE
from bystander.studies.groups.by_group import too_small
from tests.report import samples

ABOUT = {"attribute": "sex", "quantity": "fmr", "threshold": 1.5, "at": "1.5"}


def of(name: str, *rows: dict[str, object]) -> Study:
    columns = {key: [row[key] for row in rows] for key in rows[0]}
    return Study(document=samples.audit(days=10).document, series=(Series(name, columns, {}),), quantities=CATALOGUE)  # type: ignore[arg-type]


def row(group: str, rate: float | None, low: float | None, high: float | None, **more: object) -> dict[str, object]:
    own = {"kind": "group", "group": group, "people": 40, "events": None if rate is None else round(rate * 1000),
           "trials": None if rate is None else 1000, "rate": rate, "low": low, "high": high, "reason": None,
           "stabilised": None}  # fmt: skip
    return {**ABOUT, **own, **more}


GROUPS = (
    row("F", 0.004, 0.001, 0.009), row("M", 0.0, 0.0, 0.003),
    row("X", None, None, None, people=4, reason=too_small(4, 10)),
    row("everybody", 0.002, 0.001, 0.004, kind="everybody", people=84),
    row("sex not recorded", None, None, None, kind="not recorded", people=3),
)  # fmt: skip


def cell(probe: str, reference: str, rate: float | None, reason: str | None = None) -> dict[str, object]:
    known = rate is not None
    events = (4 if rate else 0) if known else None
    numbers = {"trials": 1000 if known else None, "low": 0.0 if known else None, "high": 0.01 if known else None}
    own = {"probe": probe, "reference": reference, "reason": reason, "events": events, "rate": rate}
    return {**ABOUT, **own, **numbers}


def test_groups_stand_in_order_of_their_rate_and_none_is_left_out() -> None:
    (chart,) = groups.charts(of("groups", *GROUPS))
    assert [r[0] for r in chart.table.rows] == ["F", "M", "X", "everybody", "sex not recorded"]
    assert chart.table.rows[1][3:5] == ("none seen", "up to 1 in 330")
    assert chart.table.rows[2][3] == "too few people"
    assert chart.table.rows[4][3] == "in no group"
    assert "X: too few people." in chart.alt


def test_of_too_many_groups_those_with_the_highest_rates_are_drawn_and_the_rest_is_counted() -> None:
    many = [row(f"g{i:02d}", 0.001 * (i + 1), 0.0005 * (i + 1), 0.9) for i in range(30)]
    (chart,) = groups.charts(of("groups", *many))
    assert [r[0] for r in chart.table.rows][:2] == ["g29", "g28"]
    assert len(chart.table.rows) == groups.MOST
    assert "6 more groups with lower rates, or with none, are not drawn." in chart.reading


def test_names_that_begin_alike_stay_apart() -> None:
    names = [f"Black or Black British: {which}" for which in ("African", "Caribbean")]
    assert len({tokens.cut(name, 24) for name in names}) == 2
    assert all(len(tokens.cut(name, 24)) <= 24 for name in names)
    (chart,) = groups.charts(of("groups", *(row(name, 0.004, 0.001, 0.009) for name in names)))
    assert all(tokens.cut(name, 24) in str(chart.draw(WIDE)) for name in names)


def test_no_error_is_an_open_disc_with_its_limit_and_a_small_group_has_no_mark() -> None:
    (chart,) = groups.charts(of("groups", *GROUPS))
    text = str(chart.draw(WIDE))
    assert text.count(f"'fill': '{tokens.light('paper')}'") == 1  # the open disc
    assert text.count("'shape': 'circle'") == 3  # a group, everybody, and the open disc


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_chart_is_drawn_in_both_sizes_with_colours_of_the_theme(size: object) -> None:
    grid = of("group_matrix", cell("F", "F", 0.004), cell("F", "M", 0.0), cell("M", "F", 0.001),
              cell("M", "M", None, too_small(4, 10)))  # fmt: skip
    ratio = of("group_ratios", {**ABOUT, "highest": "F", "lowest": "M", "ratio": 3.0, "low": 1.0, "high": None,
                                "no_difference": 4.0, "detectable": None})  # fmt: skip
    for chart in (
        *groups.charts(of("groups", *GROUPS)),
        *group_matrix.charts(grid),
        *group_ratios.charts(ratio),
    ):
        assert export.inline(chart, size).startswith("<svg")  # type: ignore[arg-type]


def test_the_grid_says_every_count_and_hatches_small_cells() -> None:
    study = of("group_matrix", cell("F", "F", 0.004), cell("F", "M", 0.0), cell("M", "F", 0.001),
               cell("M", "M", None, too_small(4, 10)))  # fmt: skip
    (chart,) = group_matrix.charts(study)
    assert chart.table.rows == (
        ("F", "up to 10,000", "at most 10,000"), ("M", "up to 10,000", "too few")
    )  # fmt: skip
    drawn = export.svg(chart)
    assert all(text in drawn for text in ("4 of 1,000", "0 of 1,000", "too few"))
    assert tokens.light("hatch") in str(chart.draw(WIDE))
    assert "bold: both of one group" in chart.reading


def test_a_cell_of_the_grid_is_shaded_only_where_its_whole_range_lies_above_all_cells_together() -> None:
    high, often = {**cell("F", "F", 0.016), "events": 16}, {**cell("F", "M", 0.004), "low": 0.001}
    alike = {**high, "low": 0.0069}  # the rate of all cells is 0.007
    others = (often, {**often, "probe": "M", "reference": "F"}, {**often, "probe": "M"})
    (shaded,) = group_matrix.charts(of("group_matrix", {**high, "low": 0.0071}, *others))
    assert shaded.reading.endswith(group_matrix.SHADED)
    assert "Most clearly above all cells together is F with F: 16 of 1,000" in shaded.alt
    (plain,) = group_matrix.charts(of("group_matrix", alike, *others))
    assert plain.reading.endswith(group_matrix.NONE_ABOVE)
    fill = tokens.light("false")
    assert (fill in str(shaded.draw(WIDE)), fill in str(plain.draw(WIDE))) == (True, False)


@pytest.mark.parametrize(("many", "narrow"), [(4, 0), (7, 4)])
def test_a_grid_without_room_for_all_groups_says_so_where_it_is_so(many: int, narrow: int) -> None:
    names = [f"g{i}" for i in range(many)]
    (chart,) = group_matrix.charts(of("group_matrix", *(cell(a, b, 0.01) for a in names for b in names)))
    assert (f"the first {narrow} of {many} groups" in str(chart.draw(NARROW))) is bool(narrow)
    assert "the first" not in str(chart.draw(WIDE))
    assert "the first" not in chart.reading
    assert [*chart.table.head[1:]] == [r[0] for r in chart.table.rows] == names


def test_no_part_of_a_grid_is_drawn_that_the_order_of_names_would_choose() -> None:
    names = [f"g{i}" for i in range(9)]
    cells = [cell(a, b, 0.01) for a in names for b in names]
    assert group_matrix.charts(of("group_matrix", *cells)) == ()
    assert len(group_matrix.charts(of("group_matrix", *(c for c in cells if "g8" not in c.values())))) == 1


def test_the_names_of_a_ratio_fit_beside_its_numbers_on_a_phone() -> None:
    name = "Black or Black British: Caribbean"
    found = {**ABOUT, "highest": name, "lowest": name + "s", "ratio": 3.0, "low": 1.0, "high": None,
             "no_difference": 2.0, "detectable": 4.0}  # fmt: skip
    (chart,) = group_ratios.charts(of("group_ratios", found))
    lines = [
        words
        for words in re.findall(r"'text': '([^']*)'", str(chart.draw(NARROW)))
        if "3.0" in words or "against" in words
    ]
    assert [line for line in lines if line.startswith(name[:5])]
    assert [line for line in lines if "no upper limit" in line]
    assert all(len(line) <= 56 for line in lines)


def test_a_ratio_without_an_upper_limit_says_so() -> None:
    study = of("group_ratios", {**ABOUT, "highest": "F", "lowest": "M", "ratio": 3.0, "low": 1.2, "high": None,
                                "no_difference": 4.0, "detectable": 5.0})  # fmt: skip
    (chart,) = group_ratios.charts(study)
    assert chart.table.rows[0][3:] == ("3.0 times", "1.2 to no limit", "4.0 times", "5.0 times")
    assert "triangle-right" in str(chart.draw(WIDE))


def test_a_ratio_to_none_is_a_lower_limit_without_a_dot_or_a_triangle() -> None:
    study = of("group_ratios", {**ABOUT, "highest": "F", "lowest": "M", "ratio": None, "low": 1.2, "high": None,
                                "no_difference": None, "detectable": 5.0})  # fmt: skip
    (chart,) = group_ratios.charts(study)
    assert chart.table.rows[0][3:] == ("none", "1.2 to no limit", "not told", "5.0 times")
    assert "M has none at all. The rate of F is at least 1.2 times that of M, with no upper limit." in chart.alt
    assert "at least 1.2 times, no upper limit" in str(chart.draw(WIDE))
    assert "circle" not in str(chart.draw(WIDE))


def test_a_ratio_to_none_that_nothing_limits_says_so() -> None:
    study = of("group_ratios", {**ABOUT, "highest": "F", "lowest": "M", "ratio": None, "low": 1.0, "high": None,
                                "no_difference": None, "detectable": None})  # fmt: skip
    (chart,) = group_ratios.charts(study)
    assert chart.table.rows[0][4] == "no limit either way"
    assert "M has none at all, and too few were counted to limit how far groups are apart." in chart.alt
    assert "at least" not in chart.alt + str(chart.draw(WIDE))


def test_how_rare_chance_alone_goes_beyond_the_triangle_is_that_of_the_level() -> None:
    study = of("group_ratios", {**ABOUT, "highest": "F", "lowest": "M", "ratio": 3.0, "low": 1.2, "high": 9.0,
                                "no_difference": 4.0, "detectable": 5.0})  # fmt: skip
    document = study.document.model_copy(
        update={"conventions": study.document.conventions.model_copy(update={"level": 0.9})}
    )
    (chart,) = group_ratios.charts(replace(study, document=document))
    assert "in 1 in 10 such trials" in chart.reading
    assert "chance alone, 1 in 10" in export.svg(chart)


def test_without_groups_there_is_no_chart() -> None:
    study = samples.audit(days=10)
    assert groups.charts(study) == group_matrix.charts(study) == group_ratios.charts(study) == ()
