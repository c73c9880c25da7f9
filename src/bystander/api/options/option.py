"""One thing that may be said of evidence, in the words of every door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# A rate lies above 0 and up to 1, a share of certainty between one half and 1; reasons are texts with commas in them,
# and a named number is one for all systems or for the named one.
Kind = Literal[
    "flag", "text", "reasons", "number", "named number", "rate", "share", "count", "pairs", "choice", "file",
    "file or choice",
]  # fmt: skip
WITH_FILE = frozenset({"file", "file or choice"})


class Choice(NamedTuple):
    """A value that an option takes, and what it means on the page."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Option:
    """What may be said.

    ``name``: as the library names it. ``written``: as the command line writes it after two dashes, where that is not
    the name. ``help``, ``metavar``: for the command line. ``label``, ``hint``, ``group``: for the page. ``choices``:
    all values that it takes, or those that are built in where it takes others, too (``open``). ``many``: it may be
    repeated. ``default``: what it is taken for when it is not given. ``least``: of a count.
    """

    name: str
    kind: Kind
    help: str
    label: str
    group: str
    hint: str = ""
    metavar: str = ""
    written: str = ""
    choices: tuple[Choice, ...] = ()
    open: bool = False
    many: bool = False
    default: str | float | None = None
    least: int = 1

    @property
    def option(self) -> str:
        """The option of the command line, without its dashes."""
        return self.written or self.name.replace("_", "-")

    @property
    def spellings(self) -> tuple[str, ...]:
        """All names that it may be given by: the library's, and the command line's with underscores for dashes."""
        return tuple(dict.fromkeys((self.name, self.option.replace("-", "_"))))

    @property
    def usual(self) -> Any:  # noqa: ANN401 - the value of any option
        """What it is when nothing is said, as the library has it."""
        if self.kind == "flag":
            return False
        return self.default if self.default is not None else () if self.many and self.kind != "pairs" else None

    @property
    def values(self) -> tuple[str, ...]:
        """The values that it takes, or that are built in."""
        return tuple(choice.value for choice in self.choices)

    @property
    def brings_file(self) -> bool:
        """Whether it may be a file."""
        return self.kind in WITH_FILE


def without(options: Iterable[Option], *names: str) -> tuple[Option, ...]:
    """Return options but some."""
    return tuple(option for option in options if option.name not in names)


def named(options: Iterable[Option], *names: str) -> tuple[Option, ...]:
    """Return some options, in the order in which they are declared."""
    return tuple(option for option in options if option.name in names)
