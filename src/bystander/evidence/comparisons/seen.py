"""What checks see of a trial of comparisons: what it was read as, and the summary of all its comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bystander.evidence.checks.ev11_not_finite import OddScores
from bystander.evidence.comparisons.reading import Reading
from bystander.evidence.comparisons.score_sketch import share_in_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.comparisons.people_sample import PeopleSeen
    from bystander.evidence.comparisons.summary import Summary
    from bystander.evidence.comparisons.trial import Trial

_SCORES_THAT_TELL = 30  # so many do not all occur an even number of times by chance
_DECISIONS_THAT_TELL = 10  # fewer comparisons may have two scores by chance
_FEW_EACH = 10  # comparisons of one score, where images are copied a few times
_TINY, _HALF = 1e-200, 65_504.0  # as good as nought; the largest number of half precision
_DIGITS, _SINGLE = 6, 2.0**-24  # digits that a rounded score has at most; how far single precision is from it


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A trial and the summary of all its comparisons, with what follows from it.

    ``sampled``: a sample of rows of people alone, None where their orders were looked at before.
    """

    trial: Trial
    total: Summary
    sampled: PeopleSeen | None = None

    @property
    def name(self) -> str:
        """Return what messages call the evidence."""
        return self.trial.name

    @property
    def scores_at(self) -> str:
        """Return where the scores stand, by the name that the evidence has for them."""
        return f"{self.name}, column {self.trial.score}"

    @property
    def rows(self) -> int:
        """Return the number of comparisons."""
        return self.total.mated + self.total.non_mated

    @property
    def mated(self) -> int:
        """Return the number of mated comparisons."""
        return self.total.mated

    @property
    def non_mated(self) -> int:
        """Return the number of non-mated comparisons."""
        return self.total.non_mated

    @property
    def failed(self) -> int:
        """Return the number of comparisons that are declared failures."""
        return self.total.failed

    @property
    def scored(self) -> int:
        """Return the number of comparisons with a finite score."""
        return self.total.scored_mated + self.total.scored_non_mated

    @property
    def odd_scores(self) -> OddScores:
        """Return how many scores are no finite numbers, and where the first of them stand."""
        return OddScores(
            self.name, self.total.nan, self.total.infinite, [words for _, words in sorted(self.total.places)]
        )

    @property
    def orders(self) -> Reading:
        """Return how many rows of people alone may say again what another says in the other order."""
        found = self.sampled
        if found is None or not found.mirrored:
            return Reading(name=self.name)
        total = round(found.mirrored * self.total.scored_non_mated / found.of_two)
        return Reading(name=self.name, of_people=total, about=found.about)

    @property
    def repeats(self) -> Reading:
        """Return about how many rows of people alone may be copies of others."""
        found = self.sampled
        if found is None or not found.copied:
            return Reading(name=self.name)
        total = round(found.copied * self.scored / found.rows)
        return Reading(name=self.name, read=self.rows, copied=total, about=found.about)

    @cached_property
    def people(self) -> int | None:
        """Return the number of people on either side, None where they are not recorded."""
        return self.total.people()[0]

    @property
    def lowest(self) -> float | None:
        """Return the lowest score, None where there is none."""
        return self.total.lowest if self.scored else None

    @property
    def highest(self) -> float | None:
        """Return the highest score, None where there is none."""
        return self.total.highest if self.scored else None

    @property
    def rows_a_score(self) -> float:
        """Return how many comparisons a distinct score has on average."""
        return self.scored / max(self.total.mated_scores.distinct + self.total.non_mated_scores.distinct, 1)

    @cached_property
    def fewer_scores(self) -> int:
        """Return the number of scores that are remembered of the kind that has fewer."""
        return min(int(self.total.mated_scores.counts.sum()), int(self.total.non_mated_scores.counts.sum()))

    @cached_property
    def ties(self) -> float | None:
        """Return the share of comparisons whose score another one of the same kind has too, None without any score."""
        if not (self.total.mated_scores.counts.size + self.total.non_mated_scores.counts.size):
            return None
        return max(0.0, 1 - (self.total.mated_scores.alone + self.total.non_mated_scores.alone) / self.scored)

    @cached_property
    def copies(self) -> int:
        """Return the largest number that every score occurs a multiple of, in both kinds; 1 where scores are few."""
        counts = [self.total.mated_scores.counts, self.total.non_mated_scores.counts]
        if min(map(len, counts)) == 0 or sum(map(len, counts)) < _SCORES_THAT_TELL:
            return 1
        return int(np.gcd(*(np.gcd.reduce(some) for some in counts)))

    @cached_property
    def copies_likely(self) -> bool:
        """Return whether the scores that are tied have many digits and few comparisons each, as copies of images have.

        Rounding makes scores of few digits, and steps give a score to many comparisons.
        """
        both = (self.total.mated_scores, self.total.non_mated_scores)
        values = np.concatenate([kind.values[kind.counts > 1] for kind in both])
        counts = np.concatenate([kind.counts[kind.counts > 1] for kind in both])
        return len(values) >= _SCORES_THAT_TELL and np.median(counts) <= _FEW_EACH and _have_many_digits(values)

    @property
    def decided(self) -> bool:
        """Return whether there are two scores only, as a decision has."""
        if self.scored < _DECISIONS_THAT_TELL:
            return False
        low, high = self.total.at_lowest, self.total.at_highest
        return self.total.lowest < self.total.highest and low + high == self.scored

    @cached_property
    def in_order(self) -> float | None:
        """Return the share of random pairs whose mated score is the more alike, None where one kind is absent."""
        if not (self.total.mated_scores.counts.size and self.total.non_mated_scores.counts.size):
            return None
        return share_in_order(self.total.mated_scores, self.total.non_mated_scores)


def _have_many_digits(values: NDArray[np.float64]) -> bool:
    """Return whether most values have more digits than a rounded score, and more than half precision keeps."""
    told = values[np.abs(values) > _TINY]
    scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(np.abs(told))))
    rounded = np.abs(np.round(told * scale) / scale - told) <= _SINGLE * np.abs(told)
    halves = np.clip(told, -_HALF, _HALF).astype(np.float16).astype(np.float64) == told
    return bool(2 * np.count_nonzero(~(rounded | halves)) > len(values))
