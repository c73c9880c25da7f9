"""The fields of the form: what may be said of evidence and asked of it, as it is declared for every door."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bystander.api.options.option import Option
from bystander.api.options.question import ASKED, QUESTION
from bystander.api.options.record import RECORD, RECORDS
from bystander.api.options.requirement import REQUIRE, REQUIRED
from bystander.api.options.trial import LAYOUT, OF_EVALUATION, PEOPLE, SCORES, SEARCHES, SEEDED, TRIAL, WHO

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

GROUPS = (SCORES, LAYOUT, WHO, SEARCHES, SEEDED, PEOPLE, RECORDS, QUESTION, REQUIRED)  # as they follow on the page
# The page's own: on the command line two files are two arguments of a command of their own.
SECOND = Option(
    name="second", kind="file", group=QUESTION, help="The scores of another system on the same trial.",
    label="Scores of a second system", hint="a file, of the same trial: the two systems are compared",
)  # fmt: skip
FIELDS: tuple[Option, ...] = tuple(
    sorted((*TRIAL, *OF_EVALUATION, *RECORD, *ASKED, REQUIRE, SECOND), key=lambda field: GROUPS.index(field.group))
)
NAMED = {field.name: field for field in FIELDS}
OPTIONS = {field.option: field for field in FIELDS}  # by what the command line calls them
# What more may be asked of a trial that was answered, by the kind of it; nothing of a record.
MORE = {
    "comparisons": ("by", "people", "searches", "non_mated", SECOND.name),
    "searches": ("by", "people", SECOND.name),
    "passes": ("by", "people", "record"),
}
CHOICE = "-choice"  # ends the name of what is chosen in place of a file


def grouped(but: Collection[str] = ()) -> list[tuple[str, Sequence[Option]]]:
    """Return the fields group by group, without some of them."""
    left = (field for field in FIELDS if field.name not in but)
    return [(group, tuple(fields)) for group, fields in groupby(left, key=lambda field: field.group)]
