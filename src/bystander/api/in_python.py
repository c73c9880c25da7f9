"""What a message asks for, as Python writes it: checks name options of the command line, the library has parameters.

Every option that a problem names is said again as the parameter it is: ``--column mated=NAME`` is
``columns={"mated": "NAME"}``. The words themselves stay those of the checks, so that both doors say the same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bystander.errors import EvidenceError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

P = ParamSpec("P")
R = TypeVar("R")

_OPTION = re.compile(r"--([a-z][a-z-]*)(?: ([a-z_]+='[^']*'|[^\s;()]+))?")
_FLAGS = {"distance", "one-scale", "searches"}
_SEVERAL = {
    "failed-score": "failed_scores", "non-mated-subject": "non_mated_subjects", "threshold": "thresholds",
    "target-fmr": "targets", "target-fpir": "fpir_targets",
}  # fmt: skip
_ONE = {
    "truth", "mated-is", "subject-from", "square", "format", "encoding", "sheet", "non-mated", "people", "by",
    "cluster", "probe-ids", "reference-ids", "subjects", "unit", "metric", "failures",
}  # fmt: skip
_NO_VALUE = {"out", "and", "or", "is", "if", "so", "to", "with", "as", "does", "which"}  # words that go on after it


def in_python(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function whose EvidenceError names parameters beside options."""

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except EvidenceError as error:
            if type(error) is not EvidenceError:
                raise
            raise EvidenceError(error.name, worded(error.problems)) from error

    return asked


def worded(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems whose advice names the parameters that it asks for."""
    return [replace(p, do=f"{p.do} (in Python: {said})") if (said := parameters(p.do)) else p for p in problems]


def parameters(text: str) -> str:
    """Return the parameters for the options that a text names; nothing where there are none, or they are named."""
    found: dict[str, list[str]] = {}
    for option, given in _OPTION.findall(text):
        value = given.rstrip(".,:")
        another = value.startswith("-") and not value[1:2].isdigit()
        found.setdefault(option, []).append("" if another or value in _NO_VALUE else value)
    said = [_said(option, values) for option, values in found.items()]
    return ", ".join(one for one in said if one and f"{one.partition('=')[0]}=" not in text)


def _said(option: str, values: list[str]) -> str:
    given = [value for value in dict.fromkeys(values) if value]
    if option in _FLAGS:
        return f"{option.replace('-', '_')}=True"
    if option == "column":
        roles = ", ".join(_column(*value.split("=", 1)) for value in given if "=" in value)
        return f"columns={{{roles}}}" if roles else "columns={...}"
    if option in _SEVERAL:
        return f"{_SEVERAL[option]}=[{', '.join(_literal(value) for value in given) or '...'}]"
    if option in _ONE:
        return f"{option.replace('-', '_')}={' or '.join(_literal(value) for value in given) or '...'}"
    return ""


def _column(role: str, name: str) -> str:
    if name.startswith("'"):  # a heading that is quoted as a whole
        return f'"{role}": "{name[1:-1]}"'
    names = ", ".join(f'"{one}"' for one in name.split(","))
    return f'"{role}": {names if "," not in name else f"[{names}]"}'


def _literal(value: str) -> str:
    """Return a value as Python writes it: numbers as they are, and text in quotation marks."""
    return value if re.fullmatch(r"-?[0-9][0-9.e+-]*", value) else f'"{value}"'
