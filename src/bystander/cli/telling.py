"""What is said on the screen about a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bystander.findings import Document


def tell(document: Document, written: Sequence[Path]) -> None:
    """Print the rows of the evidence, the verdict, and the files written."""
    for note in document.evidence:
        if note.kind != "scenario":
            rows = rows_in(note.rows_read, note.rows_used, note.rows_refused)
            click.echo(f"{note.name}: {rows}")
    for sentence in document.verdict:
        click.echo(sentence)
    for path in written:
        click.echo(f"wrote {path}")


def rows_in(read: int, used: int, refused: int) -> str:
    """Say "rows in 12 = used 10 + refused 2"."""
    return f"rows in {read:,} = used {used:,} + refused {refused:,}"
