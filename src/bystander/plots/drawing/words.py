"""The words of a specification: what is not known is refused, as a word that nothing reads would draw something else.

A word that says one thing only ("autosize": "none") is known with that value alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Value = TypeVar("Value")


def known(given: Mapping[str, Any], names: Collection[str], where: str) -> None:
    """Raise ValueError, naming the word, where ``given`` has one that is not among ``names``."""
    for name in given:
        if name not in names:
            message = f"{where}: {name!r} is not drawn here; known are {', '.join(sorted(names))}"
            raise ValueError(message)


def fixed(given: Mapping[str, Any], values: Mapping[str, Any], where: str) -> None:
    """Raise ValueError, naming the word, where ``given`` lacks one of ``values`` or says something else of it."""
    for name, value in values.items():
        if name not in given or given[name] != value:
            message = f"{where}: {name!r} is {given.get(name)!r}; only {value!r} is drawn here"
            raise ValueError(message)


def one_of(table: Mapping[str, Value], name: object, where: str) -> Value:
    """Return what a table has under a name; raise ValueError, naming it, where it has nothing."""
    if not isinstance(name, str) or name not in table:
        message = f"{where} {name!r} is not drawn here; known are {', '.join(sorted(table))}"
        raise ValueError(message)
    return table[name]
