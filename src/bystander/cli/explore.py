"""``bystander explore``: scenarios become the page that shows a crowd."""

from __future__ import annotations

from pathlib import Path

import click

HELP = "The page that shows a crowd."
PLACE = 80  # in the list of commands


@click.command("explore", short_help=HELP)
@click.argument("scenarios", metavar="[FINDINGS|SCENARIO]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=Path("crowd.html"),
    show_default=True,
    help="The page.",
)
def command(scenarios: tuple[Path, ...], output: Path) -> None:
    """Write one HTML file that shows what a rate of false alerts does to a crowd.

    It opens on the first SCENARIO (a TOML file, see bystander crowd) or on the counts of the first FINDINGS (the
    findings.json of bystander audit), otherwise on the concert, and holds the examples that ship with the package.
    It works offline, from a mail attachment, and sends nothing anywhere.

    \b
    Example:
      bystander explore -o crowd.html
    """
    from bystander.atomic import check_not_input, write_outputs
    from bystander.crowd.page import shipped, state
    from bystander.crowd.scenario_file import read_scenario, scenario_of_findings
    from bystander.explorer.build import page

    check_not_input(output, scenarios)
    given = [state(scenario_of_findings(path) if path.suffix == ".json" else read_scenario(path)) for path in scenarios]
    (written,) = write_outputs(output.parent, {output.name: page([*given, *shipped()])})
    click.echo(f"wrote {written}")
