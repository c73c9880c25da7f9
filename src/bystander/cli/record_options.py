"""The options by which a record is told how it is to be read; said once for every command that reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.api.options.option import named
from bystander.api.options.record import OF_RECORDS, OF_RECORDS_ALONE, RECORD
from bystander.api.options.trial import TRIAL
from bystander.cli.from_declaration import add_options
from bystander.cli.trial_options import named_columns, said

if TYPE_CHECKING:
    from collections.abc import Callable

    import click

_READING = frozenset({*OF_RECORDS, *(option.name for option in OF_RECORDS_ALONE)})


def record_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that reads records alone."""
    return add_options(command, (*RECORD, *named(TRIAL, *OF_RECORDS)))


def also_of_records(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add those that a command lacks which reads trials too."""
    return add_options(command, OF_RECORDS_ALONE)


def declared_of_record(context: click.Context) -> dict[str, Any]:
    """Return what the options say of a record, as ``read_record`` names it; nothing that was not said."""
    given = {name: context.params[name] for name in said(context) & _READING}
    if "columns" in given:
        given["columns"] = named_columns(given["columns"])
    return given
