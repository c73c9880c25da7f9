"""Does the limit at zero errors hold that takes the dependence from a lower threshold (Z2, METHODS 1.5)?

The worlds are those of `bands`. The threshold is one at which so many errors are expected; a trial counts as a miss
where it shows none and its limit lies below the true rate. A limit at 95 % may miss in one trial of twenty.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from benchmarks.coverage.bands import BEYOND, LEVEL, WORLDS, Correlated
from bystander.quantities.comparisons.fmr import false_match_rate
from bystander.tally.comparisons.count import tally_comparisons

EXPECTED = (1.0, 2.0, 3.0, 5.0)
ALL = (*WORLDS[1:], *BEYOND)


def missed(world: Correlated, *, reps: int, seed: int) -> dict[float, tuple[float, float]]:
    """Give, by the number of errors expected, the share of misses, and the share of trials without an error."""
    found = dict.fromkeys(EXPECTED, (0, 0))
    pairs = world.people * (world.people - 1) // 2 * world.images**2
    for stream in np.random.SeedSequence(seed).spawn(reps):
        tally = tally_comparisons(world.trial(np.random.default_rng(stream)))
        for expected, (misses, zeros) in found.items():
            truth = expected / pairs
            estimate = false_match_rate(tally, float(-ndtri(truth) * world.sds[0]), level=LEVEL).estimate
            none = estimate.events == 0
            found[expected] = misses + (none and estimate.high < truth), zeros + none
    return {expected: (misses / reps, zeros / reps) for expected, (misses, zeros) in found.items()}
