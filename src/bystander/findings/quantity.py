"""A quantity: all that is the same wherever one kind of number is asked for, measured, said, drawn and explained.

Each is declared once, in ``bystander.quantities``; report, charts, documents and tests read the declaration. It says
what a number is of (name, unit, population), what kind of number that is, and what happens at 0/0; its verbs give the
quantities that follow from it: by group, from group to group, from system to system.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import inf
from typing import TYPE_CHECKING

from bystander.findings.estimate import Bounds
from bystander.findings.finding import Finding, Point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.findings.estimate import Estimate, Reference, Sensitivity, SignificanceTest
    from bystander.findings.term import Term


class Kind(Enum):
    """What kind of number a quantity is."""

    RATE = "rate"  # the share of trials with an event
    MEAN = "mean"  # a mean number a unit, which may exceed one
    RATIO = "ratio"  # so many times as much
    DIFFERENCE = "difference"  # of two rates: the only one with a sign

    @property
    def range(self) -> tuple[float, float]:
        """The smallest and the largest number that is possible."""
        return -1.0 if self is Kind.DIFFERENCE else 0.0, 1.0 if self in {Kind.RATE, Kind.DIFFERENCE} else inf


@dataclass(frozen=True, kw_only=True)
class BetweenGroups:
    """How a grid of groups is titled: a trial has somebody of one group on one side and of another on the other.

    ``most``: groups that it has room for. Of more it is not drawn: the order of names would choose which are.
    """

    title: str
    rows: str
    columns: str
    unit: str
    most: int = 8


@dataclass(frozen=True, kw_only=True)
class InGroups:
    """How a quantity is asked for and said where errors are told apart by group.

    ``errors``: in the plural, "false matches within a group". ``chart``: the title of a chart of it. ``of``: whom it
    generalises to. ``bystanders``: whether those who bear it were not looked for; they lead the verdict. ``note``: what
    else it is to be read with. ``between``: of the grid, where a trial has two sides; then the rate of everybody is of
    people ``across`` groups too, or not. ``events``, ``having``: what is compared where it is no error: "confirmed
    follow-ups", "being confirmed". ``word``: for the errors, where they stand beside others: "misses". ``tries``: what
    counts are out of, in a word: "searches".
    """

    question: str
    errors: str
    chart: str
    of: str
    bystanders: bool = False
    note: str = ""
    between: BetweenGroups | None = None
    across: bool = False
    events: str = "errors"
    having: str = "erring"
    word: str = ""
    tries: str = ""


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """One quantity, or one question that asks for it.

    ``name``: the quantity in findings.json; ``id``: of the finding, where several questions ask for one quantity (the
    name, if it is not given). ``heading``: of its chapter in a report. ``unit``: one trial of the denominator.
    ``nothing``: why there is no number where the denominator is empty (0/0). ``of_passers_by``: of a rate, whether so
    many of a crowd says something. ``often``: so frequent as a rule that it is said in per cent. ``per``: of a mean,
    what is counted a unit, "faces per hour". ``of_whole``: of a mean, that its range is of whole people or alerts.
    ``in_parts``: its findings are several answers to one question, such as one a group. ``supposed``: it has numbers
    for supposed values only, which its picture tells. ``older``: it serves comparison with older reports, and nothing
    else. ``page``: in ``docs/methods``. ``term``: for the glossary of a report that has it.
    """

    name: str
    heading: str
    question: str
    unit: str
    population: str | None
    kind: Kind = Kind.RATE
    of_passers_by: bool = True
    id: str = ""
    nothing: str = ""
    often: bool = False
    per: str = ""
    of_whole: bool = False
    page: str = ""
    term: Term | None = None
    in_parts: bool = False
    supposed: bool = False
    older: bool = False
    groups: InGroups | None = None

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.name)
        if (self.kind is Kind.DIFFERENCE) != self.name.endswith("-difference"):
            message = f"{self.name}: the name of a difference, and of nothing else, ends in -difference"
            raise ValueError(message)

    # ---- what follows from it ---------------------------------------------------------------------------------------

    def by_group(self) -> Quantity:
        """Return the quantity of each group, for one that is told by group."""
        told = self.told_by_group
        return replace(
            self, name=f"{self.name}-by-group", id="", heading=f"{self.heading}, group by group",
            question=told.question, population=told.of, in_parts=True, groups=None,
        )  # fmt: skip

    def among_groups(self, attribute: str = "group") -> AmongGroups:
        """Return the questions of how far apart groups are; ``attribute``: what they differ in, such as sex."""
        told = self.told_by_group

        def asked(name: str, heading: str, question: str, kind: Kind) -> Quantity:
            return replace(
                self, name=f"{self.name}-group-{name}", id="", heading=f"{self.heading}: {heading}",
                question=question, population=told.of, kind=kind, groups=None,
            )  # fmt: skip

        of, high = f"{told.errors}, by {attribute}", "How many times as high as the"
        return AmongGroups(
            to_mean=asked("max-to-mean", "the highest rate against the typical one",
                          f"{high} typical rate is the highest, for {of}?", Kind.RATIO),
            ratio=asked("ratio", "the highest rate against the lowest",
                        f"{high} lowest rate is the highest, for {of}?", Kind.RATIO),
            difference=asked("difference", "how far apart the highest and the lowest are",
                             f"How far apart are the highest and the lowest rate, for {of}?", Kind.DIFFERENCE),
        )  # fmt: skip

    def difference(self, heading: str, question: str, *, id: str = "") -> Quantity:  # noqa: A002 - as findings have it
        """Return the difference of two systems' rates: the second's less the first's."""
        return replace(
            self, name=f"{self.name}-difference", id=id, heading=heading, question=question, kind=Kind.DIFFERENCE,
            groups=None,
        )  # fmt: skip

    def ratio(self, heading: str, question: str, *, id: str = "") -> Quantity:  # noqa: A002 - as findings have it
        """Return the ratio of two systems' rates: the second's over the first's."""
        return replace(
            self, name=f"{self.name}-ratio", id=id, heading=heading, question=question, kind=Kind.RATIO, groups=None
        )

    @property
    def told_by_group(self) -> InGroups:
        """How it is asked for and said by group. Raises ValueError for a quantity that is not told so."""
        if self.groups is None:
            message = f"{self.name} is not told by group"
            raise ValueError(message)
        return self.groups

    # ---- what is said of it -----------------------------------------------------------------------------------------

    def answered(
        self,
        answer: str,
        estimate: Estimate,
        *,
        at: Point | None = None,
        group: dict[str, str] | None = None,
        bounds: Bounds | None = None,
        sensitivity: tuple[Sensitivity, ...] = (),
        caveats: tuple[str, ...] = (),
        test: SignificanceTest | None = None,
        reference: Reference | None = None,
    ) -> Finding:
        """Return the finding that has a number."""
        return Finding(
            id=self.id,
            question=self.question,
            answer=answer,
            quantity=self.name,
            unit=self.unit,
            population=self.population,
            at=at or Point(),
            group=group,
            estimate=estimate,
            bounds=bounds or Bounds(),
            sensitivity=sensitivity,
            test=test,
            reference=reference,
            caveats=caveats,
        )

    def missing(
        self,
        reason: str = "",
        *,
        at: Point | None = None,
        answer: str = "",
        group: dict[str, str] | None = None,
        bounds: Bounds | None = None,
        caveats: tuple[str, ...] = (),
        test: SignificanceTest | None = None,
        reference: Reference | None = None,
    ) -> Finding:
        """Return the finding that has none, with the reason; at 0/0 that of the quantity, where none is given.

        ``answer``: where more can be said than the reason. Raises ValueError without any reason.
        """
        reason = reason or self.nothing
        if not reason:
            message = f"{self.id} is not estimable, and nothing says why"
            raise ValueError(message)
        return Finding(
            id=self.id,
            question=self.question,
            answer=answer or f"Not estimable, because {reason}.",
            quantity=self.name,
            unit=self.unit,
            population=self.population,
            at=at or Point(),
            group=group,
            not_estimable=reason,
            bounds=bounds or Bounds(),
            test=test,
            reference=reference,
            caveats=caveats,
        )


