"""A share of a search record: how it is declared, measured and said.

Numerator and denominator come from the same rows. Rows of one period and agency are one unit where scatter is measured,
whatever groups and purposes they are split into. Nobody published which searches were of one person or one case, so the
interval is the exact one for independent searches, with rows beside it for other assumptions (METHODS 1.6, last row).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from bystander.findings import Bounds, Estimate, Kind, Quantity, Sensitivity, wording
from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper, garwood, garwood_upper
from bystander.intervals.overdispersion import usable_scatter
from bystander.intervals.uneven_rows import Sizes
from bystander.quantities.record.words import prefixed, row_caveats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.search_record.entry import SearchEntry
    from bystander.findings import Finding

DEFFS = (1.0, 2.0, 5.0)
HOW_MANY = {1.0: "each stands alone", 2.0: "come in twos", 5.0: "come in fives"}
SPREAD = "they cluster as strongly as the periods differ"


@dataclass(frozen=True, kw_only=True)
class SearchShare(Quantity):
    """A share of searches or of follow-ups. ``part``, ``whole``: the counts; ``did``: what the part did, as it is said.

    ``needs``: what a row must have to count. ``bounded``: whether the part is one of the whole (people arrested need
    not be). ``unless_told``: whether it is left out, and not said to be missing, where no row tells the part.
    """

    part: str
    whole: str
    did: str
    needs: str
    unless_told: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.nothing:
            object.__setattr__(self, "nothing", f"no row gives {self.needs}")

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def bounded(self) -> bool:
        """Whether the part cannot be more than the whole."""
        return self.kind is Kind.RATE


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the record: everything, an agency's, a group's, a purpose's. ``said`` opens its answers."""

    entries: tuple[SearchEntry, ...]
    said: str = ""
    group: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share as measured: the estimate, a limit beside it, rows under other assumptions, and the rows it rests on."""

    estimate: Estimate
    bounds: Bounds
    sensitivity: tuple[Sensitivity, ...]
    rows: int


def counted(quantity: SearchShare, entries: Sequence[SearchEntry]) -> list[tuple[SearchEntry, int, int]]:
    """Return the rows that have both counts, with both."""
    told = zip(entries, map(attrgetter(quantity.part, quantity.whole), entries), strict=True)
    return [(e, part, whole) for e, (part, whole) in told if part is not None and whole is not None]


def picked(quantity: SearchShare, entries: Sequence[SearchEntry]) -> bool:
    """Return whether rows seem to tell the part only where there was one: all of it 1 or more, most of it empty."""
    return _picked(counted(quantity, entries), quantity, entries)


def _picked(
    rows: Sequence[tuple[SearchEntry, int, int]], quantity: SearchShare, entries: Sequence[SearchEntry]
) -> bool:
    if not rows or 2 * len(rows) >= len(entries) or min(part for _, part, _ in rows) == 0:
        return False
    return 2 * len(rows) < sum(getattr(e, quantity.whole) is not None for e in entries)


def share_of(quantity: SearchShare, entries: Sequence[SearchEntry], *, level: float) -> Share | None:
    """Measure a share; None where no row has both counts, where the whole is 0, and where rows were picked by it."""
    rows = counted(quantity, entries)
    x, n = sum(part for _, part, _ in rows), sum(whole for _, _, whole in rows)
    if not n or _picked(rows, quantity, entries):
        return None
    scatter = _scatter(rows, bounded=quantity.bounded)
    units = wording.units(quantity.unit)
    assumed = [(f"{units} {HOW_MANY[deff]}" if deff > 1 else f"each {quantity.unit} stands alone", deff)
               for deff in DEFFS]  # fmt: skip
    assumed += [(SPREAD, scatter)] if scatter is not None else []
    both, upper = (clopper_pearson, clopper_pearson_upper) if quantity.bounded else (garwood, garwood_upper)
    sensitivity = []
    for said, deff in assumed:
        low, high = both(x, n, level=level, deff=deff)
        limit = upper(x, n, level=level, deff=deff)
        sensitivity.append(
            Sensitivity(assumption=said, deff=deff, low=low, high=high, upper=limit, effective_trials=n / deff)
        )
    method = methods.CLOPPER_PEARSON if quantity.bounded else methods.GARWOOD
    estimate = Estimate(
        value=x / n, low=sensitivity[0].low, high=sensitivity[0].high if x else sensitivity[0].upper or 1.0,
        level=level, events=x, trials=n,
        method=method.named(f"{method}, {units} taken as independent; clustering unknown", one_sided=not x),
    )  # fmt: skip
    bounds = Bounds(naive_upper=sensitivity[0].upper) if not x else Bounds()
    return Share(estimate=estimate, bounds=bounds, sensitivity=tuple(sensitivity), rows=len(rows))


def _scatter(rows: Sequence[tuple[SearchEntry, int, int]], *, bounded: bool) -> float | None:
    """Return how many times more the sum of the periods scatters than chance, at least 1; None where none shows."""
    periods: dict[tuple[str, str | None], list[int]] = defaultdict(lambda: [0, 0])
    for entry, part, whole in rows:
        at = periods[entry.period, entry.who]
        at[0], at[1] = at[0] + part, at[1] + whole
    events, exposure = zip(*periods.values(), strict=True)
    phi = usable_scatter(events, exposure, bounded=bounded)
    return None if phi is None else 1 + max(phi - 1, 0.0) * Sizes.of(exposure).weight(bounded=bounded)


def finding_of(quantity: SearchShare, part: Part, *, level: float, caveats: tuple[str, ...] = ()) -> Finding:
    """Answer a quantity's question for a part of the record."""
    rows = counted(quantity, part.entries)
    share = share_of(quantity, part.entries, level=level)
    if share is None:
        reason = _why_not(quantity, part.entries)
        answer = prefixed(part.said, f"Not estimable: {reason}.{_both_ways(quantity, part.entries)}")
        return replace(quantity, population=None).missing(reason, answer=answer, group=part.group)
    return quantity.answered(
        prefixed(part.said, said(quantity, share)), share.estimate, group=part.group, bounds=share.bounds,
        sensitivity=share.sensitivity,
        caveats=(*caveats, *row_caveats(used=len(rows), of=len(part.entries))),
    )  # fmt: skip


