"""Reading evidence, for Python: as everybody reads it, with parameters named where a message names options."""

from __future__ import annotations

from bystander.api.in_python import in_python
from bystander.evidence.read import read_trial as _read_trial
from bystander.evidence.searches.read import read_searches as _read_searches

read_trial = in_python(_read_trial)
read_searches = in_python(_read_searches)
