"""Every question that is asked of a claim, in the order in which a reader asks."""

from __future__ import annotations

from bystander.quantities.claim.agreement import AGREEMENT
from bystander.quantities.claim.counted import COUNTED
from bystander.quantities.claim.crowd import FALSE_ALERTS, NEVER, RATE_BEHIND, SHARE_RIGHT
from bystander.quantities.claim.implied import IMPLIED
from bystander.quantities.claim.needed import NEEDED

OF_A_CLAIM = (COUNTED, IMPLIED, FALSE_ALERTS, SHARE_RIGHT, RATE_BEHIND, NEVER, NEEDED, AGREEMENT)
