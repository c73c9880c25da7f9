"""Records of searches: order, names of groups, counts that are many times as many."""

from __future__ import annotations

from typing import Any

import pytest

import bystander as by
from tests.invariance import changes, worlds
from tests.invariance.law import BY_HAND, FREE, NOT_HIGHER, NOT_LOWER, Law, Move, times
from tests.invariance.seen import seen, written
from tests.invariance.worlds import mapped

EVIDENCE = worlds.search_record()
COUNTS = ("searches", "lists_returned", "followed_up", "confirmed")
K = 4


def many_times(record: worlds.Columns) -> worlds.Columns:
    """Multiply every count."""
    return mapped(record, dict.fromkeys(COUNTS, lambda count: K * count))


LAWS = [
    Law(name="rows in another order", change=changes.in_another_order),
    Law(
        name="groups by other names",
        change=changes.group_renamed("group", {"a": "zebra", "b": "ant"}),
        rename=lambda finding: {
            "group": finding.group and {"group": {"zebra": "a", "ant": "b"}[finding.group["group"]]}
        },
        words=False,
    ),
    Law(
        name="every count four times",
        change=many_times,
        words=False,
        moves=(
            Move("*", "events trials effective_trials", times(K)),
            Move("*-group-*", "test.p test.statistic reference.*", FREE),
            Move("*-group-*", "width high", NOT_HIGHER),
            Move("*-group-*", "low", NOT_LOWER),
            Move("*", "width low high sensitivity*", BY_HAND),
        ),
    ),
]


def study(record: Any) -> by.Findings:
    return by.audit(record)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_law(law: Law) -> None:
    before, after = study(EVIDENCE), study(law.change(EVIDENCE))
    assert law.broken(seen(before), seen(after, law.rename)) == []
    assert not law.to_the_byte or written(before.document) == written(after.document)
