"""What each setting costs: the trade-off of a trial of searches in a few sentences and a table of its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings.cells import condition
from bystander.findings.section import Section
from bystander.findings.wording import limit
from bystander.quantities.searches.facts import threshold_of
from bystander.studies.evaluate.settings import Heads, Setting, stricter, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.quantities.searches.point import SearchMeasure

HEADING = "Fewer false alerts cost more misses"
CHART = "identification"
HEADS = Heads(
    caption="The settings: false alerts and misses at each, as counted and as rates with their ranges",
    allowed="False alerts allowed",
    false="Returned somebody by mistake",
    missed="Missed the right person",
    often=True,
)


def section(
    main: SearchMeasure | None, measures: Sequence[SearchMeasure], beyond: Sequence[tuple[float, str]]
) -> Section | None:
    """Return the section of the trade-off; None where a trial lacks one of the two kinds of searches.

    ``beyond``: targets that cannot be shown, each with the reason.
    """
    settings = [_setting(m, chosen=m is main) for m in measures]
    rated = [s for s in settings if s is not None]
    if not rated:
        return None
    remark = stricter(rated)
    return Section(
        heading=HEADING,
        chart=CHART,
        note=condition(m.estimate for s in rated for m in (s.false, s.missed)),
        remarks=() if remark is None else (remark,),
        table=table(rated, [(limit(target), reason) for target, reason in beyond], HEADS),
    )


def _setting(m: SearchMeasure, *, chosen: bool) -> Setting | None:
    if m.fpir is None or m.fnir is None:
        return None
    at = threshold_of(m.point)
    label, named = "threshold given", f"at the threshold {at}"
    if m.target is not None:
        label = limit(m.target)
        named = f"at {label}"
    return Setting(label=label, named=named, threshold=at, false=m.fpir, missed=m.fnir, chosen=chosen)
