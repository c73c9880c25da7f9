"""FPIR, FNIR, CMC and selectivity against their definitions, and against values that others published."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.evidence.searches.read import read_searches
from bystander.evidence.searches.searches import CandidateArrays, Candidates, Searches
from bystander.intervals import clusters, kg_t
from bystander.quantities.searches import cmc, failed_searches, fnir, fpir, selectivity
from bystander.tally.searches import fold as search_fold
from bystander.tally.searches.fold import tally_searches
from tests.oracles import identification as oracle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bystander.tally.searches.tally import SearchTally

PEOPLE = "abcdefgh"


def searches_of(found: Sequence[oracle.Search], *, blocks: int = 1, order: Sequence[int] | None = None,
                **more: Any) -> Searches:  # fmt: skip
    """Return the same searches as arrays, cut into blocks, rows in any order."""
    rows = [(i, PEOPLE.index(who), s) for i, x in enumerate(found) if not x.failed for who, s in x.compared]
    if order is not None:
        rows = [rows[i] for i in order if i < len(rows)]
    parts = [rows[i::blocks] for i in range(blocks)]
    made = [
        CandidateArrays(
            Candidates(
                search=np.array([r[0] for r in part], np.int64),
                identity=np.array([r[1] for r in part], np.int32),
                score=np.array([r[2] for r in part], np.float64),
            )
        )
        for part in parts
    ]
    n = len(found)
    person = [PEOPLE.index(x.person) if x.person else 100 + i for i, x in enumerate(found)]
    given_: dict[str, Any] = {"unit": np.arange(n), "watchlist": len(PEOPLE), "identities": 200} | more
    return Searches(
        name="t", sha256="", format="", blocks=made, person=np.array(person, np.int32),
        mated=np.array([x.person is not None for x in found], bool),
        failed=np.array([x.failed for x in found], bool), **given_,
    )  # fmt: skip


@st.composite
def trials(draw: st.DrawFn) -> list[oracle.Search]:
    """Searches of eight people with few different scores, so that ties are everywhere; some fail."""
    found = []
    for _ in range(draw(st.integers(1, 14))):
        person = draw(st.sampled_from([None, *PEOPLE]))
        compared = draw(st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 6).map(float)), max_size=16))
        found.append(oracle.Search(person, tuple(compared), draw(st.booleans()) and draw(st.booleans())))
    return found


def counted(measured: Any) -> tuple[int | None, float | None]:
    return measured.estimate.events, measured.estimate.trials


@settings(max_examples=300, deadline=None)
@given(trials(), st.integers(-1, 7), st.sampled_from(["ge", "gt"]), st.integers(1, 5), st.randoms())
def test_every_rate_is_what_its_definition_says(
    found: list[oracle.Search], threshold: int, accept: Any, blocks: int, random: Any
) -> None:
    rows = sum(len(s.compared) for s in found)
    order = random.sample(range(rows), rows)
    tally = tally_searches(searches_of(found, blocks=blocks, order=order), accept=accept)
    for search, top in zip(found, tally.top, strict=True):
        wrong = {who: s for who, s in oracle.best(search).items() if who != search.person}
        closest = [who for who, s in wrong.items() if s == max(wrong.values())]
        assert top == (PEOPLE.index(closest[0]) if len(closest) == 1 else -1)
    t = float(threshold)
    mated = [s for s in found if s.person is not None]
    if len(mated) < len(found):
        rate = fpir.false_positive_identification_rate(tally, t, level=0.95)
        assert counted(rate) == oracle.fpir(found, t, accept)
        mean = selectivity.selectivity(tally, t, references=len(PEOPLE), level=0.95)
        assert mean.estimate.value == pytest.approx(oracle.selectivity(found, t, accept))
        for target in (0.0001, 0.1, 0.34, 0.5, 1.0):
            wanted = oracle.threshold_for(found, target, accept)
            chosen = fpir.threshold_for(tally, target)
            events, n = oracle.fpir(found, chosen.threshold, accept)
            assert chosen.achieved == events / n <= target
            assert wanted is None or chosen.threshold == wanted
    if mated:
        for rank in (1, 2, 5, None):
            rate = fnir.false_negative_identification_rate(tally, t, rank=rank, level=0.95)
            assert counted(rate) == oracle.fnir(found, rank, t, accept)
        ranks = [oracle.rank(s, optimistic=True) for s in mated]
        for limit, share in zip((1, 2, 3), cmc.cmc(tally, (1, 2, 3), optimistic=True), strict=True):
            assert share == sum(r is not None and r <= limit for r in ranks) / len(mated)
        out = tally_searches(searches_of(found, left_out=True), accept=accept).leave_mate_out()
        assert len(out.person) == len(oracle.without_mates(found))
        if not len(out.person):
            return
        left = fpir.false_positive_identification_rate(out, t, level=0.95)
        assert counted(left) == oracle.fpir(oracle.without_mates(found), t, accept)
        several = selectivity.selectivity(out, t, references=len(PEOPLE) - 1, level=0.95)
        assert several.estimate.value == pytest.approx(oracle.selectivity(oracle.without_mates(found), t, accept))


# Bob, tests/test_error.py test_cmc: four probes, best non-mates and mates; re-keyed (METHODS part III).
BOB = [
    ([0.3, 1.1, 0.5], [0.7]),
    ([1.4, -1.3, 0.6], [0.2]),
    ([0.8, 0.0, 1.5], [-0.8, 1.8]),
    ([2.0, 1.3, 1.6, 0.9], [2.4]),
]


def bob() -> list[oracle.Search]:
    found = []
    for i, (wrong, right) in enumerate(BOB):
        person = PEOPLE[i]
        others = [p for p in PEOPLE if p != person]
        compared = [*zip(others, wrong, strict=False), *((person, score) for score in right)]
        found.append(oracle.Search(person, tuple(compared)))
    return found


def test_the_hand_case_of_bob_gives_its_published_cmc() -> None:
    tally = tally_searches(searches_of(bob()))
    assert cmc.cmc(tally, range(1, 6)) == [0.5, 0.75, 1.0, 1.0, 1.0]


def test_equal_scores_stand_before_the_right_person_and_the_other_way_is_told() -> None:
    tied = [oracle.Search("a", (("a", 1.0), ("b", 1.0), ("c", 0.5)))]
    tally = tally_searches(searches_of(tied))
    assert cmc.cmc(tally, (1, 2)) == [0.0, 1.0]
    assert cmc.cmc(tally, (1, 2), optimistic=True) == [1.0, 1.0]


def test_several_references_of_a_person_count_once() -> None:
    twice = [oracle.Search("a", (("b", 3.0), ("b", 2.5), ("a", 2.0)))]
    assert cmc.cmc(tally_searches(searches_of(twice)), (1, 2)) == [0.0, 1.0]


@pytest.mark.parametrize(
    ("target", "threshold", "achieved", "following"),
    [(0.5, 1.0, 4 / 9, 5 / 9), (0.4, np.nextafter(1.0, inf), 0.0, 4 / 9), (1.0, 0.5, 1.0, None)],
)
def test_thresholds_with_ties_are_those_that_bob_gives(
    target: float, threshold: float, achieved: float, following: float | None
) -> None:
    """Bob, test_for_uncomputable_thresholds: [.5 .6 .7 .8 .9 1 1 1 1], FAR <= .5 is at 1.0 and <= .4 above it."""
    scores = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.0, 1.0, 1.0]
    tally = tally_searches(searches_of([oracle.Search(None, (("a", s),)) for s in scores]))
    assert fpir.threshold_for(tally, target) == fpir.Threshold(
        threshold=threshold, achieved=achieved, next_rate=following
    )


def test_a_failed_search_is_a_miss_and_no_alert_and_can_be_left_out() -> None:
    found = [oracle.Search("a", (), failed=True), oracle.Search("b", (("b", 2.0),)),
             oracle.Search(None, (), failed=True), oracle.Search(None, (("a", 2.0),))]  # fmt: skip
    tally = tally_searches(searches_of(found))
    assert counted(fnir.false_negative_identification_rate(tally, 1.0, level=0.95)) == (1, 2)
    assert counted(fpir.false_positive_identification_rate(tally, 1.0, level=0.95)) == (1, 2)
    assert counted(failed_searches.failed_search_rate(tally, level=0.95)) == (2, 4)
    left = tally.without_failures()
    assert counted(fnir.false_negative_identification_rate(left, 1.0, level=0.95)) == (0, 1)
    assert counted(fpir.false_positive_identification_rate(left, 1.0, level=0.95)) == (1, 1)


def test_a_person_who_passes_often_is_one_trial_where_people_are_the_unit() -> None:
    found = [oracle.Search("a", (("a", s), ("b", 0.1))) for s in (0.2, 0.9, 0.3)]
    found += [oracle.Search("b", (("b", 0.1),))]
    each = tally_searches(searches_of(found))
    assert counted(fnir.false_negative_identification_rate(each, 0.5, level=0.95)) == (3, 4)
    people = tally_searches(searches_of(found, unit=np.array([0, 0, 0, 1]), unit_name="person"))
    assert counted(fnir.false_negative_identification_rate(people, 0.5, level=0.95)) == (1, 2)


def repeated(persons: int, passes: int, alerting: int) -> SearchTally:
    """Non-mated passes: the first ``alerting`` people alert at every pass."""
    found = [oracle.Search(None, (("a", 2.0 if p < alerting else 0.0),)) for p in range(persons) for _ in range(passes)]
    made = searches_of(found)
    person = np.repeat(np.arange(persons), passes).astype(np.int32) + 100
    return tally_searches(Searches(**{**made.__dict__, "person": person}))


def test_passes_of_one_person_are_not_independent() -> None:
    """Ten people who always alert are ten pieces of evidence, not a hundred: the interval says so."""
    rate = fpir.false_positive_identification_rate(repeated(100, 10, 10), 1.0, level=0.95).estimate
    alone = fpir.false_positive_identification_rate(repeated(1000, 1, 100), 1.0, level=0.95).estimate
    assert (rate.events, rate.trials, rate.people) == (100, 1000, 100)
    assert rate.value == alone.value
    assert rate.high - rate.low > 2.5 * (alone.high - alone.low)


def test_without_an_alert_at_any_threshold_the_limit_counts_people_and_assumes_no_correlation() -> None:
    measured = fpir.false_positive_identification_rate(repeated(200, 5, 0), 1.0, level=0.95)
    assert measured.estimate.high == measured.bounds.assumption_free_upper == pytest.approx(1 - 0.05 ** (1 / 200))
    assert measured.bounds.if_seen_among_closest_upper is None
    assert measured.sensitivity == ()


def test_few_alerts_bring_the_floor_of_the_correlation() -> None:
    measured = fpir.false_positive_identification_rate(repeated(400, 5, 2), 1.0, level=0.95)
    assert "ICC floor 0.1" in measured.estimate.method


def test_people_who_are_not_named_are_said_to_be_unknown() -> None:
    made = searches_of([oracle.Search(None, (("a", 2.0),)), oracle.Search(None, (("a", 0.0),))])
    tally = tally_searches(Searches(**{**made.__dict__, "person": np.array([-1, -1], np.int32)}))
    measured = fpir.false_positive_identification_rate(tally, 1.0, level=0.95)
    assert measured.estimate.method.only_if == "if nobody appears twice"
    assert len(measured.sensitivity) == 3


# Bob, test_open_set_rates: nine probes, seven of them enrolled, three people on the watchlist; scores are 1 for the
# right person and 0 for others, but for the errors. Values re-keyed from the test's assertions (METHODS part III).
OPEN_SET = [
    ({}, 7 / 7, 0 / 2),
    ({(6, 2): -0.1}, 6 / 7, 0 / 2),
    ({(6, 2): -0.1, (8, 2): 10.0}, 6 / 7, 1 / 2),
]


@pytest.mark.parametrize(("errors", "found", "alerts"), OPEN_SET)
def test_the_open_set_cases_of_bob_give_their_published_rates(
    errors: dict[tuple[int, int], float], found: float, alerts: float, tmp_path: Path
) -> None:
    probes = [1, 1, 2, 2, 2, 3, 3, 4, 5]
    lines = [
        f"{reference} {person} probe_{i + 1} {errors.get((i, k), float(person == reference))}"
        for k, reference in enumerate((1, 2, 3))
        for i, person in enumerate(probes)
    ]
    (tmp_path / "scores.txt").write_text("\n".join(lines) + "\n")
    tally = tally_searches(read_searches(tmp_path / "scores.txt"))
    alerted = fpir.false_positive_identification_rate(tally, 0.5, level=0.95)
    missed = fnir.false_negative_identification_rate(tally, 0.5, rank=1, level=0.95)
    assert 1 - missed.estimate.value == pytest.approx(found)
    assert alerted.estimate.value == alerts
    assert (missed.estimate.trials, alerted.estimate.trials) == (7, 2)


@settings(max_examples=60, deadline=None)
@given(trials(), st.integers(1, 6), st.integers(1, 5), st.randoms())
def test_the_highest_wrong_candidates_are_the_same_in_any_order(
    found: list[oracle.Search], tail: int, blocks: int, random: Any
) -> None:
    rows = sum(len(s.compared) for s in found)
    order = random.sample(range(rows), rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_fold, "TAIL", tail)
        one, two = (tally_searches(searches_of(found, **how)) for how in ({}, {"blocks": blocks, "order": order}))
    assert one.tail_floor == two.tail_floor
    wrong = sorted((s for x in found if x.person is None for s in oracle.best(x).values()), reverse=True)
    floor = wrong[tail - 1] if len(wrong) > tail else -inf
    assert one.tail_floor == floor
    assert sorted(one.tail_score, reverse=True) == sorted(two.tail_score, reverse=True)
    assert sorted(one.tail_score, reverse=True) == [s for s in wrong if s >= floor]


def caused(by: list[int], *, references: int, passes: int = 400) -> Any:
    """Passes of as many people, the first of which alert, each caused by the entry that is named."""
    found = [oracle.Search(None, ((PEOPLE[c], 2.0),)) for c in by]
    found += [oracle.Search(None, (("a", 0.0),))] * (passes - len(by))
    tally = tally_searches(searches_of(found))
    return fpir.other_watchlist(tally, 1.0, references=references, level=0.95)


def test_one_entry_that_causes_all_alerts_says_little_about_another_watchlist() -> None:
    one, spread = caused([0] * 40, references=200), caused([i % 8 for i in range(40)], references=200)
    assert one.low < 40 / 400 < one.high
    assert one.high - one.low > 1.5 * (spread.high - spread.low)
    alone = fpir.false_positive_identification_rate(repeated(400, 1, 40), 1.0, level=0.95).estimate
    assert spread.high - spread.low > alone.high - alone.low
    assert one.deff > spread.deff


def test_the_two_way_interval_is_that_of_the_indicator_alert_by_entry() -> None:
    """Hand arithmetic: 3 people x 2 entries, person 0 alerted by entry 0, person 1 by entry 0 (METHODS 1.2)."""
    found = [oracle.Search(None, (("a", 2.0),)), oracle.Search(None, (("a", 2.0),)), oracle.Search(None, (("b", 0.0),))]
    row = fpir.other_watchlist(tally_searches(searches_of(found)), 1.0, references=2, level=0.95)
    rate = clusters.two_way(
        np.array([1, 1, 0]), np.array([2, 2, 2]), np.array([2, 0]), np.array([3, 3]), qc=2.0, qn=6.0
    )
    limits = kg_t.interval(rate, level=0.95)
    assert row is not None
    assert (row.low, row.high) == (limits.low * 2, min(limits.high * 2, 1))


def test_where_nothing_is_known_of_another_watchlist_nothing_is_said() -> None:
    assert caused([], references=10) is None
    assert caused([0] * 400, references=10) is None
    assert caused([0, 1, 2], references=1) is None
    assert caused([0, 1, 2], references=2) is None  # three entries of two


def test_nothing_over_nothing_is_an_error_and_no_number() -> None:
    tally = tally_searches(searches_of([oracle.Search("a", (("a", 1.0),))]))
    with pytest.raises(ValueError, match="at least one trial"):
        fpir.false_positive_identification_rate(tally, 0.0, level=0.95)
    with pytest.raises(ValueError, match="at least one trial"):
        fpir.threshold_for(tally, 0.1)
    with pytest.raises(ValueError, match="at least one trial"):
        selectivity.selectivity(tally, 0.0, references=1, level=0.95)
    others = tally_searches(searches_of([oracle.Search(None, (("a", 1.0),))]))
    with pytest.raises(ValueError, match="at least one trial"):
        cmc.cmc(others, (1,))
