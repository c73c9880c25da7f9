"""A claim, as a TOML file says it: its words, its number, what it may be of, and the counts that it is held against."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictInt,
    StrictStr,
    field_validator,
    model_validator,
)

from bystander.claims.denominators import CANDIDATES, Denominator, denominator, told_in
from bystander.claims.polarity import Told
from bystander.claims.polarity import told as told_by
from bystander.claims.printed import Printed, is_none, plain, printed
from bystander.claims.rates import Rate, rate_named
from bystander.claims.sentence import Found, numbers, same_in

Whole = Annotated[StrictInt, Field(ge=0)]
Chance = Annotated[FiniteFloat, Field(ge=0, le=1)]


class Part(BaseModel):
    """A table of the file: unknown keys are refused, nothing is infinite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Counts(Part):
    """So many ``wrong`` of ``trials``, of which ``unverified`` were judged neither right nor wrong.

    ``of``: what one trial is. Counts that were not published are absent.
    """

    of: StrictStr = Field(min_length=1)
    wrong: Whole | None = None
    trials: Annotated[StrictInt, Field(ge=1)] | None = None
    unverified: Whole = 0

    @field_validator("of")
    @classmethod
    def _known_or_other(cls, of: str) -> str:
        denominator(of)  # raises for a name that is nearly one
        return of

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        if self.trials is None:
            if self.unverified:
                raise ValueError("unverified ones belong to trials: how many were there in all?")
            return self
        if self.wrong is not None and self.wrong > self.trials:
            raise ValueError(f"{self.wrong:,} wrong cannot come from {self.trials:,}; were the two exchanged?")
        if (self.wrong or 0) + self.unverified > self.trials:
            raise ValueError(
                f"{self.wrong or 0:,} wrong and {self.unverified:,} unverified are more than {self.trials:,}"
            )
        return self

    @cached_property
    def what(self) -> Denominator:
        """What one of its trials is."""
        return denominator(self.of)

    @property
    def counted(self) -> bool:
        """Whether there is something to judge."""
        return self.wrong is not None and self.trials is not None


class Possible(Counts):
    """What the number may be of, with the counts that were published of it. ``said``: the claim itself says so."""

    said: bool = False


class Held(Counts):
    """Counts that the claim is held against. ``elsewhere``: of another system, place or time, compared alone."""

    wrong: Whole
    trials: Annotated[StrictInt, Field(ge=1)]
    source: StrictStr = ""
    elsewhere: bool = False


class At(Part):
    """What the claim says it holds for: a watchlist of ``n``, candidates up to a ``rank``, a ``threshold``."""

    n: Whole = 0
    rank: Whole = 0
    threshold: StrictStr | FiniteFloat = ""


class Crowd(Part):
    """Whom it would mean: ``people`` in all, ``sought`` among them, each of whom is flagged with chance ``tpir``."""

    people: Annotated[StrictInt, Field(ge=1)]
    sought: Whole = 0
    tpir: Chance = 1.0

    @model_validator(mode="after")
    def _among_them(self) -> Self:
        if self.sought > self.people:
            raise ValueError(f"{self.sought:,} sought people cannot be among {self.people:,}")
        return self


