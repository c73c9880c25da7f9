"""How far limits move where evidence changes is no margin: it is what sums over people give, whatever the change.

Of everybody twice, of the same people tried again, and of somebody more who never errs, every interval of KG-t is that
of the design effect that plain loops over the rows find, and so are the two limits of no error that look at lower
thresholds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.invariance import by_hand, changes, test_comparisons, test_passes, test_searches, worlds
from tests.invariance.seen import seen
from tests.invariance.worlds import Columns, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.invariance.by_hand import Cost
    from tests.invariance.seen import Fields

    Change = Callable[[Columns], Columns]

SAME: Change = lambda evidence: evidence  # noqa: E731 - one of the changes
CHANGES: dict[str, Change] = {
    "as it is": SAME, "everybody twice": changes.everybody_twice, "every row twice": changes.every_row_twice,
}  # fmt: skip


def agrees(told: Fields, cost: Cost) -> bool:
    """Hold a finding to a cost: its counts, people who drive the errors, effective trials, interval and claims."""
    if told["events"] in {0, told["trials"]} or cost.df is None:
        return False
    assert (told["events"], told["trials"]) == (cost.events, cost.trials)
    assert told["df"] == pytest.approx(cost.df, rel=1e-8)
    deff = cost.deff + cost.added
    assert told["effective_trials"] == pytest.approx(cost.trials / (deff * by_hand.inflation(cost.df, deff)), rel=1e-8)
    assert (told["low"], told["high"]) == pytest.approx(cost.limits(), rel=1e-7)
    if cost.df >= by_hand.FEW:
        for end, limit in zip(("lower", "upper"), cost.limits(cost.of_pairs), strict=True):
            claim = told[f"bounds.compliance_{end}"]
            assert claim is None or claim == pytest.approx(limit, rel=1e-7)
    return True


def of_group(key: Any, row: dict[str, Any], *columns: str) -> bool:
    return all(row[column] == group for _, group in key[2] for column in columns)


OF_COMPARISONS = {**CHANGES, "somebody who never errs": test_comparisons.with_somebody_who_never_errs}


@pytest.mark.parametrize("change", OF_COMPARISONS.values(), ids=OF_COMPARISONS)
def test_of_comparisons(change: Change) -> None:
    evidence = change(test_comparisons.EVIDENCE)
    every, followed = rows(evidence), 0
    for key, told in seen(test_comparisons.study(evidence)).items():
        if key[0] not in {"fmr", "fmr-by-group", "fnmr", "fnmr-by-group"}:
            continue
        at = told["at.threshold"]
        inside = [r for r in every if of_group(key, r, "probe_kind", "reference_kind")]
        apart = [r for r in inside if r["probe_subject"] != r["reference_subject"]]
        if key[0].startswith("fmr"):
            people = ((r["probe_subject"], r["reference_subject"], r["score"] >= at) for r in apart)
            followed += bool(told["events"]) and agrees(told, by_hand.of_two(people))
        else:
            own = [r for r in inside if r["probe_subject"] == r["reference_subject"]]
            followed += agrees(told, by_hand.of_one((r["probe_subject"], r["score"] < at) for r in own))
        if key[0] == "fmr" and not told["events"]:
            scored = [(r["probe_subject"], r["reference_subject"], r["score"]) for r in apart]
            assert_lower_thresholds(told, scored)
            followed += 1
    assert followed >= 8


def assert_lower_thresholds(told: Fields, scored: list[tuple[str, str, float]]) -> None:
    """Hold a rate without errors to what lower thresholds show."""
    deff = by_hand.borrowed(scored)
    assert told["sensitivity0.deff"] == (deff and pytest.approx(deff, rel=1e-8))
    if deff is not None:
        effective = len(scored) / deff
        assert told["sensitivity0.effective_trials"] == pytest.approx(effective, rel=1e-8)
        assert told["sensitivity0.upper"] == pytest.approx(1 - 0.05 ** (1 / effective), rel=1e-8)
    limit = by_hand.closest(scored)
    if limit is not None and limit >= told["bounds.assumption_free_upper"]:
        limit = None  # it says nothing that the other does not
    assert told["bounds.if_seen_among_closest_upper"] == (limit and pytest.approx(limit, rel=1e-7))
    assert told["bounds.naive_upper"] == pytest.approx(1 - 0.05 ** (1 / len(scored)), rel=1e-8)


@pytest.mark.parametrize("people", [24, 40])
def test_the_limit_for_those_like_the_closest_is_there_from_250_pairs_on(people: int) -> None:
    """Of 24 people 276 pairs are compared, and 250 are more than half; twice as many people have 552."""
    limits = []
    for change in (SAME, changes.everybody_twice):
        evidence = change(worlds.comparisons(people))
        apart = [r for r in rows(evidence) if r["probe_subject"] != r["reference_subject"]]
        limits.append(by_hand.closest([(r["probe_subject"], r["reference_subject"], r["score"]) for r in apart]))
    assert limits[1] is not None
    assert (limits[0] is None) is (people == 24)


OF_SEARCHES = {**CHANGES, "somebody who is always found": test_searches.with_somebody_always_found}


@pytest.mark.parametrize("change", OF_SEARCHES.values(), ids=OF_SEARCHES)
def test_of_searches(change: Change) -> None:
    evidence = change(test_searches.EVIDENCE)
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in rows(evidence):
        lists.setdefault(row["search"], []).append(row)
    followed = 0
    for key, told in seen(test_searches.study(evidence)).items():
        if key[0] not in {"fpir", "fpir-by-group", "fnir", "fnir-by-group"} or "KG-t" not in str(told.get("method")):
            continue
        at, some = told["at.threshold"], [of for of in lists.values() if of_group(key, of[0], "kind")]
        if key[0].startswith("fpir"):
            trials = [(of[0]["subject"], any(r["score"] >= at for r in of)) for of in some if not of[0]["enrolled"]]
        else:
            trials = [(of[0]["subject"], not found(of, at)) for of in some if of[0]["enrolled"]]
        followed += agrees(told, by_hand.of_one(trials))
    assert followed >= 5


def found(candidates: list[dict[str, Any]], at: float) -> bool:
    """Return whether the right person is among the first two and reaches the threshold."""
    return any(r["candidate"] == r["subject"] and r["rank"] <= 2 and r["score"] >= at for r in candidates)


OF_PASSES = {**CHANGES, "a volunteer who is always seen": test_passes.with_a_volunteer_who_is_always_seen}


@pytest.mark.parametrize("change", OF_PASSES.values(), ids=OF_PASSES)
def test_of_passes(change: Change) -> None:
    evidence = change(test_passes.EVIDENCE)
    followed = 0
    for key, told in seen(test_passes.study(evidence)).items():
        if key[0] not in {"passes-alerted", "passes-alerted-by-group", "passes-not-detected"}:
            continue
        some = [r for r in rows(evidence) if of_group(key, r, "kind")]
        missed = key[0] == "passes-not-detected"
        trials = ((r["volunteer"], not r["detected"] if missed else bool(r["alerted"])) for r in some)
        followed += agrees(told, by_hand.of_one(trials))
    assert followed >= 4
