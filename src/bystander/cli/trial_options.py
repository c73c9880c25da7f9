"""The options by which every command is told what a trial is, read the same way everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from bystander.api.options.option import without
from bystander.api.options.trial import NOT_OF_SHARDS, OF_EVALUATION, TRIAL
from bystander.api.refusals import COMMAND
from bystander.cli.from_declaration import FILE, add_options
from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bystander.api.kinds.opened import Opened

# How the work is done, and not what the evidence is: readers are not told.
NOT_DECLARED = {"searches", "small_cell"}
DECLARING = frozenset(option.name for option in (*TRIAL, *OF_EVALUATION)) - NOT_DECLARED
OF_A_SHARD = without(TRIAL, *NOT_OF_SHARDS)


def trial_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the evidence argument and the options that declare what it is to a click command."""
    command = add_options(command, TRIAL)
    return click.argument("evidence", nargs=-1, required=True, type=FILE, metavar="EVIDENCE...")(command)


def evaluation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that evaluate alone is told: groups of people, and what is told beside."""
    return add_options(command, OF_EVALUATION)


def shard_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that declare what a shard is: of a trial all but those that are of the whole."""
    return add_options(command, OF_A_SHARD)


def said(context: click.Context) -> frozenset[str]:
    """Return the names of the parameters that were given on the command line."""
    return frozenset(n for n in context.params if context.get_parameter_source(n) is ParameterSource.COMMANDLINE)


def declared(context: click.Context) -> dict[str, Any]:
    """Return what the options say of the evidence, as ``read_trial`` and ``read_searches`` name it.

    Nothing that was not said: what is usual is theirs to know. Raises UsageError for an attribute of people that is
    given and empty, as an unset variable leaves it: without it the intervals would be others.
    """
    for name in ("by", "cluster"):
        if context.params.get(name) == "":
            raise UsageError(f"--{name} is empty; leave it out, or name an attribute of people")
    given = {name: context.params[name] for name in said(context) & DECLARING}
    if "columns" in given:
        given["columns"] = named_columns(given["columns"])
    if "non_mated" in given:
        given["non_mated"] = str(given["non_mated"])
    return given


def opened(context: click.Context, *, records: bool = False) -> Opened:
    """Open the evidence that the options describe; raises UsageError."""
    from bystander.api.opening import open_evidence

    return open_evidence(
        context.params["evidence"],
        declared(context),
        searches=context.params["searches"],
        records=records,
        refusals=COMMAND,
    )


def named_columns(texts: Sequence[str]) -> dict[str, str]:
    """Return the columns that are named by role. Raises UsageError for a role that is given twice."""
    pairs = [_pair(text) for text in texts]
    roles = [role for role, _ in pairs]
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice is not None:
        message = f"--column {twice}= is given twice; a role has one column"
        raise UsageError(message)
    return dict(pairs)


def _pair(text: str) -> tuple[str, str]:
    role, equals, name = text.partition("=")
    if not (role and equals and name):
        message = "--column needs ROLE=NAME, such as --column score=cosine"
        raise UsageError(message)
    return role, name
