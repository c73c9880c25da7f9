"""A share of a search record: how it is declared, measured and said.

Numerator and denominator come from the same rows. Rows of one period and agency are one unit where scatter is measured,
whatever groups and purposes they are split into. Nobody published which searches were of one person or one case, so the
interval is the exact one for independent searches, with rows beside it for other assumptions (METHODS 1.6, last row).
Where the periods show how much they differ, it allows for that, as that of a deployment record does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from bystander.findings import Bounds, Estimate, Kind, Quantity, Sensitivity, wording
from bystander.intervals import methods
from bystander.intervals.counts import clopper_pearson, clopper_pearson_upper, garwood, garwood_upper
from bystander.intervals.shown import Shown
from bystander.quantities.record.words import prefixed, row_caveats, uneven_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.search_record.entry import SearchEntry
    from bystander.findings import Finding
    from bystander.findings.method import Method

DEFFS = (1.0, 2.0, 5.0)
HOW_MANY = {1.0: "each stands alone", 2.0: "come in twos", 5.0: "come in fives"}
SPREAD = "they cluster as strongly as the periods differ"
AS_THESE = "if periods to come differ as these did"
THESE = "if these periods were held again"


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
    """A share as measured: the estimate, a limit beside it, rows under other assumptions, and the rows it rests on.

    ``caveats``: what the interval makes of few periods, or of one that holds most of all.
    """

    estimate: Estimate
    bounds: Bounds
    sensitivity: tuple[Sensitivity, ...]
    rows: int
    caveats: tuple[str, ...] = ()

    @property
    def differing(self) -> bool:
        """Whether the interval allows for how the periods differ."""
        return self.estimate.method.rests_on(methods.PERIODS_DIFFERING)


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
    events, exposure = zip(*_by_period(rows).values(), strict=True)
    shown = Shown.of(events, exposure, bounded=quantity.bounded, level=level)
    units = wording.units(quantity.unit)
    assumed = [(f"{units} {HOW_MANY[deff]}" if deff > 1 else f"each {quantity.unit} stands alone", deff)
               for deff in DEFFS]  # fmt: skip
    assumed += [(SPREAD, shown.deff)] if shown.deff is not None else []
    both, upper = (clopper_pearson, clopper_pearson_upper) if quantity.bounded else (garwood, garwood_upper)
    sensitivity = []
    for said, deff in assumed:
        low, high = both(x, n, level=level, deff=deff)
        limit = upper(x, n, level=level, deff=deff)
        sensitivity.append(
            Sensitivity(assumption=said, deff=deff, low=low, high=high, upper=limit, effective_trials=n / deff)
        )
    told = sensitivity[-1 if shown.differing else 0]
    estimate = Estimate(
        value=x / n, low=told.low, high=told.high if x else told.upper or 1.0, level=level, events=x, trials=n,
        method=_method(quantity, units, shown, none=not x),
        effective_trials=n / shown.deff if shown.differing and shown.deff else None,
    )  # fmt: skip
    bounds = Bounds(naive_upper=sensitivity[0].upper) if not x else Bounds()
    return Share(
        estimate=estimate, bounds=bounds, sensitivity=tuple(sensitivity), rows=len(rows),
        caveats=uneven_rows(np.asarray(exposure, dtype=np.float64), shown, row="period"),
    )  # fmt: skip


def _method(quantity: SearchShare, units: str, shown: Shown, *, none: bool) -> Method:
    exact = methods.CLOPPER_PEARSON if quantity.bounded else methods.GARWOOD
    if shown.differing:
        made = exact.then(methods.PERIODS_DIFFERING)
        return made.named(str(made), one_sided=none).only(AS_THESE)
    made = exact.then(methods.THESE_PERIODS) if shown.these else exact
    named = made.named(f"{made}, {units} taken as independent; clustering unknown", one_sided=none)
    return named.only(THESE if shown.these else "")


def counts_by_period(
    quantity: SearchShare, entries: Sequence[SearchEntry]
) -> dict[tuple[str, str | None], tuple[int, int]]:
    """Return part and whole of the periods that tell both, each agency's apart."""
    return _by_period(counted(quantity, entries))


def _by_period(rows: Sequence[tuple[SearchEntry, int, int]]) -> dict[tuple[str, str | None], tuple[int, int]]:
    periods: dict[tuple[str, str | None], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for entry, part, whole in rows:
        x, n = periods[at := (entry.period, entry.who)]
        periods[at] = (x + part, n + whole)
    return dict(periods)


def hidden_of(quantity: SearchShare, entries: Sequence[SearchEntry]) -> str:
    """Say of how many the record tells only that a part of them is small; "" where it does so of none."""
    rows = [e for e in entries if quantity.part in e.hidden and getattr(e, quantity.whole) is not None]
    if not rows:
        return ""
    marks = wording.listed([f"“{mark}”" for mark in dict.fromkeys(e.hidden[quantity.part] for e in rows)], last="or")
    number = sum(getattr(e, quantity.whole) for e in rows)
    others = wording.plural(number, f"other {quantity.unit}", f"other {wording.units(quantity.unit)}")
    return f"of {others} the record says only {marks}"


def finding_of(quantity: SearchShare, part: Part, *, level: float, caveats: tuple[str, ...] = ()) -> Finding:
    """Answer a quantity's question for a part of the record."""
    rows = counted(quantity, part.entries)
    share = share_of(quantity, part.entries, level=level)
    if share is None:
        reason = _why_not(quantity, part.entries)
        answer = prefixed(part.said, f"Not estimable: {reason}.{_both_ways(quantity, part.entries)}")
        return replace(quantity, population=None).missing(reason, answer=answer, group=part.group)
    hidden = hidden_of(quantity, part.entries)
    answer = prefixed(part.said, said(quantity, share) + (f" {wording.capital(hidden)}." if hidden else ""))
    return quantity.answered(
        answer, share.estimate, group=part.group, bounds=share.bounds,
        sensitivity=share.sensitivity,
        caveats=(*caveats, *row_caveats(used=len(rows), of=len(part.entries)), *share.caveats),
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
    level = e.interval
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
