"""`python -m benchmarks.speed.crowd`: days of a crowd, simulated, against numpy drawing every look.

60,000 people with 4 looks each and 10,000 days, as in a concert with four cameras. Bystander skips from one flagged
person to the next; numpy draws a number a look, for fewer days, and its time is scaled to as many.
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np

from bystander.crowd.blocks import Blocks
from bystander.crowd.consequences import Block
from bystander.crowd.looks import Looks
from bystander.crowd.posterior import Posterior
from bystander.crowd.scenario import Operators, Simulation
from bystander.crowd.simulate import simulate

PEOPLE, LOOKS, DAYS, RATE = 60_000, 4, 10_000, 0.001
FEW = 20  # days that numpy is given


def ours() -> float:
    """Give the mean number of people flagged."""
    crowd = Block(PEOPLE, Looks(LOOKS, 1.0, 0.1), Posterior.of_counts(100, 100_000))
    nobody = Block(0, Looks(LOOKS), Posterior.asserted(0.9))
    return float(simulate(Blocks((), (crowd,), nobody), Simulation(days=DAYS), Operators()).flagged.mean())


def every_look() -> float:
    """Give the same by a number for each look, person by person, of a few days."""
    rng = np.random.default_rng(1)
    flagged = 0
    for _ in range(FEW):
        own = rng.beta(RATE * 9, (1 - RATE) * 9, (PEOPLE, 1))
        flagged += int(np.any(rng.random((PEOPLE, LOOKS)) < own, axis=1).sum())
    return flagged / FEW


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    repeats = parser.parse_args().repeats
    ours()  # compiled kernels are kept on disk from then on
    rows = []
    for name, work, scale in (("bystander", ours, 1.0), ("numpy, every look", every_look, DAYS / FEW)):
        walls, cpus, value = [], [], 0.0
        for _ in range(repeats):
            wall, cpu = time.perf_counter(), time.process_time()
            value = work()
            walls.append((time.perf_counter() - wall) * scale)
            cpus.append((time.process_time() - cpu) * scale)
        row = {"what": name, "wall_s": float(np.median(walls)), "cpu_s": float(np.median(cpus)), "mean_flagged": value}
        rows.append(row | {"scaled_from_days": FEW} if scale > 1 else row)
    print(json.dumps({"people": PEOPLE, "looks": LOOKS, "days": DAYS, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