def _why_not(quantity: SearchShare, entries: Sequence[SearchEntry]) -> str:
    rows = counted(quantity, entries)
    if not rows:
        return quantity.nothing
    if picked(quantity, entries):
        could = sum(getattr(e, quantity.whole) is not None for e in entries)
        return (
            f"only {len(rows)} of {could} rows tell how many {quantity.did}, and each of them tells at least one. The "
            "others may have had none, and a share of these rows alone would be too high"
        )
    return f"there was no {quantity.unit} at all: 0 of 0"


def _both_ways(quantity: SearchShare, entries: Sequence[SearchEntry]) -> str:
    """Say what a share would be if empty cells were none, and of the filled rows alone, where that was the doubt."""
    rows = counted(quantity, entries)
    if not picked(quantity, entries):
        return ""
    x, n = sum(part for _, part, _ in rows), sum(whole for _, _, whole in rows)
    every = sum(getattr(e, quantity.whole) or 0 for e in entries)
    units = wording.units(quantity.unit)
    return (
        f" If an empty cell means none, it was {wording.count(x)} of {wording.count(every)} {units}. In the rows that "
        f"tell it, it was {wording.count(x)} of {wording.count(n)}. Write 0 where there was none."
    )


def said(quantity: SearchShare, share: Share) -> str:
    """Say a share: the counts first, then the rate, then the interval."""
    e = share.estimate
    x, n = e.events or 0, e.trials or 0
    of = f"{wording.plural(n, quantity.unit, wording.units(quantity.unit))}"
    level = f"{e.level * 100:g} % interval"
    if not quantity.bounded:
        span = f"{wording.significant(e.low * 100)} to {wording.significant(e.high * 100)}"
        return (
            f"{wording.plural(x, 'person', 'people')} {quantity.did} after {of}: about "
            f"{wording.significant(e.value * 100)} for every 100 ({level}: {span})."
        )
    if not x:
        most = share.bounds.naive_upper or e.high
        return f"None of {of} {quantity.did}. That does not show that none would: up to {wording.percent(most)} fit it."
    span = wording.percent_span(e.low, e.high)
    return f"{wording.count(x)} of {of} {quantity.did}: {wording.percent(e.value)} ({level}: {span})."
