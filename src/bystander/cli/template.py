"""``bystander template``: an empty table to write evidence down in."""

from __future__ import annotations

from pathlib import Path

import click

from bystander.cli.output import check_directory, write_outputs
from bystander.errors import UsageError
from bystander.evidence.templates import TEMPLATES, WRITERS

HELP = "An empty table to write evidence down in."
PLACE = 84  # in the list of commands


@click.command("template", short_help=HELP)
@click.argument("kind", metavar="KIND", type=click.Choice(list(TEMPLATES)))
@click.option(
    "-o", "--output", "output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), required=True,
    help="Text where it ends in .csv, a workbook where it ends in .xlsx. Nothing is written over.",
)  # fmt: skip
def command(kind: str, output: Path) -> None:
    """Write an empty table with the headings that bystander reads, and in a workbook what they mean.

    KIND is one of: {kinds}.

    \b
    Examples:
      bystander template record -o my_record.xlsx
      bystander template record -o my_record.csv
      bystander template seeded-test -o passes.xlsx
    """
    writer = WRITERS.get(output.suffix.casefold())
    if writer is None:
        raise UsageError(f"a template is a file that ends in {' or '.join(WRITERS)}, not {output.name}")
    if output.exists():
        raise UsageError(f"{output} is there already; a template would erase what was written into it")
    check_directory(output.parent)
    write_outputs(output.parent, {output.name: writer(TEMPLATES[kind])})
    click.echo(f"wrote {output}: {TEMPLATES[kind].what}")


command.help = (command.help or "").replace("{kinds}", "; ".join(f"{t.name}, {t.what}" for t in TEMPLATES.values()))
