"""The options that every command shares whose work ends in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bystander.api.options.question import ACCEPTANCE, DRAWING, LEVEL, OPERATING
from bystander.api.options.requirement import FAIL_ON, REQUIRE
from bystander.cli.from_declaration import add_options, option_of
from bystander.cli.output import OutputPath

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def output_option(*, required: bool = True) -> Decorator:
    """Return ``-o DIR``."""
    return click.option(
        "-o",
        "--output",
        "output",
        metavar="DIR",
        type=OutputPath(),
        required=required,
        help="Where the outputs go; made if it is not there.",
    )


def drawing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--seed`` and ``--replicates``: what is drawn at random is drawn the same way each time."""
    return add_options(command, DRAWING)


def level_option(said: str = LEVEL.help) -> Decorator:
    """Return ``--level P``: more than one half, as below it an interval holds the truth less often than not."""
    return option_of(LEVEL, help=said)


def operating_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--target-fmr``, ``--target-fpir`` and ``--rank``: where the errors of a system are read off."""
    return add_options(command, OPERATING)


def acceptance_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--accept`` and ``--failures``: what a score at the threshold, and an image without a score, count as."""
    return add_options(command, ACCEPTANCE)


def requirement_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--require`` and ``--fail-on``: what is required, and which verdicts make the exit status 1."""
    return add_options(command, (REQUIRE, FAIL_ON))


def threads_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--threads``, on which no number depends."""
    return click.option(
        "--threads",
        metavar="N",
        type=click.IntRange(min=1),
        help="How many to use. The findings do not depend on it. [default: as many as there are]",
    )(command)


def one_scale_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--one-scale``, which declares what no single shard shows."""
    return click.option(
        "--one-scale", is_flag=True,
        help="The scores of all shards are of one scale and direction, though they may not look so.",
    )(command)  # fmt: skip
