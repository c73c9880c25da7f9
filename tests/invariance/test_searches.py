"""Searches: names, order, units of the score, repetition, and people who never err."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest

import bystander as by
from tests.invariance import changes, worlds
from tests.invariance.law import BY_HAND, NOT_HIGHER, Law, Move, plus, through, times
from tests.invariance.seen import seen, written
from tests.invariance.twice import PEOPLE_TWICE, ROWS_TWICE

EVIDENCE = worlds.searches()
ASKED: dict[str, Any] = {
    "fpir_targets": [0.1], "thresholds": [2.2], "by": "kind", "small_cell": 5, "replicates": 0, "rank": 2,
}  # fmt: skip
OTHER_NAMES = {"e": "zebra", "o": "ant"}


def on_scale(f: Any, words: str, **asked: Any) -> Law:
    """Scores on another scale that keeps their order."""
    return Law(
        name=words,
        change=changes.with_column("score", f),
        asked={"thresholds": [f(2.2)], **asked},
        moves=(Move("*", "at.threshold", through(f, words)),),
        words=False,
    )


def by_other_names(finding: Any) -> dict[str, Any]:
    """Return a group under the name that it had."""
    back = {new: old for old, new in OTHER_NAMES.items()}
    return {"group": finding.group and {name: back[value] for name, value in finding.group.items()}}


def with_somebody_always_found(evidence: worlds.Columns) -> worlds.Columns:
    """Add a person of group e who is on the watchlist, and found first and surely in both searches."""
    more = [
        (f"z-{look}", "z", True, name, place, 9.0 - 20 * (place > 1), "e")
        for look in range(2)
        for place, name in enumerate(("z", "e01", "e02"), 1)
    ]
    return changes.joined(evidence, worlds.columns(" ".join(evidence), more))


# Of 60 mated searches there are 62, of 30 of group e 32; who is not enrolled has no part in it.
ONE_MORE = tuple(
    move
    for finding, old, new in (("fnir", 60, 62), ("fnir-by-group:e", 30, 32))
    for move in (
        Move(finding, "trials", times(new / old)),
        Move(finding, "value", times(old / new)),
        Move(finding, "people", plus(1)),
        Move(finding, "df effective_trials width", BY_HAND),
        Move(finding, "low high bounds.*_upper", NOT_HIGHER),
        Move(finding, "bounds.*_lower", BY_HAND),  # the share of entries that are tried, which z adds to, is in these
    )
)
LAWS = [
    Law(name="people by other names", change=changes.renamed),
    Law(name="rows in another order", change=changes.in_another_order),
    Law(name="a column that nobody asked for", change=changes.with_columns(hat=lambda row: len(row["search"]))),
    Law(
        name="groups by other names",
        change=changes.group_renamed("kind", OTHER_NAMES),
        rename=by_other_names,
        words=False,
    ),
    on_scale(lambda s: 4.0 * s - 8.0, "scores times 4, less 8"),
    on_scale(exp, "the exponential of scores"),
    on_scale(lambda s: -s, "distances", distance=True),
    Law(name="every search twice", change=changes.every_row_twice, words=False, moves=ROWS_TWICE),
    Law(name="everybody twice", change=changes.everybody_twice, words=False, moves=PEOPLE_TWICE),
    Law(
        name="somebody who is always found",
        change=with_somebody_always_found,
        only="fnir fpir fnir-by-group:* fpir-by-group:*",
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
