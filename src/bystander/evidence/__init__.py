"""Evidence: what was measured, read once, checked at the door, and never copied on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.evidence.comparisons.inspection import Inspection, inspect, require_usable
    from bystander.evidence.comparisons.trial import Batch, Block, Trial
    from bystander.evidence.read import read_trial

_HOME = {
    "Batch": "comparisons.trial", "Block": "comparisons.trial", "Trial": "comparisons.trial",
    "Inspection": "comparisons.inspection", "inspect": "comparisons.inspection",
    "require_usable": "comparisons.inspection", "read_trial": "read",
}  # fmt: skip

__all__ = ["Batch", "Block", "Inspection", "Trial", "inspect", "read_trial", "require_usable"]


def __getattr__(name: str) -> object:
    """Import on first use: looking at this package must not load numpy, pyarrow or duckdb."""
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(f"bystander.evidence.{_HOME[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
