"""Where the real files for tests are, when they are there; they are never committed."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "shared" / "data"


def path(relative: str) -> Path:
    """Return the path of a real file; skip the test, saying why, where it is not there."""
    file = ROOT / relative
    if not file.exists():
        pytest.skip(f"../shared/data/{relative} is not on this machine")
    return file
