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
            help="Where random draws start: the same seed gives the same findings. [default: 1]",
        ),
    ):
        command = option(command)
    return command


def level_option(said: str = "Level of the intervals.") -> Decorator:
    """Return ``--level P``: more than one half, as below it an interval holds the truth less often than not."""
    within = click.FloatRange(0.5, 1, min_open=True, max_open=True)
    return click.option("--level", metavar="P", type=within, default=0.95, show_default=True, help=said)


def operating_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--target-fmr``, ``--target-fpir`` and ``--rank``: where the errors of a system are read off."""
    target = click.FloatRange(0, 1, min_open=True)
    for option in (
        click.option(
            "--rank",
            metavar="R",
            type=click.IntRange(min=1),
            help="Of searches: how many candidates are looked at. [default: all that are listed]",
        ),
        click.option(
            "--target-fpir",
            "fpir_targets",
            metavar="X",
            type=target,
            multiple=True,
            help="Of searches: a rate of false alerts that must not be exceeded; may be repeated. "
            "[default: 0.1, 0.01 and so on, as far as the trial can speak]",
        ),
        click.option(
            "--target-fmr",
            "targets",
            metavar="X",
            type=target,
            multiple=True,
            help="A false match rate that must not be exceeded; may be repeated. "
            "[default: 0.01, 0.001 and so on, as far as the trial can speak]",
        ),
    ):
        command = option(command)
    return command


def acceptance_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--accept`` and ``--failures``: what a score at the threshold, and an image without a score, count as."""
    for option in (
        click.option(
            "--failures",
            type=click.Choice(["fold", "exclude"]),
            default="fold",
            show_default=True,
            help="A comparison whose image could not be used counts as never accepted (fold), or is left out "
            "and reported (exclude).",
        ),
        click.option(
            "--accept",
            type=click.Choice(["ge", "gt"]),
            default="ge",
            show_default=True,
            help="A comparison is accepted when its score is at or above (ge), or only above (gt), the threshold.",
        ),
    ):
        command = option(command)
    return command


def threads_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--threads``, on which no number depends."""
    return click.option(
        "--threads",
        metavar="N",
        type=click.IntRange(min=1),
        help="How many to use. The findings do not depend on it. [default: as many as there are]",
    )(command)
