"""Which bytes were the evidence: the hash that lets anyone check that they hold the same file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def sha256_of(paths: Path | str | Sequence[Path | str]) -> str:
    """Return the SHA-256 of a file's bytes as they were given, compressed or not.

    For several files (a pair of score files, a matrix and its mask): the SHA-256 over their hexadecimal
    hashes, one a line, in the order of their roles. One file in a list has the hash of the file.
    """
    files = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(p) for p in paths]
    hashes = [_of_file(file) for file in files]
    if len(hashes) == 1:
        return hashes[0]
    return hashlib.sha256("".join(f"{h}\n" for h in hashes).encode()).hexdigest()


def _of_file(file: Path) -> str:
    with file.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
