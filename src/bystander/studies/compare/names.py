"""What the systems of a comparison are called: as the user names them, or as their files are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.searches import Searches

IN_MEMORY = "table in memory"  # as readers call a table that is no file
# endings that tell how a file is written
FORMATS = frozenset(
    {".csv", ".tsv", ".txt", ".dat", ".parquet", ".arrow", ".npy", ".npz", ".mtx", ".gz", ".bz2", ".xz", ".zst", ".zip"}
)


def lettered(trials: Sequence[Trial | Searches]) -> list[Trial | Searches]:
    """Return trials, those that have no name of their own named A, B and so on, after their place."""
    letters = [*ascii_uppercase[: len(trials)], *([IN_MEMORY] * (len(trials) - len(ascii_uppercase)))]
    return [replace(t, name=a) if t.name == IN_MEMORY else t for t, a in zip(trials, letters, strict=True)]


def named_systems(trials: Sequence[Trial | Searches], names: Sequence[str]) -> dict[str, Trial | Searches]:
    """Return trials by the name of their system. Raises UsageError for two alike."""
    return dict(zip(system_names([t.name for t in trials], names), trials, strict=True))


def system_names(files: Sequence[str], names: Sequence[str], *, columns: bool = False) -> list[str]:
    """Return the names of systems: those given, or those of their files without what tells the format.

    ``columns``: they are called by their columns, as those stand there.

    Raises UsageError for two alike.
    """
    if names and len(names) != len(files):
        raise UsageError(f"there are {len(files)} systems and {len(names)} names; give each its own")
    short = [*files] if columns else [_stem(file) for file in files]
    own = [*names] or (short if len({*short}) == len(short) else [*files])
    if len({*own} - {""}) < len(files):
        raise UsageError("every system needs a name of its own; name them (--name NAME once each, names=[...])")
    return own


def _stem(name: str) -> str:
    """Return a file's name without endings such as .csv.gz."""
    path = Path(name)
    while path.suffix.lower() in FORMATS:
        path = path.with_suffix("")
    return str(path)
