"""The caveats of a page, numbered: each once, and those that differ in one number only under one number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Finding

_NUMBER = re.compile(r"(?<![\d.,])\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Numbered:
    """The caveats of a page. ``texts``: in their order; ``marks``: how a row refers to each, "3" or "3 (14)"."""

    texts: tuple[str, ...]
    marks: dict[str, str]


@dataclass
class _Alike:
    """Caveats that say the same of other numbers; ``place``: of the one number that varies, None while none does."""

    numbers: list[str]
    said: list[str]
    place: int | None = None
    values: list[str] = field(default_factory=list)

    @property
    def begins(self) -> str:
        """Return what stands before the number that varies."""
        return self.said[0][: self._at.start()]

    @property
    def goes_on(self) -> str:
        """Return what stands behind it."""
        return self.said[0][self._at.end() :]

    @property
    def _at(self) -> re.Match[str]:
        return list(_NUMBER.finditer(self.said[0]))[self.place or 0]

    @property
    def of_rows(self) -> bool:
        """Return whether the number that varies is that of a row, which is a name."""
        return self.begins.lower().endswith("row ")

    def own(self, value: str) -> str:
        """Say what one of them has in its place."""
        return value

    def take(self, said: str, numbers: list[str]) -> bool:
        """Take another one in, where it differs in the number that varies, and in no other."""
        apart = [i for i, (one, other) in enumerate(zip(self.numbers, numbers, strict=True)) if one != other]
        if len(apart) != 1 or self.place not in {None, apart[0]}:
            return False
        self.place = apart[0]
        self.values = self.values or [self.numbers[self.place]]
        self.values.append(numbers[self.place])
        self.said.append(said)
        return True


def numbered(of_study: Sequence[str], findings: Sequence[Finding]) -> Numbered:
    """Return every caveat, the study's own first; those alike are told with the range of their number.

    Of the study's own, each keeps its number.
    """
    own = [caveat for finding in findings for caveat in finding.caveats]
    found: dict[str, list[_Alike]] = {}
    order: list[_Alike] = []
    for said in dict.fromkeys((*of_study, *own)):
        form, numbers = _NUMBER.sub("#", said), _NUMBER.findall(said)
        if said not in of_study and any(one.take(said, numbers) for one in found.get(form, ())):
            continue
        alike = _Alike(numbers, [said])
        order.append(alike)
        found.setdefault(form, []).append(alike)
    marks: dict[str, str] = {}
    for number, alike in enumerate(order, 1):
        marks |= dict.fromkeys(alike.said, str(number))
        marks |= {said: f"{number} ({alike.own(value)})" for said, value in zip(alike.said, alike.values, strict=False)}
    return Numbered(tuple(_told(alike) for alike in order), marks)


def _told(alike: _Alike) -> str:
    """Say caveats alike as one, with the least and the most of what varies."""
    if alike.place is None:
        return alike.said[0]
    values = sorted(set(alike.values), key=lambda value: float(value.replace(",", "")))
    span = wording.listed(values, last="or") if alike.of_rows else f"{values[0]} to {values[-1]}"
    return f"{alike.begins}{span}{alike.goes_on}"
