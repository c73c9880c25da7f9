"""The fields of the form: what may be said of evidence and asked of it, as it is declared for every door."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bystander.api.options.question import ASKED, QUESTION
from bystander.api.options.record import RECORD, RECORDS
from bystander.api.options.requirement import REQUIRE, REQUIRED
from bystander.api.options.trial import LAYOUT, OF_EVALUATION, PEOPLE, SCORES, SEARCHES, SEEDED, TRIAL, WHO

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bystander.api.options.option import Option

GROUPS = (
    SCORES,
    LAYOUT,
    WHO,
    SEARCHES,
    SEEDED,
    PEOPLE,
    RECORDS,
    QUESTION,
    REQUIRED,
)  # as they follow each other on the page
FIELDS: tuple[Option, ...] = tuple(
    sorted((*TRIAL, *OF_EVALUATION, *RECORD, *ASKED, REQUIRE), key=lambda field: GROUPS.index(field.group))
)
NAMED = {field.name: field for field in FIELDS}
OPTIONS = {field.option: field for field in FIELDS}  # by what the command line calls them
CHOICE = "-choice"  # ends the name of what is chosen in place of a file


def grouped(but: Collection[str] = ()) -> list[tuple[str, Sequence[Option]]]:
    """Return the fields group by group, without some of them."""
    left = (field for field in FIELDS if field.name not in but)
    return [(group, tuple(fields)) for group, fields in groupby(left, key=lambda field: field.group)]
