"""Evidence: what was measured, read once, checked at the door, and never copied on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bystander.evidence.inspection import Inspection, inspect, require_usable
    from bystander.evidence.read import read_trial
    from bystander.evidence.trial import Batch, Block, Trial

_HOME = {
    "Batch": "trial", "Block": "trial", "Trial": "trial", "read_trial": "read",
    "Inspection": "inspection", "inspect": "inspection", "require_usable": "inspection",
}  # fmt: skip

__all__ = ["Batch", "Block", "Inspection", "Trial", "inspect", "read_trial", "require_usable"]


def __getattr__(name: str) -> object:
    """Import on first use: looking at this package must not load numpy, pyarrow or duckdb."""
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(f"bystander.evidence.{_HOME[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
