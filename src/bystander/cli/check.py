"""``bystander check``: what the evidence is, what it can support, and every problem in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bystander.api.refusals import COMMAND
from bystander.cli.record_options import also_of_records, declared_of_record
from bystander.cli.trial_options import declared, trial_options
from bystander.errors import EvidenceError
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from bystander.errors import Problem

HELP = "What the evidence is, what it can support, and every problem in it."
PLACE = 10  # in the list of commands

MORE = "more: bystander explain your-file lists what people have, and the command that reads it"
MORE_OF_RECORDS = MORE.replace("your-file lists what people have", "your-record lists how records are published")
_UNUSABLE = 2


@click.command("check", short_help=HELP)
@trial_options
@also_of_records
@click.pass_context
def command(context: click.Context, /, **_: Any) -> None:  # noqa: ANN401 - click's options, named in the decorator
    """Look at evidence: what it is, what it can support, and every problem in it, at once.

    Reads a trial in any of its layouts, a seeded test, or a deployment record. Exit status 0: usable; 2: not usable.

    \b
    Examples (bystander demo writes the files):
      bystander check bystander-demo/synthetic_trial.csv.gz
      bystander check bystander-demo/published_counts.csv
      bystander check bystander-demo/published_counts.csv --without-rows 6:rehearsal
    """
    from bystander.api.opening import open_evidence

    told = {**declared(context), **declared_of_record(context)}
    searches, evidence = context.params["searches"], context.params["evidence"]
    try:
        found = open_evidence(evidence, told, searches=searches, records=True, refusals=COMMAND).check()
    except EvidenceError as error:
        click.echo(f"{error}\n{_more(evidence, told)}", err=True)
        context.exit(_UNUSABLE)
    click.echo("\n".join([*found.lines, *_listed(found.problems), *([] if found.usable else [_more(evidence, told)])]))
    if not found.usable:
        context.exit(_UNUSABLE)


def _more(evidence: Sequence[Path], told: Mapping[str, Any]) -> str:
    """Return where to read on: on the page about records, if the evidence is one."""
    from bystander.evidence.record.table import is_record

    columns = told.get("columns") or {}
    return MORE_OF_RECORDS if len(evidence) == 1 and is_record(evidence[0], columns=columns) else MORE


def _listed(problems: Iterable[Problem]) -> list[str]:
    order = {"error": 0, "refused": 1, "warning": 2, "note": 3}
    ranked = sorted(problems, key=lambda p: (order[p.severity], p.code))
    if not ranked:
        return ["", "No problem was found."]
    return ["", f"{plural(len(ranked), 'thing')} to know:", *(line for p in ranked for line in p.lines())]
