"""Searches: probes compared with a watchlist, with ground truth; what every layout of a 1:N trial becomes.

A search is one probe against all references. It is *mated* where the person in the probe is on the watchlist, and
*non-mated* where it is known that they are not. A probe of which neither is known has no place here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bystander.errors import Problem
    from bystander.evidence.people.clusters import Clusters
    from bystander.evidence.people.groups import Groups
    from bystander.evidence.people.pseudonyms import Names
    from bystander.evidence.searches.embeddings import Embeddings
    from bystander.evidence.searches.runs import Runs

UNKNOWN = -1  # code of a person who is known not to be on the watchlist, and of whom no more is known
UNITS = ("search", "track", "passage", "person")


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Scores of searches against references, columns of equal length.

    ``search``: number of the search. ``identity``: int32 code of the person in the reference. ``score``: larger means
    more alike. What failed is not among them.
    """

    search: NDArray[np.int64]
    identity: NDArray[np.int32]
    score: NDArray[np.floating]


class CandidateBlock(Protocol):
    """A part of the candidates that can be read on its own, in any order."""

    def read(self) -> Candidates:
        """Read it."""
        ...


@dataclass(frozen=True, kw_only=True)
class SearchNames:
    """What pseudonyms are made of: of the codes of people, of every search in order, and of its track or passage.

    ``by_sample``: false where a search is all of a person.
    """

    people: Names
    searches: Names
    units: Names | None = None
    by_sample: bool = True


@dataclass(frozen=True, kw_only=True)
class Searches:
    """A 1:N trial, already free of refused rows; per search, arrays of equal length.

    ``person``: int32 code of who was searched, ``UNKNOWN`` where it is only known that they are not enrolled; codes
    of people and of the identities of candidates are the same. ``unit``: number of the track, passage or person that
    a search counts for, equal to its own number where each counts alone. ``watchlist``: people enrolled (N), None
    where not recorded. ``length``: candidates listed a search at most (L), None where all references are there.
    ``whole``: whether the list of a search holds all of its ``length`` best candidates; where it is shorter the system
    itself left out what scored low. ``some_missing``: such lists are there and no empty one, though there should be.
    ``left_out``: non-mated searches were made by leaving the mate out.
    ``embeddings``: the vectors that every comparison follows from; then there are no blocks. ``compared``: references
    that a search met, where that is counted; ``elsewhere``: searches that did not meet their person, who is a reference
    of others; ``alone``: searches that met references of their own person only, where it
    is. ``names``: what pseudonyms are made of, None where there is nothing.
    ``cut``: what was left out of the candidates of a tally. ``ranked``: lowest and highest rank listed a search, and
    that of the right person, as three columns, -1 where none is; None where ranks are not recorded.
    ``groups``: what people are recorded as, where asked for; ``clusters``: who does not err
    independently of whom, where that was told.
    """

    name: str
    sha256: str
    format: str
    blocks: Sequence[CandidateBlock]
    person: NDArray[np.int32]
    mated: NDArray[np.bool_]
    failed: NDArray[np.bool_]
    unit: NDArray[np.int64]
    unit_name: str = "search"
    identities: int = 0
    watchlist: int | None = None
    length: int | None = None
    whole: NDArray[np.bool_] | None = None
    some_missing: bool = False
    rows_read: int = 0
    rows_refused: int = 0
    distance: bool = False
    synthetic: bool = False
    left_out: bool = False
    problems: tuple[Problem, ...] = field(default=())
    embeddings: Embeddings | None = None
    compared: NDArray[np.int64] | None = None
    elsewhere: int = 0
    alone: int = 0
    names: SearchNames | None = field(default=None, repr=False)
    cut: Cut | None = None
    ranked: NDArray[np.int64] | None = None
    groups: tuple[Groups, ...] = ()
    clusters: Clusters | None = None
    runs: Runs | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.person)

    @property
    def rows_used(self) -> int:
        """Rows read less rows refused."""
        return self.rows_read - self.rows_refused

    def listed(self) -> NDArray[np.int64]:
        """Return by code how often somebody is a candidate: more than 0 is on the watchlist. Reads these once."""
        often = np.zeros(self.identities, np.int64)
        if self.embeddings is not None:  # every search meets all references
            often += len(self) * np.bincount(self.embeddings.references.person, minlength=self.identities)
        for block in self.blocks:
            often += np.bincount(block.read().identity, minlength=self.identities)
        return often


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What remains known of candidates that a tally left out.

    ``ranks``: up to here the candidates of every search are there. ``lowest``: lowest score listed a search, +inf where
    none is. ``floor``: wrong candidates of all searches are there from this score on.
    """

    ranks: int
    lowest: NDArray[np.float64]
    floor: float


@dataclass(frozen=True)
class CandidateArrays:
    """Candidates that lie in memory, as one block."""

    candidates: Candidates

    def read(self) -> Candidates:
        """Return the candidates, which lie in memory already."""
        return self.candidates
