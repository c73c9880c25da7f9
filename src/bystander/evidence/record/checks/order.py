"""The checks of deployment records, in the order in which they are told: what stops the work first.

A new check is a file of this folder and its name here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.evidence.record.checks import ev30_no_rows as ev30
from bystander.evidence.record.checks import ev31_record_columns as ev31
from bystander.evidence.record.checks import ev32_unreadable_numbers as ev32
from bystander.evidence.record.checks import ev33_no_counts as ev33
from bystander.evidence.record.checks import ev34_impossible_counts as ev34
from bystander.evidence.record.checks import ev35_parts_and_totals as ev35
from bystander.evidence.record.checks import ev36_unreadable_dates as ev36
from bystander.evidence.record.checks import ev37_dates_out_of_order as ev37
from bystander.evidence.record.checks import ev38_duplicate_rows as ev38
from bystander.evidence.record.checks import ev39_equal_columns as ev39
from bystander.evidence.record.checks import ev40_missing_counts as ev40
from bystander.evidence.record.checks import ev41_estimated_faces as ev41
from bystander.evidence.record.checks import ev42_totals_row as ev42
from bystander.evidence.record.checks import ev43_ragged_rows as ev43
from bystander.evidence.record.checks import ev44_derived_counts as ev44
from bystander.evidence.record.checks import ev45_too_many_rows as ev45
from bystander.evidence.record.checks import ev46_heading_units as ev46
from bystander.evidence.record.checks import ev47_repeated_alerts as ev47
from bystander.evidence.record.checks import ev48_merged_cells as ev48
from bystander.evidence.record.checks import ev49_no_deployment as ev49
from bystander.evidence.record.checks import ev60_two_durations as ev60
from bystander.evidence.record.checks import ev70_decimal_mark as ev70
from bystander.evidence.record.checks import ev71_empty_counts as ev71
from bystander.evidence.record.checks import ev72_stops as ev72
from bystander.evidence.record.checks import ev73_remarks as ev73
from bystander.evidence.record.checks import ev74_headings as ev74
from bystander.evidence.record.checks import ev75_misprinted_rows as ev75
from bystander.evidence.record.checks import ev76_rows_left_out as ev76
from bystander.evidence.record.checks import ev77_doubtful_dates as ev77
from bystander.evidence.record.checks import ev78_other_units as ev78
from bystander.evidence.record.checks import ev79_read_as_none as ev79
from bystander.evidence.record.checks import ev80_rows_within_rows as ev80
from bystander.evidence.record.checks import ev81_hidden_counts as ev81
from bystander.evidence.record.checks import ev82_running_totals as ev82
from bystander.evidence.record.checks import ev83_unread_settings as ev83
from bystander.evidence.record.checks import ev84_operator_names as ev84
from bystander.evidence.record.checks import ev102_days_to_come as ev102

if TYPE_CHECKING:
    from bystander.evidence.checks.check import Check
    from bystander.evidence.record.checks.groups_together import GroupsTogether
    from bystander.evidence.record.seen import GroupColumns, GroupSeen, Seen
    from bystander.evidence.record.table import Table

# of the header alone; the rows are read where nothing of it stops the work
HEADER: tuple[Check[Table], ...] = (ev31.CHECK, ev74.CHECK, ev30.CHECK)

# of the rows
ROWS: tuple[Check[Seen], ...] = (
    ev48.CHECK, ev46.CHECK, ev43.CHECK, ev70.CHECK, ev32.CHECK, ev36.CHECK, ev34.CHECK, ev71.CHECK,
    ev47.CHECK, ev76.CHECK, ev75.CHECK, ev49.CHECK, ev60.CHECK, ev78.CHECK, ev77.CHECK, ev81.CHECK,
    ev33.CHECK, ev42.CHECK, ev73.CHECK,
    ev41.CHECK, ev35.CHECK, ev44.CHECK, ev79.CHECK, ev72.CHECK, ev83.CHECK, ev84.CHECK,
    ev102.CHECK, ev37.CHECK, ev38.CHECK, ev80.CHECK, ev82.CHECK, ev40.CHECK, ev39.CHECK,
)  # fmt: skip

# of the rows, told where nothing else stops the work
LAST: tuple[Check[Seen], ...] = (ev30.NONE_LEFT,)

# of counts by group, where groups are declared
GROUP_COLUMNS: tuple[Check[GroupColumns], ...] = (ev34.GROUP_COLUMNS,)
GROUP: tuple[Check[GroupSeen], ...] = (ev34.GROUP,)
GROUPS_TOGETHER: tuple[Check[GroupsTogether], ...] = (ev35.GROUPS,)

EVERY: tuple[Check[Any], ...] = (*HEADER, *ROWS, *LAST, ev45.CHECK)
