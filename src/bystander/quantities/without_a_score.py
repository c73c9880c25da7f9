"""What is said of a rate where some tries gave no score: they are left out of it, or taken for right answers.

Of people whose pictures cannot be compared nobody is recognised: whoever leaves them out of a share of misses
(``--failures exclude``) has to say how many there are, and what the share is with them. Nor is anybody taken for
somebody else: where they stay in a rate of false matches or alerts (``--failures fold``), that is lower for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.findings import Estimate

FOLD = "--failures fold counts them."
EXCLUDE = "--failures exclude leaves them out."
NO_SCORE = "tries without a score are left out"
NOTABLE = 0.05  # of a rate: less hardly moves the two digits that are said
LARGE = 0.1  # of a rate: as much changes what a headline says


def left_out(failed: int, misses: Estimate | None, tries: str) -> tuple[str, ...]:
    """Say how many tries are left out of a share of misses, and what it would be with them; nothing where none is.

    ``misses``: of the tries that are left, None where there are none of these; ``tries``: what they are called.
    """
    if not failed:
        return ()
    events, trials = (0, 0) if misses is None else (misses.events or 0, round(misses.trials or 0))
    of = trials + failed
    claim = f"{wording.count(failed)} of {wording.count(of)} {tries} gave no score and are left out."
    return (f"{claim} Counted as misses, they would make it {wording.percent((events + failed) / of)}; {FOLD}",)


def taken_for_right(failed: int, errors: Estimate | None, tries: str) -> tuple[str, ...]:
    """Say how many tries of different people failed and count as right; nothing where that hardly moves the rate.

    ``errors``: false matches or alerts, the failed among their trials; ``tries``: what these are called.
    """
    if errors is None or moved_by(failed, errors) < NOTABLE:
        return ()
    if failed >= (errors.trials or 0):
        return (f"None of {wording.count(failed)} {tries} gave a score, and all count as right; {EXCLUDE}",)
    events, trials = (wording.count(n) for n in (errors.events or 0, round(errors.trials or 0) - failed))
    claim = f"{wording.count(failed)} of {wording.count(errors.trials or 0)} {tries} gave no score and count as right."
    return (f"{claim} Without them it is {events} of {trials}; {EXCLUDE}",)


def moved_by(failed: int, errors: Estimate | None) -> float:
    """Return by which part of itself a rate would be higher without the tries that failed; 1 where all have."""
    trials = 0.0 if errors is None else errors.trials or 0.0
    return failed / (trials - failed) if failed < trials else float(failed > 0)
