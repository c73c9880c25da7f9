"""What is said of a share of misses where the tries that failed are left out of it (``--failures exclude``).

Of people whose pictures cannot be compared nobody is recognised: whoever leaves them out has to say how many there
are, and what the share is with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.findings import Estimate

FOLD = "--failures fold counts them."
NO_SCORE = "tries without a score are left out"


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
