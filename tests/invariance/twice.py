"""What becomes of findings where everybody is there twice, and where the same people are tried twice.

Twice as many people know twice as much: intervals are narrower by the root of two, and by more where few people drive
the errors, as Student's t is kinder to twice as many. The same people again know nothing more. Each interval of KG-t
is held to the number that the rows give by hand, or its formula; here is what all findings have in common, and what
has no formula: of groups, and of thresholds that are chosen on the trial.
"""

from __future__ import annotations

from math import sqrt

from tests.invariance.law import BY_HAND, FREE, NOT_HIGHER, NOT_LOWER, Move, about, at_least, through, times

COUNTED_TWICE = (
    Move("*", "events trials", times(2)),
    Move("*", "method", FREE),  # 20 errors need no assumed correlation
    Move("*", "bounds.naive_upper", through(lambda p: 1 - sqrt(1 - p), "1 - a^(1/2T)"), maybe=True),
)
OF_GROUPS = (
    Move("*-group-*", "test.p test.statistic", FREE),  # whole outcomes are summed, so it moves in steps
    Move("*-group-*", "reference.*", FREE),  # with more people a ratio can be shown where none could
)
# A threshold may hold its target where as many errors as are counted there may come of it: whole numbers, so in steps.
CHOSEN = "fnmr-at-fmr@* fnir@* tpir-at-fpir@* eer"
PEOPLE_TWICE = (
    *COUNTED_TWICE,
    *OF_GROUPS,
    Move("*", "people df", times(2)),
    Move("*-group-* " + CHOSEN, "width high", NOT_HIGHER),
    # of no error: 24 people all with all are 12 sets of pairs who share nobody; two such crowds that never meet are 23
    Move("*", "effective_trials", at_least(23 / 12)),
    Move("*", "width", BY_HAND),
    Move("*", "low", NOT_LOWER),
    Move("*", "high", NOT_HIGHER),
    Move("*", "bounds.*_lower", NOT_LOWER, maybe=True),
    Move("*", "bounds.*", NOT_HIGHER, maybe=True),
)
ROWS_TWICE = (
    *COUNTED_TWICE,
    *OF_GROUPS,
    Move("*-group-*", "low high width", about(0.7, 2)),  # in steps, as the test that they go with
    # in steps; and of people who err more evenly than coins fall a little narrower
    Move(CHOSEN, "low high width bounds.*", about(0.55, 1.1), maybe=True),
    Move("*", "low high width effective_trials bounds.compliance_*", BY_HAND, maybe=True),
)
