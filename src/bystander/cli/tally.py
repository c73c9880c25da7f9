"""``bystander tally``: shards of a trial become one small file that merges with others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bystander.cli.output import OutputPath, progress
from bystander.cli.study_options import acceptance_options, one_scale_option, threads_option
from bystander.cli.trial_options import declared, shard_options

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.shards.spread import Done

HELP = "Shards of a trial: counts that merge, for work on many machines."
PLACE = 50  # in the list of commands

SEARCH_PASSES = 3  # over rows that are read as searches: the checks, who is searched, and the candidates


@click.command("tally", short_help=HELP)
@click.argument("shards", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SHARD...")
@click.option("-o", "--output", "output", metavar="FILE", type=OutputPath(), required=True, help="The tally.")
@click.option(
    "--key-file", metavar="FILE", type=click.Path(path_type=Path),
    help="The key of the pseudonyms, the same for all shards of a trial; 16 bytes or more, kept secret. "
    "[default: a random one, thrown away: then the tally merges with no other, and a killed run starts over]",
)  # fmt: skip
@shard_options
@click.option(
    "--threshold", "thresholds", metavar="T", type=float, multiple=True,
    help="Of comparisons: a threshold at which errors are counted wherever it lies; may be repeated.",
)  # fmt: skip
@click.option(
    "--tail", metavar="N", type=click.IntRange(min=1000, max=2**27), default=2**20, show_default=True,
    help="Of comparisons: how many of the highest ones of different people are kept one by one.",
)  # fmt: skip
@acceptance_options
@one_scale_option
@threads_option
@click.option(
    "--dask", metavar="ADDRESS",
    help="Send the shards to the workers of this Dask scheduler; they must see the files under the same paths. "
    "The key travels with them: use a scheduler with TLS.",
)  # fmt: skip
@click.pass_context
def command(
    context: click.Context, /, shards: tuple[Path, ...], output: Path, key_file: Path | None, dask: str | None,
    **options: Any,  # noqa: ANN401 - click's options
) -> None:  # fmt: skip
    """Tally shards of a trial into one file: what bystander evaluate needs of them, and little more.

    The findings of the merged tally are those of the whole, however the evidence is cut. FILE is evidence about single
    people, under keyed pseudonyms: keep it as you keep the scores. What is finished is kept beside FILE until all is
    done; after an interruption the same command goes on from there. Who is who must be told of every shard alone: by
    columns of subjects, or by --subject-from.

    \b
    Examples (bystander demo writes the file):
      bystander tally bystander-demo/synthetic_trial.csv.gz -o trial.tally
      bystander evaluate trial.tally -o evaluated
    """
    from bystander.atomic import check_directory, check_not_input
    from bystander.evidence.comparisons.watched import watched
    from bystander.shards.asked import Asked
    from bystander.shards.files import told_of_whole
    from bystander.shards.key import read_key
    from bystander.shards.spread import spread

    check_directory(output.parent)
    if key_file is not None:
        check_not_input(output, [key_file])
    asked = Asked.of(
        declared(context), searches=options["searches"], accept=options["accept"], failures=options["failures"],
        thresholds=tuple(options["thresholds"]), tail=options["tail"], threads=options["threads"],
        one_scale=options["one_scale"],
    )  # fmt: skip
    done = 0

    def tell(one: Done) -> None:
        nonlocal done
        done += 1
        if len(shards) > 1 or one.earlier:
            earlier = ", tallied before" if one.earlier else ""
            click.echo(f"{done} of {len(shards)}: {one.shard}{earlier}", err=True)
        for problem in one.problems:
            if problem.severity in {"refused", "warning"}:
                click.echo("\n".join(problem.lines()), err=True)

    key = read_key(key_file)
    with progress("tallying", unit="rows") as watch:
        read: list[int] = []

        def watching(trial: Trial) -> Trial:
            read.append(trial.rows_used * (SEARCH_PASSES if asked.searches else 1))
            watch.expect(sum(read) * len(shards) / len(read))  # as if the other shards were like these
            return watched(trial, watch)

        try:
            spread(shards, output, key, asked, dask=dask, keep=key_file is not None, tell=tell, watch=watching)
        except KeyboardInterrupt:
            if done and key_file is not None:
                kept = f"{done} of {len(shards)} shards are finished and kept; the same command goes on from there"
                click.echo(kept, err=True)
            raise
    for problem in told_of_whole(output) if len(shards) > 1 else ():
        click.echo("\n".join(problem.lines()), err=True)
    click.echo(f"wrote {output}: evidence about single people, under keyed pseudonyms; keep it as you keep the scores")
