"""What every kind of evidence can be asked, once it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bystander.api.question import USUAL
from bystander.api.watching import unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bystander.api.question import Question
    from bystander.api.watching import Progress
    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.searches import Searches
    from bystander.findings import Study


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a look at evidence shows.

    ``lines``: what it is and what it can support, for a screen; ``said``: the same in one sentence, empty where there
    is none; ``problems``: all of them, those that stop the work too.
    """

    lines: list[str]
    said: str
    problems: tuple[Problem, ...]

    @property
    def usable(self) -> bool:
        """Whether nothing stops the work."""
        return all(p.severity != "error" for p in self.problems)


class Opened(Protocol):
    """Evidence of one kind. It is read when it is first asked, and once."""

    def check(self, stage: Callable[[str], None] = lambda _: None) -> Checked:
        """Look at it; ``stage`` is told what is done beside reading. Raises EvidenceError where it is unreadable."""
        ...

    def evaluate(self, question: Question = USUAL, progress: Progress = unseen) -> Study:
        """Answer a question. Raises EvidenceError with every problem, UsageError for what does not go with it."""
        ...

    def system(self) -> Trial | Searches:
        """Return it as one of the systems of a comparison. Raises EvidenceError, and UsageError where it is none."""
        ...


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was declared of evidence, as ``read_trial`` and ``read_searches`` name it; nothing that was not said."""

    declared: Mapping[str, Any]
    of_people: Mapping[str, Any]  # by, people, cluster

    @classmethod
    def of(cls, declared: Mapping[str, Any]) -> Told:
        """Take apart what was declared; an attribute that is empty is none."""
        people = {name: declared[name] for name in ("by", "people", "cluster") if name in declared}
        asked = {name: once(value) for name, value in people.items() if value is not None and not _empty(value)}
        return cls(declared={n: v for n, v in declared.items() if n not in people}, of_people=asked)

    @property
    def every(self) -> dict[str, Any]:
        """Both together."""
        return {**self.declared, **self.of_people}

    def without(self, *names: str) -> Told:
        """Return it without some of what was declared."""
        kept = {name: value for name, value in self.declared.items() if name not in names}
        return Told(declared=kept, of_people=self.of_people)


def once(source: object) -> object:
    """Return evidence as it can be looked at more often than once: a table of whatever is held in memory."""
    if source is None or isinstance(source, (str, Path)):
        return source
    from bystander.evidence.tables.held import held

    return held(source)


def _empty(value: Any) -> bool:  # noqa: ANN401 - names of attributes, or a table in memory: that is never empty here
    return isinstance(value, str | tuple | list) and len(value) == 0


def rows_in(read: int, used: int, refused: int) -> str:
    """Return the line of a description that says how many rows there are."""
    return f"  rows        {read:,} read = {used:,} used + {refused:,} refused"


def what_it_is(evidence: Trial | Searches, what: str) -> list[str]:
    """Return the first lines of the description of a trial."""
    said = [evidence.format, *(["distances"] if evidence.distance else [])]
    return [
        f"{evidence.name}: {what} ({', '.join(said)})",
        f"  sha256      {evidence.sha256}",
        rows_in(evidence.rows_read, evidence.rows_used, evidence.rows_refused),
    ]


def is_said(value: object) -> bool:
    """Return whether something was said of evidence: neither nothing nor an empty name, list or mapping."""
    return value is not None and not (isinstance(value, (str, list, tuple, dict)) and not value)