@dataclass(frozen=True, kw_only=True)
class AmongGroups:
    """The questions of how far apart groups are: the highest rate against the typical one, and against the lowest."""

    to_mean: Quantity
    ratio: Quantity
    difference: Quantity

    def __iter__(self) -> Iterator[Quantity]:
        return iter((self.to_mean, self.ratio, self.difference))


class Catalogue:
    """Quantities by name, for those who show findings: what ``finding.quantity`` is.

    ``declared``: every question that can be asked. ``by_group``: those that are told by group, as the tables behind the
    charts of groups name them.
    """

    def __init__(self, declared: tuple[Quantity, ...] = (), *, by_group: tuple[Quantity, ...] = ()) -> None:
        """Raises ValueError where two declarations of one quantity, or of one finding, contradict each other."""
        self.declared = declared
        self.by_group = {quantity.name: quantity for quantity in by_group}
        self._by_name: dict[str, Quantity] = {}
        ids: set[str] = set()
        for quantity in declared:
            known = self._by_name.setdefault(quantity.name, quantity)
            if (known.heading, known.kind, known.per) != (quantity.heading, quantity.kind, quantity.per):
                message = f"{quantity.name} is declared twice, and differently"
                raise ValueError(message)
            if quantity.id in ids:
                message = f"two declarations have the id {quantity.id}"
                raise ValueError(message)
            ids.add(quantity.id)

    def __getitem__(self, name: str) -> Quantity:
        """Return the quantity of a name. Raises KeyError for one that nobody declared."""
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all findings that can be."""
        return tuple(quantity.id for quantity in self.declared)
