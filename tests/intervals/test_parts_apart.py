"""Parts of a trial whose people met nobody of another part: each has images of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import optimize

from bystander.intervals import kinds_of_people
from bystander.intervals import parts_apart as parts
from bystander.intervals.images_met import Images, Met, images_of
from bystander.intervals.met_at_random import far_from_chance
from bystander.intervals.pairs_met import PairsMet
from bystander.intervals.parts_apart import parts_apart
from bystander.intervals.uneven_pairs import PairsOnce

# the men, with most of the images, were compared among themselves, and so were the women
PART = np.array([0] * 20 + [1] * 40)
IMAGES = np.array([30] * 5 + [1] * 15 + [3] * 10 + [1] * 30)
TABLE = np.triu(np.outer(IMAGES, IMAGES) * (PART[:, None] == PART), 1)


def of_table(table: np.ndarray, more: int = 0) -> np.ndarray | None:
    first, second = np.nonzero(table)
    return parts_apart(first, second, len(table) + more)


def counted(table: np.ndarray) -> PairsMet:
    first, second = np.nonzero(table)
    return PairsMet(first=first, second=second, compared=table[first, second].astype(float), people=len(table))


def met(table: np.ndarray) -> Met:
    return Met(pairs=float(np.count_nonzero(table)), squared=float(np.sum(table**2.0)), counted=counted(table))


def once(table: np.ndarray) -> PairsOnce:
    found = PairsOnce.of(table.sum(axis=0) + table.sum(axis=1), met(table))
    assert found is not None
    return found


def test_people_who_met_nobody_of_another_part_are_a_part() -> None:
    found = of_table(TABLE)
    assert found is not None
    assert found.tolist() == PART.tolist()


def test_who_met_nobody_is_of_no_part_of_their_own() -> None:
    found = of_table(TABLE, more=3)
    assert found is not None
    assert found.tolist() == [*PART.tolist(), 0, 0, 0]


def test_all_who_met_through_others_are_one_part() -> None:
    table = TABLE.copy()
    table[19, 20] = 1
    assert of_table(table) is None
    assert parts_apart(np.array([], int), np.array([], int), 5) is None


@pytest.mark.parametrize(("small", "apart"), [(parts.LEAST, True), (parts.LEAST - 1, False)])
def test_of_few_comparisons_some_are_cut_off_by_chance_and_are_no_part(small: int, *, apart: bool) -> None:
    of = np.array([0] * 20 + [1] * small)
    found = of_table(np.triu(of[:, None] == of, 1))
    assert (found is not None) == apart


def test_each_part_has_images_of_its_own() -> None:
    compared = (TABLE.sum(axis=0) + TABLE.sum(axis=1)) / 2
    images = images_of(compared, compared, PART)
    assert images is not None
    first, second = np.nonzero(TABLE)
    assert images.times(first, second) == pytest.approx(TABLE[first, second])
    assert images.pairs == len(first)
    assert images.partners.tolist() == [19] * 20 + [39] * 40
    assert images.compared == pytest.approx(2 * compared)
    assert images.squared == pytest.approx(np.sum(TABLE**2.0))
    assert images.powers(4) == pytest.approx(np.sum(TABLE**4.0))
    assert images.each_once() == pytest.approx(np.sum(1 / TABLE[first, second]))
    assert images.far_from(met(TABLE)) == pytest.approx(0, abs=1e-9)


def test_a_part_of_whom_nobody_was_compared_has_no_images() -> None:
    compared = np.where(PART == 0, 1.0, 0.0)
    assert images_of(compared, compared, PART) is None


def test_parts_keep_their_people_in_another_order() -> None:
    compared = (TABLE.sum(axis=0) + TABLE.sum(axis=1)) / 2
    images = images_of(compared, compared, PART)
    assert images is not None
    place = np.random.default_rng(2).permutation(64)[:60]
    moved = images.placed(place, 64)
    assert moved.partners[place].tolist() == images.partners.tolist()
    assert moved.pairs == images.pairs
    back = moved.of_some(place)
    assert back.partners.tolist() == images.partners.tolist()
    assert back.each_once() == pytest.approx(images.each_once())


def test_comparisons_within_parts_may_lack_by_chance() -> None:
    made = np.random.default_rng(8).binomial(TABLE, 0.8)
    compared = (made.sum(axis=0) + made.sum(axis=1)) / 2
    whole, parted = images_of(compared, compared), images_of(compared, compared, PART)
    assert whole is not None
    assert parted is not None
    assert far_from_chance(whole, met(made)) is None
    assert far_from_chance(parted, met(made)) is not None
    found = once(made).met
    assert isinstance(found, Images)
    first, second = np.nonzero(TABLE)
    assert np.median(found.times(first, second) / (0.8 * TABLE[first, second])) == pytest.approx(1, abs=0.1)


def test_where_one_part_has_too_many_kinds_of_people_nothing_follows_of_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its pairs would be those who never met, and the chance of all others too small."""
    numbers = np.where(PART == 0, 0.3, 0.1 + np.arange(60) / 100)
    images = Images(probes=numbers, references=numbers, part=PART)
    some = Met(pairs=100, squared=images.squared, counted=counted(TABLE))  # of 190 in the first part
    asked: list[int] = []
    monkeypatch.setattr(kinds_of_people, "MOST_KINDS", 5)
    monkeypatch.setattr(optimize, "brentq", lambda *_, **__: asked.append(1))
    assert far_from_chance(images, some) is None
    assert not asked


