"""Keyed pseudonyms: what stands for an identifier outside this package, in a tally file and nowhere else.

A pseudonym is 64 bits of keyed BLAKE2b (RFC 7693): equal for equal identifiers under one key, so that the shards of a
trial fit together, and of no use to anybody without the key, who cannot even test a guess. Two of a million people
share one with a chance of 3 in 100 million.
"""

from __future__ import annotations

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
        """Give the pseudonym of every code, uint64, one a code."""
        ...


def pseudonyms(identifiers: Iterable[str], key: bytes) -> Pseudonyms:
    """Give the pseudonym of each identifier."""
    digests = (
        blake2b(identifier.encode(), digest_size=8, key=key, person=PURPOSE).digest() for identifier in identifiers
    )
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)
