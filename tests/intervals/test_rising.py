"""What limits one rank limits others: the rate can only rise along the ranks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.intervals import clusters
from bystander.intervals.measured import Measured, clustered, of_nobody_named
from bystander.intervals.rising import AS_AT, rising
from bystander.intervals.zero_events import Free
from bystander.quantities.searches import cmc, fnir
from tests.quantities.searches.search_tallies import tally_of

PEOPLE = 40
FIRST = 1 - 2 * (
    1 - 0.05 ** (1 / (PEOPLE - 1))
)  # one other entry, of somebody who is tried: docs/methods/zero-errors.md


def of(events: int, others: int) -> Measured:
    found = (np.arange(PEOPLE) < events).astype(np.int64)
    rate = clusters.one_way(found, np.ones(PEOPLE, np.int64), mutual=0)
    return clustered(rate, level=0.95, sets=Free(sets=PEOPLE, others=others, spared=True))


def test_where_all_are_first_no_rank_says_less_than_the_first() -> None:
    """The others that stand ahead are more at a higher rank, and rank 10 alone excludes nothing."""
    alone = [of(PEOPLE, rank) for rank in (1, 5, 10)]
    assert alone[0].estimate.low == pytest.approx(FIRST)
    assert alone[2].estimate.low == 0.0
    found = rising(alone)
    for one in found:
        assert one.estimate.low == one.bounds.compliance_lower == alone[0].estimate.low
        assert one.estimate.high == 1.0
        assert one.estimate.effective_trials == pytest.approx(np.log(0.05) / np.log(FIRST))
    assert [AS_AT in one.estimate.method for one in found] == [False, True, True]
    assert all(one.estimate.method.one_sided for one in found)


@settings(deadline=None)
@given(st.lists(st.integers(0, PEOPLE), min_size=1, max_size=8).map(sorted), st.sampled_from(["named", "nobody named"]))
def test_limits_rise_with_the_rank_hold_the_rate_and_are_those_of_some_rank(events: list[int], people: str) -> None:
    each = enumerate(events, 1)
    alone = [of(x, r) if people == "named" else of_nobody_named(x, PEOPLE, level=0.95) for r, x in each]
    found = rising(alone)
    for before, after in pairwise(found):
        assert before.estimate.low <= after.estimate.low
        assert before.estimate.high <= after.estimate.high
    for k, (one, was) in enumerate(zip(found, alone, strict=True)):
        assert one.estimate.low <= one.estimate.value == was.estimate.value <= one.estimate.high
        assert one.estimate.low == max(m.estimate.low for m in alone[: k + 1])
        assert one.estimate.high == min(m.estimate.high for m in alone[k:])
        assert (one.bounds.compliance_lower is None) == (was.bounds.compliance_lower is None)


def test_the_cmc_and_misses_at_a_rank_take_the_limits_of_ranks_that_find_the_same_people() -> None:
    """Everybody is first; the closest entry is the next person's, who is tried, too."""
    tally = tally_of([(p, 1.0, 9.0, 1) for p in range(PEOPLE)])
    tally = replace(tally, top=((np.arange(PEOPLE) + 1) % PEOPLE).astype(np.int32))
    ranks = cmc.correct_rank_rates(tally, range(1, 21), level=0.95)
    assert [m.estimate.low for m in ranks] == pytest.approx([FIRST] * 20)
    for rank in (1, 10, 30):
        missed = fnir.false_negative_identification_rate(tally, 5.0, rank=rank, level=0.95)
        assert missed.estimate.events == 0
        assert missed.estimate.high == missed.bounds.compliance_upper == pytest.approx(1 - FIRST)
    # one who is third: found by rank 3, and no limit of rank 3 is sharper than what that rank can say
    third = replace(tally, rank=np.where(np.arange(PEOPLE) == 0, 3, 1), best_rank=np.ones(PEOPLE, np.int64))
    three = fnir.false_negative_identification_rate(third, 5.0, rank=3, level=0.95)
    far = fnir.false_negative_identification_rate(third, 5.0, rank=30, level=0.95)
    assert 1 - far.estimate.low > FIRST
    assert far.estimate.high == three.estimate.high > 1 - FIRST


def test_a_rank_that_finds_everybody_may_take_the_limit_of_one_that_does_not_with_what_that_rests_on() -> None:
    """39 of 40 at rank 1, all at rank 30: KG-t of rank 1 assumes more than the limit that counts people."""
    alone = [of(PEOPLE - 1, 1), of(PEOPLE, 30)]
    first, last = rising(alone)
    assert alone[1].estimate.low < first.estimate.low == last.estimate.low
    assert last.estimate.high == 1.0
    assert last.estimate.method == f"{first.estimate.method}, {AS_AT}"
    assert not last.estimate.method.of_people
    assert (last.caveats, last.estimate.df) == (first.caveats, first.estimate.df)
    assert last.bounds.compliance_lower == max(m.bounds.compliance_lower or 0.0 for m in alone)
