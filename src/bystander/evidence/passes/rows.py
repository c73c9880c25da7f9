"""The rows of a seeded test as arrays: what checks see of it, and what a reading makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa

from bystander.evidence.foot_words import is_sum
from bystander.evidence.people.codes import encoded, plain_words
from bystander.evidence.tables.table_columns import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bystander.evidence.passes.columns import Layout
    from bystander.evidence.tables.table_columns import TableColumns

    Places = NDArray[np.intp]
    Counts = NDArray[np.int64]

Blank = Literal["", "no", "unknown"]
EMPTY = -1
ALL = frozenset({"all", "everybody"})  # beside what a sum is called
FEW = 5  # rows
_TIME = re.compile(r"[ T]\d{1,2}[:.h]\d.*$")


@dataclass(frozen=True, kw_only=True)
class PassRows:
    """What was read of a seeded test: columns by role, and what they say of each row.

    ``counts``: alerted, detected and right of each row, and passes: int64, ``EMPTY`` where a cell is empty; a flag is 1
    or 0. ``odd``: cells of counts that are no whole numbers, by role. ``blank``: what an empty cell was declared to
    mean. ``unit``: what was declared to be one trial, "" where nothing was. ``timed``: alerts stand
    there by their time.
    """

    table: TableColumns[str]
    name: str
    layout: Layout
    counts: Mapping[str, Counts]
    odd: Mapping[str, Places]
    blank: Blank = ""
    unit: str = ""
    timed: bool = False

    @property
    def columns(self) -> Mapping[str, Any]:
        """Return the columns by role, as they were read."""
        return self.table.columns

    @cached_property
    def people(self) -> tuple[Any, NDArray[np.int32]]:
        """Return what the codes of volunteers stand for, and the code of each row, below 0 for nobody."""
        codes, (person,) = encoded([self.columns["volunteer"]], people=True, name=self.name)
        return codes, person

    @property
    def person(self) -> NDArray[np.int32]:
        """Return the volunteer of each row, below 0 for nobody."""
        return self.people[1]

    @cached_property
    def alerted(self) -> Counts:
        """Return alerts of each row, ``EMPTY`` where that is not known."""
        return self._filled(self.counts["alerted"])

    @cached_property
    def right(self) -> Counts | None:
        """Return right alerts of each row; None without the column. Where there was no alert there is none."""
        if "right" not in self.counts:
            return None
        told = self.counts["right"]
        return self._filled(np.where((told == EMPTY) & (self.alerted == 0), 0, told))

    @cached_property
    def detected(self) -> Counts | None:
        """Return faces found of each row, None without the column. Where every pass alerted, every face was found."""
        if "detected" not in self.counts:
            return None
        told, passes = self.counts["detected"], self.passes
        return self._filled(np.where((told == EMPTY) & (self.alerted == passes), passes, told))

    @property
    def passes(self) -> Counts:
        """Return how many passes each row is."""
        found = self.counts.get("passes")
        return np.ones(len(self.table), np.int64) if found is None else found

    def _filled(self, counts: Counts) -> Counts:
        return np.where(counts == EMPTY, 0, counts) if self.blank == "no" else counts

    @cached_property
    def asked(self) -> dict[str, Places]:
        """Return the rows, by column, whose empty cells nobody has said the meaning of."""
        if self.blank:
            return {}
        found = {"alerted": self.alerted, "detected": self.detected, "right": self.right}
        counts = (self.passes > 0) & (self.person >= 0)  # of whoever did not pass nothing is asked
        gaps = {
            role: np.flatnonzero((column == EMPTY) & counts) for role, column in found.items() if column is not None
        }
        if "right" in gaps:  # where the alert itself is not known, that is what is asked
            gaps["right"] = np.setdiff1d(gaps["right"], gaps["alerted"])
        if "detected" in gaps:
            gaps["detected"] = np.setdiff1d(gaps["detected"], gaps["alerted"])
        return {role: rows for role, rows in gaps.items() if len(rows)}

    @cached_property
    def nobody(self) -> Places:
        """Return the rows that name no volunteer."""
        return np.flatnonzero(self.person < 0)

    @cached_property
    def never(self) -> Places:
        """Return the rows of volunteers who did not pass."""
        return np.flatnonzero((self.passes <= 0) & (self.person >= 0))

    @cached_property
    def unknown(self) -> Places:
        """Return the rows of which it is declared not to be known whether there was an alert, or a right one."""
        gone = self.alerted == EMPTY
        if self.right is not None:
            gone |= self.right == EMPTY
        return np.flatnonzero(gone & (self.person >= 0) & (self.passes > 0)) if self.blank == "unknown" else NOWHERE

    @cached_property
    def sums(self) -> Places:
        """Return the rows of counts that are called totals."""
        if self.layout != "counts":
            return NOWHERE
        index, words = plain_words(self.columns["volunteer"])
        called = [at for at, word in enumerate(words) if is_sum(word) or word.casefold().rstrip(":") in ALL]
        return np.flatnonzero(np.isin(index, called))

    @cached_property
    def totals(self) -> Places:
        """Return the row of counts that adds up all others, called so or not; of few rows only one that is called so.

        Of few volunteers one may have as many passes as all others by chance.
        """
        if self.layout != "counts":
            return NOWHERE
        passes, alerts = self.passes, self.alerted
        whole = np.flatnonzero((2 * passes == passes.sum()) & (2 * alerts == alerts.sum()) & (passes > 0))
        return whole if len(whole) == 1 and (len(self.table) > FEW or whole[0] in self.sums) else NOWHERE

    @cached_property
    def kept(self) -> NDArray[np.bool_]:
        """Tell which rows are used."""
        stays = np.ones(len(self.table), np.bool_)
        for gone in (self.nobody, self.never, self.unknown, self.totals):
            stays[gone] = False
        return stays

    @cached_property
    def threshold(self) -> NDArray[np.float64] | None:
        """Return the threshold of each row, NaN where it is empty or no finite number; None without any."""
        column = self.columns.get("threshold")
        if column is None:
            return None
        found = np.asarray(column.cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False), np.float64)
        found = np.where(np.isfinite(found), found, np.nan)
        return None if bool(np.isnan(found).all()) else found + 0.0

    def words(self, role: str) -> tuple[NDArray[np.int32], tuple[str, ...]] | None:
        """Return the codes of the words of a column in their order, below 0 where it is empty, and the words."""
        column = self.columns.get(role)
        if column is None:
            return None
        index, words = plain_words(column)
        order = sorted(range(len(words)), key=words.__getitem__)
        place = np.empty(len(words) + 1, np.int32)
        place[order], place[-1] = np.arange(len(words)), -1
        return place[index], tuple(words[at] for at in order)

    def _key(self, *roles: str) -> NDArray[np.int64]:
        """Return a number a row, equal for rows that agree in the volunteer, the threshold and some columns."""
        parts = [self.person.astype(np.int64)]
        parts += [self._told(role) for role in roles if role in self.columns]
        if self.threshold is not None:
            parts.append(np.unique(self.threshold, return_inverse=True)[1].ravel().astype(np.int64))
        return np.asarray(np.unique(np.stack(parts), axis=1, return_inverse=True)[1].ravel(), np.int64)

    def _told(self, role: str) -> NDArray[np.int64]:
        """Return the codes of a column; of a session that is a date with a time, those of the day."""
        if role != "session":
            return encoded([self.columns[role]], name=self.name)[1][0].astype(np.int64)
        return self.sessions[0].astype(np.int64)

    @cached_property
    def sessions(self) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        """Return the codes of the sessions, below 0 where none is told, and their names: of a time, that of its day."""
        told = self.words("session")
        if told is None:
            return np.full(len(self.table), EMPTY, np.int32), ()
        days = [_TIME.sub("", word) for word in told[1]]
        place = {day: at for at, day in enumerate(dict.fromkeys(days))}
        return np.array([*(place[day] for day in days), EMPTY], np.int32)[told[0]], tuple(place)

    @cached_property
    def one_pass(self) -> NDArray[np.int64]:
        """Return a number a row, equal for rows of one pass, whatever camera it was before."""
        return self._key("session", "pass", "place", "system")

    @property
    def numbered(self) -> bool:
        """Return whether rows say which pass of the volunteer they are, or are told to be all of one."""
        return "pass" in self.columns or self.layout == "counts" or self.unit == "passage"

    @cached_property
    def again(self) -> Places:
        """Return the rows of a pass, or of a volunteer's counts, that stands above already with the same camera."""
        return self._later(self._key("session", "pass", "place", "system", "camera")) if self.numbered else NOWHERE

    @cached_property
    def other_cameras(self) -> Places:
        """Return the rows of what may be a pass that stands above already, with another camera."""
        if "camera" not in self.columns:
            return NOWHERE
        camera = self._key("session", "pass", "place", "system", "camera")
        stays = np.flatnonzero(self.kept)
        first = stays[np.unique(self.one_pass[stays], return_index=True)[1]]
        of_first = np.full(int(self.one_pass.max(initial=0)) + 1, EMPTY, np.int64)
        of_first[self.one_pass[first]] = camera[first]
        return np.asarray(stays[camera[stays] != of_first[self.one_pass[stays]]], np.intp)

    def _later(self, key: NDArray[np.int64]) -> Places:
        stays = np.flatnonzero(self.kept)
        first = np.zeros(len(key), np.bool_)
        first[stays[np.unique(key[stays], return_index=True)[1]]] = True
        return np.setdiff1d(stays, np.flatnonzero(first))
