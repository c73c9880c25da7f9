"""What a command leaves behind (see :mod:`bystander.atomic`), and progress for a person who waits."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bystander.api.watching import Unwatched
from bystander.atomic import FINDINGS, check_directory, write_outputs
from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.api.watching import Watch

__all__ = ["FINDINGS", "OutputPath", "check_directory", "progress", "write_outputs"]


class OutputPath(click.Path):
    """Where a command writes. An empty name is a variable that was not set, and no name of the folder one stands in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return it as a path. Raises UsageError where it is empty."""
        if isinstance(value, str) and not value.strip():
            message = "-o is empty; name what is to be written"
            raise UsageError(message)
        return super().convert(value, param, ctx)


@contextmanager
def progress(label: str, *, unit: str | None = None) -> Iterator[Watch]:
    """Show that work is going on, on stderr and only on a terminal; yields what is told of it.

    Without a unit it is a moving mark with the time gone by. With one it shows how many are done and how many a second,
    and the time that remains as soon as it is told what to expect. Elsewhere than on a terminal nothing is written and
    nothing is imported.
    """
    if not sys.stderr.isatty():
        yield Unwatched()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.fields[pace]}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, pace="")

        class Watched:
            def __call__(self, amount: float) -> None:
                bar.advance(task, amount)
                if unit is not None:
                    now = bar.tasks[0]
                    bar.update(task, pace=pace(now.completed, now.total, now.elapsed or 0.0, unit))

            def expect(self, total: float) -> None:
                bar.update(task, total=total)

        yield Watched()


def pace(done: float, total: float | None, seconds: float, unit: str) -> str:
    """Say how much is done, how fast, and how long it may take: "12 rows, 4 a second, about 20 s left"."""

    def amount(number: float) -> str:
        return f"{number / 1e6:.1f} million" if number >= 1e6 else f"{number:,.0f}"

    if not seconds or not done:
        return f"{amount(done)} {unit}"
    said = f"{amount(done)} {unit}, {amount(done / seconds)} a second"
    if total is None or total <= done:
        return said
    left = seconds * (total - done) / done
    return f"{said}, about {left / 60:.0f} min left" if left > 90 else f"{said}, about {left:.0f} s left"