def hardly() -> np.ndarray:
    """Return a layout that is no chance: those with most images hardly met each other."""
    images = np.array([40] * 6 + [3] * 15 + [1] * 59)
    table = np.triu(np.outer(images, images), 1)
    table[:6, :6] = np.minimum(table[:6, :6], 4)
    return table


def test_where_it_was_no_chance_every_two_count_as_often_as_they_met() -> None:
    table = hardly()
    found = once(table)
    assert isinstance(found.met, PairsMet)
    first, second = np.nonzero(table)
    assert found.met.times(second[::-1], first[::-1]).tolist() == table[first, second][::-1].tolist()
    assert found.worth == pytest.approx(len(first) ** 2 / np.sum(1 / table[first, second]))
    errors = np.random.default_rng(3).binomial(table, 0.05)
    one, other = (np.repeat(side, errors[errors > 0]) for side in np.nonzero(errors))
    (mean,) = found.along(one, other, np.array([errors.sum()]))
    assert mean is not None
    rates = errors[first, second] / table[first, second]
    assert mean.value == pytest.approx(rates.mean())
    met = list(zip(first, second, rates, strict=True))
    some = [(i, j, r) for i, j, r in met if r]
    disjoint = sum(len(met) - found.met.partners[i] - found.met.partners[j] + 1 for i, j, _ in met)
    products = sum(a * b for i, j, a in some for k, m, b in some if not {i, j} & {k, m})
    unbiased = rates.mean() ** 2 - products / disjoint
    assert mean.deff >= unbiased / (mean.value * (1 - mean.value) / mean.tries) - 1e-9


def test_of_too_many_pairs_to_know_each_nothing_follows_where_it_was_no_chance() -> None:
    table, layout = hardly(), met(hardly())
    m = table.sum(axis=0) + table.sum(axis=1)
    assert PairsOnce.of(m, layout) is not None
    assert PairsOnce.of(m, Met(pairs=layout.pairs, squared=layout.squared)) is None


def test_pairs_keep_how_often_they_met_in_another_order() -> None:
    pairs = counted(hardly())
    place = np.random.default_rng(2).permutation(90)[:80]
    moved = pairs.placed(place, 90)
    assert moved.partners[place].tolist() == pairs.partners.tolist()
    assert moved.times(place[pairs.first], place[pairs.second]).tolist() == pairs.compared.tolist()
    back = moved.of_some(place)
    assert back.times(pairs.first, pairs.second).tolist() == pairs.compared.tolist()
    some = pairs.of_some(np.arange(30, 60))
    assert some.pairs == np.count_nonzero(hardly()[30:60, 30:60])


def test_how_unlike_a_layout_is_by_hand() -> None:
    """Of four people with 1, 1, 2 and 3 images 3 of 17 comparisons lie elsewhere than all with all puts them."""
    table = np.array([[0, 4, 2, 3], [0, 0, 2, 3], [0, 0, 0, 3], [0, 0, 0, 0]])  # 3 more of the first pair, 3 fewer last
    met = Met(pairs=6, squared=51.0, counted=counted(table))
    compared = np.array([6, 6, 10, 12])
    images = images_of(compared / 2, compared / 2)
    assert images is not None
    times = images.times(np.array([0, 0, 0, 1, 1, 2]), np.array([1, 2, 3, 2, 3, 3]))
    assert times.tolist() == pytest.approx([1, 2, 3, 2, 3, 6])
    assert met.unlike(images, 9.0) == pytest.approx(3 / 17)
    assert replace(met, counted=None).unlike(images, 9.0) == 9.0
