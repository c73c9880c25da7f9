"""Options of the library: any spelling, one value for several, and a signature that names them all."""

from __future__ import annotations

from inspect import signature
from typing import Any

import click
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bystander as by
from bystander.api.options.option import Option, without
from bystander.api.options.verbs import AUDIT, CHECK, COMPARE, EVALUATE, OF_STUDY
from bystander.api.spelling import takes
from bystander.cli import cli
from bystander.errors import UsageError

TARGETS = Option(name="targets", kind="rate", many=True, written="target-fmr", help="", label="Rates", group="")
EMPTY = Option(name="empty", kind="text", many=True, help="", label="Empty", group="")
NAMED = Option(name="thresholds", kind="named number", many=True, written="threshold", help="", label="T", group="")


@takes(TARGETS, EMPTY, NAMED)
def asked(source: str, *, level: float = 0.95, **more: Any) -> dict[str, Any]:
    """Tell what was asked."""
    return {"source": source, "level": level, **more}


@pytest.mark.parametrize("spelling", ["targets", "target_fmr"])
@pytest.mark.parametrize("value", [0.01, np.float64(0.01), (0.01,)])
def test_every_spelling_and_one_value_are_taken(spelling: str, value: Any) -> None:
    assert asked("x", **{spelling: value}) == {"source": "x", "level": 0.95, "targets": (0.01,)}


def test_what_is_several_stays_as_it_is() -> None:
    assert asked("x", targets=[0.1, 0.2])["targets"] == [0.1, 0.2]
    assert asked("x", empty={"alerts": "zero"})["empty"] == {"alerts": "zero"}  # a mapping is several answers
    assert asked("x", threshold={"a": 1, "b": 2})["thresholds"] == ({"a": 1, "b": 2},)  # of one point


@pytest.mark.parametrize(
    "value",
    [np.array([0.1, 0.2]), pd.Series([0.1, 0.2]), pd.array([0.1, 0.2]), pl.Series([0.1, 0.2]), pa.array([0.1, 0.2])],
    ids=lambda value: type(value).__name__,
)
def test_an_array_of_any_library_is_a_list(value: Any) -> None:
    assert asked("x", targets=value)["targets"] == [0.1, 0.2]
    assert asked("x", targets=list(value))["targets"] == [0.1, 0.2]
    assert asked("x", targets=np.array(0.1))["targets"] == (0.1,)


@pytest.mark.parametrize(
    "value",
    [
        np.ma.masked_array([0.1, 0.5], mask=[False, True]), np.ma.masked, [0.1, None], (0.1, pd.NA),
        pd.array([0.1, pd.NA]), pl.Series([0.1, None]), pa.array([0.1, None]),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_that_is_missing_is_refused_and_what_lies_below_its_mask_is_none(value: Any) -> None:
    with pytest.raises(UsageError, match="targets holds a value that is missing"):
        asked("x", targets=value)


def test_a_name_that_there_is_not_is_answered_with_the_one_that_is_near() -> None:
    with pytest.raises(TypeError, match=r"asked\(\) has no option 'treshold'; did you mean 'threshold'\?"):
        asked("x", treshold=1)
    with pytest.raises(TypeError, match=r"has no option 'zzz'; it has empty, level, source"):
        asked("x", zzz=1)


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(TypeError, match="'targets' twice, as targets and target_fmr"):
        asked("x", targets=1, target_fmr=2)


def test_signature_and_help_name_what_is_declared() -> None:
    assert list(signature(asked).parameters) == ["source", "level", "targets", "empty", "thresholds"]
    assert signature(asked).parameters["targets"].default == ()
    assert "- ``targets``: Rates." in str(asked.__doc__)


@pytest.mark.parametrize(
    ("function", "options"),
    [
        (by.evaluate, EVALUATE),
        (by.audit, AUDIT),
        (by.check, CHECK),
        (by.compare, without(COMPARE, "distances_of")),
    ],
)
def test_every_option_of_the_command_line_is_in_the_signature(function: Any, options: Any) -> None:
    assert {option.name for option in options} <= set(signature(function).parameters)


@pytest.mark.parametrize("name", sorted(OF_STUDY))
def test_the_command_line_takes_every_spelling_and_names_one(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    made = {str(one.name): one for one in command.params}
    help_text = command.get_help(click.Context(command, info_name=name))
    for option in OF_STUDY[name]:
        assert [f"--{option.option}"] == made[option.name].opts
        for spelling in option.spellings:
            dashed = spelling.replace("_", "-")
            parser = command.make_parser(click.Context(command))
            assert f"--{dashed}" in parser._long_opt
            assert dashed == option.option or f"--{dashed} " not in help_text


def test_one_target_and_one_threshold_are_enough() -> None:
    table = {"probe_subject": list("aabb"), "reference_subject": list("abab"), "score": [4.0, 1.0, 2.0, 3.0]}
    said: dict[str, Any] = {"threshold": 2.5, "failed_score": -1}
    one = by.evaluate(table, **said)
    assert one.to_json() == by.evaluate(table, thresholds=[2.5], failed_scores=[-1.0]).to_json()