class Claim(Part):
    """A whole claim. ``value`` and ``counts`` may be left out where the sentence tells them in one way alone.

    Its parts are sound by themselves; that they fit each other is seen to by ``faults``, through which all readers go.
    """

    text: StrictStr = Field(min_length=1, max_length=300)
    value: StrictStr = ""
    counts: Literal["right", "wrong"] | None = None
    source: StrictStr = ""
    read: StrictStr = ""  # when, and where
    judged_by: StrictStr = ""  # who decided which were wrong: "the police"
    per: StrictStr = ""  # what the number is of, where the name of its rate leaves that open: "faces seen"
    as_said: StrictBool = False  # the counts are of whom, and under which conditions, the sentence speaks
    note: StrictStr = ""
    denominator: tuple[Possible, ...] = ()
    evidence: tuple[Held, ...] = ()
    at: At = At()
    crowd: Crowd | None = None

    @field_validator("per")
    @classmethod
    def _known_or_nothing(cls, per: str) -> str:
        return denominator(per).name if per else ""

    @cached_property
    def number(self) -> Printed:
        """What the number stands for, as it was printed."""
        return printed(self.as_printed)

    @cached_property
    def as_printed(self) -> str:
        """The number as it was printed: as given, or as it stands in the sentence; empty where none does.

        Given bare, it keeps the words that make a limit of it in the sentence: "fewer than 1 in 20,000".
        """
        if self.value:
            limits = self.in_sentence
            return limits[0].text if limits and all(one.is_limit for one in limits) else self.value
        found = numbers(self.text)
        return "" if not found else "none" if found[0].none else found[0].text

    @cached_property
    def in_sentence(self) -> tuple[Found, ...]:
        """Where the value stands in the sentence, if it is given without words that make a limit of it."""
        return same_in(self.text, self.value) if self.value else ()

    @cached_property
    def told(self) -> Told:
        """What the sentence tells of what its number counts."""
        return told_by(self.text, none=is_none(self.as_printed))

    @cached_property
    def of_right(self) -> bool:
        """Whether the number counts what went right."""
        return (self.counts or self.told.side) == "right"

    @cached_property
    def wrong(self) -> Printed:
        """What the number says of how often it is wrong."""
        return self.number.rest() if self.of_right else self.number

    @cached_property
    def charge(self) -> bool:
        """Whether it says that the system is wrong at least so often: a charge, not a boast."""
        return self.wrong.side == "at least" or (self.wrong.side == "about" and self.wrong.value > 1 - self.wrong.value)

    @cached_property
    def absolute(self) -> bool:
        """Whether it says that none went wrong, or all: one that did otherwise refutes it, and no count shows it."""
        return self.wrong.high == 0 or self.wrong.low == 1

    @cached_property
    def named(self) -> tuple[Denominator, tuple[int, int] | None] | None:
        """What the sentence itself says that its number is of, with its counts; None where it says nothing of that."""
        return told_in(plain(self.text), plain(self.as_printed)) if self.as_printed else None

    @cached_property
    def possible(self) -> tuple[Possible, ...]:
        """What the number may be of: as given, as the sentence says, or else what such numbers are of as a rule."""
        of = denominator(self.per) if self.per else self.named[0] if self.named else None
        if self.denominator:
            return self.denominator if of is None else _told(self.denominator, of)
        if self.per:
            return (Possible(of=self.per, said=True),)
        if self.named is None:
            return tuple(Possible(of=name) for name in self._of_defined or [one.name for one in CANDIDATES])
        of, counts = self.named
        wrong = None if counts is None else counts[1] - counts[0] if self.of_right else counts[0]
        return (Possible(of=of.name, wrong=wrong, trials=None if counts is None else counts[1], said=True),)

    @cached_property
    def defined(self) -> Rate | None:
        """The rate that tells by its definition of what the number is, where nothing else does; None without one."""
        number = next(iter(self.in_sentence or numbers(self.text)), None)
        if number is None or self.per or self.denominator or self.named is not None:
            return None
        rate = rate_named(self.text, (number.start, number.end))
        return rate if rate is not None and rate.of else None

    @property
    def _of_defined(self) -> tuple[str, ...]:
        return () if self.defined is None else self.defined.of

    @property
    def of(self) -> Possible | None:
        """What it is of, where it says so or nothing else is possible; None where it does not say of what."""
        said = [one for one in self.possible if one.said]
        return said[0] if said else self.possible[0] if len(self.possible) == 1 else None

    def held(self, what: Denominator) -> tuple[Held, ...]:
        """Return the counts of one denominator that the claim is held against."""
        return tuple(one for one in self.evidence if one.what == what)


def _told(given: tuple[Possible, ...], of: Denominator) -> tuple[Possible, ...]:
    """Return what a number may be of, with the one marked that the sentence itself names; none where one is already."""
    if any(one.said for one in given):
        return given
    return tuple(one.model_copy(update={"said": True}) if one.what == of else one for one in given)
