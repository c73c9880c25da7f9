"""The options by which a deployment record is told how it is to be read; said once for every command that reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bystander.cli.trial_options import named_columns, said

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMING = (
    click.option(
        "--column",
        "columns",
        metavar="COLUMN=HEADING",
        multiple=True,
        help="A column that has another heading, such as false_alerts='Wrong hits'; may be repeated.",
    ),
    click.option("--sheet", metavar="NAME", help="Which sheet of a workbook. [default: the only one that fits]"),
    click.option(
        "--encoding", metavar="NAME", default="", help="The encoding of text, such as cp866, where it is not UTF-8."
    ),
)
_OF_RECORDS = (
    click.option(
        "--decimal",
        type=click.Choice([".", ","]),
        help="Of deployment records: the mark before a fraction. [default: told from the numbers, or asked]",
    ),
    click.option(
        "--without-rows",
        metavar="'ROWS: REASON'",
        multiple=True,
        help="Of deployment records: rows that enter no rate, and why, such as '5,7-9: counts of a test'. The reason "
        "is told with every result; may be repeated.",
    ),
    click.option(
        "--empty",
        metavar="COLUMN=zero|unknown",
        multiple=True,
        help="Of deployment records: whether empty cells of a column of counts mean that there were none; may be "
        "repeated.",
    ),
)
_NAMES = frozenset({"columns", "sheet", "encoding", "decimal", "without_rows", "empty"})


def record_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that reads deployment records alone."""
    for option in reversed((*_NAMING, *_OF_RECORDS)):
        command = option(command)
    return command


def also_of_records(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add those that a command lacks which reads trials too."""
    for option in reversed(_OF_RECORDS):
        command = option(command)
    return command


def declared_of_record(context: click.Context) -> dict[str, Any]:
    """Return what the options say of a record, as ``read_record`` names it; nothing that was not said."""
    given = {name: context.params[name] for name in said(context) & _NAMES}
    if "columns" in given:
        given["columns"] = named_columns(given["columns"])
    return given
