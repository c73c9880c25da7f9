"""How the first screen says a rate whose faces are a lower end, and how the words keep to a sentence's length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import bystander as by

if TYPE_CHECKING:
    from pathlib import Path


def verdict(folder: Path, faces: str) -> str:
    file = folder / "record.csv"
    rows = "".join(f"2025-01-{day:02},{faces},20,19,1\n" for day in range(1, 3))
    file.write_text(f"date,faces_seen,alerts,true_alerts,false_alerts\n{rows}", encoding="utf-8")
    return " ".join(by.audit(file).verdict)


@pytest.mark.parametrize(
    ("faces", "said"),
    [("9500000", "about 0.11 in a million"), ("60000", "about 17 in a million"), (">60000", "at most 17 in a million")],
)
def test_a_rate_is_said_in_a_million_and_on_its_side(faces: str, said: str, tmp_path: Path) -> None:
    assert said in verdict(tmp_path, faces)
