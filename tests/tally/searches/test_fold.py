"""Neither compiled code, threads, blocks nor the guess of a floor can be seen in a tally of searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bystander.evidence.searches.searches import CandidateArrays, Candidates, Searches
from bystander.tally.searches.fold import tally_searches

if TYPE_CHECKING:
    from bystander.tally.searches.tally import SearchTally

FIELDS = ("other", "top", "mate", "rank", "best_rank", "beyond")


def searches(seed: int, *, blocks: int, templates: int, decimals: int, single: bool, lists: bool = False) -> Searches:
    """Return searches of people with several templates; scores tie where there are few decimals."""
    rng = np.random.default_rng(seed)
    people, n = 30, 60
    person = rng.integers(0, 40, n).astype(np.int32)
    search = np.repeat(np.arange(n), people * templates)
    identity = np.tile(np.repeat(np.arange(people, dtype=np.int32), templates), n)
    score = np.round(rng.normal(size=len(search)) + 1.5 * (identity == person[search]), decimals)
    score = score.astype(np.float32 if single else np.float64)
    order = rng.permutation(len(search))
    arrays = [
        CandidateArrays(Candidates(search=search[rows], identity=identity[rows], score=score[rows]))
        for rows in np.array_split(order, blocks)
    ]
    return Searches(
        name="made up", sha256="0", format="arrays", blocks=arrays, person=person, mated=person < people,
        failed=np.zeros(n, bool), unit=np.arange(n), identities=40, watchlist=people,
        length=people * templates if lists else None, whole=np.arange(n) % 2 == 0 if lists else None,
        rows_read=len(search),
    )  # fmt: skip


def facts(tally: SearchTally) -> list[object]:
    tail = sorted(zip(tally.tail_search.tolist(), tally.tail_score.tolist(), strict=True))
    return [*(getattr(tally, name).tolist() for name in FIELDS), tail, tally.tail_floor]


@pytest.mark.parametrize("tail", [5, 100, 100_000])
@pytest.mark.parametrize(("templates", "decimals"), [(1, 9), (3, 1), (9, 0)])
def test_every_way_of_folding_gives_the_same_tally(
    templates: int, decimals: int, tail: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bystander.tally.searches.fold.TAIL", tail)
    monkeypatch.setattr("bystander.tally.searches.fold.SAMPLED", 500)
    said = []
    for blocks, threads, small in ((1, 1, 10**9), (1, 1, 0), (7, 3, 0), (13, 1, 10**9), (5, 2, 0)):
        found = searches(4, blocks=blocks, templates=templates, decimals=decimals, single=decimals == 0)
        # the order of rows differs with the blocks, too
        said.append(facts(tally_searches(found, threads=threads, small=small)))
    assert all(other == said[0] for other in said[1:])


def test_the_tail_is_the_highest_one_score_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bystander.tally.searches.fold.TAIL", 20)
    found = searches(9, blocks=3, templates=4, decimals=3, single=False)
    tally = tally_searches(found, small=0)
    best: dict[tuple[int, int], float] = {}
    for block in found.blocks:
        c = block.read()
        for s, who, score in zip(c.search.tolist(), c.identity.tolist(), c.score.tolist(), strict=True):
            if not found.mated[s] and who != found.person[s]:
                best[s, who] = max(best.get((s, who), -np.inf), score)
    ordered = sorted(best.values(), reverse=True)
    assert sorted(tally.tail_score.tolist(), reverse=True) == [s for s in ordered if s >= ordered[19]]
    assert tally.tail_floor == ordered[19]


def test_a_floor_that_was_guessed_too_high_is_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bystander.tally.searches.fold.TAIL", 40)
    many = searches(2, blocks=2, templates=9, decimals=9, single=False)
    plain = facts(tally_searches(many))
    monkeypatch.setattr("bystander.tally.searches.fold.MORE", 0.05)  # so few that the first guess must fail
    assert facts(tally_searches(many)) == plain


def test_what_lists_leave_out_stays_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bystander.tally.searches.fold.TAIL", 50)
    found = searches(3, blocks=4, templates=2, decimals=2, single=False, lists=True)
    slow, quick = tally_searches(found), tally_searches(found, small=0, threads=2)
    assert facts(slow) == facts(quick)
    lowest = [min(c.score[c.search == s].min() for c in (b.read() for b in found.blocks) if (c.search == s).any())
              for s in range(60)]  # fmt: skip
    assert quick.beyond.tolist() == [lowest[s] if s % 2 == 0 else min(lowest) for s in range(60)]


def test_a_tail_that_just_fits_has_no_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess keeps as many people as fit: that may be everybody, and nobody below the guess is left out."""
    monkeypatch.setattr("bystander.tally.searches.fold.TAIL", 1)
    candidates = Candidates(
        search=np.zeros(3, np.int64), identity=np.zeros(3, np.int32), score=np.array([0.0, 0.0, 1.0])
    )
    found = searches(1, blocks=1, templates=1, decimals=1, single=False)
    one = Searches(**{
        **found.__dict__, "blocks": [CandidateArrays(candidates)], "person": np.array([35], np.int32),
        "mated": np.array([False]), "failed": np.array([False]), "unit": np.array([0]), "rows_read": 3,
    })  # fmt: skip
    for small in (0, 10**9):
        tally = tally_searches(one, small=small)
        assert (tally.tail_floor, tally.tail_score.tolist()) == (-np.inf, [1.0])
