"""What a reader is asked to read: the files, and what the user has declared about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bystander.evidence.provenance import sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bystander.evidence.comparisons.own_square import Declared


@dataclass(frozen=True, kw_only=True)
class Request:
    """Files in the order in which they were given, and the declarations that are never guessed."""

    files: tuple[Path, ...]
    non_mated: Path | None = None
    truth: Path | None = None
    distance: bool = False
    failed_scores: tuple[float, ...] = ()
    mated_is: str = ""  # the value of a label that means one person
    probe_ids: Path | None = None
    reference_ids: Path | None = None
    square: Declared = ""
    sheet: str = ""  # of a workbook
    metric: Literal["cosine", "l2"] = "cosine"
    columns: Mapping[str, str] = field(default_factory=dict)
    by_cells: frozenset[str] = frozenset()  # roles among them that the cells told, and nobody declared
    subject_from: str = ""  # how the name of a sample tells the person: a pattern, or one that is built in
    declared: bool = False  # the layout was named, and not chosen by looking
    part: bool = False  # one shard of a trial: what its rows tell need not hold of the others
    attributes: tuple[str, ...] = ()  # of people, or of those searched, that the evidence itself is to tell

    @property
    def file(self) -> Path:
        """The first file."""
        return self.files[0]

    @property
    def name(self) -> str:
        """The names of the files without their folders."""
        extra = (self.non_mated, self.truth, self.probe_ids, self.reference_ids)
        return " + ".join(dict.fromkeys(f.name for f in (*self.files, *extra) if f is not None))

    def sha256(self) -> str:
        """Return the hash of the evidence: of every file that the numbers depend on, in the order of roles."""
        extra = (self.non_mated, self.truth, self.probe_ids, self.reference_ids)
        return sha256_of([*self.files, *(f for f in extra if f is not None)])
