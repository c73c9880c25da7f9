"""``bystander claim``: a sentence such as "99.8 % accurate" is checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bystander.cli.output import progress
from bystander.cli.study_options import level_option, output_option
from bystander.cli.telling import leave

if TYPE_CHECKING:
    from bystander.claims.claim import Claim
    from bystander.findings import Study

HELP = "What a claim stands for, and whether counts support it."
PLACE = 75  # in the list of commands


@click.command("claim", short_help=HELP)
@click.argument("claim", metavar="CLAIM", type=click.Path(path_type=Path), required=False)
@output_option(required=False)
@level_option("Level of intervals and limits.")
@click.option("--text", metavar="SENTENCE", help="The claim in its own words, in place of a file.")
@click.option("--value", metavar="NUMBER", help="Its number as printed, where the sentence has several or none.")
@click.option(
    "--counts", type=click.Choice(["right", "wrong"]), help="What the number counts, where the sentence does not tell."
)
@click.option("--source", metavar="TEXT", help="Who printed it, and when.")
@click.option("--judged-by", metavar="TEXT", help="Who decided which were wrong, if that was told.")
@click.option("--per", metavar="WHAT",
              help='What the number is of, where the name of its rate leaves that open: "faces seen".')  # fmt: skip
@click.option("--as-said", is_flag=True, default=None,
              help="The counts are of whom, and under which conditions, the sentence speaks.")  # fmt: skip
@click.option("--of", "possible", metavar="COUNTS", multiple=True,
              help='What the number may be of: "alerts", "1 of 61 alerts wrong", "60 of 61 alerts right". '
              "If one alone, it is said.")  # fmt: skip
@click.option("--evidence", metavar="COUNTS", multiple=True,
              help='Other counts that it is held against: "7 of 8600 faces seen".')  # fmt: skip
@click.option("--crowd", metavar="N", type=click.IntRange(min=1), help="What would it mean for so many people?")
@click.option("--sought", metavar="N", type=click.IntRange(min=0), help="So many of them are sought. [default: 0]")
@click.option("--tpir", metavar="P", type=click.FloatRange(0, 1),
              help="The chance that a sought person who is there is flagged. [default: 1]")  # fmt: skip
@click.option("--example", metavar="NAME", help="Print a claim that ships with the package, and end.")
@click.option("--examples", "listing", is_flag=True, help="List them, and end.")
def command(claim: Path | None, output: Path | None, **said: Any) -> None:  # noqa: ANN401 - options of every type
    """Tell what a claim's number stands for, what counts say of it, and the verdict.

    CLAIM is a TOML file, the name of a claim that ships with the package, or nothing where --text says it. Writes
    findings.json, report.html, curves.parquet, provenance.json, and a picture to hand on (share.svg, share.png) into
    DIR: all of them, or none.

    \b
    Examples:
      bystander claim essex-99-9997 -o checked
      bystander claim --text "99.8 % accurate" --crowd 60000 --sought 12 --tpir 0.89 -o checked
      bystander claim --text "99.9997 % accurate" --of "1 of 383356 faces seen" --of "1 of 61 alerts wrong" -o checked
    """
    from bystander.claims import examples

    if said["listing"]:
        click.echo("\n".join(examples.names()))
        return
    if said["example"] is not None:
        click.echo(examples.text(said["example"]), nl=False)
        return
    if output is None or (claim is None) == (said["text"] is None):
        message = "give a claim (a file, or a name that --examples lists) or --text, and -o DIR; or --example NAME"
        raise click.UsageError(message)

    def work() -> Study:
        from bystander.api import verbs

        with progress("holding the claim against what was counted"):
            return verbs.claim(_of_flags(said) if claim is None else _named(claim), level=said["level"]).study

    leave(output, work)


def _named(claim: Path) -> Claim | Path:
    """Return a claim that ships with the package, if there is no file of its name; else the file."""
    from bystander.claims import examples
    from bystander.claims.claim_file import read_claim_text

    name = str(claim)
    if not claim.exists() and name in examples.names():
        return read_claim_text(examples.text(name), name=name)
    return claim


def _of_flags(said: dict[str, Any]) -> Claim:
    """Make a claim of options."""
    from bystander.claims.claim_file import claim_of, counts_of

    keys = {
        key: said[key]
        for key in ("text", "value", "counts", "source", "judged_by", "per", "as_said")
        if said[key] is not None
    }
    people = {name: said[key] for name, key in (("people", "crowd"), ("sought", "sought"), ("tpir", "tpir"))}
    crowd = {name: value for name, value in people.items() if value is not None}
    return claim_of({
        **keys,
        "denominator": [counts_of(one, "--of") for one in said["possible"]],
        "evidence": [counts_of(one, "--evidence") for one in said["evidence"]],
        **({"crowd": crowd} if crowd else {}),
    }, name="the claim")  # fmt: skip
