"""``bystander merge``: tallies of shards become the tally of the whole."""

from __future__ import annotations

from pathlib import Path

import click

from bystander.cli.output import OutputPath, progress
from bystander.cli.study_options import one_scale_option

HELP = "Tallies of shards: the tally of the whole."
PLACE = 60  # in the list of commands


@click.command("merge", short_help=HELP)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TALLY...")
@click.option("-o", "--output", "output", metavar="FILE", type=OutputPath(), required=True, help="The tally of all.")
@one_scale_option
def command(files: tuple[Path, ...], output: Path, *, one_scale: bool) -> None:
    """Merge tallies that were made with one key and the same settings. The order does not matter.

    \b
    Example (bystander demo writes the file):
      bystander tally bystander-demo/synthetic_trial.csv.gz -o first.tally
      bystander merge first.tally -o trial.tally
    """
    from bystander.api.verbs import merge_tallies
    from bystander.atomic import check_directory
    from bystander.shards.files import told_of_whole

    check_directory(output.parent)
    with progress(f"merging {len(files)} tallies"):
        merge_tallies(files, output, one_scale=one_scale)
    for problem in told_of_whole(output):
        click.echo("\n".join(problem.lines()), err=True)
    click.echo(f"wrote {output}: evidence about single people, under keyed pseudonyms; keep it as you keep the scores")
