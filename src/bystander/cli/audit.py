"""``bystander audit``: a deployment record, or a record of searches, becomes findings and a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bystander.api.requirements import of_record, required
from bystander.cli.output import progress
from bystander.cli.record_options import declared_of_record, record_options
from bystander.cli.study_options import level_option, output_option, requirement_options
from bystander.cli.telling import leave

if TYPE_CHECKING:
    from bystander.findings import Study


HELP = "A record of deployments or of searches: what its counts do and do not support."
PLACE = 40  # in the list of commands


@click.command("audit", short_help=HELP)
@click.argument("record", metavar="RECORD", type=click.Path(path_type=Path))
@output_option()
@requirement_options
@level_option()
@record_options
@click.pass_context
def command(
    context: click.Context,
    /,
    record: Path,
    output: Path,
    *,
    level: float,
    crowd: int,
    groups: str,
    require: tuple[Path, ...],
    fail_on: str | None,
    **_: Any,  # noqa: ANN401
) -> int:
    """Audit a deployment record: faces seen, alerts, right and false ones, one row a deployment.

    Or a search record: photographs searched, lists returned, follow-ups, confirmations, one row a period, group or
    purpose.

    Reads what is published as it is: text with any delimiter, compressed or not, workbooks and Parquet. Writes
    findings.json, report.html, curves.parquet and provenance.json into DIR: all of them, or none.

    \b
    Examples (bystander demo writes the files):
      bystander audit bystander-demo/published_counts.csv -o audited --crowd 60000
      bystander audit bystander-demo/made_up_record.csv -o by-group --groups female,male
      bystander audit bystander-demo/made_up_searches.csv -o searches
      bystander audit bystander-demo/made_up_record.csv -o without --without-rows 5,7-9:rehearsal
      bystander audit bystander-demo/made_up_record.csv -o required --require approved-1-in-6000
    """
    from bystander.api.opening import open_record
    from bystander.api.refusals import COMMAND

    requirements = required(require)
    opened = open_record(record, {"groups": groups, **declared_of_record(context)}, refusals=COMMAND)

    def work() -> Study:
        with progress("reading and auditing the record"):
            return of_record(opened.audit(level=level, crowd=crowd), requirements, opened, level=level)

    status = leave(output, work, fail_on=fail_on)
    for problem in opened.record.problems:
        if problem.severity == "note":
            click.echo("\n".join(problem.lines()))
    return status
