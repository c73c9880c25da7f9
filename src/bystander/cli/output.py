"""What a command leaves behind (see :mod:`bystander.files`), and progress for a person who waits."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bystander.files import FINDINGS, check_directory, write_outputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["FINDINGS", "check_directory", "progress", "write_outputs"]


@contextmanager
def progress(label: str, *, total: float | None = None, unit: str | None = None) -> Iterator[Callable[[float], None]]:
    """Show that work is going on, on stderr and only on a terminal; yields ``advance(amount)``.

    With a unit it shows how many have been done and how many a second, with a total the time that remains; without
    either it is a moving mark with the time gone by. Elsewhere than on a terminal nothing is written and nothing is
    imported.
    """
    if not sys.stderr.isatty():
        yield lambda amount: None  # noqa: ARG005 - the signature of a real advance
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
    if total is not None:
        columns += [TextColumn("of about"), TimeRemainingColumn(elapsed_when_finished=True)]
    if unit is not None:
        columns.append(TextColumn("{task.fields[done]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, done="")

        def advance(amount: float) -> None:
            bar.advance(task, amount)
            if unit is not None:
                now = bar.tasks[0]
                bar.update(task, done=pace(now.completed, now.elapsed or 0.0, unit))

        yield advance


def pace(done: float, seconds: float, unit: str) -> str:
    """Say how much has been done, and how fast: "12.3 million rows, 4.1 million a second"."""

    def amount(number: float) -> str:
        return f"{number / 1e6:.1f} million" if number >= 1e6 else f"{number:,.0f}"

    speed = f", {amount(done / seconds)} a second" if seconds > 0 else ""
    return f"{amount(done)} {unit}{speed}"
