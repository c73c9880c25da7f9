"""The counts of many rows at once, a column an array: what is not known is NaN, so that no count ever stands for it.

A record of a million rows is gone through once for each of its columns, and for no question again.

A rate per alert is per *judged* alert: of 42 alerts of which 8 were verified and nothing is told of the others, none
was judged false. Where a row tells alerts and false ones alone, every alert may have been judged, and no more.
"""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from bystander.evidence.record.entry import Entry

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Pair = tuple[Numbers, Numbers]  # events and trials of each row

NAN = float("nan")


class Counts:
    """The rows of a record, or of a part of it, in the order of ``entries``; a column is made when it is asked for."""

    def __init__(self, entries: Sequence[Entry], *, of: Counts | None = None, at: Sequence[int] = ()) -> None:
        """``of``, ``at``: the rows of which these are a part, and which of them, so that columns are made once."""
        self._entries = entries
        self._of, self._at = of, np.asarray(at, dtype=np.int64)
        self._made: dict[str, Numbers] = {}

    def __getitem__(self, name: str) -> Numbers:
        """Return the column of a field of the entries."""
        if name not in self._made:
            if self._of is None:
                self._made[name] = np.array(list(map(attrgetter(name), self._entries)), np.float64)
            else:
                self._made[name] = self._of[name][self._at]
            if name == "wrong":
                self._made[name] = self._judged_at_all(self._made[name])
        return self._made[name]

    def _judged_at_all(self, wrong: Numbers) -> Numbers:
        """Return the false alerts, of rows without an alert only where a row with alerts tells its false ones.

        Else the rows without an alert were picked by what is counted, and would make a rate of 0 of nobody's judgement.
        """
        alerts = self["alerts"]
        some = alerts > 0
        untold = bool(some.any()) and bool(np.isnan(wrong[some]).all())
        return np.where(alerts == 0, NAN, wrong) if untold else wrong

    @cached_property
    def consistent(self) -> Flags:
        """Whether right and wrong alerts fit into all alerts, as far as they are known."""
        fit = np.nan_to_num(self["right"]) + np.nan_to_num(self["wrong"]) <= self["alerts"]
        return np.asarray(fit | np.isnan(self["alerts"]))

    @cached_property
    def judged(self) -> Numbers:
        """How many alerts were judged; at most all of them where a row does not tell the right ones."""
        told = np.where(np.isnan(self["right"]), self["alerts"], self["right"] + self["wrong"])
        return fitting(told, self.consistent & ~np.isnan(self["wrong"]))

    @cached_property
    def perhaps_fewer_judged(self) -> Flags:
        """Whether a row tells its false alerts and not how many were judged: a rate per judged one is a least."""
        return np.isnan(self["right"]) & (self["alerts"] > self["wrong"])

    @cached_property
    def unjudged(self) -> Numbers:
        """The alerts judged neither right nor false; 0 where that cannot be told.

        A count of false alerts that is withheld was no count of false ones, so nobody judged those alerts.
        """
        wrong = np.where(self.withheld("false_alerts"), 0.0, self["wrong"])
        return np.nan_to_num(fitting(self["alerts"] - self["right"] - wrong, self.consistent))

    @cached_property
    def undecided(self) -> Numbers:
        """All alerts that nobody judged, those of rows too that tell not how many were false: one number everywhere.

        0 of a row that contradicts itself, as nobody can tell how many it has.
        """
        rest = fitting(self["alerts"] - np.nan_to_num(self["right"]), self.consistent)
        return np.nan_to_num(np.where(np.isnan(self.judged), rest, self.unjudged))

    @cached_property
    def right_beside(self) -> Numbers:
        """The right alerts of rows that tell them, all alerts, and not how many were false."""
        return np.nan_to_num(fitting(self["right"], np.isnan(self.judged) & self.consistent & (self["alerts"] >= 0)))

    @cached_property
    def sums(self) -> Flags:
        """Whether all alerts of a row are the sum of its judged ones, as nobody gives how many there were."""
        return self["alerts_derived"] > 0

    @cached_property
    def unconfirmed(self) -> Numbers:
        """The alerts judged right with nobody's identity confirmed, of rows that fit together."""
        return np.where(self.consistent, self["unconfirmed"], 0.0)

    @cached_property
    def stopped(self) -> Numbers:
        """How many people were stopped: as told, else after right and after false alerts together."""
        return np.where(np.isnan(self["stops"]), self["right_stops"] + self["wrong_stops"], self["stops"])

    @cached_property
    def told_apart(self) -> Numbers:
        """How many of the people stopped are told to be the right ones or not; all of them where one part is told."""
        both = self["right_stops"] + self["wrong_stops"]
        return np.where(np.isnan(both), self.stopped, both)

    def withheld(self, column: str) -> Flags:
        """Return which rows have a count of a column that is none."""
        return self._flags(at for at, e in self.remarked if any(w.column == column for w in e.withheld))

    def bound(self, column: str) -> tuple[Flags, Flags]:
        """Return of which rows a count is a least, and of which it is a most."""
        of = [(at, e.bounds[column]) for at, e in self.remarked if column in e.bounds]
        least, most = ([at for at, end in of if end == wanted] for wanted in ("at least", "at most"))
        return self._flags(least), self._flags(most)

    @cached_property
    def remarked(self) -> list[tuple[int, Entry]]:
        """The few rows of which more is told than counts, with their places: a count withheld, or an end of one."""
        return [(at, e) for at, e in enumerate(self._entries) if e.withheld or e.bounds]

    def _flags(self, at: Iterable[int]) -> Flags:
        flags = np.zeros(len(self._entries), np.bool_)
        flags[list(at)] = True
        return flags


def fitting(values: Numbers, where: Flags) -> Numbers:
    """Return values where they may be used, NaN elsewhere."""
    return np.where(where, values, NAN)
