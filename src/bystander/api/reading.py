"""Reading evidence, for Python: as everybody reads it, with parameters named where a message names options."""

from __future__ import annotations

from bystander.api.in_python import in_python
from bystander.api.options.option import named, without
from bystander.api.options.record import OF_RECORDS, OF_RECORDS_ALONE, RECORD
from bystander.api.options.trial import OF_EVALUATION, TRIAL
from bystander.api.spelling import takes
from bystander.evidence.passes.read import read_passes as _read_passes
from bystander.evidence.read import read_trial as _read_trial
from bystander.evidence.record.record import read_record as _read_record
from bystander.evidence.search_record.read import read_search_record as _read_search_record
from bystander.evidence.searches.read import read_searches as _read_searches

_OF_A_TRIAL = (*TRIAL, *named(OF_EVALUATION, "by", "people", "cluster"))
_OF_A_RECORD = (*named(TRIAL, *OF_RECORDS), *named(RECORD, "groups"), *OF_RECORDS_ALONE)

read_trial = in_python(takes(*_OF_A_TRIAL)(_read_trial))
read_searches = in_python(takes(*without(_OF_A_TRIAL, "searches", "blank"))(_read_searches))
read_passes = takes(*_OF_A_TRIAL)(_read_passes)
read_record = takes(*_OF_A_RECORD)(_read_record)
read_search_record = takes(*_OF_A_RECORD)(_read_search_record)
