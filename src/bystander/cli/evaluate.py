"""``bystander evaluate``: a trial becomes findings, a page, and the curves behind its charts."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from bystander.cli.output import check_directory, progress, write_outputs
from bystander.cli.study_options import level_option, output_option
from bystander.cli.telling import tell
from bystander.cli.trial_options import open_trial, trial_options
from bystander.outputs import study_files

if TYPE_CHECKING:
    from pathlib import Path

TARGET = click.FloatRange(0, 1, min_open=True)


@click.command("evaluate", short_help="A trial: its error rates, with their doubt.")
@trial_options
@output_option()
@click.option(
    "--threshold",
    "thresholds",
    metavar="T",
    type=float,
    multiple=True,
    help="A threshold that the system is used with; may be repeated.",
)
@click.option(
    "--target-fmr",
    "targets",
    metavar="X",
    type=TARGET,
    multiple=True,
    help="A false match rate that must not be exceeded; may be repeated. "
    "[default: 0.01, 0.001 and so on, as far as the trial can speak]",
)
@click.option(
    "--accept",
    type=click.Choice(["ge", "gt"]),
    default="ge",
    show_default=True,
    help="A comparison is accepted when its score is at or above (ge), or only above (gt), the threshold.",
)
@click.option(
    "--failures",
    type=click.Choice(["fold", "exclude"]),
    default="fold",
    show_default=True,
    help="A comparison whose image could not be used counts as never accepted (fold), or is left out "
    "and reported (exclude).",
)
@level_option()
@click.option(
    "--threads",
    metavar="N",
    type=click.IntRange(min=1),
    default=None,
    help="How many to use. The findings do not depend on it. [default: as many as there are]",
)
def command(output: Path, **options: Any) -> None:  # noqa: ANN401 - click's options, named in the decorators
    """Evaluate a trial: comparisons whose truth is known.

    Writes findings.json, report.html, curves.parquet and provenance.json into DIR: all of them, or none.

    \b
    Example (bystander demo writes the file):
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o evaluated --target-fmr 0.001
    """
    from bystander.studies.evaluate import evaluate

    started = perf_counter()
    check_directory(output)
    asked = {name: options.pop(name) for name in ("thresholds", "targets", "accept", "failures", "level", "threads")}
    with progress("reading and evaluating the trial"):
        trial = open_trial(options)
        study = evaluate(trial, **{name: value for name, value in asked.items() if value not in ((), None)})
    written = write_outputs(output, study_files(study, seconds=perf_counter() - started))
    tell(study.document, written)
