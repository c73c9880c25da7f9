"""What long work tells whoever waits for it; nobody, unless a command line or a page looks on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


class Watch(Protocol):
    """What is told of work that goes on."""

    def __call__(self, amount: float) -> None:
        """Say that so much more is done."""
        ...

    def expect(self, total: float) -> None:
        """Say how much there is to do, as far as is known by now."""
        ...


class Progress(Protocol):
    """What shows that work goes on, under a label, for as long as its block lasts."""

    def __call__(self, label: str, *, unit: str | None = None) -> AbstractContextManager[Watch]:
        """Begin; with a ``unit``, what is told counts so many of it."""
        ...


class Unwatched:
    """Nobody is watching."""

    def __call__(self, amount: float) -> None:
        """Do nothing."""

    def expect(self, total: float) -> None:
        """Do nothing."""


@contextmanager
def unseen(label: str, *, unit: str | None = None) -> Iterator[Watch]:
    """Show nothing to anybody."""
    del label, unit
    yield Unwatched()
