"""What a form says of evidence: read, checked, and handed to whoever reads and evaluates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from bystander.api.options.question import ASKED
from bystander.api.options.record import RECORD
from bystander.api.options.requirement import REQUIRE
from bystander.api.options.trial import OF_EVALUATION, TRIAL
from bystander.serve.fields import CHOICE, FIELDS, NAMED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from bystander.api.options.option import Option

_WORK = frozenset({"searches", "small_cell"})  # how a trial is evaluated; readers are not told
_TRIAL = frozenset(one.name for one in (*TRIAL, *OF_EVALUATION)) - _WORK
_RECORD = frozenset(one.name for one in RECORD)
_OF_ALL = frozenset({"level", REQUIRE.name})  # asked of a trial and of a record alike
_QUESTION = frozenset(one.name for one in ASKED) | {"small_cell"}


class FieldError(ValueError):
    """A field holds what it cannot hold; ``name``: of the field."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        super().__init__(text)


@dataclass(frozen=True)
class Said:
    """What was filled in, and nothing else. ``files``: names of uploads that came in fields, by field.

    ``made_up``: of an example, that a generator wrote it; no field says so.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)  # as they were filled in, to be shown again
    made_up: bool = False

    def of_trial(self, folder: Path) -> dict[str, Any]:
        """Return what is declared of a trial, as ``read_trial`` names it; uploads are in a ``folder``."""
        files = {name: folder / file for name, file in self.files.items()}
        return {name: value for name, value in {**self.values, **files}.items() if name in _TRIAL}

    def of_record(self) -> dict[str, Any]:
        """Return what is declared of a record, and asked of it."""
        return {name: value for name, value in self.values.items() if name in _RECORD}

    def idle(self, of_record: Collection[str] | None) -> list[str]:
        """Return what was said that is not of such evidence.

        ``of_record``: what is said of this kind of record beside what is of all of them; None of a trial.
        """
        named = [*self.values, *self.files]
        if of_record is None:
            return [name for name in named if name in _RECORD]
        return [name for name in named if name not in _RECORD | {*of_record} | _OF_ALL]

    def question(self) -> dict[str, Any]:
        """Return what is asked."""
        return {name: value for name, value in self.values.items() if name in _QUESTION}

    def required(self, folder: Path) -> list[Path | str]:
        """Return what is required: an uploaded file, or the name of what ships, or both."""
        given = [folder / self.files[REQUIRE.name]] if REQUIRE.name in self.files else []
        return [*given, *([self.values[REQUIRE.name]] if REQUIRE.name in self.values else [])]

    def with_files(self, new: Mapping[str, str], *, kept: Collection[str] = ()) -> Said:
        """Return it with files in some fields; of those from before the ``kept`` ones stay."""
        return replace(self, files={**{name: f for name, f in self.files.items() if name in kept}, **new})


def texts_of(form: Iterable[tuple[str, Any]], *, meant: Collection[str] = ()) -> dict[str, str]:
    """Return what was written into the fields, without what is empty or as usual.

    ``meant``: fields that were asked for, whose usual value is an answer too.
    """
    names = {*NAMED, *(f"{one.name}{CHOICE}" for one in FIELDS if one.kind == "file or choice")}
    usual = {one.name: str(one.default) for one in FIELDS if one.default is not None}
    written = {name: value.strip() for name, value in form if isinstance(value, str) and name in names}
    return {name: text for name, text in written.items() if text and (name in meant or text != usual.get(name))}


def read(texts: Mapping[str, str]) -> Said:
    """Read what was written. Raises FieldError, in words for a reader, for what a field cannot hold."""
    values: dict[str, Any] = {}
    for one in FIELDS:
        text = texts.get(f"{one.name}{CHOICE}" if one.kind == "file or choice" else one.name, "")
        if text:
            values[one.name] = _value(one, text)
    if "small_cell" in values and "by" not in values:
        message = f"“{NAMED['small_cell'].label}” goes with “{NAMED['by'].label}”, which names the groups."
        raise FieldError("by", message)
    return Said(values=values, texts=dict(texts))


def _value(one: Option, text: str) -> Any:  # noqa: ANN401 - what a field holds
    if one.kind == "flag":
        return True
    if one.kind in {"choice", "file or choice"}:
        if text not in one.values:
            raise FieldError(one.name, f"“{one.label}” is none of its choices.")
        return text
    if one.kind == "pairs":
        return _pairs(one, text)
    if one.kind in {"text", "reasons"}:
        parts = text.split(";" if one.kind == "reasons" else ",")
        return [part.strip() for part in parts if part.strip()] if one.many else text
    if one.kind == "count":
        return _count(one, text)
    numbers = [_number(one, part) for part in text.replace(";", " ").split()]
    return numbers if one.many else numbers[0]


def _number(one: Option, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value, fits = float("nan"), False
    else:
        low = 0.5 if one.kind == "share" else 0.0
        within = isfinite(value) and (low < value < 1 or (value == 1 and one.kind == "rate"))
        fits = within or one.kind == "number"
    if not fits or "_" in text:
        words = {
            "rate": "a rate, above 0 and up to 1, written with a point, such as 0.001",
            "share": "a number between 0.5 and 1, written with a point, such as 0.95",
        }.get(one.kind, "a number, written with a point, such as -1 or 0.5")
        raise FieldError(one.name, f"“{one.label}” holds what is not a number that it takes: it needs {words}.")
    return value


def _count(one: Option, text: str) -> int:
    plain = text.replace(",", "").replace(" ", "")
    if not (plain.isascii() and plain.isdigit() and int(plain[:18]) >= one.least):
        raise FieldError(one.name, f"“{one.label}” needs a whole number, {one.least} or more.")
    return int(plain[:18])


def _pairs(one: Option, text: str) -> dict[str, str]:
    pairs = [
        [part.strip() for part in pair.partition("=")] for pair in text.replace(";", ",").split(",") if pair.strip()
    ]
    if not all(role and name for role, _, name in pairs):
        raise FieldError(one.name, f"“{one.label}” are written as role = name in the file, such as score = cosine.")
    roles = [role for role, _, _ in pairs]
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice is not None:
        raise FieldError(one.name, f"“{one.label}”: a role is given two columns; it has one.")
    return {role: name for role, _, name in pairs}
