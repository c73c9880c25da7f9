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
def progress(label: str, *, total: float | None = None) -> Iterator[Callable[[float], None]]:
    """Show that work is going on, on stderr and only on a terminal; yields ``advance(amount)``.

    Without a total it is a moving mark with the time gone by. Elsewhere than on a terminal nothing is
    written and nothing is imported.
    """
    if not sys.stderr.isatty():
        yield lambda amount: None  # noqa: ARG005 - the signature of a real advance
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda amount: bar.advance(task, amount)
