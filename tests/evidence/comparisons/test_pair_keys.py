"""One number for each ordered pair of sample codes."""

from __future__ import annotations

import numpy as np

from bystander.evidence.comparisons.refusals import pair_keys


def test_pairs_of_codes_of_32_bits_are_numbered_in_64() -> None:
    probe, reference = np.array([0, 70_000, 70_000], np.int32), np.array([65_536, 0, 65_536], np.int32)
    assert pair_keys(probe, reference).tolist() == [65_536, 70_000 * 65_537, 70_000 * 65_537 + 65_536]
