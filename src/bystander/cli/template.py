"""``bystander template``: an empty table to write evidence down in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bystander.cli.output import OutputPath, check_directory, write_outputs
from bystander.errors import UsageError
from bystander.evidence.templates import TEMPLATES, WRITERS

if TYPE_CHECKING:
    from pathlib import Path

HELP = "An empty table to write evidence down in."
PLACE = 84  # in the list of commands
REQUIREMENT, WHAT = "requirement", "what is required of a number, for --require"


@click.command("template", short_help=HELP)
@click.argument("kind", metavar="KIND", type=click.Choice([*TEMPLATES, REQUIREMENT]))
@click.option(
    "-o", "--output", "output", metavar="FILE", type=OutputPath(), required=True,
    help="Text where it ends in .csv, a workbook where it ends in .xlsx; a requirement ends in .toml. Nothing is "
    "written over.",
)  # fmt: skip
def command(kind: str, output: Path) -> None:
    """Write an empty table with the headings that bystander reads, and in a workbook what they mean.

    KIND is one of: {kinds}.

    \b
    Examples:
      bystander template record -o my_record.xlsx
      bystander template record -o my_record.csv
      bystander template seeded-test -o passes.xlsx
      bystander template requirement -o requirement.toml
    """
    if kind == REQUIREMENT:
        _requirement(output)
        return
    writer = WRITERS.get(output.suffix.casefold())
    if writer is None:
        raise UsageError(f"a template is a file that ends in {' or '.join(WRITERS)}, not {output.name}")
    _leave(output, writer(TEMPLATES[kind]), TEMPLATES[kind].what)


def _requirement(output: Path) -> None:
    from bystander.requirements import shipped

    if output.suffix.casefold() != ".toml":
        raise UsageError(f"a requirement is a file that ends in .toml, not {output.name}")
    _leave(output, shipped.text(shipped.BLANK), WHAT)


def _leave(output: Path, content: str | bytes, what: str) -> None:
    if output.exists():
        raise UsageError(f"{output} is there already; a template would erase what was written into it")
    check_directory(output.parent)
    write_outputs(output.parent, {output.name: content})
    click.echo(f"wrote {output}: {what}")


KINDS = [*((t.name, t.what) for t in TEMPLATES.values()), (REQUIREMENT, WHAT)]
command.help = (command.help or "").replace("{kinds}", "; ".join(f"{name}, {what}" for name, what in KINDS))
