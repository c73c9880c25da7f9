"""A scenario: a crowd, a system's evidence, and what happens after an alert, as a TOML file says them.

Every mistake in a file is told at once. Evidence is given as counts or taken from a findings file; a bare rate is
accepted and called *asserted*: no uncertainty is known of it.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, StrictInt, field_validator, model_validator

from bystander.crowd.evidence import between_days

TOGETHER = 1e-6  # how far shares may miss 1

Unit = Literal["look", "face seen", "search", "non-mated search", "mated search", "pass"]  # counted as a look
Chance = Annotated[FiniteFloat, Field(ge=0, le=1)]
Positive = Annotated[FiniteFloat, Field(gt=0)]
Whole = Annotated[StrictInt, Field(ge=0)]


class Part(BaseModel):
    """A table of the file: unknown keys are refused, nothing is infinite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Rate(Part):
    """What is known of a rate: ``events`` of ``trials``, or a finding of a ``findings`` file, or a bare ``rate``.

    ``design_effect``: how many times each event counts (1: every event stands alone). ``correlation``: between the
    looks of one person; where it was not measured, .1 to .5. ``day_scatter``: how many times more days differ than
    chance alone gives, measured on days of ``day_looks`` looks, ``days`` of them if not trials / day_looks; an audit
    measures all three, by the sizes of its rows. ``unit``: what was counted as a look, in so many ``rows`` of a record.
    ``watchlists``: sizes that its rows give, from the smallest to the largest; another size is not scaled.
    ``watchlist_size``, ``threshold``: those under which the evidence was
    taken. ``limits``: what its finding says to bear in mind. ``read_from``: name and SHA-256 of its findings file.
    """

    events: Whole | None = None
    trials: Positive | None = None
    design_effect: Annotated[FiniteFloat, Field(ge=1)] = 1.0
    findings: str | None = None
    finding: str | None = None
    rate: Chance | None = None
    invented: bool = False
    correlation: Annotated[FiniteFloat, Field(ge=0, lt=1)] | None = None
    day_scatter: Annotated[FiniteFloat, Field(ge=0)] | None = None
    day_looks: Positive | None = None
    days: Annotated[FiniteFloat, Field(ge=1)] | None = None
    watchlist_size: Annotated[StrictInt, Field(ge=1)] | None = None
    threshold: FiniteFloat | None = None
    source: str = ""
    limits: tuple[str, ...] = ()
    unit: Unit = "look"
    rows: Annotated[StrictInt, Field(ge=1)] | None = None
    watchlists: tuple[Annotated[StrictInt, Field(ge=1)], ...] = ()
    read_from: tuple[str, str] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        counts = self.events is not None or self.trials is not None
        if counts + (self.findings is not None) + (self.rate is not None) != 1:
            message = "give exactly one of: events and trials; a findings file; a bare rate"
            raise ValueError(message)
        if counts and (self.events is None or self.trials is None):
            message = "events and trials belong together: how many of how many"
            raise ValueError(message)
        if self.events is not None and self.trials is not None and self.events > self.trials:
            message = f"{self.events:,} events cannot come from {self.trials:,.0f} trials; were the two exchanged?"
            raise ValueError(message)
        if self.finding is not None and self.findings is None:
            message = "finding names a finding of a findings file, and no file is given"
            raise ValueError(message)
        if (self.day_scatter is None) != (self.day_looks is None):
            message = "day_scatter and day_looks belong together: days differ so much, at so many looks a day"
            raise ValueError(message)
        if self.days is not None and self.day_scatter is None:
            message = "days says how many days day_scatter is of, and that is not given"
            raise ValueError(message)
        return self

    @property
    def list_sizes(self) -> tuple[int, ...]:
        """The sizes of the watchlists under which the evidence was taken; none where nobody said."""
        return self.watchlists if self.watchlist_size is None else (self.watchlist_size,)

    @property
    def deff(self) -> float:
        """How many times each event counts, the scatter between days among the reasons."""
        return max(self.design_effect, self.day_scatter or 1.0)

    @property
    def between(self) -> float:
        """The variance between days that chance does not give, per unit of the rate; 0 where it was not measured."""
        return between_days(self.day_scatter, self.day_looks, self.trials or 0.0, self.days)

    @property
    def status(self) -> Literal["counts", "asserted", "invented"]:
        """Say what the rate rests on."""
        if self.invented:
            return "invented"
        return "asserted" if self.rate is not None else "counts"


class Crowd(Part):
    """Who walks past: ``people`` who are not sought, ``sought`` ones among them, ``looks`` at each.

    ``capture``: chance that a look gives a usable face. ``hours``: how long it lasts, for alerts an hour.
    """

    people: Whole
    sought: Whole = 0
    looks: Annotated[StrictInt, Field(ge=1, le=10_000)] = 1
    capture: Chance = 1.0
    hours: Positive | None = None


