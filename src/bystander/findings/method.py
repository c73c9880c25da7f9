"""A method: the name of how an estimate was made, which knows what it assumes and how it is explained.

It is text, the one in findings.json, and travels with the estimate; whoever shows the estimate asks it for the
explanation. Each is declared where its estimates are made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


WHATEVER = "whatever people do"  # how a limit is said that counts people, and nothing else


class Method(str):
    """The name of a method with its meaning.

    ``term`` and ``explanation``: for the report; ``assumes``: what has to hold for the interval to hold; ``page``: in
    ``docs/methods``; ``parts``: the methods that it is made of, itself among them. ``one_sided``: it gives a limit, not
    an interval; ``of_people``: it counts people and assumes nothing of how their trials depend on each other;
    ``only_if``: what the interval is said with wherever it is said, as nothing in the evidence shows it; ``levelled``:
    its range has a level, as one of rounding has none.
    """

    term: str
    explanation: str
    assumes: tuple[str, ...]
    page: str
    one_sided: bool
    only_if: str
    of_people: bool
    levelled: bool
    parts: tuple[Method, ...]

    __slots__ = ("assumes", "explanation", "levelled", "of_people", "one_sided", "only_if", "page", "parts", "term")

    def __new__(
        cls,
        name: str,
        *,
        term: str = "",
        explanation: str = "",
        assumes: tuple[str, ...] = (),
        page: str = "",
        one_sided: bool = False,
        of_people: bool = False,
        only_if: str = "",
        levelled: bool = True,
        parts: tuple[Method, ...] = (),
    ) -> Self:
        """Return a method; ``parts``: others that it rests on, beside itself."""
        made = super().__new__(cls, name)
        for key, value in {
            "term": term, "explanation": explanation, "assumes": assumes, "page": page, "one_sided": one_sided,
            "only_if": only_if, "of_people": of_people, "levelled": levelled,
            "parts": (made, *parts) if term else parts,
        }.items():  # fmt: skip
            object.__setattr__(made, key, value)
        return made

    def named(self, name: str, *, one_sided: bool = False) -> Method:
        """Return the same method under a more particular name, as "each at 0.975" makes it."""
        return Method(
            name, one_sided=one_sided or self.one_sided, of_people=self.of_people, only_if=self.only_if,
            parts=self.parts,
        )  # fmt: skip

    def only(self, condition: str) -> Method:
        """Return the same method, which holds under a condition only: its name and all that is said of it say so."""
        if not condition or self.only_if == condition:
            return self
        return Method(
            f"{self}, {condition}", one_sided=self.one_sided, of_people=self.of_people, only_if=condition,
            parts=self.parts,
        )  # fmt: skip

    def then(self, other: Method, *, by: str = ", ") -> Method:
        """Return this method with another one after it: both are named, and both explained."""
        return Method(
            f"{self}{by}{other}", one_sided=self.one_sided, of_people=self.of_people or other.of_people,
            only_if=self.only_if or other.only_if, parts=(*self.parts, *other.parts),
        )  # fmt: skip

    @property
    def under(self) -> str:
        """Say what a limit holds under, to stand behind its number: ", if nobody appears twice"; or nothing."""
        if self.only_if:
            return f", {self.only_if}"
        return f" {WHATEVER}" if self.of_people else ""

    @property
    def assumed(self) -> tuple[str, ...]:
        """Everything that has to hold, of all its parts."""
        return tuple(dict.fromkeys(said for part in self.parts for said in part.assumes))

    @property
    def assumption(self) -> str:
        """Say everything that has to hold, as part of a sentence: "that A, and that B"; empty where it is nothing."""
        return ", and ".join(f"that {said}" for said in self.assumed)

    def rests_on(self, method: Method) -> bool:
        """Return whether a method is among its parts."""
        return any(part is method for part in self.parts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Let a method be a field: text in JSON, and from JSON a name without its meaning."""
        from pydantic_core import core_schema

        del source, handler
        return core_schema.no_info_after_validator_function(
            lambda value: value if isinstance(value, cls) else cls(value),
            core_schema.json_or_python_schema(core_schema.str_schema(), core_schema.is_instance_schema(str)),
            serialization=core_schema.plain_serializer_function_ser_schema(str.__str__),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe it as text."""
        del schema, handler
        return {"type": "string"}
