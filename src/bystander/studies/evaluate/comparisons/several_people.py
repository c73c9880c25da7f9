"""Does one code stand for several people, as 0 often does for strangers? Their own comparisons then show it.

A number of people leaves, never who they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import wording
from bystander.findings.first_screen import Caveat, Weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.quantities.comparisons.operating_point import OperatingPoint
    from bystander.tally.comparisons.tally import ComparisonTally

FEWEST = 10  # comparisons of a person with themself below which chance would do it
LIKE_STRANGERS = 0.35  # half of all comparisons of different people score higher than one of them
LIKE_ONESELF = 0.1  # the same of most people, where the system tells people apart at all
PART = 0.1  # of the misses, from which on the headline moves
MEANS = "One code may stand for several people, such as 0 for strangers, or labels are wrong"
REMEDY = "Leaving out whoever is not known would remove this."


def several_people(tally: ComparisonTally, main: OperatingPoint | None) -> tuple[Caveat, ...]:
    """Return what is said of people whose comparisons with themselves score like those of different people.

    Nothing where there are none, where nobody is named, or where a tally file has no curve.
    """
    who, subject = _who(tally), tally.mated_row_subject
    if who is None or subject is None or not who.any():
        return ()
    people, theirs = int(who.sum()), who[subject]
    without, weight = "", Weight.WIDENS
    if main is not None and main.fnmr is not None:
        errors = tally.false_non_matches(main.threshold)  # the lowest rows
        missed = errors - int(theirs[:errors].sum())
        of = wording.plural(len(theirs) - int(theirs.sum()), "comparison")
        without = f": without {'them' if people > 1 else 'it'}, {wording.count(missed)} of {of} failed"
        weight = Weight.MOVES if errors - missed > PART * errors else Weight.WIDENS
    rows = wording.count(int(theirs.sum()))
    whose = "one person with themself" if people == 1 else f"{wording.count(people)} people with themselves"
    claim = f"The {rows} comparisons of {whose} score as those of different people do."
    return (Caveat(claim, f"{MEANS}{without}.", REMEDY, weight),)


def _who(tally: ComparisonTally) -> NDArray[np.bool_] | None:
    """Tell who is meant, by code; None where it cannot be told."""
    subject, above = tally.mated_row_subject, tally.non_mated_at_or_above
    if subject is None or above is None or not len(tally.mated_scores):
        return None
    scored = np.isfinite(tally.mated_row_score)
    strangers = tally.non_mated_total - (tally.non_mated_failed if tally.failures == "fold" else 0)
    if not strangers or not scored.any():
        return None
    codes, subject = int(subject.max()) + 1, subject[scored]
    share = above[np.searchsorted(tally.mated_scores, tally.mated_row_score[scored])] / strangers
    rows = np.bincount(subject, minlength=codes)
    mean = np.bincount(subject, share, codes) / np.maximum(rows, 1)
    if np.median(mean[rows > 0]) > LIKE_ONESELF:
        return None
    return (rows >= FEWEST) & (mean >= LIKE_STRANGERS)
