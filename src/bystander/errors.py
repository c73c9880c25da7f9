"""The family of errors, and the shape of a problem found at the door.

::

    BystanderError
    ├── UsageError         the question is unusable: an option, a target, a name (exit status 2)
    ├── EvidenceError      the evidence is unusable; carries every problem at once (exit status 2)
    │   ├── ScenarioError  the same of a scenario (exit status 2)
    │   ├── ClaimError     the same of a claim (exit status 2)
    │   └── RequirementError  the same of a requirement (exit status 2)
    └── MissingExtraError  an optional part is not installed; names the extra to install (exit status 2)

Nothing else is raised on purpose. Anything else that escapes is a defect of Bystander.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "refused", "warning", "note"]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing found wrong, or worth knowing, in a piece of evidence.

    ``severity``: *error* stops the work; *refused* rows were left out and counted; *warning* becomes a
    caveat of every finding; *note* is for ``bystander check`` only.
    """

    code: str  # EV01 ... , the key of its paragraph in the docs
    severity: Severity
    found: str  # what was found, one sentence, with counts
    where: str = ""  # file name (never a path), column, rows as a spreadsheet counts them
    expected: str = ""
    got: str = ""
    means: str = ""  # what it would do to the numbers, or the likely human cause
    do: str = ""  # what to do about it
    needed: bool = True  # whether that has to be done; False where all may be as it should
    leads: bool = False  # a warning that can change the headline: it stands before all other caveats
    voids: bool = False  # one that may take the meaning from every rate: it is said before the headline
    told: bool = False  # a note that the report has too, beside what was refused or warned of
    of_whole: bool = False  # whether a part of the evidence cannot tell it, as what it lacks may be in another part
    of_findings: bool = False  # whether findings say it themselves, each for its own rows

    @property
    def stops(self) -> bool:
        """Whether nothing can be computed while it is there."""
        return self.severity == "error"

    def lines(self) -> list[str]:
        """Return the problem as readable lines, the first being its headline."""
        head = f"{self.code} {self.severity}: {self.found}"
        parts = (
            ("where", self.where),
            ("expected", self.expected),
            ("got", self.got),
            ("why", self.means),
            ("do", self.do),
        )
        return [head, *(f"    {label + ':':<10}{text}" for label, text in parts if text)]


class BystanderError(Exception):
    """Everything that Bystander raises on purpose."""


class UsageError(BystanderError):
    """The question is unusable: an option, a target or a name."""


class EvidenceError(BystanderError):
    """The evidence is unusable. All problems are in ``problems``, not only the first."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        super().__init__("\n".join([f"{name} cannot be used:", *(line for p in problems for line in p.lines())]))

    @classmethod
    def joined(cls, errors: list[EvidenceError]) -> EvidenceError:
        """Make one of those of several pieces of evidence."""
        return cls(" and ".join(e.name for e in errors), [p for e in errors for p in e.problems])

    def __reduce__(self) -> tuple[type[EvidenceError], tuple[str, list[Problem]]]:
        """Let it come back whole from another process."""
        return type(self), (self.name, self.problems)


class ScenarioError(EvidenceError):
    """The scenario is unusable. All mistakes are in ``problems``, not only the first."""


class ClaimError(EvidenceError):
    """The claim is unusable. All mistakes are in ``problems``, not only the first."""


class RequirementError(EvidenceError):
    """The requirement is unusable. All mistakes are in ``problems``, not only the first."""


class MissingExtraError(BystanderError):
    """An optional part of Bystander is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an optional part. In a clone of the project: pip install '.[{extra}]'")
