"""People who have no names of their own, told by the names of their samples.

They follow from pairs of samples known to be of one person. Such people are found again in another trial by a sample: a
sample is of one person, so two trials that share a person's first sample share the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.people.codes import IntCodes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.people.codes import Codes

    Pseudonyms = NDArray[np.uint64]


@dataclass(frozen=True)
class OfSamples:
    """``person``: of each code of ``samples`` the code of its person, below 0 where that is nobody in the trial.

    ``size``: how many people there are.
    """

    samples: Codes
    person: NDArray[np.integer]
    size: int

    def keyed(self, key: bytes) -> Pseudonyms:
        """Return the pseudonym of each person: that of their first sample, in the order of names as text."""
        place = np.full(self.size, self.samples.size, np.int64)
        order = self._order()
        known = self.person >= 0
        at = np.empty(self.samples.size, np.int64)
        at[order] = np.arange(self.samples.size)
        np.minimum.at(place, self.person[known], at[known])
        return self._of_samples(key)[order[place]]

    def members(self, key: bytes) -> Pseudonyms:
        """Return for each person a number made of all their samples: another one where the samples are others."""
        known = self.person >= 0
        every = np.zeros(self.size, np.uint64)
        np.add.at(every, self.person[known], self._of_samples(key)[known])
        return every

    def _of_samples(self, key: bytes) -> Pseudonyms:
        """Return pseudonyms that no person has: a sample that is called as somebody is is not that person."""
        return self.samples.keyed(blake2b(key, digest_size=32, person=b"of samples").digest())

    def _order(self) -> NDArray[np.int64]:
        """Return the codes of samples in the order of their text, whatever they are stored as."""
        if isinstance(self.samples, IntCodes):
            return np.argsort(np.array([str(value) for value in self.samples.values.tolist()], np.str_))
        return np.arange(self.samples.size)
