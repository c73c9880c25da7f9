"""What each setting costs: the trade-off of a trial of comparisons in a few sentences and a table of its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording
from bystander.findings.cells import condition, rate_cell
from bystander.findings.section import Remark, Section
from bystander.findings.signs import Sign
from bystander.quantities.comparisons.facts import threshold_of
from bystander.studies.evaluate.settings import Heads, Setting, stricter, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.findings import Finding
    from bystander.quantities.answer import Answer
    from bystander.quantities.comparisons.operating_point import OperatingPoint

HEADING = "Fewer false matches cost more misses"
CHART = "det"
HEADS = Heads(
    caption="The settings: false matches and misses at each, as counted and as rates with their ranges",
    allowed="False matches allowed",
    false="Two different people taken for one",
    missed="One person not recognised",
    often=False,
)


def section(
    main: OperatingPoint | None, points: Sequence[OperatingPoint], beyond: Sequence[tuple[float, str]], *,
    equal: Finding, failed: Answer | None, kept: bool,
) -> Section | None:  # fmt: skip
    """Return the section of the trade-off; None where a trial lacks one of the two kinds of comparisons.

    ``points``: the settings, ``beyond``: targets that cannot be shown, each with the reason. ``kept``: failures count
    as rejections.
    """
    settings = [_setting(p, chosen=p is main) for p in points]
    rated = [s for s in settings if s is not None]
    if not rated:
        return None
    remarks = (stricter(rated), _equal(equal), _failed(failed, kept=kept))
    return Section(
        heading=HEADING,
        chart=CHART,
        note=condition(m.estimate for s in rated for m in (s.false, s.missed)),
        remarks=tuple(r for r in remarks if r is not None),
        table=table(rated, [(wording.one_in(target), reason) for target, reason in beyond], HEADS),
    )


def _setting(point: OperatingPoint, *, chosen: bool) -> Setting | None:
    if point.fmr is None or point.fnmr is None:
        return None
    at = threshold_of(point.point)
    label, named = "threshold given", f"at the threshold {at}"
    if point.target is not None:
        label = wording.one_in(point.target)
        named = f"at {label}"
    elif point.point.achieved_fmr is not None:
        label, named = "none in this trial", "with no false match"
    return Setting(label=label, named=named, threshold=at, false=point.fmr, missed=point.fnmr, chosen=chosen)


def _equal(equal: Finding) -> Remark | None:
    e = equal.estimate
    if e is None or equal.at.threshold is None:
        return None
    rate = wording.with_range(e.value, e.low, e.high, often=True)
    return Remark(
        "One number for both:",
        f"at a threshold of {wording.threshold(equal.at.threshold)} both rates cross, at {rate}.",
    )


def _failed(failed: Answer | None, *, kept: bool) -> Remark | None:
    measured = failed.measured if failed is not None else None
    if measured is None:
        return None
    cell = rate_cell(measured.estimate, measured.bounds, often=True, sign=Sign.MISS)
    what = "count as misses" if kept else "are left out"
    return Remark("No score at all:", f"{cell.counted} comparisons failed, {cell.said}; they {what}.")
