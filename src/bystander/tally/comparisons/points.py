"""What a tally answers with: points on the curve, and errors kept apart by person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class OperatingPoint:
    """The smallest attainable threshold whose false match rate is at or below ``target`` (METHODS D.2).

    ``achieved`` = ``false_matches`` / non-mated comparisons, at most ``target``. ``next_rate`` is the next
    higher attainable rate, above the target; None where every comparison is already accepted.
    """

    target: float
    threshold: float
    false_matches: int
    achieved: float
    next_rate: float | None
    false_non_matches: int


@dataclass(frozen=True, kw_only=True)
class EqualErrorRate:
    """Where the two step curves cross: the bracket, never a point between two steps.

    ``threshold_below`` is the last threshold with FMR >= FNMR, ``threshold_above`` the next attainable one,
    with FMR < FNMR. ``value_low`` = max(FMR above, FNMR below), ``value_high`` = min(FMR below, FNMR above).
    """

    value_low: float
    value_high: float
    threshold_below: float
    threshold_above: float
    false_matches_below: int
    false_non_matches_below: int
    false_matches_above: int
    false_non_matches_above: int


@dataclass(frozen=True, kw_only=True)
class PairErrors:
    """False matches at one threshold, by subject and by pair of subjects (METHODS 1.2).

    ``errors`` = E, ``trials`` = Tc, comparisons. ``d``, ``m``: int64, one a subject code: errors and
    comparisons that the subject takes part in, as probe or reference. ``qc`` = sum of c_ij^2 and ``qn`` =
    sum of n_ij^2 over unordered pairs of subjects. The four are None where the evidence has no identifiers.
    ``exact``: false where qc or qn is an unbiased estimate from a canonical sample of pairs.
    """

    errors: int
    trials: int
    d: NDArray[np.int64] | None
    m: NDArray[np.int64] | None
    qc: int | None
    qn: int | None
    exact: bool


@dataclass(frozen=True, kw_only=True)
class SubjectErrors:
    """False non-matches at one threshold, by mated subject.

    ``x``, ``k``: int64, one a subject with mated comparisons: errors and comparisons. None where the
    evidence has no identifiers.
    """

    errors: int
    trials: int
    x: NDArray[np.int64] | None
    k: NDArray[np.int64] | None


@dataclass(frozen=True, kw_only=True)
class DetVertices:
    """The corners of the step curve, thresholds ascending; counts are int64."""

    threshold: NDArray[np.float64]
    false_matches: NDArray[np.int64]
    false_non_matches: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class ScoreHistogram:
    """Counts by score for charts: bin b holds edges[b] <= score < edges[b + 1], the last one its edge too."""

    edges: NDArray[np.float64]
    mated: NDArray[np.int64]
    non_mated: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class PairGraph:
    """Who was compared with whom, as counts: what the assumption-free bound rests on (METHODS 1.5).

    ``pairs``: distinct unordered pairs of subjects with non-mated comparisons. ``max_pair_degree``: the
    largest number of other subjects that one subject is compared with. ``complete``: every two subjects
    are compared. ``max_multiplicity``: most comparisons of one pair. Each is None where pairs were sampled.
    ``roles_disjoint``: no subject is both probe and reference. ``as_probe``: comparisons of each subject as probe.
    ``qn``: sum of n_ij^2, exact if ``exact``, else an unbiased estimate. ``level``: a pair was kept with the chance
    2^-level; ``keys`` are those that were (:func:`bystander.tally.comparisons.pairs.pair_keys`), ``compared`` how
    often. Both are None where nobody knows them one by one.
    """

    pairs: int | None
    max_pair_degree: int | None
    complete: bool | None
    max_multiplicity: int | None
    roles_disjoint: bool
    as_probe: NDArray[np.int64] | None = field(default=None, compare=False)
    qn: int
    exact: bool
    level: int = 0
    keys: NDArray[np.uint64] | None = field(default=None, compare=False)
    compared: NDArray[np.int64] | None = field(default=None, compare=False)
