from __future__ import annotations

from bystander.findings import Series, Study
from bystander.plots import forest
from bystander.plots.chart import NARROW, WIDE
from bystander.quantities.catalogue import CATALOGUE
from tests.plots.sample_charts import specification
from tests.report import samples

NAMES = ("label", "unit", "value", "low", "high", "events", "trials")


def of(*rows: tuple[float | str | None, ...]) -> Study:
    columns = dict(zip(NAMES, map(list, zip(*rows, strict=True)), strict=True))
    return Study(
        document=samples.audit(days=10).document, series=(Series("denominators", columns, {}),), quantities=CATALOGUE
    )


def test_a_chance_is_said_as_one_in_and_a_mean_count_is_not() -> None:
    built = forest.data(
        of(
            ("per face seen", "face seen", 1e-4, 5e-5, 2e-4, 10, 100_000),
            ("per day", "deployment", 1.5, 0.9, 2.3, 30, 20),
        ),
        "denominators",
    )
    assert built is not None
    assert built.rows[0].said == "1 in 10,000 (1 in 20,000 to 1 in 5,000)"
    assert built.rows[1].said == "1.5 per deployment (0.90 to 2.3)"
    assert built.rows[1].counted == "30 in 20 deployments"
    # each unit has an axis of its own: faces and deployments share none
    assert [(block.unit, block.decades) for block in built.blocks] == [("face seen", (-5, -3)), ("deployment", (-1, 1))]


def test_no_event_is_an_upper_bound_and_never_a_dot() -> None:
    chart = forest.chart(of(("2022", "face seen", 0.0, 0.0, 2e-5, 0, 144_366)))
    assert chart is not None
    assert chart.table.rows[0][2:] == ("none seen", "up to 1 in 50,000")
    spec = specification(chart, WIDE)
    assert "triangle-left" in str(spec)
    stop, shaft, head = (spec["layer"][at]["data"]["values"] for at in (4, 5, 6))
    assert stop[0]["x"] == shaft[0]["x"] > shaft[0]["x2"] == head[0]["x"] > 0
    assert not spec["layer"][3]["data"]["values"]


def test_a_rate_that_is_not_estimable_keeps_its_row_without_a_mark() -> None:
    study = of(
        ("per face seen", "face seen", 1e-4, 5e-5, 2e-4, 10, 100_000), ("per hour", "hour", None, None, None, 10, None)
    )
    chart = forest.chart(study)
    assert chart is not None
    assert chart.table.rows[1] == ("Per hour", "not recorded", "not estimable", "")
    assert "Per hour: not estimable." in chart.alt
    assert "not estimable" in str(chart.draw(NARROW))


def test_nothing_estimable_is_no_chart() -> None:
    assert forest.chart(of(("per hour", "hour", None, None, None, None, None))) is None
    assert forest.chart(of(("per hour", "hour", 1.0, 0.5, 2.0, 1, 1)), "periods") is None
