"""Which options each study takes, in the order in which its command line is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.api.options.option import named
from bystander.api.options.question import ACCEPTANCE, DRAWING, LEVEL, OPERATING, THRESHOLDS
from bystander.api.options.record import OF_RECORDS, OF_RECORDS_ALONE, RECORD
from bystander.api.options.requirement import REQUIRE
from bystander.api.options.systems import DISTANCES_OF, NAMES, THRESHOLDS_OF
from bystander.api.options.trial import OF_EVALUATION, TRIAL

if TYPE_CHECKING:
    from bystander.api.options.option import Option

EVALUATE: tuple[Option, ...] = (*TRIAL, THRESHOLDS, *OPERATING, *ACCEPTANCE, *OF_EVALUATION, LEVEL, *DRAWING, REQUIRE)
COMPARE: tuple[Option, ...] = (*TRIAL, NAMES, DISTANCES_OF, THRESHOLDS_OF, *OPERATING, *ACCEPTANCE, LEVEL, REQUIRE)
AUDIT: tuple[Option, ...] = (*named(TRIAL, *OF_RECORDS), *RECORD, LEVEL, REQUIRE)
CROWD: tuple[Option, ...] = (LEVEL,)
CHECK: tuple[Option, ...] = (*TRIAL, *OF_EVALUATION, *OF_RECORDS_ALONE)

OF_STUDY = {"evaluate": EVALUATE, "compare": COMPARE, "audit": AUDIT, "crowd": CROWD}
