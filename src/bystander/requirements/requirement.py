"""A requirement: a quantity, where it holds, a limit, how sure one has to be, and whose it is, as a TOML file says it.

Every mistake in a file is told at once. A limit is a share as people write it: ``0.01``, ``"1 %"``, ``"1/6000"`` or
``"1 in 6,000"``.
"""

from __future__ import annotations

import datetime as dt
import re
from difflib import get_close_matches
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictInt,
    WithJsonSchema,
    model_validator,
)

from bystander.claims.printed import one_meaning
from bystander.findings import Kind
from bystander.requirements.told_by import QUANTITIES, points_of

_NUMBER = r"\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?"
_SHARE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<percent>%)?")
_ONE_IN = re.compile(rf"(?P<above>{_NUMBER})\s*(?:/|in)\s*(?P<below>\d{{1,3}}(?:,\d{{3}})+|{_NUMBER})")

_POINTED = re.compile(r"(?<![\d._])\d+(?:\.\d+)+(?![\d.eE])")


KEYS = {
    "name": "what is required, as a heading",
    "source": "the law, the contract, the approval",
    "clause": "the clause in it",
    "read": "when it was read, a date or a text that says how, too",
    "quantity": "the quantity of a finding",
    "unit": "one trial of it, as in findings; empty: any",
    "population": "of whom, as in findings, or somebody else's test; empty: any",
    "at": "where it has to hold: target_fmr, target_fpir, threshold, n, rank",
    "limit": 'a share: 0.01, "1 %", "1/6000" or "1 in 6,000"',
    "direction": '"at-most" or "at-least"',
    "level": "how sure one has to be, one-sided",
    "groups": '"overall", or "each" for every group at once',
}
"""What each key of a requirement says."""


class Limit(NamedTuple):
    """A limit as a number, and as it was written."""

    value: float
    written: str


def limit_of(given: Any) -> Limit:  # noqa: ANN401 - whatever stands in the file
    """Read a limit. Raises ValueError for what is none."""
    if isinstance(given, Limit):
        return given
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        short = f"{given:g}"
        return Limit(_finite(float(given)), short if float(short) == given else repr(given))
    if not isinstance(given, str):
        message = 'limit should be a number or a text, such as 0.01, "1 %" or "1/6000"'
        raise ValueError(message)  # noqa: TRY004 - the validator of a field raises nothing else
    text = given.strip()
    for number in () if "%" in text else _POINTED.findall(text):
        one_meaning(number, text)
    if found := _SHARE.fullmatch(text):
        value = float(found["number"].replace("_", ""))
        return Limit(_finite(value / 100 if found["percent"] else value), text)
    if (found := _ONE_IN.fullmatch(text)) and float(below := found["below"].replace(",", "").replace("_", "")) > 0:
        return Limit(_finite(float(found["above"].replace("_", "")) / float(below)), text)
    message = f'"{given}" is no limit; it is written 0.01, "1 %", "1/6000" or "1 in 6,000", with a point in a fraction'
    raise ValueError(message)


def _finite(value: float) -> float:
    if not 0 <= value < float("inf"):
        message = f"{value:g} is no limit: a rate is 0 or more"
        raise ValueError(message)
    return value


def _read(given: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    """Return when and how a source was read, as text."""
    if isinstance(given, (dt.date, str)):
        return str(given)
    message = 'read should be a date, or a text such as "2026-11-29, at source"'
    raise ValueError(message)


def _known(name: str) -> str:
    if name in QUANTITIES:
        return name
    near = get_close_matches(name, QUANTITIES, 2, 0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(sorted(QUANTITIES))}"
    message = f'there is no quantity "{name}" to require; {hint}'
    raise ValueError(message)


class Part(BaseModel):
    """A table of the file: unknown keys are refused, nothing is infinite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class At(Part):
    """Where the number has to hold, as in findings: at most one of a target and a threshold."""

    target_fmr: Annotated[FiniteFloat, Field(gt=0, lt=1)] | None = None
    target_fpir: Annotated[FiniteFloat, Field(gt=0, lt=1)] | None = None
    threshold: FiniteFloat | None = None
    n: Annotated[StrictInt, Field(ge=1)] | None = None
    rank: Annotated[StrictInt, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(v is not None for v in (self.target_fmr, self.target_fpir, self.threshold)) > 1:
            message = "a number holds at one point: give target_fmr, target_fpir or threshold, and no two of them"
            raise ValueError(message)
        return self

    @property
    def said(self) -> tuple[str, ...]:
        """The keys that were given."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)


class Requirement(Part):
    """One requirement.

    ``name``: what is required, as a heading. ``source``, ``clause``, ``read``: whose it is, where it stands, and when
    and how that was read. ``quantity``, ``unit``, ``population``, ``at``: as in findings; an empty unit or population
    is any. ``limit``: a share. ``direction``: "at-most" or "at-least". ``level``: how sure one has to be, one-sided.
    ``groups``: "overall", or in "each" group at once.
    """

    name: Annotated[str, Field(min_length=1)]
    source: str = ""
    clause: str = ""
    read: Annotated[str, BeforeValidator(_read)] = ""
    quantity: Annotated[str, AfterValidator(_known)]
    unit: str = ""
    population: str = ""
    at: At = At()
    limit: Annotated[Limit, BeforeValidator(limit_of), WithJsonSchema({"type": ["number", "string"]})]
    direction: Literal["at-most", "at-least"]
    level: Annotated[FiniteFloat, Field(gt=0.5, lt=1)] = 0.95
    groups: Literal["overall", "each"] = "overall"

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if QUANTITIES[self.quantity].kind is Kind.RATE and self.limit.value > 1:
            message = f'{self.limit.written} is above 1, and no share is; per cent are written with their sign, "5 %"'
            raise ValueError(message)
        points = points_of(self.quantity)
        idle = [name for name in self.at.said if name not in points]
        if idle:
            known = f"it may be at {', '.join(sorted(points))}" if points else "it holds of a record as a whole"
            message = f"{self.quantity} does not hold at a {idle[0]}; {known}"
            raise ValueError(message)
        return self


class RequirementFile(Part):
    """The whole file: one requirement or several."""

    requirement: tuple[Requirement, ...]

    @model_validator(mode="after")
    def _any(self) -> Self:
        if not self.requirement:
            message = "nothing is required; a requirement begins with [[requirement]]"
            raise ValueError(message)
        return self
