"""Options of the library as they are declared: every spelling, one value for several, all names in a signature."""

from __future__ import annotations

from functools import wraps
from inspect import Parameter, signature
from numbers import Real
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bystander.api.options.option import Option

P = ParamSpec("P")
R = TypeVar("R")

_AS_PYTHON = ("tolist", "to_list", "to_pylist", "as_py")  # of numpy and pandas, of polars, of pyarrow
_OF_SEVERAL = frozenset({"number", "rate", "text", "named number"})  # whose one value may stand for a list of one


def takes(*declared: Option) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator for a function of options.

    It may be called by any spelling of an option (``threshold`` or ``thresholds``), with one value where several are
    taken (``targets=0.001``), and its signature and help name all that it takes.

    Raises TypeError for a name that there is not, and for one given twice.
    """
    spelled = {spelling: option for option in declared for spelling in option.spellings}

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        own = signature(function)
        fixed = [p for p in own.parameters.values() if p.kind is not Parameter.VAR_KEYWORD]
        names = {p.name for p in fixed}
        open_ended = len(fixed) < len(own.parameters)
        more = [o for o in declared if o.name not in names] if open_ended else []
        options = {s: o for s, o in spelled.items() if o.name in names or open_ended}

        @wraps(function)
        def called(*args: P.args, **kwargs: P.kwargs) -> R:
            return function(*args, **_read(function.__name__, kwargs, options, names))

        parameters = [*fixed, *(Parameter(o.name, Parameter.KEYWORD_ONLY, default=o.usual) for o in more)]
        called.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
        called.__doc__ = _documented(function.__doc__, more)
        return called

    return decorate


def _read(function: str, given: Mapping[str, Any], options: Mapping[str, Option], names: set[str]) -> dict[str, Any]:
    """Return what was given, by the names that the function has."""
    read: dict[str, Any] = {}
    for spelling, value in given.items():
        option = options.get(spelling)
        if option is None and spelling not in names:
            raise TypeError(f"{function}() has no option {spelling!r}{_meant(spelling, {*options, *names})}")
        name = spelling if option is None else option.name
        if name in read:
            raise TypeError(f"{function}() was given {name!r} twice, as {' and '.join(_spelled(given, option))}")
        plain = value if option is None or option.brings_file else _plain(value, name)
        read[name] = (plain,) if option is not None and option.many and _is_one(plain, option.kind) else plain
    return read


def _plain(value: Any, name: str) -> Any:  # noqa: ANN401 - the value of any option
    """Return an array of any library as a list, and a number of one as Python's. Raises UsageError for a missing one.

    Below a mask lies a value that is none, and several options are held against None to see whether they are given.
    """
    way = next((way for way in _AS_PYTHON if hasattr(value, way)), "")
    several = getattr(value, way)() if way else value
    if way and not isinstance(several, list):
        return _known(several, name)
    if isinstance(several, (list, tuple)):
        known = [_known(_plain(one, name), name) for one in several]
        return tuple(known) if isinstance(several, tuple) else known
    return value


def _known(value: Any, name: str) -> Any:  # noqa: ANN401 - the value of any option
    if value is None or type(value).__name__ == "NAType":  # pandas need not be there
        raise UsageError(f"{name} holds a value that is missing; leave it out")
    return value


def _spelled(given: Mapping[str, Any], option: Option | None) -> list[str]:
    return [] if option is None else [spelling for spelling in option.spellings if spelling in given]


def _is_one(value: object, kind: str) -> bool:
    """Return whether a value is one of several: a number, a text, or a number for each system."""
    one = isinstance(value, (Real, str)) or (kind == "named number" and hasattr(value, "keys"))
    return one and kind in _OF_SEVERAL


def _meant(spelling: str, known: set[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(spelling, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(sorted(known))}"


def _documented(text: str | None, options: list[Option]) -> str | None:
    """Return a docstring with the options that it does not explain itself."""
    if not options or text is None:
        return text
    lines = [f"- ``{o.name}``: {o.label}{_choices(o)}." for o in options]
    return "\n    ".join(
        [text.rstrip(), "", "What may be said beside, in Python and on the command line:", "", *lines, ""]
    )


def _choices(option: Option) -> str:
    """Return the values that an option takes, or that are built in."""
    return f": {', '.join(map(repr, option.values))}{', or other' if option.open else ''}" if option.values else ""
