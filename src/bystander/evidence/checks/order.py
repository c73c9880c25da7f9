"""The checks that several kinds of evidence share, in the order in which they are told.

A new check is a file of this folder and its name here. Some have nothing to look at: what they say is met as an
exception, or as an option without use, and whoever meets it takes the words from their file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.evidence.checks import ev01_unreadable as ev01
from bystander.evidence.checks import ev02_nothing_in_it as ev02
from bystander.evidence.checks import ev03_not_text as ev03
from bystander.evidence.checks import ev04_columns as ev04
from bystander.evidence.checks import ev05_numbers as ev05
from bystander.evidence.checks import ev06_ragged as ev06
from bystander.evidence.checks import ev07_files as ev07
from bystander.evidence.checks import ev08_shape as ev08
from bystander.evidence.checks import ev11_not_finite as ev11
from bystander.evidence.checks import ev23_no_identifiers as ev23
from bystander.evidence.checks import ev28_flags as ev28
from bystander.evidence.checks import ev29_identifiers as ev29
from bystander.evidence.checks import ev55_groups as ev55
from bystander.evidence.checks import ev58_tally as ev58
from bystander.evidence.checks import ev59_sheets as ev59
from bystander.evidence.checks import ev111_in_memory as ev111

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.checks.check import Check
    from bystander.evidence.checks.rejected import Rejected
    from bystander.evidence.tables.head import Head
    from bystander.evidence.tables.header_seen import HeaderSeen

# of a file: whether it can be opened, whether there is anything in it, and whether that is text with a header and rows
FILE: tuple[Check[Path], ...] = (ev01.CHECK,)
CONTENT: tuple[Check[ev02.Size], ...] = (ev02.CHECK,)
IS_TEXT: tuple[Check[Head], ...] = (ev03.CHECK,)
HEADED: tuple[Check[Head], ...] = (ev04.HEADED,)
ROWS: tuple[Check[ev02.Count], ...] = (ev02.ROWS,)

# of the header of a table, and of the cells and rows of it that could not be read
HEADER: tuple[Check[HeaderSeen], ...] = (ev04.CHECK,)
READ_AS: tuple[Check[ev04.ColumnsRead], ...] = (ev04.READ_AS,)
CELLS: tuple[Check[Rejected], ...] = (ev05.CHECK, ev06.CHECK)
FLAGS: tuple[Check[ev28.FlagsSeen], ...] = (ev28.CHECK,)
NO_FLAGS: tuple[Check[ev28.FlagsSeen], ...] = (ev28.NEEDLESS,)

# of the options and files that came with a layout
OPTIONS: tuple[Check[ev07.Options], ...] = (ev07.CHECK,)
ROLES: tuple[Check[ev07.Roles], ...] = (ev07.ROLES,)

# of what people are recorded as: that none has two values, told of all attributes first, and that some have one
RECORDED_ONCE: tuple[Check[ev55.Recorded], ...] = (ev55.CHECK, ev55.ALIKE)
RECORDED: tuple[Check[ev55.Recorded], ...] = (ev55.KNOWN,)

# of the groups that come of it: that no two of them are one
VALUES: tuple[Check[ev55.Valued], ...] = (ev55.WORDS, ev55.SOME_ROWS)

EVERY: tuple[Check[Any], ...] = (
    *FILE, *CONTENT, *IS_TEXT, *HEADER, *CELLS, *OPTIONS,
    ev08.CHECK, ev11.CHECK, ev23.CHECK, *FLAGS, ev29.CHECK, *RECORDED_ONCE, ev58.CHECK, ev59.CHECK, ev111.CHECK,
)  # fmt: skip
