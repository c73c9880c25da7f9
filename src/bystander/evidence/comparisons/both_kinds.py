"""Whether a layout that was chosen by looking holds a trial: mated comparisons, and non-mated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.checks.check import require
from bystander.evidence.comparisons.checks.ev17_one_class import Kinds
from bystander.evidence.comparisons.checks.order import GUESSED

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial


def require_both_kinds(trial: Trial) -> None:
    """Raise :class:`EvidenceError` where a trial has comparisons of one kind alone. Reads no further than it has to."""
    mated = non_mated = False
    for block in trial.blocks:
        kinds = block.read().mated
        if kinds is not None and len(kinds):
            mated, non_mated = mated or bool(kinds.any()), non_mated or not bool(kinds.all())
        if mated and non_mated:
            return
    require(GUESSED, Kinds(trial.name, trial.format, mated, non_mated), trial.name)
