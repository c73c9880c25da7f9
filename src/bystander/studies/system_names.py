"""What the systems of a comparison are called: as the user names them, or as their files are named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bystander.evidence.searches import Searches
    from bystander.evidence.trial import Trial

# endings that tell how a file is written
FORMATS = frozenset(
    {".csv", ".tsv", ".txt", ".dat", ".parquet", ".arrow", ".npy", ".npz", ".mtx", ".gz", ".bz2", ".xz", ".zst"}
)


def named_systems(trials: Sequence[Trial | Searches], names: Sequence[str]) -> dict[str, Trial | Searches]:
    """Give trials by the name of their system: the names given, or those of their files without what tells the format.

    Raises UsageError for two alike.
    """
    if names and len(names) != len(trials):
        raise UsageError(f"there are {len(trials)} systems and {len(names)} names; give each its own")
    files = [t.name for t in trials]
    short = [_stem(name) for name in files]
    own = names or (short if len({*short}) == len(short) else files)
    found = {name: trial for name, trial in zip(own, trials, strict=True) if name}
    if len(found) < len(trials):
        raise UsageError("every system needs a name of its own; name them (--name NAME once each, names=[...])")
    return found


def _stem(name: str) -> str:
    """Give a file's name without endings such as .csv.gz."""
    path = Path(name)
    while path.suffix.lower() in FORMATS:
        path = path.with_suffix("")
    return str(path)
