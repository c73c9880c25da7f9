"""Read what people write in TOML: every mistake at once, each with what was meant and where it stands.

A kind of file (a scenario, a claim) has a model of pydantic, a prefix of its codes, and an error. Of a prefix ``SC``
the codes are SC01 not TOML, SC02 unknown key, SC03 missing key, SC04 wrong kind of value, SC05 a number out of range,
SC06 values that contradict each other; what only one kind of file knows follows these.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from bystander.errors import EvidenceError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

LARGEST = 1_000_000  # bytes: such a file is written by hand
_HEADING = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[=.]""")
_LIMITS = {
    "greater_than_equal": "at least",
    "less_than_equal": "at most",
    "greater_than": "above",
    "less_than": "below",
}

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class TomlFile(Generic[Model]):
    """A kind of file: its ``model``, the ``prefix`` of its codes, its ``noun``, and the ``error`` that refuses it.

    ``lines``: whether a mistake is told with its line.
    """

    model: type[Model]
    prefix: str
    noun: str
    error: type[EvidenceError]
    lines: bool = False

    def text_of(self, path: Path) -> str:
        """Return the text of a file. Raises the error of this kind of file where it cannot be read as text."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            why = error.strerror or "it cannot be read"
            raise self._stop(path.name, f"the file cannot be read: {why}", "check the name") from None
        if len(raw) > LARGEST:
            raise self._stop(path.name, f"the file is far larger than a {self.noun}", "check the name")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise self._stop(path.name, "the file is not UTF-8 text", "save it as UTF-8 text") from None

    def parsed(self, text: str, name: str) -> Model:
        """Return what a text says. Raises the error of this kind of file with all that is wrong in it."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            do = "texts stand in quotes, true and false are small, decimals have a point: 0.5"
            raise self._stop(name, f"this is not TOML: {error}", do) from None
        except RecursionError:
            raise self._stop(name, "brackets within brackets without end", "close them") from None
        try:
            return self.model.model_validate(data)
        except ValidationError as error:
            raise self.error(name, [self.told(e, text) for e in error.errors()]) from None

    def problem(
        self, number: int, found: str, where: str = "", *, expected: str = "", got: str = "", means: str = "", do: str
    ) -> Problem:
        """Return a problem that stops the work."""
        return Problem(
            code=f"{self.prefix}{number:02d}", severity="error", found=found, where=where, expected=expected, got=got,
            means=means, do=do,
        )  # fmt: skip

    def _stop(self, name: str, found: str, do: str) -> EvidenceError:
        return self.error(name, [self.problem(1, found, do=do)])

    # ---- mistakes in words ------------------------------------------------------------------------------------------

    def told(self, error: ErrorDetails, text: str = "") -> Problem:
        """Say a validation error the way a person would."""
        kind, at = error["type"], [str(part + 1 if isinstance(part, int) else part) for part in error["loc"]]
        key, value = at[-1] if at else "", error.get("input")
        where = ".".join(at)
        line = line_of(text, error["loc"]) if self.lines else None
        where = f"{where}, line {line}" if line else where
        if kind == "extra_forbidden":
            keys = _keys(self.model, error["loc"])
            near = get_close_matches(key, keys, 1, 0.5)
            do = f'did you mean "{near[0]}"?' if near else f"the keys here are: {', '.join(keys)}"
            return self.problem(2, f'unknown key "{key}"', where, do=do)
        if kind in {"missing", "string_too_short"}:
            lacks, do = ("missing", "add it") if kind == "missing" else ("empty", "fill it in")
            return self.problem(3, f'"{key}" is {lacks}', where, do=do)
        if kind == "value_error":
            found = error["msg"].removeprefix("Value error, ")
            return self.problem(6, found, where or "the whole file", do="correct it")
        if kind in {"string_too_long", *_LIMITS}:
            return self._out_of_range(kind, value, next(iter(error.get("ctx", {}).values())), where)
        got = {bool: "true or false", str: "a text", list: "a list", dict: "a table"}.get(type(value), f"{value!r}")
        wanted = _wanted(kind, error.get("ctx", {}))
        return self.problem(4, f"{key} should be {wanted}", where, expected=wanted, got=got, do="correct it")

    def _out_of_range(self, kind: str, value: Any, limit: float, where: str) -> Problem:  # noqa: ANN401 - of any type
        if kind not in _LIMITS:
            return self.problem(5, f"the text is longer than {limit} letters", where, do="shorten it")
        expected = f"a number {_LIMITS[kind]} {limit:,}"
        if value == limit == 1:
            means = "1 is 100 %, which is certainty, and not 1 %"
            return self.problem(
                5, "1 is out of range", where, expected=expected, means=means, do="write less than 1; 1 % is 0.01"
            )
        if kind.startswith("less_than") and limit == 1 and isinstance(value, int | float) and value <= 100:
            means = f"a chance lies between 0 and 1; {value:g} looks like per cent"
            do = f"write {value / 100:.6g}"
            return self.problem(5, f"{value:g} is no chance", where, expected=expected, means=means, do=do)
        return self.problem(5, f"{value} is out of range", where, expected=expected, do="correct it")


def line_of(text: str, location: tuple[int | str, ...]) -> int | None:
    """Return the line, from 1, on which a key stands, or the heading of its table where it has none; None if nowhere.

    ``location``: as pydantic gives it, such as ``("denominator", 1, "wrong")`` for the second ``[[denominator]]``.
    """
    tables = [part for part in location[:-1] if isinstance(part, str)]
    wanted = next((part for part in location if isinstance(part, int)), 0)
    key, table, seen, heading = location[-1] if location else "", "", -1, None
    for number, line in enumerate(text.splitlines(), 1):
        if (head := _HEADING.match(line)) is not None:
            table = head[1]
            if not tables and table == key:
                return number
            seen += table == ".".join(tables)
            if table == ".".join(tables) and seen == wanted:
                heading = number
        inside = table == "" if not tables else heading is not None and table == ".".join(tables) and seen == wanted
        if inside and (found := _KEY.match(line)) is not None and found[1] == key:
            return number
    if heading is None and len(location) > 1 and isinstance(location[-2], str):
        return line_of(text, location[:-1])  # in braces: the line of the key that they belong to
    return heading


def _wanted(kind: str, context: dict[str, Any]) -> str:
    """Say what kind of value was wanted, by the kind of mistake."""
    if kind == "literal_error":
        return str(context.get("expected", "one of the words that are known")).replace("'", '"')
    if "int" in kind:
        return "a whole number"
    if "string" in kind:
        return "a text"
    if "bool" in kind:
        return "true or false"
    if "model" in kind or "dict" in kind:
        return "a table"
    return "a list" if "tuple" in kind else "a number"


def _keys(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that are known where an unknown one stands."""
    for part in location[:-1]:
        if isinstance(part, str) and (field := _fields(model).get(part)) is not None:
            model = _model_in(field.annotation) or model
    return list(_fields(model))


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by what a file calls them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - an annotation is anything
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in getattr(annotation, "__args__", ()) if (m := _model_in(a))), None)
