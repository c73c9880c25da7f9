"""A finding: a question, and an estimate or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import (
    ConfigDict,
    Field,
    FiniteFloat,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from bystander.findings.estimate import Bounds, Estimate, Frozen, Rate, Reference, Sensitivity, SignificanceTest
from bystander.findings.requirement import Required

if TYPE_CHECKING:
    from pydantic.config import JsonDict


class TooFew(str):
    """A reason why there is no number: too few people, whom it would point at, or of whom it would mean nothing.

    A type of its own, so that a chart with little room can say it in two words.
    """

    __slots__ = ()


class Point(Frozen):
    """Where on the curve, or where in the record, a finding holds. Null means: does not apply."""

    target_fmr: Rate | None = None
    threshold: FiniteFloat | None = None
    thresholds: tuple[FiniteFloat, ...] = ()  # of each of the systems that are compared, where they differ
    achieved_fmr: Rate | None = None
    next_fmr: Rate | None = None  # the next higher attainable rate, above the target
    target_fpir: Rate | None = None
    achieved_fpir: Rate | None = None
    next_fpir: Rate | None = None
    n: int | None = None  # watchlist size
    rank: int | None = None
    period: str | None = None  # "2023", "2024-H1", ...


_NOT_BELOW_0: JsonDict = {"estimate": {"properties": {name: {"minimum": 0} for name in ("value", "low", "high")}}}
_UNLESS_DIFFERENCE: JsonDict = {
    "if": {"properties": {"quantity": {"not": {"pattern": "-difference$"}}}},
    "then": {"properties": _NOT_BELOW_0},
}


class Finding(Frozen):
    """One answer. Exactly one of ``estimate`` and ``not_estimable`` is set (DESIGN section 4)."""

    model_config = ConfigDict(json_schema_extra=_UNLESS_DIFFERENCE)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    question: str
    answer: str
    quantity: str  # "fmr", "fnmr", "eer", "false-alerts-per-face", ...
    unit: str  # one trial of the denominator: "mated comparison", "face seen", ...
    population: str | None = None  # whom it generalises to
    at: Point = Point()
    group: dict[str, str] | None = None
    systems: tuple[str, ...] = ()  # whose number it is, where several are compared: the second against the first
    estimate: Estimate | None = None
    not_estimable: str | None = None
    bounds: Bounds = Bounds()
    sensitivity: tuple[Sensitivity, ...] = ()
    test: SignificanceTest | None = None
    reference: Reference | None = None
    requirement: Required | None = None  # what was required of the number, and the verdict
    caveats: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_two(self) -> Finding:
        if (self.estimate is None) == (self.not_estimable is None):
            message = "exactly one of estimate and not_estimable must be set"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _below_nothing(self) -> Finding:
        if self.estimate is not None and self.estimate.low < 0 and not self.quantity.endswith("-difference"):
            message = f"{self.quantity} cannot be below 0; only a difference can"
            raise ValueError(message)
        return self


class WithheldCount(Frozen):
    """A count of a row that enters no rate, as it is not what its column says."""

    column: str
    count: int = Field(ge=0)  # the most that it can be, where the record tells no more
    why: str
    said: str = ""  # as the record has it, where that is no plain number: "<5"; left out if it is one

    @model_serializer(mode="wrap")
    def _without_nothing(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        found: dict[str, Any] = written(self)
        return {name: value for name, value in found.items() if value != "" or name != "said"}


class EvidenceRow(Frozen):
    """A row of published counts with what its keeper noted: notes and sources travel with the counts (METHODS VI.3).

    ``aside``: why the row enters no rate at all. ``counts``: as they are used, or as the row has them if it is aside.
    """

    row: int = Field(ge=1)  # as a spreadsheet counts it
    who: str | None = None
    place: str | None = None
    date: str | None = None
    date_to: str | None = None
    counts: dict[str, int] = Field(default_factory=dict)
    withheld: tuple[WithheldCount, ...] = ()
    aside: str | None = None
    note: str | None = None
    source: str | None = None


class EvidenceNote(Frozen):
    """What a piece of evidence was: enough to find it again, nothing about anyone in it."""

    name: str  # file name without its folders
    sha256: str
    kind: str  # "comparisons", "deployment record"
    of: str = ""  # whose counts a record holds, and of when; left out if none
    watchlists: tuple[int, ...] = ()  # the smallest and the largest of a record, in entries; left out if none
    format: str = ""  # "delimited text", "score matrix", ...
    rows_read: int = Field(ge=0)
    rows_used: int = Field(ge=0)
    rows_refused: int = Field(ge=0)
    people: int | None = None
    failures: int = Field(default=0, ge=0)
    problems: tuple[str, ...] = ()  # "EV09 refused: ..." headlines
    rows: tuple[EvidenceRow, ...] = ()  # those of a record that a note, a source or a doubt goes with; left out if none
    more_rows: int = Field(default=0, ge=0)  # as many again, which are not listed; left out if none

    @model_serializer(mode="wrap")
    def _without_nothing(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        found: dict[str, Any] = written(self)
        return {
            name: value
            for name, value in found.items()
            if value or name not in {"of", "rows", "more_rows", "watchlists"}
        }

    @model_validator(mode="after")
    def _rows_add_up(self) -> EvidenceNote:
        if self.rows_read != self.rows_used + self.rows_refused:
            message = f"rows read {self.rows_read} != used {self.rows_used} + refused {self.rows_refused}"
            raise ValueError(message)
        return self
