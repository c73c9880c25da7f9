"""Files kept as they must come out; ``BYSTANDER_REGOLD=1`` writes them again, for a human to look at the difference."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def check(name: str, text: str) -> None:
    """Compare a text with the file kept under a name."""
    path = FOLDER / name
    if os.environ.get("BYSTANDER_REGOLD"):
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"{name} is missing; BYSTANDER_REGOLD=1 writes it"
    assert text == path.read_text(encoding="utf-8"), f"{name} changed; if it should, BYSTANDER_REGOLD=1 writes it again"
