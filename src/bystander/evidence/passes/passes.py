"""A seeded operational test, read: what became of the passes of volunteers who are on the watchlist."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.people.clusters import Clusters
    from bystander.evidence.people.groups import Groups

    Counts = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Split:
    """What passes are told apart by: "camera" or "place". ``codes``: place in ``labels`` of each row, -1: none."""

    name: str
    labels: tuple[str, ...]
    codes: NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Passes:
    """A seeded test, free of refused rows; arrays of one length, a row being one pass or several of one volunteer.

    ``person``: int32 code of the volunteer, 0 to ``people`` - 1. ``passes``, ``alerts``: of each row. ``right``: alerts
    that named the volunteer; all of them where that was not recorded (``right_known``). ``detected``: passes whose face
    was found, and ``detected_of``: passes of which that is known; None without the column. ``threshold``: None where it
    is not recorded. ``views``: a row is a pass as one of several cameras saw it, so that a pass stands there more than
    once; ``joined``: what they saw was put together. ``sessions``: None where fewer than two are told. ``groups``,
    ``clusters``: as of other evidence.
    """

    name: str
    sha256: str
    format: str
    person: NDArray[np.int32]
    people: int
    passes: Counts
    alerts: Counts
    right: Counts
    right_known: bool = False
    detected: Counts | None = None
    detected_of: Counts | None = None
    threshold: NDArray[np.float64] | None = None
    splits: tuple[Split, ...] = ()
    sessions: Split | None = None
    views: bool = False
    joined: bool = False
    rows_read: int = 0
    rows_refused: int = 0
    synthetic: bool = False
    problems: tuple[Problem, ...] = field(default=())
    groups: tuple[Groups, ...] = ()
    clusters: Clusters | None = None

    @property
    def rows_used(self) -> int:
        """Rows read less rows refused."""
        return self.rows_read - self.rows_refused

    @property
    def thresholds(self) -> tuple[float | None, ...]:
        """The thresholds of the test in ascending order; one None where they are not recorded."""
        return (None,) if self.threshold is None else tuple(distinct(self.threshold).tolist())

    def at(self, threshold: float | None) -> Passes:
        """Return the passes at a threshold; None: all of them."""
        if threshold is None or self.threshold is None:
            return self
        return self.only(np.asarray(self.threshold == threshold, np.bool_))

    def only(self, rows: NDArray[np.bool_]) -> Passes:
        """Return some rows; codes of people stay what they are."""

        def of(column: Any) -> Any:  # noqa: ANN401 - an array of any type
            return None if column is None else column[rows]

        return replace(
            self, person=of(self.person), passes=of(self.passes), alerts=of(self.alerts), right=of(self.right),
            detected=of(self.detected), detected_of=of(self.detected_of), threshold=of(self.threshold),
            splits=tuple(replace(split, codes=of(split.codes)) for split in self.splits),
            sessions=None if self.sessions is None else replace(self.sessions, codes=of(self.sessions.codes)),
        )  # fmt: skip

    def without_failures(self) -> Passes:
        """Return only the passes whose face was found; all where that was not recorded."""
        if self.detected is None or self.detected_of is None:
            return self
        return replace(self, passes=self.passes - (self.detected_of - self.detected))

    def of_sessions(self, counts: Counts) -> Counts:
        """Return the sum of a column for each person, or cluster, and session: (people, sessions).

        Rows of no session do not count. Raises ValueError where no sessions are told.
        """
        if self.sessions is None:
            message = "no sessions are told"
            raise ValueError(message)
        each = [np.where(self.sessions.codes == at, counts, 0) for at in range(len(self.sessions.labels))]
        return np.stack([self.of_people(of_one) for of_one in each], axis=1)

    def of_people(self, counts: Counts) -> Counts:
        """Return the sum of a column for each person, or for each cluster of people where there are any."""
        who = self.person if self.clusters is None else self.clusters.codes[self.person]
        number = self.people if self.clusters is None else self.clusters.number
        found: Counts = np.zeros(number, np.int64)
        np.add.at(found, who, counts)
        return found

    @property
    def seen(self) -> int:
        """How many volunteers are behind these rows."""
        return len(distinct(self.person))
