"""The command that gives a study's findings again from the same evidence, and what was declared at the door.

It is made of the declared options, so the command line, the library and the local page write the same one. Files stand
in it without their folders, options that are as usual are left out, and so is what no number depends on. Where the
evidence is no file, it is the call in Python.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from numbers import Real
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from bystander.api.options.question import QUESTION
from bystander.api.options.requirement import REQUIRED
from bystander.api.options.systems import SYSTEMS
from bystander.api.options.verbs import OF_STUDY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bystander.api.options.option import Option
    from bystander.findings import Study

_ASKED = frozenset({QUESTION, SYSTEMS, REQUIRED})  # groups of options that ask, and declare nothing of the evidence
_NO_DECLARATION = frozenset({"by", "people", "cluster", "record", "small_cell", "crowd", "groups", "searches"})
_IN_PYTHON = {"crowd": "consequences"}  # studies whose function has another name
_FILES = (str, Path)
_EXACT = 1e15  # whole numbers below are written without a point or an exponent


def asked(study: Study, evidence: Iterable[Any], said: Mapping[str, Any]) -> Study:
    """Return a study whose document tells the command that makes it, and what was declared.

    ``evidence``: what was given, each a file, several, or a table. ``said``: options by the names of the library,
    usual values among them or not.
    """
    if study.document.study not in OF_STUDY:  # the page of a claim tells the claim as it was read
        return study
    options = [(option, said[option.name]) for option in OF_STUDY[study.document.study] if _is_said(option, said)]
    document = study.document
    declared = tuple(
        f"{option.label}: {text}" if (text := ", ".join(_texts(option, value))) else option.label
        for option, value in options
        if option.group not in _ASKED and option.name not in _NO_DECLARATION
    )
    conventions = document.conventions.model_copy(update={"declared": declared})
    command = _command(document.study, list(evidence), options)
    return replace(study, document=document.model_copy(update={"command": command, "conventions": conventions}))


def _is_said(option: Option, said: Mapping[str, Any]) -> bool:
    value = said.get(option.name)
    if value is None or value is False:
        return False
    if hasattr(value, "__len__") and len(value) == 0:
        return False
    return not (isinstance(value, (str, Real)) and option.default == value)


def _command(study: str, evidence: Sequence[Any], options: Sequence[tuple[Option, Any]]) -> str:
    sources = list(evidence[0]) if len(evidence) == 1 and isinstance(evidence[0], (list, tuple)) else list(evidence)
    beside = [one for option, value in options if option.brings_file for one in _each(value)]
    if not all(isinstance(one, _FILES) for one in (*sources, *beside)):
        return _call(study, evidence, options)
    words = ["bystander", study, *(_file(one) for one in sources)]
    for option, value in options:
        texts = _texts(option, value)
        words += [f"--{option.option}"] if option.kind == "flag" else []
        words += [word for text in texts for word in _pair(f"--{option.option}", text)]
    return shlex.join(words)


def _each(value: Any) -> Sequence[Any]:  # noqa: ANN401 - one file, or several
    return value if isinstance(value, (list, tuple)) else (value,)


def _pair(option: str, text: str) -> tuple[str, ...]:
    """Return an option and its value; in one word where the value looks like an option."""
    return (f"{option}={text}",) if text.startswith("-") else (option, text)


def _file(given: str | Path) -> str:
    name = Path(given).name
    return f"./{name}" if name.startswith("-") else name


def _texts(option: Option, value: Any) -> list[str]:  # noqa: ANN401 - the value of any option
    """Return a value as the command line takes it; several where it is repeated, none of a flag."""
    if option.kind == "flag":
        return []
    if option.brings_file:
        return [str(one) if str(one) in option.values else Path(str(one)).name for one in _each(value)]
    if hasattr(value, "items"):
        return _of_mapping(option, value)
    write = _by_name if option.kind == "named number" else _text
    several = value if isinstance(value, (list, tuple)) or hasattr(value, "__array__") else [value]
    texts = [text for one in several for text in (_of_mapping(option, one) if hasattr(one, "items") else [write(one)])]
    return texts if option.many else [",".join(texts)]


def _of_mapping(option: Option, value: Mapping[Any, Any]) -> list[str]:
    between = ":" if option.kind == "reasons" else "="
    return [f"{key}{between}{','.join(_text(one) for one in _all(part))}" for key, part in value.items()]


def _all(value: Any) -> Iterable[Any]:  # noqa: ANN401 - a column, or the columns of several systems
    return value if isinstance(value, (list, tuple)) else (value,)


def _text(value: Any) -> str:  # noqa: ANN401 - a text or a number
    """Return a value as it is written: a number as short as it can be read back, 45 and not 45.0."""
    if isinstance(value, Real):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < _EXACT else repr(number)
    return str(value)


def _by_name(value: Any) -> str:  # noqa: ANN401 - a number, or a text with one in it
    """Return a number of all systems, or of the one that is named before it."""
    name, equals, number = str(value).rpartition("=")
    return f"{name}{equals}{_text(float(number))}"


def _call(study: str, evidence: Sequence[Any], options: Sequence[tuple[Option, Any]]) -> str:
    """Return the call in Python; a table in memory stands in it under a name that says what it is."""
    names = ascii_uppercase if study == "compare" else ["evidence"]
    sources = [_source(one, name) for one, name in zip(evidence, names, strict=False)]
    told = [f"{option.name}={_literal(option, value)}" for option, value in options]
    return f"by.{_IN_PYTHON.get(study, study)}({', '.join([*sources, *told])})"


def _source(given: Any, name: str) -> str:  # noqa: ANN401 - a file, several, or a table
    """Return evidence as it stands in a call: files by their names, a table by one that says what it is."""
    if isinstance(given, _FILES):
        return json.dumps(_file(given), ensure_ascii=False)
    several = isinstance(given, (list, tuple)) and all(isinstance(one, _FILES) for one in given)
    return f"[{', '.join(_source(one, name) for one in given)}]" if several else name


def _literal(option: Option, value: Any) -> str:  # noqa: ANN401 - the value of any option
    if option.kind == "flag":
        return "True"
    if option.brings_file and not all(isinstance(one, _FILES) for one in _each(value)):
        return option.name  # a table, or requirements in memory
    if hasattr(value, "items"):
        pairs = (f"{json.dumps(str(key), ensure_ascii=False)}: {_literal(option, one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, (list, tuple)) or hasattr(value, "__array__"):
        return f"[{', '.join(_literal(option, one) for one in value)}]"
    if isinstance(value, Real):
        return _text(value)
    text = Path(value).name if option.brings_file and str(value) not in option.values else str(value)
    return json.dumps(text, ensure_ascii=False)
