"""Which intervals and bands the resampled people of a trial of searches support: all of them from one resample."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from bystander.intervals import kg_t, methods
from bystander.intervals.measured import without_limit
from bystander.quantities.searches import bands
from bystander.quantities.searches.resampling import places, resample, units_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.intervals.measured import Measured
    from bystander.quantities.searches.bands import Band, Limits
    from bystander.quantities.searches.resampling import Resampled, SearchUnits
    from bystander.tally.searches.tally import SearchTally

MOST_AT_END = 0.01  # of the replicates may want a lower threshold than lists that were cut short tell of


@dataclass(frozen=True, kw_only=True)
class Curve:
    """FNIR against FPIR at some thresholds (the tally's), with the interval of each and the band of all."""

    threshold: tuple[float, ...]
    fpir: tuple[float, ...]
    fnir: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    band: Band


@dataclass(frozen=True, kw_only=True)
class Resample:
    """How people are resampled."""

    seed: int
    replicates: int
    level: float


@dataclass(frozen=True, kw_only=True)
class SearchBands:
    """What resampling gives: ``fnir`` by target FPIR, where errors suffice; None where there is no curve.

    ``behind``: deviations of 1 - CMC at ``ranks``, those at which both kinds of outcome are frequent enough.
    ``named``: whether people are named, without which nobody can be resampled.
    """

    named: bool
    fnir: Mapping[float, Limits] = field(default_factory=dict)
    curve: Curve | None = None
    ranks: tuple[int, ...] = ()
    behind: bands.Deviations | None = None
    level: float = 0.95

    @classmethod
    def of(
        cls,
        tally: SearchTally,
        non_mated: SearchTally,
        *,
        targets: Sequence[float],
        ranks: Sequence[int],
        rank: int | None,
        lowest: float | None,
        how: Resample,
    ) -> SearchBands:
        """Resample once for everything. ``lowest``: the threshold below which nobody can tell the false alerts."""
        units = units_of(tally, non_mated, rank=rank)
        if units is None:
            return cls(named=False)
        wanted = _supported(units, {t: Fraction(str(t)) for t in targets}, level=how.level)
        grid = bands.grid(units)
        points = [x for x, s in zip(grid, _thresholds(units, grid), strict=True) if lowest is None or s >= lowest]
        frequent = _frequent(units, ranks)
        asked = [*wanted.values(), *points]
        if not asked and not frequent:
            return cls(named=True, level=how.level)
        resampled = resample(units, asked, frequent, seed=how.seed, replicates=how.replicates)
        told = _told(resampled, cut=lowest is not None)
        found = bands.fnir_at_fpir(units, resampled, asked, level=how.level)
        alone = found.widened(found.reach(how.level))
        fnir = {
            t: bands.Limits(low=alone.low[i], high=alone.high[i])
            for i, t in enumerate(wanted)
            if told[i] and alone.low[i] < alone.high[i]
        }
        kept = [i for i in range(len(wanted), len(asked)) if told[i]]
        return cls(
            named=True, fnir=fnir, level=how.level,
            curve=_curve(units, [asked[i] for i in kept], found.at(kept), level=how.level) if kept else None,
            ranks=frequent, behind=bands.behind(units, resampled, frequent, level=how.level) if frequent else None,
        )  # fmt: skip

    def cmc(self, ranks: Sequence[int], found: Sequence[Measured]) -> Band | None:
        """Return the band of the CMC from the intervals at each rank; None where no rank has outcomes enough.

        The CMC rises with the rank: behind the last rank of the resample the lower limit goes on and the upper is 1,
        before the first the upper limit holds and the lower is 0.
        """
        if self.behind is None:
            return None
        estimates = {r: m.estimate for r, m in zip(ranks, found, strict=True)}
        low = np.array([1 - estimates[r].high for r in self.ranks])
        high = np.array([1 - estimates[r].low for r in self.ranks])
        band = self.behind.band(self.behind.reach_of(low, high), level=self.level)
        low_of = dict(zip(self.ranks, (1 - x for x in band.high), strict=True))
        high_of = dict(zip(self.ranks, (1 - x for x in band.low), strict=True))
        first, last = self.ranks[0], self.ranks[-1]
        return bands.Band(
            low=tuple(low_of.get(r, 0.0 if r < first else low_of[last]) for r in ranks),
            high=tuple(high_of.get(r, high_of[first] if r < first else 1.0) for r in ranks),
            factor=band.factor,
        )


def chosen_again(fnir: Measured, fpir: Measured, limits: Limits, *, replicates: int | None) -> Measured:
    """Return an FNIR at a threshold that was chosen on the same searches, with the interval that knows of it.

    ``replicates``: None where the limits are the hull over all thresholds that cannot be excluded. ``fpir``: at the
    same threshold; what is said of the people behind its errors goes for the threshold too. The limits for a threshold
    set in advance, and the effective trials of one, go.
    """
    if replicates is None:
        method = methods.THRESHOLDS.only(fnir.estimate.method.only_if)
    else:
        method = methods.RESAMPLES.named(
            f"{replicates:,} resamples of people, threshold chosen again in each, spread of"
        ).then(methods.KG_T, by=" ")
    method = kg_t.with_floor_of(method, fnir.estimate.method, fpir.estimate.method)
    value = fnir.estimate.value
    estimate = fnir.estimate.model_copy(
        update={
            "low": min(limits.low, value),
            "high": max(limits.high, value),
            "method": method,
            "effective_trials": None,
        }
    )
    caveats = tuple(dict.fromkeys((*without_limit(fnir, "the misses"), *without_limit(fpir, "the false alerts"))))
    bounds = fnir.bounds.chosen_again(limits.low, limits.high)
    return replace(fnir, estimate=estimate, bounds=bounds, sensitivity=(), caveats=caveats)


def _supported(units: SearchUnits, targets: Mapping[float, Fraction], *, level: float) -> dict[float, Fraction]:
    if not targets or not len(units.best) or not units.mated.any():
        return {}
    good = bands.enough(units, list(targets.values()))
    return {
        t: x
        for (t, x), enough in zip(targets.items(), good, strict=True)
        if enough and bands.fine(units, x, level=level)
    }


def _thresholds(units: SearchUnits, targets: Sequence[Fraction]) -> list[float]:
    """Return the threshold of each attained FPIR: never "just above the highest", as it lets somebody through."""
    return [float(units.best[p - 1]) for p in places(units, targets)] if targets else []


def _frequent(units: SearchUnits, ranks: Sequence[int]) -> tuple[int, ...]:
    """Return the ranks at which the right person is often enough behind, and often enough among the first."""
    mated = len(units.rank)
    behind = np.searchsorted(-units.rank, -np.asarray(ranks, np.int64)) if len(ranks) else np.zeros(0, np.int64)
    return tuple(r for r, n in zip(ranks, behind, strict=True) if bands.FEWEST <= n <= mated - bands.FEWEST)


def _told(resampled: Resampled, *, cut: bool) -> list[bool]:
    """Tell for each target whether its resamples found their thresholds; always, unless lists were cut short."""
    return [not cut or float(share) <= MOST_AT_END for share in resampled.lowest.mean(axis=0)]


def _curve(units: SearchUnits, targets: list[Fraction], found: bands.Deviations, *, level: float) -> Curve:
    reach = found.reach(level)
    alone = found.widened(reach)
    return Curve(
        threshold=tuple(_thresholds(units, targets)), fpir=tuple(float(x) for x in targets),
        fnir=tuple(found.rate.tolist()), low=alone.low, high=alone.high, band=found.band(reach, level=level),
    )  # fmt: skip
