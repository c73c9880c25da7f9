"""``bystander evaluate``: a trial becomes findings, a page, and the curves behind its charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bystander.api.options.question import THRESHOLDS
from bystander.api.question import Question
from bystander.api.requirements import of_trial, required
from bystander.cli.from_declaration import option_of
from bystander.cli.output import progress
from bystander.cli.study_options import (
    acceptance_options,
    drawing_options,
    level_option,
    operating_options,
    output_option,
    requirement_options,
    threads_option,
)
from bystander.cli.telling import leave
from bystander.cli.trial_options import evaluation_options, opened, said, trial_options
from bystander.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.findings import Study

HELP = "A trial: its error rates, with their doubt."
PLACE = 20  # in the list of commands


@click.command("evaluate", short_help=HELP)
@trial_options
@output_option()
@option_of(THRESHOLDS)
@operating_options
@acceptance_options
@evaluation_options
@requirement_options
@level_option()
@drawing_options
@threads_option
@click.pass_context
def command(context: click.Context, /, output: Path, **_: Any) -> int:  # noqa: ANN401 - click's options
    """Evaluate a trial: comparisons, searches or passes of volunteers, whose truth is known; or a tally of one.

    Candidate lists are searches; of a score matrix or a table of pairs, --searches makes every probe one. Writes
    findings.json, report.html, curves.parquet and provenance.json into DIR: all of them, or none.

    \b
    Examples (bystander demo writes the files):
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o evaluated --target-fmr 0.001
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o groups --by sex --threshold 45
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o families --cluster family --people bystander-demo/people.csv
      bystander evaluate bystander-demo/made_up_seeded_test.csv -o seeded --by sex --record bystander-demo/made_up_record.csv
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o searched --searches --non-mated leave-mate-out
      bystander evaluate bystander-demo/synthetic_trial.csv.gz -o required --require eu-2019-329-fnmr
    """  # noqa: E501 - an example is one line, to be copied
    if context.params["by"] is None and "small_cell" in said(context):
        raise UsageError("--small-cell goes with --by, which names the groups")
    requirements = required(context.params["require"])

    def work() -> Study:
        evidence, question = opened(context), Question.of(context.params, said(context))
        return of_trial(evidence.evaluate(question, progress), requirements, evidence, question)

    return leave(output, work, fail_on=context.params["fail_on"])
