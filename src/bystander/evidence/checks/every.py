"""Every check of every kind of evidence, by code: what the reference page and the tests read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.evidence.checks import order as shared
from bystander.evidence.comparisons.checks import order as comparisons
from bystander.evidence.passes.checks import order as passes
from bystander.evidence.record.checks import order as record
from bystander.evidence.search_record.checks import order as search_record
from bystander.evidence.searches.checks import order as searches

if TYPE_CHECKING:
    from bystander.evidence.checks.check import Check

_BY_CODE = {
    check.code: check for kind in (shared, comparisons, searches, record, search_record, passes) for check in kind.EVERY
}
EVERY: tuple[Check[Any], ...] = tuple(_BY_CODE[code] for code in sorted(_BY_CODE, key=lambda code: int(code[2:])))
