"""``bystander audit``: a deployment record, or a record of searches, becomes findings and a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bystander.cli.output import progress
from bystander.cli.study_options import level_option, output_option
from bystander.cli.telling import leave

if TYPE_CHECKING:
    from bystander.findings import Study


HELP = "A record of deployments or of searches: what its counts do and do not support."
PLACE = 40  # in the list of commands


@click.command("audit", short_help=HELP)
@click.argument("record", metavar="RECORD", type=click.Path(path_type=Path))
@output_option()
@level_option()
@click.option(
    "--crowd",
    metavar="N",
    type=click.IntRange(min=1),
    default=60_000,
    show_default=True,
    help="Number of people that natural frequencies are told for.",
)
@click.option(
    "--groups",
    metavar="NAMES",
    default="",
    help="Groups of people that the record counts, by the endings of its columns: black,white for false_alerts_black, "
    "faces_seen_black and so on.",
)
@click.option(
    "--column",
    "columns",
    metavar="COLUMN=NAME",
    multiple=True,
    help="A column of a search record that has another name, such as followed_up=Matches; may be repeated.",
)
def command(record: Path, output: Path, *, level: float, crowd: int, groups: str, columns: tuple[str, ...]) -> None:
    """Audit a deployment record: faces seen, alerts, right and false ones, one row a deployment.

    Or a search record: photographs searched, lists returned, follow-ups, confirmations, one row a period, group or
    purpose.

    Reads text with any delimiter, compressed or not, and Parquet. Writes findings.json, report.html, curves.parquet
    and provenance.json into DIR: all of them, or none.

    \b
    Examples (bystander demo writes the files):
      bystander audit bystander-demo/published_counts.csv -o audited --crowd 60000
      bystander audit bystander-demo/made_up_record.csv -o by-group --groups female,male
      bystander audit bystander-demo/made_up_searches.csv -o searches
    """
    from bystander.api.verbs import audit
    from bystander.cli.trial_options import named_columns

    named = named_columns(columns)

    def work() -> Study:
        with progress("reading and auditing the record"):
            return audit(record, level=level, crowd=crowd, groups=groups, columns=named).study

    leave(output, work)