class Watchlist(Part):
    """The watchlist that the crowd is compared with, where it is known."""

    size: Annotated[StrictInt, Field(ge=1)] | None = None
    threshold: FiniteFloat | None = None


class Group(Part):
    """Part of the crowd, with evidence of its own where there is any."""

    name: str = Field(min_length=1)
    share: Chance
    false_alerts: Rate | None = None


class Operators(Part):
    """What operators do with an alert.

    They follow it up with chance ``accept_true`` if it is right, ``accept_false`` if it is not. ``number`` of them
    judge alerts that take ``minutes`` each; an alert that waited ``patience`` minutes is lost. The last three are
    for the simulation.
    """

    accept_true: Chance = 1.0
    accept_false: Chance = 1.0
    number: Annotated[StrictInt, Field(ge=1)] = 1
    minutes: Positive = 1.0
    patience: Positive = 5.0


class Camera(Part):
    """A camera that sees ``share`` of the looks, with ``factor`` times the mean false-alert rate."""

    name: str = Field(min_length=1)
    share: Chance
    factor: Annotated[FiniteFloat, Field(ge=0)] = 1.0


class Simulation(Part):
    """What closed forms cannot do; absent: no simulation.

    ``entries``: how many entries of the watchlist carry the false alerts, effectively; 1 is one look-alike for
    everything. ``arrivals``: weights of equal parts of the day, from its beginning. ``cameras``: see Camera.
    """

    days: Annotated[StrictInt, Field(ge=1, le=1_000_000)] = 10_000
    seed: Whole = 1
    entries: Annotated[StrictInt, Field(ge=1, le=100_000)] | None = None
    arrivals: Annotated[tuple[Annotated[FiniteFloat, Field(ge=0)], ...], Field(min_length=1)] = (1.0,)
    cameras: tuple[Camera, ...] = ()

    @field_validator("arrivals")
    @classmethod
    def _something_arrives(cls, arrivals: tuple[float, ...]) -> tuple[float, ...]:
        if sum(arrivals) <= 0:
            message = "arrivals are all 0: nobody would come"
            raise ValueError(message)
        return arrivals

    @field_validator("cameras")
    @classmethod
    def _all_looks(cls, cameras: tuple[Camera, ...]) -> tuple[Camera, ...]:
        _together([c.share for c in cameras], "the shares of the cameras")
        if cameras and sum(c.share * c.factor for c in cameras) <= 0:
            message = "no camera would ever alert: the factors are all 0"
            raise ValueError(message)
        return cameras


class Scenario(Part):
    """A whole file."""

    title: str = Field(min_length=1)
    note: str = ""
    source: str = ""
    follows: str = ""  # what an alert that is followed up leads to
    crowd: Crowd
    watchlist: Watchlist = Watchlist()
    false_alerts: Rate | None = None
    hits: Rate | None = None
    groups: tuple[Group, ...] = ()
    operators: Operators = Operators()
    simulation: Simulation | None = None

    @field_validator("groups")
    @classmethod
    def _everybody(cls, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        _together([g.share for g in groups], "the shares of the groups")
        names = [g.name for g in groups]
        if len(set(names)) < len(names):
            message = "two groups have the same name"
            raise ValueError(message)
        return groups

    @property
    def rates(self) -> tuple[Rate, ...]:
        """All evidence of the scenario."""
        own = (g.false_alerts for g in self.groups)
        return tuple(r for r in (self.false_alerts, self.hits, *own) if r is not None)

    @property
    def false_evidence(self) -> tuple[Rate, ...]:
        """All evidence of false alerts that the crowd's numbers rest on: the overall one only where it is used."""
        own = tuple(g.false_alerts for g in self.groups if g.false_alerts is not None)
        if self.groups and len(own) == len(self.groups):
            return own
        return own if self.false_alerts is None else (self.false_alerts, *own)

    @property
    def false_known(self) -> bool:
        """Return whether there is evidence of false alerts for all of the crowd, of whatever kind."""
        return self.false_alerts is not None or (
            bool(self.groups) and all(g.false_alerts is not None for g in self.groups)
        )

    @property
    def longer_list(self) -> int:
        """Return whether the watchlist is longer (1) than wherever false alerts were counted, or shorter (-1); else 0.

        A longer list flags more people as a rule, and nobody can say how many more: a number becomes a limit.
        """
        here, sizes = self.watchlist.size, [rate.list_sizes for rate in self.false_evidence]
        if here is None or not sizes or not all(sizes):
            return 0
        least, most = min(map(min, sizes)), max(map(max, sizes))
        return (here > most) - (here < least)

    @property
    def counted(self) -> bool:
        """Return whether any false alert was counted, or a rate asserted."""
        return any(rate.rate is not None or rate.events for rate in self.false_evidence)


def _together(shares: list[float], what: str) -> None:
    if shares and abs(sum(shares) - 1) > TOGETHER:
        message = f"{what} sum to {sum(shares):.6g}, not to 1"
        raise ValueError(message)
