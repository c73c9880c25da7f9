"""``bystander crowd``: a scenario becomes what a crowd has to expect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bystander.cli.output import progress
from bystander.cli.study_options import level_option, output_option
from bystander.cli.telling import leave

if TYPE_CHECKING:
    from bystander.findings import Study


HELP = "What a system does to a crowd."
PLACE = 70  # in the list of commands


@click.command("crowd", short_help=HELP)
@click.argument("scenario", metavar="SCENARIO", type=click.Path(path_type=Path), required=False)
@output_option(required=False)
@level_option("Level of the ranges.")
@click.option("--example", metavar="NAME", help="Print a scenario that ships with the package, and end.")
@click.option("--examples", "listing", is_flag=True, help="List them, and end.")
def command(scenario: Path | None, output: Path | None, *, level: float, example: str | None, listing: bool) -> None:
    """Tell what a system's false alerts and hits mean for the people of a crowd.

    SCENARIO is a TOML file: a crowd, the evidence of the system as counts, and what happens after an alert. Writes
    findings.json, report.html, curves.parquet and provenance.json into DIR: all of them, or none.

    \b
    Example (bystander demo writes the file, and so does bystander crowd --example concert):
      bystander crowd bystander-demo/concert.toml -o concert
    """
    from bystander.crowd import examples

    if listing:
        click.echo("\n".join(examples.names()))
        return
    if example is not None:
        click.echo(examples.text(example), nl=False)
        return
    if scenario is None or output is None:
        message = "give a scenario and -o DIR, or --example NAME"
        raise click.UsageError(message)
    from bystander.api.verbs import consequences

    def work() -> Study:
        with progress("working out what the crowd has to expect"):
            return consequences(scenario, level=level).study

    leave(output, work)
