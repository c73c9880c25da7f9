"""What is asked of a tool: its values for a case, by the names of the vectors."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from math import isnan
from typing import TYPE_CHECKING

from benchmarks.vectors.cases import NoNumber

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.vectors.cases import Case, Given

    Answer = Callable[[Case], dict[str, Given]]


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool. ``answers``: by topic, what gives its values of a case; {} where it has no such function.

    ``module``: what must be there to be imported. ``package``: whose version is told.
    """

    name: str
    module: str
    package: str
    answers: dict[str, Answer]

    def missing(self) -> str | None:
        """Say why it cannot be asked, None where it can."""
        try:
            import_module(self.module)
        except ImportError as error:
            return f"not installed ({error})"
        return None

    def version(self) -> str:
        """Return its version as its package has it."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return "of unknown version"

    def ask(self, case: Case) -> dict[str, Given]:
        """Return the values that the tool has for a case, of those that are expected."""
        answer = self.answers.get(case.topic)
        given = {} if answer is None else answer(case)
        return {name: _told(value) for name, value in given.items() if name in case.expected}


def _told(value: Given) -> Given:
    """Take NaN for what it says: there is no number."""
    return NoNumber("nan") if isinstance(value, float) and isnan(value) else value
