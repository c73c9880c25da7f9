"""Requirements as files: all mistakes at once, limits as people write them, and what ships."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bystander.api.options.requirement import SHIPPED
from bystander.errors import RequirementError, UsageError
from bystander.requirements import shipped
from bystander.requirements.read import all_of, read_requirements, read_requirements_text
from bystander.requirements.requirement import Limit, Requirement, limit_of
from bystander.requirements.told_by import BY, QUANTITIES, others

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.errors import Problem

SOUND = """
[[requirement]]
name = "n"
quantity = "fnmr"
limit = "1 %"
direction = "at-most"
"""


def problems(text: str) -> list[Problem]:
    with pytest.raises(RequirementError) as raised:
        read_requirements_text(text)
    return raised.value.problems


def test_what_is_not_said_is_as_usual() -> None:
    (found,) = read_requirements_text(SOUND)
    assert (found.level, found.groups, found.unit, found.population, found.at.said) == (0.95, "overall", "", "", ())


@pytest.mark.parametrize(
    ("given_", "value"),
    [
        (0.01, 0.01), (0, 0.0), ("0.01", 0.01), ("1 %", 0.01), ("0.05%", 0.0005), ("1/6000", 1 / 6000),
        ("1 in 6,000", 1 / 6000), ("3 in 1_000", 0.003), ("5e-4", 5e-4), ("2/3", 2 / 3),
    ],
)  # fmt: skip
def test_a_limit_is_read_as_people_write_it(given_: object, value: float) -> None:
    assert limit_of(given_).value == pytest.approx(value, rel=1e-15)


@given(above=st.integers(0, 50), below=st.integers(50, 10**7))
def test_a_fraction_is_the_fraction(above: int, below: int) -> None:
    assert limit_of(f"{above}/{below}").value == float(Fraction(above, below))


@pytest.mark.parametrize("wrong", ["0,05 %", "one in ten", "1/0", "-1 %", "1,5", "", True, None, [1]])
def test_what_is_no_limit_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="limit"):
        limit_of(wrong)


@pytest.mark.parametrize("key", ["target_fmr", "target_fpir"])
def test_a_target_of_one_is_taken_for_no_per_cent_and_for_no_target(key: str) -> None:
    quantity = "fnmr" if key == "target_fmr" else "fnir"
    (found,) = problems(f"{SOUND.replace('fnmr', quantity)}at = {{ {key} = 1 }}")
    assert (found.code, found.do) == ("RQ05", "write less than 1; 1 % is 0.01")


@pytest.mark.parametrize("wrong", ["1 in 6.000", "1/6.000", "1.000 in 6000", "1 in 6.000.000", "2.500"])
def test_a_point_that_may_be_of_thousands_is_asked_for(wrong: str) -> None:
    with pytest.raises(ValueError, match="may be thousands or a fraction; write it without the point"):
        limit_of(wrong)


@pytest.mark.parametrize(
    ("sound", "value"),
    [("2.500 %", 0.025), ("0.125/100", 0.00125), ("1.500e-3", 0.0015), ("0.001", 0.001), (0.125, 0.125)],
)  # fmt: skip
def test_a_point_that_can_only_be_of_a_fraction_is_read_as_that(sound: object, value: float) -> None:
    assert limit_of(sound).value == pytest.approx(value, rel=1e-15)


def test_a_limit_keeps_how_it_was_written() -> None:
    assert limit_of(" 1/6000 ") == Limit(1 / 6000, "1/6000")


def test_when_it_was_read_is_a_date_or_a_text() -> None:
    for said, text in ((f"{date(2026, 11, 29)}", "2026-11-29"), ('"2019, in the press"', "2019, in the press")):
        assert read_requirements_text(f"{SOUND}read = {said}\n")[0].read == text


def test_every_mistake_is_told_with_its_line_and_what_was_meant() -> None:
    found = problems(
        '[[requirement]]\nname = "n"\nquantity = "fnri"\nlimt = 1\nlimit = "0,05 %"\ndirection = "below"\nlevel = 95\n'
        "at = { treshold = 4 }\n"
    )
    told = {problem.code: problem for problem in found}
    assert [problem.where.partition(", ")[2] for problem in found] == [f"line {n}" for n in (3, 8, 5, 6, 7, 4)]
    assert "did you mean fnmr or fnir?" in found[0].found
    assert told["RQ04"].expected == '"at-most" or "at-least"'
    assert told["RQ05"].do == "write 0.95"
    assert {p.do for p in found if p.code == "RQ02"} == {'did you mean "limit"?', 'did you mean "threshold"?'}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("x = ", "RQ01", "TOML"),
        ("", "RQ03", '"requirement" is missing'),
        ("requirement = []", "RQ06", "nothing is required"),
        (SOUND.replace('"1 %"', "5"), "RQ06", '"5 %"'),
        (f"{SOUND}at = {{ target_fpir = 0.1 }}", "RQ06", "fnmr does not hold at a target_fpir"),
        (f"{SOUND}at = {{ target_fmr = 0.1, threshold = 3 }}", "RQ06", "no two of them"),
        (SOUND.replace("fnmr", "false-alerts-per-face") + "at = { rank = 1 }", "RQ06", "of a record as a whole"),
        (SOUND.replace("requirement", "requirment"), "RQ02", "requirment"),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_has_its_own_message(text: str, code: str, said: str) -> None:
    assert any(p.code == code and said in f"{p.found} {p.do}" for p in problems(text))


def test_the_mistakes_of_several_files_are_told_together(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text("x = ")
    with pytest.raises(RequirementError) as raised:
        all_of([tmp_path / "a.toml", tmp_path / "b.toml"])
    assert raised.value.name == "a.toml and b.toml"
    assert len(raised.value.problems) == 2


def test_a_name_that_is_neither_a_file_nor_shipped_lists_what_ships() -> None:
    with pytest.raises(RequirementError, match="eu-2019-329-fnmr"):
        read_requirements("no-such")
    with pytest.raises(UsageError, match="virginia-98"):
        shipped.text("no-such")


@pytest.mark.parametrize("name", shipped.NAMES)
def test_what_ships_is_sound_and_says_what_was_read(name: str) -> None:
    found = read_requirements(name)
    assert found
    if name != shipped.BLANK:
        assert all(one.source and one.clause and one.read for one in found)
        text = shipped.text(name)
        assert "made up" in text or ("What was read" in text and ("What was not" in text or "not read" in text))


def test_the_options_offer_what_ships() -> None:
    assert tuple(choice.value for choice in SHIPPED) == tuple(n for n in shipped.NAMES if n != shipped.BLANK)


def test_what_ships_has_the_figures_that_it_is_known_for() -> None:
    eu, back, virginia = (read_requirements(n)[0] for n in ("eu-2019-329-fnmr", "eu-2019-329-fnir", "virginia-98"))
    assert (eu.quantity, eu.at.target_fmr, eu.limit.value) == ("fnmr", 0.0005, 0.01)
    assert (back.quantity, back.at.target_fpir, back.limit.value) == ("fnir", 0.001, 0.01)
    assert (virginia.limit.value, virginia.direction, virginia.groups) == (0.98, "at-least", "each")
    assert [(one.quantity, one.level) for one in read_requirements("common-criteria")] == [("fmr", 0.95), ("fnmr", 0.8)]


def test_every_quantity_that_may_be_required_is_told_by_some_evidence() -> None:
    assert all(others(name) for name in QUANTITIES)
    assert len(QUANTITIES) == sum(len(told.quantities) for told in BY)  # and by one kind alone


def test_a_requirement_is_also_made_in_python() -> None:
    made = Requirement(name="n", quantity="fmr", limit="1/500", direction="at-most")
    assert made.limit.value == 0.002
