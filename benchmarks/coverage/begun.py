"""What of a part is measured so far, a world at a time: a part that was broken off goes on from there."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path


@dataclass(frozen=True)
class Begun:
    """A file to which every world is added as soon as it is known; ``code``: of the statistics that it is measured by.

    The file is this command's own, and taken away when its part is written.
    """

    path: Path
    code: str

    def known(self) -> dict[Hashable, object]:
        """Return what was found by this code so far; what was half written when it broke off is taken away."""
        found: dict[Hashable, object] = {}
        if not self.path.exists():
            return found
        with self.path.open("r+b") as file:
            while True:
                whole = file.tell()
                try:
                    code, key, value = pickle.load(file)
                except (EOFError, pickle.UnpicklingError):
                    file.truncate(whole)
                    return found
                if code == self.code:
                    found[key] = value

    def keep(self, key: Hashable, value: object) -> None:
        """Add what was found."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            pickle.dump((self.code, key, value), file)

    def done(self) -> None:
        """Take the file away."""
        self.path.unlink(missing_ok=True)
