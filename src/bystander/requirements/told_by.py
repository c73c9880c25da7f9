"""Which kind of evidence tells which quantity, so that a requirement for another one is told what would show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.quantities.catalogue import RATES_OF_A_RECORD, STOPS_OF_A_RECORD
from bystander.quantities.comparisons.failures import FAILURES
from bystander.quantities.comparisons.fmr import FMR
from bystander.quantities.comparisons.fnmr import FNMR
from bystander.quantities.passes.alerted import PASSES_ALERTED, PASSES_MISSED
from bystander.quantities.passes.not_detected import PASSES_NOT_DETECTED
from bystander.quantities.passes.people import VOLUNTEERS_ALERTED
from bystander.quantities.passes.wrong import PASSES_WRONG_PERSON
from bystander.quantities.search_record.outcomes import SHARES
from bystander.quantities.searches.cmc import CMC
from bystander.quantities.searches.failed_searches import FAILED_SEARCHES
from bystander.quantities.searches.fnir import FNIR
from bystander.quantities.searches.fpir import FPIR
from bystander.quantities.searches.tpir import TPIR

if TYPE_CHECKING:
    from bystander.findings import Quantity


@dataclass(frozen=True, kw_only=True)
class Told:
    """A kind of evidence. ``kind``: as ``evidence`` in findings has it. ``points``: what a requirement may be at."""

    kind: str
    what: str  # "a trial of comparisons"
    lacks: str  # what it cannot have, in a few words: "no passers-by"
    quantities: tuple[Quantity, ...]
    points: frozenset[str] = frozenset()

    def tells(self, quantity: str) -> bool:
        """Return whether such evidence can have the quantity."""
        return any(one.name == quantity for one in self.quantities)


BY: tuple[Told, ...] = (
    Told(
        kind="comparisons", what="a trial of comparisons", lacks="no searches, no passers-by and no alerts",
        quantities=(FMR, FNMR, FAILURES), points=frozenset({"target_fmr", "threshold"}),
    ),
    Told(
        kind="searches", what="a trial of searches", lacks="no passers-by and no alerts that anybody judged",
        quantities=(FPIR, FNIR, TPIR, CMC, FAILED_SEARCHES),
        points=frozenset({"target_fpir", "threshold", "n", "rank"}),
    ),
    Told(
        kind="seeded operational test", what="a seeded operational test", lacks="nobody who is not on the watchlist",
        quantities=(PASSES_ALERTED, PASSES_MISSED, VOLUNTEERS_ALERTED, PASSES_NOT_DETECTED, PASSES_WRONG_PERSON),
        points=frozenset({"threshold"}),
    ),
    Told(
        kind="deployment record", what="a deployment record", lacks="nobody who was missed, and no scores",
        quantities=(*RATES_OF_A_RECORD, *STOPS_OF_A_RECORD),
    ),
    Told(
        kind="search record", what="a record of searches", lacks="no passers-by, and no error rate of the system",
        quantities=SHARES,
    ),
)  # fmt: skip
KINDS = {told.kind: told for told in BY}
QUANTITIES: dict[str, Quantity] = {one.name: one for told in BY for one in told.quantities}


def points_of(quantity: str) -> frozenset[str]:
    """Return what a requirement of a quantity may be at; nothing where it holds of a record as a whole."""
    return frozenset().union(*(told.points for told in BY if told.tells(quantity)))


def others(quantity: str) -> list[str]:
    """Return the kinds of evidence that tell a quantity: ["a deployment record"]."""
    return [told.what for told in BY if told.tells(quantity)]
