"""Two systems on one trial: exchanged, renamed, each on a scale of its own, on twice as many people."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

import pytest

import bystander as by
from tests.invariance import changes, worlds
from tests.invariance.law import FREE, Law, Move, about, and_said, same, times
from tests.invariance.seen import seen, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.findings import Finding
    from tests.invariance.worlds import Columns

Pair = tuple["Columns", "Columns"]
FIRST = worlds.comparisons()
SECOND = FIRST | {
    "score": [
        round(0.6 * a + 0.8 * b + 0.2, 2)
        for a, b in zip(FIRST["score"], worlds.comparisons(seed=4)["score"], strict=True)
    ]
}
EVIDENCE: Pair = (FIRST, SECOND)
NAMES = ("first", "second")


def study(systems: Pair, names: tuple[str, str] = NAMES) -> by.Findings:
    return by.compare(*systems, names=names, targets=[0.01, 0.1])


def both(change: Callable[[Columns], Columns]) -> Callable[[Pair], Pair]:
    """Change the trials of both systems alike."""
    return lambda systems: (change(systems[0]), change(systems[1]))


LAWS = [
    Law(name="people by other names", change=both(changes.renamed)),
    Law(
        name="rows of one trial in another order",
        change=lambda systems: (systems[0], changes.in_another_order(systems[1])),
    ),
    Law(name="probes and references exchanged", change=both(changes.sides_exchanged)),
    Law(
        name="probes and references of some rows exchanged, in one system",
        change=lambda systems: (systems[0], changes.each_in_an_order_of_its_own(systems[1])),
    ),
    Law(
        name="one system's pairs in both orders",
        change=lambda systems: (changes.in_both_orders(systems[0]), changes.each_in_an_order_of_its_own(systems[1])),
        moves=(Move("document", "caveats", and_said("say again what another says in the other order")),),
    ),
    Law(
        name="one system on another scale",
        change=lambda systems: (systems[0], changes.with_column("score", exp)(systems[1])),
        words=False,
        moves=(Move("*", "at.threshold at.thresholds", FREE),),
    ),
    Law(
        name="everybody twice",
        change=both(changes.everybody_twice),
        words=False,
        moves=(
            Move("*", "events trials people", times(2)),
            Move("*", "df", times(2)),
            Move("*", "width", about(0.2, 0.9)),
            Move("*", "low high bounds.* effective_trials method", FREE),
        ),
    ),
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_law(law: Law) -> None:
    before, after = study(EVIDENCE), study(law.change(EVIDENCE))
    assert law.broken(seen(before), seen(after, law.rename)) == []
    assert not law.to_the_byte or written(before.document) == written(after.document)


def of_people_alone(systems: Pair) -> Pair:
    """Return comparisons, four of each person with themselves, without the names of their samples."""
    kept = "probe_subject", "reference_subject", "score"
    first, second = (changes.every_row_twice({name: system[name] for name in kept}) for system in systems)
    return first, second


@pytest.mark.parametrize(
    "change", [changes.in_another_order, changes.each_in_an_order_of_its_own], ids=lambda change: str(change.__name__)
)
def test_rows_of_people_alone_are_paired_by_no_order(change: Callable[[Columns], Columns]) -> None:
    first, second = of_people_alone(EVIDENCE)
    assert written(study((first, second)).document) == written(study((first, change(second))).document)


def test_one_system_may_name_its_images_and_the_other_not() -> None:
    first, second = EVIDENCE
    named = ("probe_id", "reference_id")
    unnamed = {name: column for name, column in second.items() if name not in named}
    as_given, exchanged = (study((first, change(unnamed))) for change in (dict, changes.each_in_an_order_of_its_own))
    assert written(as_given.document) == written(exchanged.document)


def turned(finding: Finding) -> tuple[float | None, ...]:
    """Return value, lower and upper limit as the systems exchanged have them; 1 / 0 is None."""
    assert finding.estimate is not None
    ends = finding.estimate.value, finding.estimate.high, finding.estimate.low
    return tuple(-x if "difference" in finding.id else 1 / x if x else None for x in ends)


def test_systems_exchanged_give_the_difference_with_the_other_sign_and_one_over_the_ratio() -> None:
    here, there = study(EVIDENCE).document, study(EVIDENCE[::-1], NAMES[::-1]).document
    paired = [f for f in here.findings if len(f.systems) == 2]
    assert len(paired) == 4
    for finding in paired:
        (other,) = [f for f in there.findings if (f.id, f.at.target_fmr) == (finding.id, finding.at.target_fmr)]
        assert other.systems == NAMES[::-1]
        told, back = (finding, other) if other.estimate is None else (other, finding)
        if back.estimate is None:  # nothing can be divided by no error: a lower limit alone
            assert turned(told)[0] is None
            assert same(turned(told)[1], back.bounds.lower)
        else:
            assert same(turned(told), (back.estimate.value, back.estimate.low, back.estimate.high))
            assert told.estimate is not None
            assert same(told.estimate.df, back.estimate.df)
    alone = [[repr(f) for f in found.findings if len(f.systems) == 1] for found in (here, there)]
    assert sorted(alone[0]) == sorted(alone[1])
