"""Passes of volunteers: names, order, repetition, and volunteers who are always seen."""

from __future__ import annotations

from typing import Any

import pytest

import bystander as by
from tests.invariance import changes, worlds
from tests.invariance.law import BY_HAND, FREE, NOT_LOWER, How, Law, Move, plus, through, times
from tests.invariance.seen import seen, written
from tests.invariance.twice import PEOPLE_TWICE, ROWS_TWICE

EVIDENCE = worlds.passes()
ASKED: dict[str, Any] = {"by": "kind", "small_cell": 5}
OTHER_NAMES = {"e": "zebra", "o": "ant"}


def by_other_names(finding: Any) -> dict[str, Any]:
    """Return a group under the name that it had."""
    back = {new: old for old, new in OTHER_NAMES.items()}
    return {"group": finding.group and {name: back[value] for name, value in finding.group.items()}}


def with_a_volunteer_who_is_always_seen(evidence: worlds.Columns) -> worlds.Columns:
    """Add a volunteer of group e who sets off an alert in each pass."""
    more = [("z", each, 1, 1, "e", "gate") for each in range(3)]
    return changes.joined(evidence, worlds.columns(" ".join(evidence), more))


def errors_in_more(part: float) -> How:
    """Return how a share of alerts moves where as many errors are in more passes."""
    return through(lambda share: 1 - (1 - share) * part, "as many errors, in more passes")


# Of 90 passes there are 93, of 45 of group e 48; no error is added. Shares of alerts are told: their complement moves.
ONE_MORE = tuple(
    move
    for finding, old, new in (("passes-alerted", 90, 93), ("passes-alerted-by-group:e", 45, 48))
    for move in (
        Move(finding, "trials", times(new / old)),
        Move(finding, "events", plus(3)),
        Move(finding, "value", errors_in_more(old / new)),
        Move(finding, "people", plus(1)),
        Move(finding, "df effective_trials width", BY_HAND),
        Move(finding, "low high bounds.*", NOT_LOWER),
        Move(finding, "sensitivity*", FREE, maybe=True),
    )
)
LAWS = [
    Law(name="volunteers by other names", change=changes.renamed),
    Law(name="passes in another order", change=changes.in_another_order),
    Law(name="a column that nobody asked for", change=changes.with_columns(hat=lambda row: row["pass"])),
    Law(
        name="groups by other names",
        change=changes.group_renamed("kind", OTHER_NAMES),
        rename=by_other_names,
        words=False,
    ),
    Law(
        name="every pass twice: volunteers who were seen are as many as before",
        change=changes.every_row_twice,
        words=False,
        moves=(Move("volunteers-*", "events trials", times(1)), Move("*", "sensitivity*", FREE), *ROWS_TWICE),
    ),
    Law(
        name="every volunteer twice",
        change=changes.everybody_twice,
        words=False,
        moves=(Move("*", "sensitivity*", FREE), *PEOPLE_TWICE),
    ),
    Law(
        name="a volunteer who is always seen",
        change=with_a_volunteer_who_is_always_seen,
        only="passes-alerted passes-alerted-by-group:*",
        words=False,
        moves=ONE_MORE,
    ),
]


def study(evidence: Any, **asked: Any) -> by.Findings:
    return by.evaluate(evidence, **{**ASKED, **asked})


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_law(law: Law) -> None:
    before, after = study(EVIDENCE), study(law.change(EVIDENCE), **(law.asked or {}))
    assert law.broken(seen(before), seen(after, law.rename)) == []
    assert not law.to_the_byte or written(before.document) == written(after.document)
