"""What a check is: a code, a paragraph that explains it, and an evaluation of what was read.

A file in a folder of checks declares one. Its docstring is the paragraph in docs/reference/checks.md, its first line
the code and what was found. Each kind of evidence lists its checks in ``order.py`` of its folder, in the order in which
they are told, which is that of their weight and not that of their codes: a list shows it in one place, where a folder
that is searched could not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from bystander.errors import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bystander.errors import Problem

Facts = TypeVar("Facts")
Other = TypeVar("Other")


def nothing(_: object) -> list[Problem]:
    """Look at nothing: for what is met as an exception, and worded where it is met."""
    return []


@dataclass(frozen=True, kw_only=True)
class Check(Generic[Facts]):
    """One thing that may be wrong with evidence.

    ``code``: its name in messages and docs, "EV17". ``about``: the docstring of its file. ``look``: returns the
    problems in what a reader has gathered, none where all is well. ``of_rates``: whether what it finds matters for the
    rates of comparisons alone, and not where every probe is taken as a search. ``of_a_part``: whether what it finds in
    a part of the evidence is wrong whatever the other parts hold.
    """

    code: str
    about: str | None
    look: Callable[[Facts], Iterable[Problem]] = nothing
    of_rates: bool = False
    of_a_part: bool = False

    @property
    def name(self) -> str:
        """Return what it finds, in a few words: the first line of its docstring without the code."""
        head = (self.about or "").partition("\n\n")[0]
        return " ".join(head.split()).removeprefix(f"{self.code}:").strip().rstrip(".")

    @property
    def paragraph(self) -> str:
        """Return its explanation: the docstring from the second paragraph on."""
        return (self.about or "").partition("\n\n")[2].strip()

    def on(self, look: Callable[[Other], Iterable[Problem]]) -> Check[Other]:
        """Return the same check for something else that is read, or read at another time."""
        return cast("Check[Other]", replace(cast("Check[Any]", self), look=look))

    def within(self, facts: Callable[[Other], Facts]) -> Check[Other]:
        """Return the same check for something that its facts are a part of."""
        return self.on(lambda whole: self.look(facts(whole)))


def found_by(checks: Iterable[Check[Facts]], facts: Facts) -> list[Problem]:
    """Return what checks find, in their order: the one place where checks are run."""
    return [problem for check in checks for problem in check.look(facts)]


def require(checks: Iterable[Check[Facts]], facts: Facts, name: str) -> None:
    """Raise :class:`EvidenceError` of the evidence called ``name`` with what checks find, if they find anything."""
    problems = found_by(checks, facts)
    if problems:
        raise EvidenceError(name, problems)


def stop(problems: Iterable[Problem], name: str) -> None:
    """Raise :class:`EvidenceError` with every error, and the refused rows beside them, if there is any error."""
    found = list(problems)
    if any(p.stops for p in found):
        raise EvidenceError(name, [p for p in found if p.severity in {"error", "refused"}])
