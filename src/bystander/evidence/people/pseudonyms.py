"""Keyed pseudonyms: what stands for an identifier outside this package, in a tally file and nowhere else.

A pseudonym is 64 bits of keyed BLAKE2b (RFC 7693): equal for equal identifiers under one key, so that the shards of a
trial fit together, and of no use to anybody without the key, who cannot even test a guess. Two of a million people
share one with a chance of 3 in 100 million.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Pseudonyms = NDArray[np.uint64]

PURPOSE = b"bystander tally"  # one key gives other pseudonyms elsewhere


class Names(Protocol):
    """Identifiers that can be made pseudonyms, and cannot be read."""

    def keyed(self, key: bytes) -> Pseudonyms:
        """Return the pseudonym of every code, uint64, one a code."""
        ...


def pseudonyms(identifiers: Iterable[str], key: bytes) -> Pseudonyms:
    """Return the pseudonym of each identifier."""
    digests = (
        blake2b(identifier.encode(), digest_size=8, key=key, person=PURPOSE).digest() for identifier in identifiers
    )
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def _of(names: Names, codes: NDArray[np.integer], key: bytes) -> Pseudonyms:
    """Return the pseudonyms of codes, 0 where a code is below 0 and stands for none."""
    every: Pseudonyms = np.append(names.keyed(key), np.uint64(0))
    return every[np.where(codes >= 0, codes, -1)]


@dataclass(frozen=True)
class Chosen:
    """Some of the codes of identifiers, in any order."""

    names: Names
    codes: NDArray[np.integer]

    def keyed(self, key: bytes) -> Pseudonyms:
        """Return the pseudonym of each of them."""
        return _of(self.names, self.codes, key)


@dataclass(frozen=True)
class Within:
    """Names that mean something within a person only: samples, tracks, passages. Codes below 0: of nobody known."""

    names: Names
    codes: NDArray[np.integer]
    people: Names
    person: NDArray[np.integer]

    def keyed(self, key: bytes) -> Pseudonyms:
        """Return the pseudonym of each name within its person."""
        name, whose = _of(self.names, self.codes, key), _of(self.people, self.person, key)
        return pseudonyms((f"{a:x} of {b:x}" for a, b in zip(name.tolist(), whose.tolist(), strict=True)), key)


@dataclass(frozen=True)
class Places:
    """Rows of one file, which have no other name; ``content``: what tells the file from others."""

    content: str
    codes: NDArray[np.integer]

    def keyed(self, key: bytes) -> Pseudonyms:
        """Return the pseudonym of each row."""
        return pseudonyms((f"row {code} of {self.content}" for code in self.codes.tolist()), key)
