"""The checks of comparisons, in the order in which they are told.

A new check is a file of this folder and its name here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks import ev11_not_finite as ev11
from bystander.evidence.checks import ev23_no_identifiers as ev23
from bystander.evidence.comparisons.checks import ev09_ground_truth as ev09
from bystander.evidence.comparisons.checks import ev10_no_subject as ev10
from bystander.evidence.comparisons.checks import ev12_one_value as ev12
from bystander.evidence.comparisons.checks import ev13_pile_at_the_end as ev13
from bystander.evidence.comparisons.checks import ev14_self_comparison as ev14
from bystander.evidence.comparisons.checks import ev15_duplicate as ev15
from bystander.evidence.comparisons.checks import ev16_direction as ev16
from bystander.evidence.comparisons.checks import ev17_one_class as ev17
from bystander.evidence.comparisons.checks import ev18_ties as ev18
from bystander.evidence.comparisons.checks import ev19_people as ev19
from bystander.evidence.comparisons.checks import ev20_rows as ev20
from bystander.evidence.comparisons.checks import ev21_samples as ev21
from bystander.evidence.comparisons.checks import ev22_empty_cells as ev22
from bystander.evidence.comparisons.checks import ev24_symmetric as ev24
from bystander.evidence.comparisons.checks import ev25_failures as ev25
from bystander.evidence.comparisons.checks import ev26_precision as ev26
from bystander.evidence.comparisons.checks import ev27_written_alike as ev27
from bystander.evidence.comparisons.checks import ev61_scales_of_shards as ev61
from bystander.evidence.comparisons.checks import ev64_lists as ev64
from bystander.evidence.comparisons.checks import ev65_trials as ev65
from bystander.evidence.comparisons.checks import ev66_people as ev66
from bystander.evidence.comparisons.checks import ev67_attacks as ev67
from bystander.evidence.comparisons.checks import ev110_own_answer as ev110
from bystander.evidence.comparisons.checks import ev112_pooled as ev112
from bystander.evidence.comparisons.checks import ev113_people_or_samples as ev113
from bystander.evidence.comparisons.checks import ev114_both_orders as ev114
from bystander.evidence.comparisons.checks import ev115_foot_lines as ev115

if TYPE_CHECKING:
    from bystander.evidence.checks.check import Check
    from bystander.evidence.comparisons.heading import Heading
    from bystander.evidence.comparisons.reading import ChainsSeen, PairsSeen, Reading
    from bystander.evidence.comparisons.seen import Seen


# of the header of a table of comparisons
HEADING: tuple[Check[Heading], ...] = (ev04.CHECK.on(ev04.look), ev10.HEADING, ev16.HEADING)

# of a label that may be a decision, and of columns that are not used and tell rows apart
LABEL: tuple[Check[ev110.LabelSeen], ...] = (ev110.CHECK,)
POOLED: tuple[Check[ev112.PooledSeen], ...] = (ev112.CHECK,)

# of a layout that was chosen by looking
GUESSED: tuple[Check[ev17.Kinds], ...] = (ev17.GUESSED,)

# of what a reader gathers of rows and cells; SIDES: of the names of the rows and columns of a matrix, before its cells
SIDES: tuple[Check[Reading], ...] = (ev10.SIDES,)
READING: tuple[Check[Reading], ...] = (
    ev24.CHECK, ev10.CHECK, ev21.CHECK, ev22.CHECK, ev14.CHECK, ev15.CHECK, ev15.COPIES, ev09.CHECK, ev114.CHECK,
    ev20.NONE_LEFT,
)  # fmt: skip

# of a file of true pairs: before anything is made of it, and after
COVER: tuple[Check[PairsSeen], ...] = (ev09.COVER,)
IMPLIED: tuple[Check[PairsSeen], ...] = (ev09.IMPLIED,)

# of a list of trials with labels beside scores, and of the people that follow from mated pairs
TRIALS: tuple[Check[ev65.TrialsSeen], ...] = (ev65.CHECK,)
CHAINS: tuple[Check[ChainsSeen], ...] = (ev66.CHECK,)

# of a sample of rows that were never all at hand
ORDERS: tuple[Check[Seen], ...] = (
    ev114.CHECK.within(lambda seen: seen.orders), ev15.COPIES.within(lambda seen: seen.repeats),
)  # fmt: skip
# of all comparisons of a trial, once each of them has been looked at
INSPECTION: tuple[Check[Seen], ...] = (
    *ORDERS,
    ev11.CHECK.within(lambda seen: seen.odd_scores),
    ev23.CHECK.within(lambda seen: ev23.Identified(seen.name, seen.rows, seen.people)),
    ev115.CHECK,
    ev16.CHECK, ev19.CHECK, ev17.CHECK, ev20.CHECK,
    ev12.CHECK, ev13.CHECK, ev26.CHECK, ev27.CHECK.within(ev27.of_trial), ev18.CHECK, ev25.CHECK,
)  # fmt: skip

# those that matter where every probe is taken as a search, and those that a part of the evidence can fail on its own
OF_SEARCHES = tuple(check for check in INSPECTION if not check.of_rates)
OF_A_PART = tuple(check for check in INSPECTION if check.of_a_part)

EVERY: tuple[Check[Any], ...] = (
    *READING,
    *INSPECTION,
    ev61.CHECK,
    ev64.CHECK,
    *TRIALS,
    *CHAINS,
    ev67.CHECK,
    *LABEL,
    *POOLED,
    ev113.CHECK,
    ev114.CHECK,
)
