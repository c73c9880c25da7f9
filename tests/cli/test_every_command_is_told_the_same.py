"""Every command that reads a trial is told what it is by the same options, or one place says why not."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from bystander.api.options.question import ACCEPTANCE, ASKED, LEVEL, OPERATING
from bystander.api.options.record import RECORD
from bystander.api.options.trial import NOT_OF_SHARDS, OF_EVALUATION, TRIAL
from bystander.cli import COMMANDS

if TYPE_CHECKING:
    import click

READ_A_TRIAL = {"check", "evaluate", "compare", "tally"}
NONE_IS_READ = {"audit", "claim", "crowd", "demo", "explain", "explore", "merge", "serve", "template"}
OF_IT = {one.name for one in OF_EVALUATION}
# What a command has no use for, each with the place that says why.
WITHOUT = {"tally": {*NOT_OF_SHARDS}, "check": OF_IT, "compare": OF_IT, "evaluate": set()}


def options(command: str) -> dict[str, click.Parameter]:
    made = import_module(f"bystander.cli.{command}").command
    return {str(one.name): one for one in made.params}


def test_every_command_reads_a_trial_or_none() -> None:
    assert {*COMMANDS} == READ_A_TRIAL | NONE_IS_READ


@pytest.mark.parametrize("command", sorted(READ_A_TRIAL))
def test_a_command_that_reads_a_trial_offers_all_that_may_be_said_of_one(command: str) -> None:
    offered = options(command)
    for one in (*TRIAL, *OF_EVALUATION):
        if one.name in WITHOUT[command]:
            assert one.name not in offered
        else:
            assert offered[one.name].opts == [f"--{one.option}"]
            assert getattr(offered[one.name], "help", None) == one.help


@pytest.mark.parametrize("name", sorted(NOT_OF_SHARDS))
def test_what_a_shard_cannot_be_told_has_its_reason(name: str) -> None:
    assert name in {one.name for one in (*TRIAL, *OF_EVALUATION)}
    assert len(NOT_OF_SHARDS[name].split()) > 5


def test_what_is_asked_and_said_of_records_is_offered_where_it_is_answered() -> None:
    for one in (*OPERATING, *ACCEPTANCE, LEVEL):
        assert {"evaluate", "compare"} <= {c for c in READ_A_TRIAL if one.name in options(c)}, one
    assert {one.name for one in ASKED} <= {*options("evaluate")}
    for one in RECORD:
        assert options("audit")[one.name].opts == [f"--{one.option}"]
        assert getattr(options("audit")[one.name], "help", None) == one.help
