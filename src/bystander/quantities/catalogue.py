"""Every quantity that Bystander knows, and every question that asks for one: reports, charts and documents read it."""

from __future__ import annotations

from bystander.findings import Catalogue, Quantity
from bystander.quantities.claim.catalogue import OF_A_CLAIM
from bystander.quantities.comparisons.auc import AUC
from bystander.quantities.comparisons.eer import EER
from bystander.quantities.comparisons.failures import FAILURES
from bystander.quantities.comparisons.fmr import FMR
from bystander.quantities.comparisons.fnmr import FNMR, FNMR_AT_ZERO_FMR
from bystander.quantities.comparisons.fnmr_at_fmr import FNMR_AT_FMR
from bystander.quantities.crowd import OF_A_CROWD
from bystander.quantities.groups import LEGACY_INDICES
from bystander.quantities.passes.alerted import PASSES_ALERTED, PASSES_MISSED
from bystander.quantities.passes.not_detected import PASSES_NOT_DETECTED
from bystander.quantities.passes.people import VOLUNTEERS_ALERTED
from bystander.quantities.passes.wrong import PASSES_WRONG_PERSON
from bystander.quantities.record.alerts import ALERTS_PER_FACE
from bystander.quantities.record.arrests import ARRESTS
from bystander.quantities.record.between_periods import BETWEEN_PERIODS
from bystander.quantities.record.faces_seen import DENOMINATOR_CHANGE, FACES_PER_DEPLOYMENT, FACES_PER_HOUR
from bystander.quantities.record.false_alerts import (
    FALSE,
    FALSE_OF_GROUPS,
    FALSE_PER_FACE,
    PART_OF_GROUP,
    SUPPOSED_RATIO,
)
from bystander.quantities.record.over_dispersion import OVER_DISPERSION
from bystander.quantities.record.right_alerts import CONFIRMED, JUDGED_RIGHT, RIGHT
from bystander.quantities.record.stops import STOPS_PER_ALERT
from bystander.quantities.record.wrong_stops import WRONG_STOPS
from bystander.quantities.requirement import REQUIREMENT
from bystander.quantities.search_record.outcomes import CONFIRMED as CONFIRMED_FOLLOW_UPS
from bystander.quantities.search_record.outcomes import OF_SEARCH_RECORDS
from bystander.quantities.searches.cmc import CMC
from bystander.quantities.searches.failed_searches import FAILED_SEARCHES
from bystander.quantities.searches.false_candidates import FALSE_CANDIDATES
from bystander.quantities.searches.fnir import FNIR
from bystander.quantities.searches.fpir import FPIR
from bystander.quantities.searches.selectivity import SELECTIVITY
from bystander.quantities.searches.tpir import TPIR
from bystander.quantities.two_systems import COMPARISONS, SEARCHES

_OF_COMPARISONS = (FMR, FNMR, FNMR_AT_FMR, FNMR_AT_ZERO_FMR, EER, AUC, FAILURES)
_OF_SEARCHES = (FPIR, FNIR, TPIR, CMC, SELECTIVITY, FALSE_CANDIDATES, FAILED_SEARCHES)
_OF_PASSES = (PASSES_ALERTED, VOLUNTEERS_ALERTED, PASSES_MISSED, PASSES_NOT_DETECTED, PASSES_WRONG_PERSON)
RATES_OF_A_RECORD = (
    *FALSE,
    RIGHT,
    ALERTS_PER_FACE,
)  # asked of every record, and of each of its parts; as they stand in a report
STOPS_OF_A_RECORD = (*WRONG_STOPS, STOPS_PER_ALERT, *ARRESTS)  # asked of a record that tells any of them
_OF_RECORDS = (
    *RATES_OF_A_RECORD, CONFIRMED, JUDGED_RIGHT, *STOPS_OF_A_RECORD, OVER_DISPERSION, DENOMINATOR_CHANGE,
    FACES_PER_HOUR, FACES_PER_DEPLOYMENT, PART_OF_GROUP, SUPPOSED_RATIO, *(asked.quantity for asked in BETWEEN_PERIODS),
)  # fmt: skip
_TOLD_BY_GROUP = (FMR, FNMR, FPIR, FNIR, PASSES_MISSED)


def _all() -> tuple[Quantity, ...]:
    alone = (*_OF_COMPARISONS, *_OF_SEARCHES, *_OF_PASSES, *_OF_RECORDS, *OF_SEARCH_RECORDS, *OF_A_CROWD, *OF_A_CLAIM)
    by_group = [quantity.by_group() for quantity in (*_TOLD_BY_GROUP, PASSES_ALERTED, FALSE_PER_FACE)]
    among = [
        asked
        for quantity in (*_TOLD_BY_GROUP, FALSE_OF_GROUPS, CONFIRMED_FOLLOW_UPS)
        for asked in quantity.among_groups()
    ]
    of_two = [asked for trial in (COMPARISONS, SEARCHES) for asked in trial.all() if asked not in alone]
    return (*alone, *by_group, *among, LEGACY_INDICES, *of_two, REQUIREMENT)


CATALOGUE = Catalogue(_all(), by_group=(*_TOLD_BY_GROUP, PASSES_ALERTED, FALSE_OF_GROUPS))
