"""A made-up seeded test: volunteers who are on the watchlist pass two cameras, and nobody of them exists.

Each volunteer has a chance of an alert of their own, drawn between 30 % and 95 %; the generator treats women and men
alike, so no difference is there to be found. One pass in twenty has no face found.
"""

from __future__ import annotations

from random import Random

SEED = 2019
VOLUNTEERS, PASSES = 40, 4
SEXES, CAMERAS = ("female", "male"), ("gate", "stairs")


def passes() -> str:
    """Return the test as CSV, a row a pass; the same text each time."""
    random = Random(SEED)
    lines = ["volunteer,pass,detected,alerted,right,camera,threshold,sex,made_up"]
    for number in range(1, VOLUNTEERS + 1):
        own = random.uniform(0.3, 0.95)
        for one in range(1, PASSES + 1):
            found = random.random() < 0.95
            alerted = found and random.random() < own
            right = ("no" if random.random() < 0.02 else "yes") if alerted else ""
            said = ("yes" if found else "no", "yes" if alerted else "no", right)
            where = CAMERAS[one % 2]
            lines.append(f"made-up-{number:02d},{one},{','.join(said)},{where},0.6,{SEXES[number % 2]},yes")
    return "\n".join(lines) + "\n"
