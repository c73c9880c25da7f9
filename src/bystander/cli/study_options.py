"""The options that every command shares whose work ends in a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def output_option(*, required: bool = True) -> Decorator:
    """Give ``-o DIR``."""
    return click.option(
        "-o",
        "--output",
        "output",
        metavar="DIR",
        type=click.Path(path_type=Path),
        required=required,
        help="Where the outputs go; made if it is not there.",
    )


def level_option(said: str = "Level of the intervals.") -> Decorator:
    """Give ``--level P``: more than one half, as below it an interval holds the truth less often than not."""
    within = click.FloatRange(0.5, 1, min_open=True, max_open=True)
    return click.option("--level", metavar="P", type=within, default=0.95, show_default=True, help=said)
