"""``findings.json``: the document that holds every number of a study, and its bytes.

The same evidence, options and seed give the same bytes, whatever the threads, the sharding or the order
of rows: no time, no path, no machine in it. What varies goes to ``provenance.json``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from bystander.findings.claim import Claimed
from bystander.findings.digits import rounded
from bystander.findings.estimate import Frozen
from bystander.findings.finding import EvidenceNote, Finding
from bystander.findings.quantity import Catalogue

if TYPE_CHECKING:
    from bystander.findings.finding import Point
    from bystander.findings.first_screen import FirstScreen
    from bystander.findings.section import Section
    from bystander.findings.series import Series

EMPTY: Final = Catalogue()
SCHEMA: Final = "bystander.findings/1"


class Conventions(Frozen):
    """What was decided before the numbers were computed; null where it does not apply."""

    accept: Literal[">=", ">", "<=", "<"] | None = None
    failures: Literal["fold", "exclude"] | None = None
    failed_scores: tuple[float, ...] = ()  # values that were declared to stand for a failure
    level: float = Field(default=0.95, gt=0, lt=1)
    seed: int | None = None  # of everything drawn at random: replicates, draws of a test
    replicates: int | None = None  # of the bootstrap
    small_cell: int = 10  # groups of fewer people are named, not estimated
    cluster: str | None = None  # who shares it counts as one person in every interval, as those of one family
    crowd: int = 60_000  # the one denominator of natural frequencies
    declared: tuple[str, ...] = ()  # what was said of the evidence at the door, in words


class Document(Frozen):
    """The contract of DESIGN section 4."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)

    schema_: Literal["bystander.findings/1"] = Field(default=SCHEMA, alias="schema")
    made_by: dict[str, str]
    study: Literal["evaluate", "audit", "crowd", "compare", "claim"]
    title: str = ""  # what the study is of, where it is not named by its evidence
    command: str = ""  # what gives the same findings from the same evidence; files without their folders
    synthetic: bool = False  # the evidence was made up by a generator; said in every picture
    verdict: tuple[str, ...] = ()  # at most three sentences for a lay reader, the report's first lines
    caveats: tuple[str, ...] = ()  # of the study as a whole, the most important first
    evidence: tuple[EvidenceNote, ...]
    conventions: Conventions
    findings: tuple[Finding, ...]
    claim: Claimed | None = None  # what was claimed, with its verdict; left out where no claim was checked

    @model_serializer(mode="wrap")
    def _without_nothing(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        found: dict[str, Any] = written(self)
        return {name: value for name, value in found.items() if value is not None or name != "claim"}

    def to_json(self) -> str:
        """Return the canonical text: keys in the order of the contract, two spaces, one final newline."""
        data = self.model_dump(mode="json", by_alias=True)
        return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Document:
        """Read a document back; raises ``pydantic.ValidationError`` where it breaks the contract."""
        return cls.model_validate_json(text)

    def find(self, finding_id: str, **at: float | str | None) -> list[Finding]:
        """Return the findings of an id, in order, whose point has the given values (rates at ten digits)."""
        wanted = {name: rounded(value, name) for name, value in at.items()}
        return [
            f for f in self.findings if f.id == finding_id and all(getattr(f.at, k) == v for k, v in wanted.items())
        ]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``findings.json``; shipped as ``findings/findings.schema.json``."""
    schema = Document.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}


@dataclass(frozen=True)
class Study:
    """What a study yields: the document, and the series its charts are drawn from, every number as it is written.

    ``quantities``: what its findings are of; ``first``: what is seen first of it, ``sections``: what below that; for
    whoever shows them, not written. ``newest``: of a record that no single rate describes, where its newest rates are.
    """

    document: Document
    series: tuple[Series, ...] = ()
    quantities: Catalogue = EMPTY
    first: FirstScreen | None = None
    sections: tuple[Section, ...] = ()
    newest: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "document", self.document.ten_digits())
        object.__setattr__(self, "series", tuple(series.ten_digits() for series in self.series))

    def get(self, name: str) -> Series | None:
        """Return the series of a name, or None."""
        return next((s for s in self.series if s.name == name), None)
