"""``bystander explain``: what a finding or a check means, in the words of its own declaration."""

from __future__ import annotations

import re
from difflib import get_close_matches
from math import inf
from textwrap import fill
from typing import TYPE_CHECKING

import click

from bystander.errors import UsageError

if TYPE_CHECKING:
    from bystander.evidence.checks.check import Check
    from bystander.findings import Quantity

HELP = "What a finding or a check means."
PLACE = 85  # in the list of commands
WIDTH = 100
MARKED = re.compile(r"`+|\*(?=\w)|(?<=\w)\*")  # marks of emphasis, which a terminal does not show


@click.command("explain", short_help=HELP)
@click.argument("names", metavar="NAME...", nargs=-1)
def command(names: tuple[str, ...]) -> None:
    """Explain what stands in findings.json or in a message: a finding by its id, a check by its code.

    your-file and your-record list what people have, and the command that reads it.

    Without a NAME it lists the names that there are. Nothing is read but the declarations that reports are made from.

    \b
    Example:
      bystander explain fnmr-at-fmr EV15
    """
    known = _known()
    if not names:
        click.echo("\n".join(sorted(_listed())))
        return
    unknown = [name for name in names if name.casefold() not in known]
    if unknown:
        near = get_close_matches(unknown[0].casefold(), known, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; bystander explain lists all names"
        raise UsageError(f"there is nothing called {unknown[0]}{hint}")
    click.echo("\n\n".join(known[name.casefold()] for name in names))


def _known() -> dict[str, str]:
    """Return every explanation by its name in lower case."""
    from bystander.evidence import your_file, your_record
    from bystander.evidence.checks.every import EVERY
    from bystander.quantities.catalogue import CATALOGUE

    found = {check.code.casefold(): _of_check(check) for check in EVERY}
    found |= {page.PAGE: page.as_text() for page in (your_file, your_record)}
    found |= {quantity.name: _of_quantity(quantity) for quantity in reversed(CATALOGUE.declared)}
    return found | {quantity.id: _of_quantity(quantity) for quantity in CATALOGUE.declared}


def _listed() -> list[str]:
    """Return the names to ask for: of findings their ids, of checks their codes, and the pages about files."""
    from bystander.evidence import your_file, your_record
    from bystander.evidence.checks.every import EVERY
    from bystander.quantities.catalogue import CATALOGUE

    return [
        your_file.PAGE,
        your_record.PAGE,
        *(check.code for check in EVERY),
        *(quantity.id for quantity in CATALOGUE.declared),
    ]


def _of_quantity(quantity: Quantity) -> str:
    low, high = quantity.kind.range
    within = f"from {low:g} up" if high == inf else f"from {low:g} to {high:g}"
    holds = f" It holds for {quantity.population}." if quantity.population else ""
    lines = [
        f"{quantity.id}: {quantity.heading}",
        quantity.question,
        f"A {quantity.kind.value} {within}, per {quantity.unit}.{holds}",
        *([f"{quantity.term.name}: {quantity.term.meaning}"] if quantity.term else []),
        f"Page: docs/methods/{quantity.page}",
    ]
    return "\n".join(fill(line, WIDTH, subsequent_indent="  ") for line in lines)


def _of_check(check: Check[object]) -> str:
    paragraphs = [f"{check.code}: {check.name}", *MARKED.sub("", check.paragraph).split("\n\n")]
    return "\n".join(fill(" ".join(text.split()), WIDTH, subsequent_indent="  ") for text in paragraphs)
