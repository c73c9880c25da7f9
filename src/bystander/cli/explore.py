"""``bystander explore``: scenarios become the page that shows a crowd."""

from __future__ import annotations

from pathlib import Path

import click

from bystander.cli.output import OutputPath
from bystander.tour.words import FIRST, languages

HELP = "The page that shows a crowd."
PLACE = 80  # in the list of commands


@click.command("explore", short_help=HELP)
@click.argument("scenarios", metavar="[FINDINGS|SCENARIO]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "output",
    metavar="FILE",
    type=OutputPath(),
    default=Path("crowd.html"),
    show_default=True,
    help="The page.",
)
@click.option("--tour", is_flag=True, help="Lead up to it in eight steps, from a guess to the range.")
@click.option(
    "--lang",
    "language",
    metavar="LANGUAGE",
    type=click.Choice(languages()),
    help=f"Language that the tour opens in: {', '.join(languages())}. The page can change it.  [default: {FIRST}]",
)
def command(scenarios: tuple[Path, ...], output: Path, *, tour: bool, language: str | None) -> None:
    """Write one HTML file that shows what a rate of false alerts does to a crowd.

    It opens on the first SCENARIO (a TOML file, see bystander crowd) or on the counts of the first FINDINGS (the
    findings.json of bystander audit), otherwise on the concert, and holds the examples that ship with the package.
    It works offline, from a mail attachment, and sends nothing anywhere.

    With --tour it begins with a guess and ends in that page: of the first SCENARIO or FINDINGS, otherwise of a concert
    under the counts of one day in London. Each step can be embedded, printed and handed on as a picture.

    \b
    Example:
      bystander explore -o crowd.html
      bystander explore --tour --lang de -o tour.html
    """
    from bystander.atomic import check_file, check_not_input, write_outputs
    from bystander.crowd.scenario_file import read_scenario, scenario_of_findings
    from bystander.explorer import build as explorer
    from bystander.explorer.states import shipped, state_of
    from bystander.tour import build
    from bystander.tour.findings import alerts_of

    if language and not tour:
        message = "--lang is the language of the tour: add --tour"
        raise click.UsageError(message)
    check_not_input(output, scenarios)
    check_file(output, is_ours=_is_page)
    given = [scenario_of_findings(path) if path.suffix == ".json" else read_scenario(path) for path in scenarios]
    others = [*(state_of(scenario) for scenario in given), *shipped()]
    if not tour:
        text = explorer.page(others)
    elif given:
        first = scenarios[0]
        alerts = alerts_of(first, given[0]) if first.suffix == ".json" else None
        text = build.page(given[0], language=language or FIRST, others=others[1:], alerts=alerts)
    else:
        text = build.of_the_story(language or FIRST)
    (written,) = write_outputs(output.parent, {output.name: text})
    click.echo(f"wrote {written}")


def _is_page(file: Path) -> bool:
    with file.open("rb") as raw:
        return raw.read(15).lower() == b"<!doctype html>"
