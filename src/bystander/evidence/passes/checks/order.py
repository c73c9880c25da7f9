"""The checks of seeded operational tests, in the order in which they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.evidence.passes.checks import ev85_empty_cells as ev85
from bystander.evidence.passes.checks import ev86_nobody_passed as ev86
from bystander.evidence.passes.checks import ev87_same_pass as ev87
from bystander.evidence.passes.checks import ev88_contradictions as ev88
from bystander.evidence.passes.checks import ev89_one_system as ev89
from bystander.evidence.passes.checks import ev90_totals as ev90
from bystander.evidence.passes.checks import ev91_written_alike as ev91

if TYPE_CHECKING:
    from bystander.evidence.checks.check import Check
    from bystander.evidence.passes.rows import PassRows

ROWS: tuple[Check[PassRows], ...] = (
    ev88.CHECK, ev90.CHECK, ev85.CHECK, ev87.CHECK, ev89.CHECK, ev91.CHECK, ev86.CHECK, ev85.UNKNOWN,
    ev85.TIMES,
)  # fmt: skip

EVERY: tuple[Check[Any], ...] = ROWS
