"""The names of people found and missed are those of quantities that there are."""

from __future__ import annotations

from bystander.findings.complements import MISSED_OF
from bystander.quantities.passes.alerted import PASSES_ALERTED, PASSES_MISSED
from bystander.quantities.searches.fnir import FNIR
from bystander.quantities.searches.tpir import TPIR


def test_each_share_of_people_found_has_that_of_the_people_missed() -> None:
    assert {TPIR.name: FNIR.name, PASSES_ALERTED.name: PASSES_MISSED.name} == MISSED_OF
