"""Files that people write by hand as TOML: read, and every mistake told at once, as a person would say it.

The codes of a kind of file are its two letters and 01 not TOML, 02 unknown key, 03 missing key, 04 wrong kind of value,
05 a number out of range, 06 a value that cannot be, or values that contradict each other.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from bystander.errors import EvidenceError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

LARGEST = 1_000_000  # bytes: such a file is written by hand
_BOUNDS = {
    "greater_than_equal": "at least", "less_than_equal": "at most", "greater_than": "above", "less_than": "below",
}  # fmt: skip
_HEADER = re.compile(r"^\s*\[\[?\s*([\w.\-\"' ]+?)\s*\]\]?\s*(?:#.*)?$")


@dataclass(frozen=True, kw_only=True)
class TomlFile:
    """One kind of file. ``code``: its two letters; ``what``: it is; ``model``: of the whole; ``error``: is raised."""

    code: str
    what: str
    model: type[BaseModel]
    error: type[EvidenceError]

    def text_of(self, path: Path) -> str:
        """Return the text of a file. Raises the error of this kind of file."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            why = error.strerror or "it cannot be read"
            raise self._unreadable(path.name, f"the file cannot be read: {why}", "check the name") from None
        if len(raw) > LARGEST:
            raise self._unreadable(path.name, f"the file is far larger than a {self.what}", "check the name")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise self._unreadable(path.name, "the file is not UTF-8 text", "save it as UTF-8 text") from None

    def data_of(self, text: str, name: str) -> dict[str, Any]:
        """Return what a text says. Raises the error of this kind of file."""
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            do = "texts stand in quotes, true and false are small, decimals have a point: 0.5"
            raise self._unreadable(name, f"this is not TOML: {error}", do) from None

    def _unreadable(self, name: str, found: str, do: str) -> EvidenceError:
        return self.error(name, [self.problem("01", found, do=do)])

    def problem(
        self, number: str, found: str, where: str = "", *, expected: str = "", got: str = "", means: str = "", do: str
    ) -> Problem:
        """Return one mistake."""
        return Problem(
            code=f"{self.code}{number}", severity="error", found=found, where=where, expected=expected, got=got,
            means=means, do=do,
        )  # fmt: skip

    def told(self, error: ErrorDetails) -> Problem:
        """Say a validation error the way a person would."""
        kind, at = error["type"], [str(part + 1 if isinstance(part, int) else part) for part in error["loc"]]
        where, key, value = ".".join(at), at[-1] if at else "", error.get("input")
        if kind == "extra_forbidden":
            keys = self._keys(error["loc"])
            near = get_close_matches(key, keys, 1, 0.5)
            do = f'did you mean "{near[0]}"?' if near else f"the keys here are: {', '.join(keys)}"
            return self.problem("02", f'unknown key "{key}"', where, do=do)
        if kind == "missing":
            return self.problem("03", f'"{key}" is missing', where, do="add it")
        if kind == "value_error":
            found = error["msg"].removeprefix("Value error, ")
            return self.problem("06", found, where or "the whole file", do="correct it")
        if kind in _BOUNDS:
            return self._out_of_range(kind, value, where, next(iter(error.get("ctx", {}).values())))
        got = {bool: "true or false", str: "a text", list: "a list", dict: "a table"}.get(type(value), f"{value!r}")
        wanted = _wanted(error)
        return self.problem("04", f"{key} should be {wanted}", where, expected=wanted, got=got, do="correct it")

    def _out_of_range(self, kind: str, value: object, where: str, limit: float) -> Problem:
        expected = f"a number {_BOUNDS[kind]} {limit:,}"
        if kind.startswith("less_than") and limit == 1 and isinstance(value, int | float) and value <= 100:
            means = f"a chance lies between 0 and 1; {value:g} looks like per cent"
            do = f"write {value / 100:.6g}"
            return self.problem("05", f"{value:g} is no chance", where, expected=expected, means=means, do=do)
        return self.problem("05", f"{value} is out of range", where, expected=expected, do="correct it")

    def _keys(self, location: Sequence[int | str]) -> list[str]:
        """Return the keys that are known where an unknown one stands."""
        model = self.model
        for part in location[:-1]:
            if isinstance(part, str) and part in _names(model):
                model = _model_in(model.model_fields[_names(model)[part]].annotation) or model
        return list(_names(model))


def line_of(text: str, location: Sequence[int | str]) -> int | None:
    """Return the line, from 1, on which a key of a table stands, or else its table; None where neither is found.

    ``location``: names of tables and, of a table that is there several times, its place from 0, then the key.
    """
    names = [part for part in location if isinstance(part, str)]
    places = [part for part in location if isinstance(part, int)]
    if not names:
        return None
    seen, inside, header = -1, False, None
    for number, line in enumerate(text.splitlines(), 1):
        opened = _HEADER.match(line)
        if opened:
            same = opened[1] == names[0]
            seen += same
            inside = same and (not places or seen == places[0])
            header = number if inside else header
        elif inside and len(names) > 1 and re.match(rf"\s*[\"']?{re.escape(names[1])}[\"']?\s*[=.]", line):
            return number
    return header


def _names(model: type[BaseModel]) -> dict[str, str]:
    """Return the fields of a model by what a file calls them."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def _wanted(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind == "literal_error":
        return str(error.get("ctx", {}).get("expected", "another word")).replace("'", '"')
    words = {
        "int": "a whole number", "string": "a text", "bool": "true or false", "model": "a table", "dict": "a table",
        "tuple": "a list",
    }  # fmt: skip
    return next((said for part, said in words.items() if part in kind), "a number")


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - an annotation is anything
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in getattr(annotation, "__args__", ()) if (m := _model_in(a))), None)
