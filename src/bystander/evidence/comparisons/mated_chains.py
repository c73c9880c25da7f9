"""From labels of pairs to people: the chains of mated pairs.

If samples a and b are of one person, and b and c are, then all three are. A sample that is in no mated pair counts as
a person of its own, which can be one person too many: EV66 says how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.comparisons.true_pairs import components
from bystander.kernels.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Chains:
    """People of both sides of comparisons, from chains of mated pairs.

    ``probe``, ``reference``: int32 codes 0 ... size-1 of the person of each row, -1 where a side has no name.
    ``of_name``: the person of every name, -1 of one that belongs to nobody in the rows. ``alone``: of ``samples``, how
    many are in no mated pair.
    """

    probe: Codes
    reference: Codes
    of_name: Codes
    size: int
    samples: int
    alone: int


def people_in_chains(names: int, probe: Codes, reference: Codes, first: Codes, second: Codes) -> Chains:
    """Return the people of two columns of samples, codes below ``names``, -1 where there is no name.

    ``first``, ``second``: the two samples of each mated pair, -1 as well.
    """
    joined = (first >= 0) & (second >= 0)
    person = components(names, first[joined], second[joined])
    paired = np.zeros(names, np.bool_)
    paired[first[joined]] = paired[second[joined]] = True
    there = np.zeros(names, np.bool_)
    there[probe[probe >= 0]] = there[reference[reference >= 0]] = True
    used = distinct(person[there])
    number = np.full(names + 1, -1, np.int32)  # the last one is for cells without a name
    number[used] = np.arange(len(used))
    of_name = np.append(number[person], np.int32(-1))
    return Chains(
        probe=of_name[probe], reference=of_name[reference], of_name=of_name[:-1], size=len(used),
        samples=int(np.count_nonzero(there)), alone=int(np.count_nonzero(there & ~paired)),
    )  # fmt: skip
