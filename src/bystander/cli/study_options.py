"""The options that every command shares whose work ends in a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

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
        type=click.Path(path_type=Path),
        required=required,
        help="Where the outputs go; made if it is not there.",
    )


def drawing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--seed`` and ``--replicates``: what is drawn at random is drawn the same way each time."""
    for option in (
        click.option(
            "--replicates",
            metavar="B",
            type=click.IntRange(min=0),
            help="How often the people of the trial are drawn again, for numbers that rest on a whole curve; 0: never, "
            "which is quicker and leaves these intervals out. [default: 2000]",
        ),
        click.option(
            "--seed",
            metavar="N",
            type=click.IntRange(min=0),
            help="Where these draws start: the same seed gives the same findings. [default: 1]",
        ),
    ):
        command = option(command)
    return command


def level_option(said: str = "Level of the intervals.") -> Decorator:
    """Return ``--level P``: more than one half, as below it an interval holds the truth less often than not."""
    within = click.FloatRange(0.5, 1, min_open=True, max_open=True)
    return click.option("--level", metavar="P", type=within, default=0.95, show_default=True, help=said)
