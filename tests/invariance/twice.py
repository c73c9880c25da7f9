"""What becomes of findings where everybody is there twice, and where the same people are tried twice.

Twice as many people know twice as much: intervals are narrower by the root of two, and by more where few people drive
the errors, as Student's t is kinder to twice as many. The same people again know nothing more.
"""

from __future__ import annotations

from tests.invariance.law import FREE, NOT_HIGHER, NOT_LOWER, Move, about, times

COUNTED_TWICE = (
    Move("*", "events trials", times(2)),
    Move("*", "method", FREE),
)  # 20 errors need no assumed correlation
OF_GROUPS = (
    Move("*-group-*", "test.p test.statistic", FREE),  # whole outcomes are summed, so it moves in steps
    Move("*-group-*", "reference.*", FREE),  # with more people a ratio can be shown where none could
)
PEOPLE_TWICE = (
    *COUNTED_TWICE,
    *OF_GROUPS,
    Move("*", "people df", times(2)),
    Move("*-group-difference", "width high", about(0.5, 0.9)),
    Move("*-group-*", "width high", about(0.02, 0.9)),
    Move("*", "effective_trials", about(1.8, 5)),
    Move("*", "width", about(0.25, 0.78)),
    Move("*", "low", NOT_LOWER),
    Move("*", "high", NOT_HIGHER),
    Move("*", "bounds.*_lower", NOT_LOWER, maybe=True),
    Move("*", "bounds.*", NOT_HIGHER, maybe=True),
)
# Where people err more evenly than coins fall, an interval is as narrow as that of coins, and of twice as many coins it
# is narrower: by a fifth at most in these worlds, where twice as many people make it narrower by three tenths and more.
ROWS_TWICE = (
    *COUNTED_TWICE,
    *OF_GROUPS,
    Move("*-group-*", "low high width", about(0.7, 2)),
    Move("*", "effective_trials", about(0.5, 1.5)),
    Move("*", "width", about(0.8, 1.4)),
    Move("*", "low high", about(0.6, 1.4)),
    Move("*", "bounds.compliance_upper", about(0.8, 1.3), maybe=True),  # one more in the design effect is worth less
    Move("fnir@*", "bounds.compliance_lower", about(0.6, 1), maybe=True),  # where the threshold is chosen: no nearer
    Move("fnir*", "bounds.compliance_lower", about(1, 1.75), maybe=True),  # of few errors, one more is worth more
    Move("*", "bounds.compliance_lower", about(0.8, 1.2), maybe=True),
    Move(
        "*", "bounds.naive_upper", about(0.49, 0.51), maybe=True
    ),  # takes copies for news, and is told as a warning only
)
