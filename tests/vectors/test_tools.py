"""This package gives every value but those it owes; the runner tells agreement from difference, for any tool."""

from __future__ import annotations

import json
from dataclasses import replace
from fnmatch import fnmatch
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from benchmarks.vectors.__main__ import main
from benchmarks.vectors.cases import NoNumber, agrees, load
from benchmarks.vectors.page import differences, summary
from benchmarks.vectors.run import AGREES, DIFFERS, NOT_OFFERED, RAISED, run
from benchmarks.vectors.tools import bystander_itself, scikit_learn, statsmodels_stats
from benchmarks.vectors.tools.every import EVERY
from benchmarks.vectors.tools.tool import Tool

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.vectors.cases import Case, Given

CASES = load()
CASE = next(case for case in CASES if case.id == "comparisons/tie-at-or-above")
TINY = Fraction(1, 10**9)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_this_package_gives_every_value_that_it_does_not_owe(case: Case) -> None:
    for found in run(bystander_itself.TOOL, [case]):
        if bystander_itself.owes(found.case, found.name):
            assert found.outcome != AGREES, f"{found.name} is given now: take it off OWED"
        else:
            assert found.outcome == AGREES, found


def test_what_is_owed_is_a_value_of_a_case() -> None:
    values = [f"{case.id}:{name}" for case in CASES for name in case.expected]
    assert all(any(fnmatch(value, pattern) for value in values) for pattern in bystander_itself.OWED)


def test_scikit_learn_differs_only_where_there_are_conventions() -> None:
    found = run(scikit_learn.TOOL, CASES)
    assert sum(o.outcome == AGREES for o in found) >= 35
    assert {o.standing for o in found if o.outcome in (DIFFERS, RAISED)} == {"convention"}


def test_statsmodels_has_the_same_limits() -> None:
    found = [o for o in run(statsmodels_stats.TOOL, CASES) if o.outcome != NOT_OFFERED]
    assert {o.case for o in found if o.outcome != AGREES} == {"groups/ratio-p"}
    assert len(found) >= 15


@pytest.mark.parametrize("tool", EVERY, ids=lambda tool: tool.name)
def test_an_installed_tool_gives_more_right_values_than_others(tool: Tool) -> None:
    if tool.missing() is not None:
        pytest.skip(f"{tool.name} is no dependency, and not installed")
    found = [o for o in run(tool, [c for c in CASES if c.topic in tool.answers]) if o.outcome != NOT_OFFERED]
    assert sum(o.outcome == AGREES for o in found) > 0.7 * len(found) > 0


@pytest.mark.parametrize(
    ("right", "given", "same"),
    [
        ({"value": "0.3333333333333333333333333", "fraction": "1/3"}, 1 / 3, True),
        ({"value": "0.3333333333333333333333333", "fraction": "1/3"}, 0.33333, False),
        ({"value": "0", "fraction": "0"}, 0.0, True),
        ({"value": "0", "fraction": "0"}, 1e-300, False),
        ({"value": "0.5"}, float("inf"), False),
        ({"value": "0.5"}, NoNumber(), False),
        ({"none": "0 of 0"}, NoNumber(), True),
        ({"none": "0 of 0"}, 0.0, False),
        ({"above": "1", "at_most": "1.2"}, 1.0000000000000002, True),
        ({"above": "1", "at_most": "1.2"}, 1.2, True),
        ({"above": "1", "at_most": "1.2"}, 1.0, False),
        ({"above": "1", "at_most": "1.2"}, 1.3, False),
        ({"above": "1"}, 9.0, True),
        ({"word": "met"}, "met", True),
        ({"word": "met"}, "not met", False),
        ({"word": "met"}, 1.0, False),
        ({"value": "1"}, "1", False),
    ],
)
def test_what_agrees(right: dict[str, str], given: Given, same: bool) -> None:  # noqa: FBT001 - a column of the table
    assert agrees(right, given, TINY) is same


def test_a_tool_that_differs_raises_or_lacks_something() -> None:
    def of(case: Case) -> dict[str, Given]:
        if case.id.endswith("crash"):
            raise KeyError(case.id)
        return {"fmr": float("nan")}

    tool = Tool(name="t", module="json", package="no such package", answers={"comparisons": of})
    nothing = replace(CASE, id="comparisons/nothing", expected={"fmr": {"none": "0 of 0"}})
    found = run(tool, [CASE, replace(CASE, id="comparisons/crash"), nothing, replace(CASE, id="groups/other")])
    outcomes = [o.outcome for o in found]
    assert outcomes == [DIFFERS, NOT_OFFERED, RAISED, RAISED, AGREES, NOT_OFFERED, NOT_OFFERED]
    assert tool.version() == "of unknown version"
    assert "fmr (definition): gives no number, right is 5/8" in differences("t", found)
    assert "raises KeyError" in differences("t", found)
    assert differences("t", [o for o in found if o.outcome == AGREES]) == ""
    assert "1 cases, 2 values" in summary([CASE], {"t": found})


def test_a_refusal_of_0_of_0_is_no_crash() -> None:
    def refuse(case: Case) -> dict[str, Given]:
        message = f"{case.id}: there is nothing to divide by"
        raise ValueError(message)

    tool = Tool(name="t", module="json", package="t", answers={"comparisons": refuse})
    case = replace(CASE, expected={"fmr": {"none": "0 of 0"}, "fnmr": {"value": "1", "fraction": "1"}})
    assert [o.outcome for o in run(tool, [case])] == [AGREES, RAISED]


def test_the_command_names_what_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = Tool(name="absent", module="no_such_module", package="absent", answers={})
    monkeypatch.setattr("benchmarks.vectors.__main__.EVERY", (bystander_itself.TOOL, absent))
    assert main(["--only", "claims", "--tools", "bystander"]) == 0  # what is owed is known
    assert main(["--only", "comparisons", "--json", str(tmp_path / "out.json")]) == 0
    said = capsys.readouterr().out
    assert "absent: not installed (No module named 'no_such_module')" in said
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert {o["outcome"] for o in told["outcomes"]["bystander"]} == {AGREES}


def test_the_command_fails_where_this_package_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(bystander_itself.TOOL, answers={"comparisons": lambda _: {"fmr": 0.5}})
    monkeypatch.setattr("benchmarks.vectors.__main__.EVERY", (wrong,))
    assert main(["--only", "comparisons"]) == 1
