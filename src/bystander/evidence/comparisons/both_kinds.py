"""How many comparisons of each kind a trial has: asked where its layout was told by looking, and not declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.checks.check import require
from bystander.evidence.comparisons.checks import ev64_lists as ev64
from bystander.evidence.comparisons.checks.ev17_one_class import Kinds
from bystander.evidence.comparisons.checks.order import GUESSED

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial


def kinds_in(trial: Trial) -> tuple[int, int]:
    """Return the number of mated and of non-mated comparisons."""
    rows = mated = 0
    for block in trial.blocks:
        kinds = block.read().mated
        rows, mated = rows + block.rows, mated + (0 if kinds is None else int(kinds.sum()))
    return mated, rows - mated


def require_both(trial: Trial, words: str, key: str) -> tuple[int, int]:
    """Return the number of comparisons of each kind. Raises EvidenceError where a trial has one kind only.

    ``words``: what its file was taken for; ``key``: what that is called with --format.
    """
    mated, others = kinds_in(trial)
    if not (mated and others):
        got = f"read as {words}, every comparison is {'mated' if mated else 'non-mated'}"
        do = f"{ev64.HEADER}; if it is just that, give --format {key}"
        raise EvidenceError(trial.name, [ev64.undecided(trial.name, got, do=do)])
    return mated, others


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
