"""`python -m benchmarks.speed.crowd`: days of a crowd, simulated, against numpy drawing every look.

60,000 people with 4 looks each and 10,000 days, as in a concert with four cameras. Bystander skips from one flagged
person to the next; numpy draws a number a look, for fewer days, and its time is scaled to as many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.speed.contest import Contest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.speed.contest import Answer

PEOPLE, LOOKS, DAYS, RATE = 60_000, 4, 10_000, 0.001
FEW = 20  # days that numpy is given
ALL_LOOKS = PEOPLE * LOOKS * DAYS


def skipping(folder: Path) -> Callable[[], Answer]:
    """Bystander: people flagged on each day."""
    from bystander.crowd.blocks import Blocks
    from bystander.crowd.consequences import Block
    from bystander.crowd.evidence import Evidence
    from bystander.crowd.looks import Looks
    from bystander.crowd.scenario import Operators, Simulation
    from bystander.crowd.simulate import simulate

    del folder
    crowd = Block(PEOPLE, Looks(LOOKS, 1.0, 0.1), Evidence.of_counts(100, 100_000))
    blocks = Blocks((), (crowd,), Block(0, Looks(LOOKS), Evidence.asserted(0.9)))

    def work() -> Answer:
        return [round(float(simulate(blocks, Simulation(days=DAYS), Operators()).flagged.mean()))]

    work()  # compiled kernels are kept on disk from then on
    return work


def every_look(folder: Path) -> Callable[[], Answer]:
    """NumPy: a random number for each look, person by person."""
    del folder

    def work() -> Answer:
        rng = np.random.default_rng(1)
        flagged = 0
        for _ in range(FEW):
            own = rng.beta(RATE * 9, (1 - RATE) * 9, (PEOPLE, 1))
            flagged += int(np.any(rng.random((PEOPLE, LOOKS)) < own, axis=1).sum())
        return [round(flagged / FEW)]

    return work


def nothing(folder: Path, rows: int, seed: int) -> None:
    """Write nothing: a crowd is drawn while it is simulated."""
    del folder, rows, seed


CONTEST = Contest(
    module="benchmarks.speed.crowd",
    about=__doc__,
    make=nothing,
    peers=(skipping, every_look),
    scaled={"every_look": DAYS // FEW},
)

if __name__ == "__main__":
    raise SystemExit(CONTEST.main(rows=ALL_LOOKS))
